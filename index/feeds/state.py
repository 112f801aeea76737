"""What is remembered of feeds and of the articles that came from them: a file of SQLite.

An article is written down here once it is kept (:mod:`index.feeds.kept_articles`), together with
what its server said of the answer, in one transaction; it waits until it is published. So nothing
that came is lost, and nothing is asked for twice, wherever a run is broken off.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, replace
from hashlib import blake2b
from pathlib import Path

from index.addresses import address_key
from index.feeds.feed import Feed
from index.feeds.remembered import Entry, FeedRecord
from index.feeds.state_file import COLUMNS, FILE_NAME, opened, readable


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
        self._tables = opened(self._path, to_read=to_read)

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
            f"SELECT {', '.join(COLUMNS)} FROM feeds ORDER BY place = 0, place, address"
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

    def told_alike(self, feed: str, digest: str) -> Entry | None:
        """Return an article of which a feed says the same word for word; ``None`` if of none."""
        row = self._tables.execute(
            "SELECT id, url, feed, digest, file FROM entries WHERE feed = ? AND digest = ?",
            (feed, digest),
        ).fetchone()
        return Entry(*row) if row else None

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
        marks = ", ".join("?" * len(COLUMNS))
        self._tables.execute(f"INSERT OR REPLACE INTO feeds VALUES ({marks})", astuple(record))

    def _rename(self, old: str, new: str) -> None:
        self._tables.execute("DELETE FROM feeds WHERE address = ?", (old,))
        self._tables.execute("UPDATE entries SET feed = ? WHERE feed = ?", (new, old))

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with readable(self._path):
            self._tables.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._tables.execute("ROLLBACK")
                raise
            self._tables.execute("COMMIT")


def _record(row: tuple[object, ...]) -> FeedRecord:
    values = dict(zip(COLUMNS, row, strict=True))
    return FeedRecord(**{**values, "gone": bool(values["gone"])})  # type: ignore[arg-type]


def _names(article_id: str, url: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((address_key(url or article_id), address_key(article_id))))


def _scope(address: str) -> str:
    return blake2b(address_key(address).encode(), digest_size=5).hexdigest()


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
    with readable(path):
        state = State(folder, to_read=True)
        try:
            counts = state.counts()
            return [(one, counts.get(one.address, 0)) for one in state.feeds() if one.place]
        finally:
            state.close()
