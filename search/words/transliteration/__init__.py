"""Names in Latin letters as an archive writes them in Arabic: by a table, and by their sound.

Of ``search`` it imports ``search.words.vocabulary`` alone; of ``index`` the analysis and the tables
of names among the facts.
"""
