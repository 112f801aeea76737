"""What ``--engine`` names, opened as the settings say."""

from dataclasses import replace

import settings
from index.stores import Store, open_store
from index.stores.address import parse_address


def address_of(engine: str | None) -> str:
    """Return an address that was given, or that of the settings.

    Raises:
        SettingError: where a setting has no meaning.
    """
    return engine or settings.read().engine


def store_at(engine: str | None, wait: int | None = None) -> Store:
    """Open the archive at an address, or at that of the settings, to write it.

    Args:
        engine: the address.
        wait: seconds to wait for another writer; ``None`` for what the settings say.

    Raises:
        FihrisError: where the address or a setting has no meaning.
    """
    values = settings.read()
    cluster, in_folder = values.cluster, values.in_folder
    if wait is not None:
        cluster = replace(cluster, lock_seconds=wait)
        in_folder = replace(in_folder, lock_seconds=wait)
    return open_store(address_of(engine), cluster, in_folder)


def is_embedded(address: str) -> bool:
    """Tell whether an address is that of an index in a folder.

    Raises:
        AddressError: where it names no engine.
    """
    return parse_address(address).scheme == "whoosh"


def workers_or_default(workers: int | None) -> int:
    """Return a number of processes that was given, or that of the settings.

    Raises:
        SettingError: where a setting has no meaning.
    """
    return workers or settings.read().workers
