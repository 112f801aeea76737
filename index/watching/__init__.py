"""Folders that are watched: what is new, changed or gone in them comes into an archive.

``looking`` tells which files are whole, ``notices`` when to look, ``watching`` leads. Of ``index``
it imports errors, what was read of files, builds and updates, progress, sources and stores.
"""
