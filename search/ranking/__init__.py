"""How well an article answers a query, and which articles are listed: formulas without an engine.

Of ``search`` it imports the conditions, the syntax tree and the results; of ``index`` the analysis,
the fields and the article.
"""
