"""How Whoosh's own searcher reads an index of ours: a codec over the mapped arrays.

Whoosh is imported here alone. Of ``index`` it imports analysis, arrays, facets, fields, and of the
store the segment and its files.
"""

from index.stores.embedded.codec.reading import ArraysCodec, WholeIndex, open_reader

__all__ = ["ArraysCodec", "WholeIndex", "open_reader"]
