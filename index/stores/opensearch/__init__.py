"""The second engine's store: indexes in an OpenSearch cluster, published by one alias.

Of ``index`` it imports whatever an index holds, and near-duplicates for changes in place.
"""
