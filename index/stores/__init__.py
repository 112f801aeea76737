"""Where indexes are built and published, one room an engine.

Of ``index`` a store imports whatever an index holds: articles, analysis, completions, facets,
fields, manifest, change sets and near-duplicates; no engine's room imports another's.
"""

from pathlib import Path

from index.stores.address import parse_address
from index.stores.cluster import DEFAULTS, ClusterOptions
from index.stores.embedded.options import DEFAULTS as FOLDER_DEFAULTS
from index.stores.embedded.options import FolderOptions
from index.stores.embedded.store import EmbeddedStore
from index.stores.protocol import Build, Collected, Store

__all__ = ["Build", "ClusterOptions", "Collected", "FolderOptions", "Store", "open_store"]


def open_store(
    address: str,
    options: ClusterOptions = DEFAULTS,
    in_folder: FolderOptions = FOLDER_DEFAULTS,
) -> Store:
    """Return the store at an engine address; nothing is read or written yet.

    Args:
        address: like ``whoosh:var/index`` or ``opensearch://host:9200/name``.
        options: what else is to be known of a cluster.
        in_folder: how an index in a folder is written.

    Raises:
        AddressError: where the address names no engine.
    """
    found = parse_address(address)
    if found.scheme == "whoosh":
        return EmbeddedStore(Path(found.location), in_folder)
    # The client is loaded only where there is a cluster: it takes time, and starts slower for all.
    from index.stores.opensearch.store import OpenSearchStore

    return OpenSearchStore(found, options)
