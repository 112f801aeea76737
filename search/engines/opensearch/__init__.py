"""The engine over an index in a cluster: plans and conditions as requests to OpenSearch.

Of ``search`` it imports the protocol of engines and all rooms that know no engine; of ``index`` the
store in a cluster and what an index holds.
"""
