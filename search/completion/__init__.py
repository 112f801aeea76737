"""From the beginning of what somebody types to what it may become.

Of ``search`` it imports ``search.words``, ``search.language`` and the results; of ``index`` the
analysis, the fields, the completions, and the tables of names among the facts.
"""
