"""Between an address and a query, both ways; imports ``index`` and ``search``, nothing of web."""
