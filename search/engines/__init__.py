"""Engines: the seam in ``protocol.py``, and a folder for each kind of index behind it.

An engine imports the rest of ``search`` and its own store. Nothing else imports an engine.
"""

from pathlib import Path

from index.stores import ClusterOptions
from index.stores.address import parse_address
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.protocol import Engine
from search.memory import AS_FITS, Memory
from search.ranking.bm25 import Ranking


def open_engine(
    address: str, options: ClusterOptions, ranking: Ranking, memory: Memory = AS_FITS
) -> Engine:
    """Return the engine at an address; the index itself is opened by its first use.

    Args:
        address: like ``whoosh:var/index`` or ``opensearch://host:9200/name``.
        options: what else is to be known of a cluster.
        ranking: the parameters that articles are ranked by.
        memory: for what an embedded index found for the words of queries.

    Raises:
        AddressError: the address names no engine.
        EngineError: the engine cannot rank so.
    """
    found = parse_address(address)
    if found.scheme == "whoosh":
        return EmbeddedEngine(Path(found.location), ranking, memory)
    # Loaded only where there is a cluster; see index.stores.
    from search.engines.opensearch.engine import OpenSearchEngine

    return OpenSearchEngine(found, options, ranking)
