"""The engine for one machine: it answers from a folder that Whoosh wrote.

It may import ``index``, the rest of ``search``, numpy and Whoosh, and no other engine.
"""
