"""The embedded engine's store: segments of mapped arrays in folders, published by one rename.

Of ``index`` it imports analysis, articles as they are taken in, prepared and kept, change sets,
arrays and packed strings, completions, copies, errors, facets, fields, the manifest, what a store
is, the vocabulary, what was read of files, workers, and the periods of mentioned dates.
"""
