"""The engine over an index in a folder: dense arrays of numpy over the files of Whoosh.

Of ``search`` it imports the protocol of engines and all rooms that know no engine; of ``index`` the
embedded store and what an index holds. Whoosh is imported in ``postings`` alone.
"""
