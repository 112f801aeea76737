"""The engine over an index in a folder: arrays of numpy, mapped as they lie.

Of ``search`` it imports the protocol of engines and all rooms that know no engine; of ``index`` the
embedded store and what an index holds. It knows nothing of Whoosh.
"""
