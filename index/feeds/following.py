"""Following feeds: what is due is asked, what is new is kept, and published in batches."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from queue import SimpleQueue
from typing import Any

from index.feeds.clock import Clock
from index.feeds.fetching import Fetcher
from index.feeds.harvesting import Gathered, Harvest, Harvester
from index.feeds.kept_articles import KeptArticles
from index.feeds.polling import PagesFetched, Polled, fetch_pages, poll
from index.feeds.publications import NotPublished, PublicationEnded, Publications, Published
from index.feeds.remembered import FeedRecord
from index.feeds.roster import ListTaken, Roster
from index.feeds.state import State
from index.feeds.watched_list import SETTLED, ListRead, ListRefused, WatchedList

#: So often is looked again, at the list too, whatever is waited for, in seconds.
_LONGEST_WAIT = 30.0

#: What whoever follows is told of, as it happens.
Event = Harvest | Published | NotPublished | ListTaken | ListRefused


_Came = Polled | PagesFetched | PublicationEnded


class Follower:
    """Follows the feeds of one list."""

    def __init__(
        self,
        feeds: WatchedList,
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
            feeds: the list of them, which may change meanwhile.
            state: that remembers them.
            kept: where articles are kept.
            harvester: takes what came.
            fetcher: asks for it,
            executor: beside this thread.
            publications: publish it, while further feeds are asked.
            tell: told of everything that happens.
            clock: that all waits are counted by.
        """
        self._list, self._roster = feeds, Roster(state)
        self._state, self._kept, self._harvester = state, kept, harvester
        self._fetcher, self._executor, self._clock = fetcher, executor, clock
        self._publications, self._tell = publications, tell
        # Signals may come while it is waited on: no other queue bears that.
        self._inbox: SimpleQueue[_Came | None] = SimpleQueue()
        self._gathered: dict[str, Gathered] = {}
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

        Raises:
            SourceError: the list cannot be read.
        """
        self._begin()
        self._once = self._roster.due(self._clock.now()) if once else None
        while not self._is_stopped:
            self._look_at_list()
            due = self._roster.due(self._clock.now()) if self._once is None else self._once
            for record in self._roster.startable(due):
                self._ask(record)
            if self._once == [] and not self._roster.is_asking:
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
        read = self._list.read()
        taken = self._roster.take(read, self._clock.now())
        if taken.remarks:
            self._tell(taken)
        if file := self._kept.last():
            self._kept.tidy(self._state.ids_in(file), file)
        self._publications.begin()

    def _look_at_list(self) -> None:
        found = self._list.look() if self._once is None else None
        if isinstance(found, ListRead):
            taken = self._roster.take(found, self._clock.now())
            if taken.added or taken.removed or taken.changed or taken.remarks:
                self._tell(taken)
        elif found is not None:
            self._tell(found)

    def _ask(self, record: FeedRecord) -> None:
        if self._once is not None:
            self._once.remove(record.address)
        self._roster.ask(record)
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
            # What has left the list meanwhile is not kept.
            if found := self._roster.answered(came.record.address):
                feed, record = found
                self._gather(self._harvester.gather(replace(came, record=record), feed))
        elif isinstance(came, PagesFetched):
            gathered = self._gathered.pop(came.address)
            if found := self._roster.answered(came.address):
                self._keep(gathered.listed_as(found[1]), came)

    def _gather(self, gathered: Gathered) -> None:
        if not gathered.wanted:
            self._keep(gathered)
            return
        address = gathered.record.address
        self._gathered[address] = gathered
        wanted = (address, gathered.wanted)
        self._hand_over(self._executor.submit(fetch_pages, self._fetcher, *wanted))

    def _keep(self, gathered: Gathered, pages: PagesFetched | None = None) -> None:
        harvest = self._harvester.keep(gathered, pages)
        self._roster.free(gathered.record)
        self._publications.came(len(gathered.articles))
        self._tell(harvest)

    def _until_something(self) -> float:
        """Return the seconds until something is to be done, if nothing comes before."""
        moments = [self._clock.now() + (SETTLED if self._list.is_changing else _LONGEST_WAIT)]
        if (due := self._publications.due) is not None:
            moments.append(due)
        if self._once is None and (upcoming := self._roster.next()) is not None:
            moments.append(upcoming)
        return max(0.0, min(moments) - self._clock.now())
