"""Stores: where indexes are built and published, one module an engine."""

from pathlib import Path

from index.stores.address import parse_address
from index.stores.store import Build, Store
from index.stores.whoosh_store import WhooshStore

__all__ = ["Build", "Store", "open_store"]


def open_store(address: str) -> Store:
    """The store at an engine address; nothing is read or written yet.

    Raises:
        AddressError: where the address names no engine.
    """
    return WhooshStore(Path(parse_address(address).location))
