"""Engines: from a query to results, one module an index format."""

from pathlib import Path

from index.stores.address import parse_address
from search.engines.engine import Engine
from search.engines.whoosh_engine import WhooshEngine

__all__ = ["Engine", "open_engine"]


def open_engine(address: str) -> Engine:
    """The engine at an address; the index itself is opened by its first use.

    Raises:
        AddressError: where the address names no engine.
    """
    return WhooshEngine(Path(parse_address(address).location))
