"""The feeds that are followed now: which are due, and which are being asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.feeds.feed import Feed
from index.feeds.harvesting import host_of
from index.feeds.remembered import FeedRecord
from index.feeds.state import State
from index.feeds.watched_list import ListRead

#: No feed waits longer than this, though a clock may have been set back, in seconds.
_LONGEST_PAUSE = 2 * 86_400.0


@dataclass(frozen=True, slots=True)
class ListTaken:
    """Tells that a list is the one that holds.

    Attributes:
        feeds: how many it has.
        added: how many of them the one before had not.
        removed: how many that one had which are not in it.
        changed: how many have another paper or section.
        remarks: what is to be told of it, one line each.
    """

    feeds: int
    added: int
    removed: int
    changed: int
    remarks: Sequence[str] = ()


class Roster:
    """The feeds of a list, of which one a host is asked at a time."""

    def __init__(self, state: State) -> None:
        """
        Args:
            state: that remembers them.
        """
        self._state = state
        self._feeds: dict[str, Feed] = {}
        self._records: dict[str, FeedRecord] = {}
        self._asked: dict[str, str] = {}

    def take(self, read: ListRead, now: float) -> ListTaken:
        """Follow the feeds of a list and no others.

        Args:
            read: the list.
            now: seconds since 1970.
        """
        before, feeds = self._feeds, {feed.address: feed for feed in read.feeds}
        # A clock that was set back would hold up a feed for as long.
        self._records = {
            record.address: replace(record, next=min(record.next, now + _LONGEST_PAUSE))
            for record in self._state.listed(read.feeds)
        }
        self._feeds = feeds
        both = feeds.keys() & before.keys()
        return ListTaken(
            len(feeds),
            added=len(feeds.keys() - before.keys()),
            removed=len(before.keys() - feeds.keys()),
            changed=sum(feeds[address] != before[address] for address in both),
            remarks=read.remarks,
        )

    @property
    def is_asking(self) -> bool:
        """Tell whether a feed is being asked."""
        return bool(self._asked)

    def due(self, now: float) -> list[str]:
        """Return the feeds that are to be asked, those that have waited longest first."""
        found = [one for one in self._records.values() if not one.gone and one.next <= now]
        return [one.address for one in sorted(found, key=lambda one: one.next)]

    def startable(self, due: Sequence[str]) -> list[FeedRecord]:
        """Return those of some feeds that may be asked now: one of each host that is free."""
        taken = set(self._asked.values())
        found: list[FeedRecord] = []
        for record in (self._records[address] for address in due):
            if record.address not in self._asked and _host(record) not in taken:
                taken.add(_host(record))
                found.append(record)
        return found

    def ask(self, record: FeedRecord) -> None:
        """Take note that a feed is being asked."""
        self._asked[record.address] = _host(record)

    def answered(self, address: str) -> tuple[Feed, FeedRecord] | None:
        """Return a feed that was asked, as it is now; ``None`` where it has left the list."""
        if address in self._feeds:
            return self._feeds[address], self._records[address]
        self._asked.pop(address, None)
        return None

    def free(self, record: FeedRecord) -> None:
        """Take note that a feed has been asked, and of what is known of it now."""
        self._records[record.address] = record
        self._asked.pop(record.address, None)

    def next(self) -> float | None:
        """Return when the next feed is due whose host is free; ``None`` where there is none."""
        hosts = set(self._asked.values())
        found = [one for one in self._records.values() if not one.gone]
        return min((one.next for one in found if _host(one) not in hosts), default=None)


def _host(record: FeedRecord) -> str:
    return host_of(record.moved or record.address)
