"""Following feeds: what is due is asked, what is new is kept, and published in batches."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from queue import SimpleQueue
from typing import Any

from index.feeds.clock import Clock
from index.feeds.feed import Feed
from index.feeds.fetching import Fetcher
from index.feeds.harvesting import Gathered, Harvest, Harvester, host_of
from index.feeds.kept_articles import KeptArticles
from index.feeds.polling import PagesFetched, Polled, fetch_pages, poll
from index.feeds.publications import NotPublished, PublicationEnded, Publications, Published
from index.feeds.remembered import FeedRecord
from index.feeds.state import State

#: So often is looked again, whatever is waited for, in seconds.
_LONGEST_WAIT = 3600.0
#: No feed waits longer than this, though a clock may have been set back.
_LONGEST_PAUSE = 2 * 86_400.0

#: What whoever follows is told of, as it happens.
Event = Harvest | Published | NotPublished


_Came = Polled | PagesFetched | PublicationEnded


@dataclass(slots=True)
class _UnderWay:
    """What is being asked: the hosts, by the feeds."""

    hosts: dict[str, str] = field(default_factory=dict)
    gathered: dict[str, Gathered] = field(default_factory=dict)


class Follower:
    """Follows the feeds of one list."""

    def __init__(
        self,
        feeds: Sequence[Feed],
        *,
        state: State,
        kept: KeptArticles,
        harvester: Harvester,
        fetcher: Fetcher,
        executor: Executor,
        publications: Publications,
        tell: Callable[[Event], None],
        clock: Clock,
    ) -> None:
        """
        Args:
            feeds: of the list, each once.
            state: that remembers them.
            kept: where articles are kept.
            harvester: takes what came.
            fetcher: asks for it,
            executor: beside this thread.
            publications: publish it, while further feeds are asked.
            tell: told of everything that happens.
            clock: that all waits are counted by.
        """
        self._feeds = {feed.address: feed for feed in feeds}
        self._state, self._kept, self._harvester = state, kept, harvester
        self._fetcher, self._executor, self._clock = fetcher, executor, clock
        self._publications, self._tell = publications, tell
        # Signals may come while it is waited on: no other queue bears that.
        self._inbox: SimpleQueue[_Came | None] = SimpleQueue()
        self._records: dict[str, FeedRecord] = {}
        self._under_way = _UnderWay()
        self._once: list[str] | None = None
        self._is_stopped = False

    def stop(self) -> None:
        """End at the next opportunity; a publication that is under way is finished."""
        self._is_stopped = True
        self._inbox.put(None)

    def run(self, *, once: bool = False) -> None:
        """Follow the feeds until told to stop.

        Args:
            once: whether each feed that is due is asked once, and no more.
        """
        self._begin()
        self._once = self._due() if once else None
        while not self._is_stopped:
            for address in self._startable(self._due() if self._once is None else self._once):
                self._ask(self._records[address])
            if self._once == [] and not self._under_way.hosts:
                break
            self._take(self._clock.next_of(self._inbox, self._until_something()))
            if self._publications.is_ready and not self._is_stopped:
                self._hand_over(self._publications.start())
        self._end()

    def _end(self) -> None:
        """Finish what is being published; publish what waits, if nobody wants it to end now.

        Raises:
            IndexLocked, EngineError: the last batch cannot be published now.
        """
        self._finish()
        if not self._is_stopped and self._publications.waiting:
            self._hand_over(self._publications.start())
            self._finish(is_last=True)

    def _finish(self, *, is_last: bool = False) -> None:
        while self._publications.is_under_way:
            came = self._clock.next_of(self._inbox, _LONGEST_WAIT)
            if isinstance(came, PublicationEnded):
                if is_last and came.error:
                    raise came.error
                self._take(came)

    def _begin(self) -> None:
        now = self._clock.now()
        # A clock that was set back would hold up a feed for as long.
        for record in self._state.listed(tuple(self._feeds.values())):
            latest = min(record.next, now + _LONGEST_PAUSE)
            self._records[record.address] = replace(record, next=latest)
        if file := self._kept.last():
            self._kept.tidy(self._state.ids_in(file), file)
        self._publications.begin()

    def _due(self) -> list[str]:
        now = self._clock.now()
        found = [one for one in self._records.values() if not one.gone and one.next <= now]
        return [one.address for one in sorted(found, key=lambda one: one.next)]

    def _startable(self, due: Sequence[str]) -> list[str]:
        """Return feeds of which one may be asked now: one of each host that is not being asked."""
        taken = set(self._under_way.hosts.values())
        found: list[str] = []
        for address in due:
            host = _host(self._records[address])
            if address not in self._under_way.hosts and host not in taken:
                taken.add(host)
                found.append(address)
        return found

    def _ask(self, record: FeedRecord) -> None:
        if self._once is not None:
            self._once.remove(record.address)
        self._under_way.hosts[record.address] = _host(record)
        self._hand_over(self._executor.submit(poll, self._fetcher, record))

    def _hand_over(self, future: "Future[Any]") -> None:
        def done(ended: "Future[Any]") -> None:
            if not ended.cancelled():
                self._inbox.put(ended.result())

        future.add_done_callback(done)

    def _take(self, came: _Came | None) -> None:
        if isinstance(came, PublicationEnded):
            self._tell(self._publications.end(came))
        elif isinstance(came, Polled):
            address = came.record.address
            gathered = self._harvester.gather(came, self._feeds[address])
            if gathered.wanted:
                self._under_way.gathered[address] = gathered
                wanted = (address, gathered.wanted)
                self._hand_over(self._executor.submit(fetch_pages, self._fetcher, *wanted))
            else:
                self._keep(gathered)
        elif isinstance(came, PagesFetched):
            self._keep(self._under_way.gathered.pop(came.address), came)

    def _keep(self, gathered: Gathered, pages: PagesFetched | None = None) -> None:
        harvest = self._harvester.keep(gathered, pages)
        self._records[gathered.record.address] = gathered.record
        del self._under_way.hosts[gathered.record.address]
        self._publications.came(len(gathered.articles))
        self._tell(harvest)

    def _until_something(self) -> float:
        """Return the seconds until something is to be done, if nothing comes before."""
        moments = [self._clock.now() + _LONGEST_WAIT]
        if (due := self._publications.due) is not None:
            moments.append(due)
        hosts = set(self._under_way.hosts.values())
        if self._once is None:
            free = [one for one in self._records.values() if _host(one) not in hosts]
            moments += [one.next for one in free if not one.gone]
        return max(0.0, min(moments) - self._clock.now())


def _host(record: FeedRecord) -> str:
    return host_of(record.moved or record.address)
