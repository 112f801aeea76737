"""What is remembered of feeds and of the articles that came from them: a file of SQLite.

An article is written down here once it is kept (:mod:`index.feeds.kept_articles`), together with
what its server said of the answer, in one transaction; it waits until it is published. So nothing
that came is lost, and nothing is asked for twice, wherever a run is broken off.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields, replace
from hashlib import blake2b
from pathlib import Path

from index.addresses import address_key
from index.errors import StateDamaged
from index.feeds.feed import Feed

FILE_NAME = "feeds.sqlite"
#: Raised with any change of the tables.
_LAYOUT = 1
#: How long one of two programs waits for the other, in seconds.
_PATIENCE = 10.0
#: How long a reader's page waits, likewise.
_PATIENCE_OF_READERS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRecord:
    """What is remembered of a feed; times are seconds since 1970, and 0 where there is none.

    Attributes:
        address: as the list has it.
        place: in the list, from 1; 0 where it is not in it.
        name: of its paper, by the list or by itself.
        scope: parts the ids of its articles from the same ones of other feeds.
        etag, modified: what its server told its last answer by.
        moved: the address that is asked in place of its own.
        next: when it is asked again.
        polled: when it was asked, and
        succeeded: when it last answered as it should.
        failures: one after the other.
        trouble: what is the matter; empty where nothing is.
        gone: whether it has ended for good.
    """

    address: str
    place: int = 0
    name: str = ""
    scope: str = ""
    etag: str = ""
    modified: str = ""
    moved: str = ""
    next: float = 0.0
    polled: float = 0.0
    succeeded: float = 0.0
    failures: int = 0
    trouble: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of an article.

    Attributes:
        id: its identity.
        url: its address.
        feed: the feed that brought it.
        digest: of what that feed says of it.
        file: in which it is kept.
    """

    id: str
    url: str
    feed: str
    digest: str
    file: str


_COLUMNS = tuple(field.name for field in fields(FeedRecord))
_TABLES = f"""
CREATE TABLE feeds ({", ".join(_COLUMNS)}, PRIMARY KEY (address)) WITHOUT ROWID;
CREATE TABLE entries (id PRIMARY KEY, url, feed, digest, file, waits) WITHOUT ROWID;
CREATE TABLE names (name PRIMARY KEY, id) WITHOUT ROWID;
CREATE INDEX by_feed ON entries (feed);
CREATE INDEX waiting ON entries (id) WHERE waits;
CREATE INDEX by_file ON entries (file);
PRAGMA user_version = {_LAYOUT};
"""


class State:
    """The memory of one archive's feeds; of one thread."""

    def __init__(self, folder: Path, *, to_read: bool = False) -> None:
        """Open the memory, and make it where there is none.

        Args:
            folder: in which it lies.
            to_read: whether nothing is to be changed; it must be there then.

        Raises:
            StateDamaged: what lies there cannot be read.
        """
        self._path = folder / FILE_NAME
        with _readable(self._path):
            self._tables = _opened(self._path, to_read=to_read)
            if not to_read and not _layout(self._tables):
                self._tables.executescript(f"BEGIN;{_TABLES}COMMIT;")
            _must_match(self._tables, self._path)

    def close(self) -> None:
        """Close it."""
        self._tables.close()

    def listed(self, feeds: Sequence[Feed]) -> list[FeedRecord]:
        """Take a list as the one that holds, and return what is known of its feeds, in its order.

        A feed that had ended and comes into the list again is asked again, and one that stands
        there under the address that it has moved to is the one it was.
        """
        with self._changing():
            before = {record.address: record for record in self.feeds()}
            moved = {record.moved: record for record in before.values() if record.moved}
            self._tables.execute("UPDATE feeds SET place = 0")
            found = []
            for place, feed in enumerate(feeds, 1):
                known = before.get(feed.address)
                if known is None and (old := moved.get(feed.address)):
                    self._rename(old.address, feed.address)
                    known = replace(old, address=feed.address, moved="")
                if known is None:
                    known = FeedRecord(address=feed.address, scope=_scope(feed.address))
                elif not known.place:
                    known = replace(known, gone=False, next=0.0)
                name = feed.paper or known.name
                found.append(replace(known, place=place, name=name))
            for record in found:
                self._put(record)
        return found

    def feeds(self) -> list[FeedRecord]:
        """Return all feeds that are known, those of the list first and in its order."""
        rows = self._tables.execute(
            f"SELECT {', '.join(_COLUMNS)} FROM feeds ORDER BY place = 0, place, address"
        )
        return [_record(row) for row in rows]

    def counts(self) -> dict[str, int]:
        """Return how many articles came from each feed, by its address."""
        return dict(self._tables.execute("SELECT feed, count(*) FROM entries GROUP BY feed"))

    def entry(self, article_id: str, url: str) -> Entry | None:
        """Return what is remembered of an article, by its id or its address."""
        for name in _names(article_id, url):
            row = self._tables.execute(
                "SELECT e.id, e.url, e.feed, e.digest, e.file FROM names n "
                "JOIN entries e ON e.id = n.id WHERE n.name = ?",
                (name,),
            ).fetchone()
            if row:
                return Entry(*row)
        return None

    def is_listed(self, address: str) -> bool:
        """Tell whether a feed is in the list."""
        row = self._tables.execute("SELECT place FROM feeds WHERE address = ?", (address,))
        return bool((row.fetchone() or (0,))[0])

    def take(self, record: FeedRecord, entries: Iterable[Entry] = ()) -> None:
        """Remember how a feed answered, and the articles that it brought, which wait now."""
        with self._changing():
            self._put(record)
            for entry in entries:
                self._tables.execute(
                    "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, 1)", astuple(entry)
                )
                self._tables.executemany(
                    "INSERT OR REPLACE INTO names VALUES (?, ?)",
                    [(name, entry.id) for name in _names(entry.id, entry.url)],
                )

    def waiting(self) -> list[Entry]:
        """Return the articles that wait to be published, by their files."""
        rows = self._tables.execute(
            "SELECT id, url, feed, digest, file FROM entries WHERE waits ORDER BY file, id"
        )
        return [Entry(*row) for row in rows]

    def published(self, entries: Iterable[Entry]) -> None:
        """Remember that articles are published, as they were when they were taken."""
        with self._changing():
            self._tables.executemany(
                "UPDATE entries SET waits = 0 WHERE id = ? AND digest = ?",
                [(entry.id, entry.digest) for entry in entries],
            )

    def ids_in(self, file: str) -> Collection[str]:
        """Return the ids of the articles that are kept in a file."""
        rows = self._tables.execute("SELECT id FROM entries WHERE file = ?", (file,))
        return {row[0] for row in rows}

    def _put(self, record: FeedRecord) -> None:
        marks = ", ".join("?" * len(_COLUMNS))
        self._tables.execute(f"INSERT OR REPLACE INTO feeds VALUES ({marks})", astuple(record))

    def _rename(self, old: str, new: str) -> None:
        self._tables.execute("DELETE FROM feeds WHERE address = ?", (old,))
        self._tables.execute("UPDATE entries SET feed = ? WHERE feed = ?", (new, old))

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with _readable(self._path):
            self._tables.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._tables.execute("ROLLBACK")
                raise
            self._tables.execute("COMMIT")


def _record(row: tuple[object, ...]) -> FeedRecord:
    values = dict(zip(_COLUMNS, row, strict=True))
    return FeedRecord(**{**values, "gone": bool(values["gone"])})  # type: ignore[arg-type]


def _names(article_id: str, url: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((address_key(url or article_id), address_key(article_id))))


def _scope(address: str) -> str:
    return blake2b(address_key(address).encode(), digest_size=5).hexdigest()


def _layout(tables: sqlite3.Connection) -> int:
    return int(tables.execute("PRAGMA user_version").fetchone()[0])


def _must_match(tables: sqlite3.Connection, path: Path) -> None:
    if (found := _layout(tables)) != _LAYOUT:
        raise StateDamaged(
            f"{path}: of another version of Fihris (layout {found}, not {_LAYOUT}); move it away, "
            "and all feeds are read anew"
        )


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StateDamaged(
            f"{path}: {error}; if this goes on, move it away, and all feeds are read anew"
        ) from error


def recorded(folder: Path) -> list[tuple[FeedRecord, int]]:
    """Return what is remembered of the feeds of the list, each with the number of its articles.

    Nothing is changed, and nobody who follows feeds is held up.

    Args:
        folder: in which the memory lies; where there is none, no feed is followed.

    Raises:
        StateDamaged: what lies there cannot be read.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return []
    with _readable(path):
        state = State(folder, to_read=True)
        try:
            counts = state.counts()
            return [(one, counts.get(one.address, 0)) for one in state.feeds() if one.place]
        finally:
            state.close()


def _opened(path: Path, *, to_read: bool) -> sqlite3.Connection:
    if to_read:
        address = f"{path.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(
            address, uri=True, timeout=_PATIENCE_OF_READERS, isolation_level=None
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    return sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
