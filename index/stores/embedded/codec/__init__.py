"""How Whoosh's own searcher reads an index of ours: a codec over the mapped arrays.

Whoosh is imported here alone. Of ``index`` it imports analysis, arrays, facets, fields, and of the
store the publication, the segments and their files.
"""

from index.stores.embedded.codec.reading import ArraysCodec, HeldSegment, open_reader

__all__ = ["ArraysCodec", "HeldSegment", "open_reader"]
