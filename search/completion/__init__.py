"""From the beginning of what somebody types to what it may become.

Of ``search`` it imports ``search.words``, ``search.language``, the results and what finds the
largest numbers; of ``index`` the analysis, the fields, the facets, the completions, and the tables
of names among the facts.
"""
