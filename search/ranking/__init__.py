"""How well an article answers a query, and which articles are listed: formulas without an engine.

Of ``search`` it imports the conditions and the syntax tree; of ``index`` the analysis, the fields
and the article.
"""
