"""The embedded engine's store: Whoosh indexes in folders, published by one rename.

Of ``index`` it imports analysis, articles, completions, errors, fields and the manifest.
"""
