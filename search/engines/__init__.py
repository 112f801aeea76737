"""Engines: from a query to results, one module an index format."""

from pathlib import Path

from index.stores import ClusterOptions
from index.stores.address import parse_address
from index.stores.cluster import DEFAULTS
from search.engines.embedded.engine import WhooshEngine
from search.engines.protocol import Engine

__all__ = ["Engine", "open_engine"]


def open_engine(address: str, options: ClusterOptions = DEFAULTS) -> Engine:
    """The engine at an address; the index itself is opened by its first use.

    Args:
        address: like ``whoosh:var/index`` or ``opensearch://host:9200/name``.
        options: what else is to be known of a cluster.

    Raises:
        AddressError: where the address names no engine.
    """
    found = parse_address(address)
    if found.scheme == "whoosh":
        return WhooshEngine(Path(found.location))
    # Loaded only where there is a cluster; see index.stores.
    from search.engines.opensearch.engine import OpenSearchEngine

    return OpenSearchEngine(found, options)
