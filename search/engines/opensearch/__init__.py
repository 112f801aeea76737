"""The engine for archives that outgrow one machine: it asks a cluster of OpenSearch.

It may import ``index`` and the rest of ``search``, and no other engine.
"""
