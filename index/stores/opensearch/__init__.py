"""The store of an archive in an OpenSearch cluster; imports from ``index`` and the client alone."""
