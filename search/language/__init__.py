"""From the text of a query to a syntax tree, without an archive and without an engine.

Of ``search`` it imports the room itself (query, results, notes); of ``index`` the analysis, the
fields, and what the facts know of dates and agencies.
"""
