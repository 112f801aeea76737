"""The embedded engine's store: indexes of mapped arrays in folders, published by one rename.

Of ``index`` it imports analysis, articles as they are prepared and kept, arrays and packed strings,
completions, errors, facets, fields, the manifest, what a store is, workers, and the periods of
mentioned dates.
"""
