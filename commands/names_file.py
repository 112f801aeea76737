"""The file of accepted names of an archive: where it lies, and what it says."""

from pathlib import Path

import settings
from commands.terminal import say_names
from index.names.kept_file import FILE_NAME, OF_CLUSTERS, NamesFile, read_names
from index.names.pairs import Pair
from index.shrinking import live_manifest
from index.stores import Store
from index.stores.address import parse_address


def names_file_at(engine: str) -> Path:
    """Return where the file of accepted names of an archive lies, whether it is there or not.

    Args:
        engine: the address of the archive.

    Raises:
        AddressError: it names no engine.
    """
    address, told = parse_address(engine), settings.read().names
    if told:
        return Path(told)
    return OF_CLUSTERS if address.scheme == "opensearch" else Path(address.location) / FILE_NAME


def names_file(engine: str, store: Store, *, aloud: bool = True) -> NamesFile:
    """Return the file of accepted names.

    Where there is none, it is as the live archive has it: one that was restored elsewhere loses
    nothing.

    Args:
        engine: the address of the archive, and
        store: its store.
        aloud: whether it is told of lines that cannot be used; the others are.

    Raises:
        NamesUnreadable: the file cannot be read.
    """
    path = names_file_at(engine)
    file = read_names(path)
    if file is None:
        live = live_manifest(store)
        return NamesFile().with_pairs(
            Pair(*names) for names in (live.names.pairs() if live else ())
        )
    for broken in file.broken() if aloud else ():
        say_names(f"{path}, line {broken.line}: {broken.reason}")
    return file
