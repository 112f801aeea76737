"""From what was typed to what was meant, by the words of an archive.

Of ``search`` it imports ``search.language``, the conditions, the deadline and the results; of
``index`` the analysis, the fields, the lexicon of the completions, and the tables of names among
the facts.
"""
