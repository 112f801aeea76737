"""The segments of a publication read as one archive, and one archive as segments.

A room of the embedded store. It imports what that imports, and of the store itself the publication,
the segment with its levels, and the files.
"""
