"""The file of SQLite in which feeds are remembered: opened, made, and told where it is no good."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from index.errors import StateDamaged
from index.feeds.remembered import FeedRecord

FILE_NAME = "feeds.sqlite"
#: The columns of the table of feeds.
COLUMNS = tuple(field.name for field in fields(FeedRecord))

#: Raised with any change of the tables.
_LAYOUT = 1
#: How long one of two programs waits for the other, in seconds.
_PATIENCE = 10.0
#: How long a reader's page waits, likewise.
_PATIENCE_OF_READERS = 1.0

_TABLES = f"""
CREATE TABLE feeds ({", ".join(COLUMNS)}, PRIMARY KEY (address)) WITHOUT ROWID;
CREATE TABLE entries (id PRIMARY KEY, url, feed, digest, file, waits) WITHOUT ROWID;
CREATE TABLE names (name PRIMARY KEY, id) WITHOUT ROWID;
CREATE INDEX by_feed ON entries (feed, digest);
CREATE INDEX waiting ON entries (id) WHERE waits;
CREATE INDEX by_file ON entries (file);
PRAGMA user_version = {_LAYOUT};
"""


def opened(path: Path, *, to_read: bool) -> sqlite3.Connection:
    """Return the tables of a file.

    Args:
        path: of it.
        to_read: whether nothing is to be changed; else it is made where there is none.

    Raises:
        StateDamaged: what lies there cannot be read.
    """
    with readable(path):
        tables = _connected(path, to_read=to_read)
        if not to_read and not _layout(tables):
            tables.executescript(f"BEGIN;{_TABLES}COMMIT;")
        _must_match(tables, path)
    return tables


def _layout(tables: sqlite3.Connection) -> int:
    return int(tables.execute("PRAGMA user_version").fetchone()[0])


def _must_match(tables: sqlite3.Connection, path: Path) -> None:
    if (found := _layout(tables)) != _LAYOUT:
        raise StateDamaged(
            f"{path}: of another version of Fihris (layout {found}, not {_LAYOUT}); move it away, "
            "and all feeds are read anew"
        )


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Say of the file what is the matter with it.

    Raises:
        StateDamaged: it cannot be read.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise StateDamaged(
            f"{path}: {error}; if this goes on, move it away, and all feeds are read anew"
        ) from error


def _connected(path: Path, *, to_read: bool) -> sqlite3.Connection:
    if to_read:
        address = f"{path.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(
            address, uri=True, timeout=_PATIENCE_OF_READERS, isolation_level=None
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    return sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
