"""The embedded engine's store: Whoosh indexes in folders, published by one rename.

Of ``index`` it imports analysis, articles, completions, errors, facets, fields, the manifest, and
the periods of mentioned dates.
"""
