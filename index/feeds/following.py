"""Following feeds: what is due is asked, what is new is kept, and published in batches."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from itertools import groupby
from queue import SimpleQueue

from index.article import Article
from index.errors import EngineError, IndexLocked
from index.feeds.clock import Clock
from index.feeds.feed import Feed
from index.feeds.fetching import Fetcher
from index.feeds.harvesting import Gathered, Harvest, Harvester, host_of
from index.feeds.kept_articles import KeptArticles
from index.feeds.polling import PagesFetched, Polled, fetch_pages, poll
from index.feeds.state import FeedRecord, State

#: So often is looked again, whatever is waited for, in seconds.
_LONGEST_WAIT = 3600.0
#: No feed waits longer than this, though a clock may have been set back.
_LONGEST_PAUSE = 2 * 86_400.0
#: After so many seconds it is tried again to publish where that was not possible.
_TRIED_AGAIN = 60.0

#: Puts articles into the archive, and returns once they can be found.
Publish = Callable[[Sequence[Article]], None]


@dataclass(frozen=True, slots=True)
class Batching:
    """When what came is published.

    Attributes:
        seconds: after the first of a batch came.
        articles: or when there are so many.
    """

    seconds: float = 10.0
    articles: int = 500


@dataclass(frozen=True, slots=True)
class Published:
    """Tells that a batch is in the archive.

    Attributes:
        articles: how many it held.
    """

    articles: int


@dataclass(frozen=True, slots=True)
class NotPublished:
    """Tells that a batch has to wait.

    Attributes:
        articles: how many it holds.
        why: the archive cannot be written now.
    """

    articles: int
    why: str


#: What whoever follows is told of, as it happens.
Event = Harvest | Published | NotPublished


@dataclass(slots=True)
class _Waiting:
    """The articles that wait to be published: how many, and when to publish them at the latest."""

    articles: int = 0
    due: float = 0.0
    is_held_up: bool = False


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
        publish: Publish,
        tell: Callable[[Event], None],
        clock: Clock,
        batching: Batching,
    ) -> None:
        """
        Args:
            feeds: of the list, each once.
            state: that remembers them.
            kept: where articles are kept.
            harvester: takes what came.
            fetcher: asks for it,
            executor: beside this thread.
            publish: puts articles into the archive.
            tell: told of everything that happens.
            clock: that all waits are counted by.
            batching: when what came is published.
        """
        self._feeds = {feed.address: feed for feed in feeds}
        self._state, self._kept, self._harvester = state, kept, harvester
        self._fetcher, self._executor = fetcher, executor
        self._publish_articles, self._tell = publish, tell
        self._clock, self._batching = clock, batching
        # Signals may come while it is waited on: no other queue bears that.
        self._inbox: SimpleQueue[Polled | PagesFetched | None] = SimpleQueue()
        self._records: dict[str, FeedRecord] = {}
        self._under_way = _UnderWay()
        self._waiting = _Waiting()
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
            if self._is_batch_ready():
                self._publish()
        if not self._is_stopped and self._waiting.articles:
            self._publish(must=True)

    def _begin(self) -> None:
        now = self._clock.now()
        # A clock that was set back would hold up a feed for as long.
        for record in self._state.listed(tuple(self._feeds.values())):
            latest = min(record.next, now + _LONGEST_PAUSE)
            self._records[record.address] = replace(record, next=latest)
        if file := self._kept.last():
            self._kept.tidy(self._state.ids_in(file), file)
        # What an earlier run left behind goes with what comes first.
        self._waiting = _Waiting(len(self._state.waiting()), now + self._batching.seconds)

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

    def _hand_over(self, future: "Future[Polled] | Future[PagesFetched]") -> None:
        def done(ended: "Future[Polled] | Future[PagesFetched]") -> None:
            if not ended.cancelled():
                self._inbox.put(ended.result())

        future.add_done_callback(done)

    def _take(self, came: Polled | PagesFetched | None) -> None:
        if isinstance(came, Polled):
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
        if gathered.articles:
            if not self._waiting.articles:
                self._waiting.due = self._clock.now() + self._batching.seconds
            self._waiting.articles += len(gathered.articles)
        self._tell(harvest)

    def _until_something(self) -> float:
        """Return the seconds until something is to be done, if nothing comes before."""
        moments = [self._clock.now() + _LONGEST_WAIT]
        if self._waiting.articles:
            moments.append(self._waiting.due)
        hosts = set(self._under_way.hosts.values())
        if self._once is None:
            free = [one for one in self._records.values() if _host(one) not in hosts]
            moments += [one.next for one in free if not one.gone]
        return max(0.0, min(moments) - self._clock.now())

    def _is_batch_ready(self) -> bool:
        waiting = self._waiting
        if not waiting.articles or self._is_stopped:
            return False
        is_full = self._batching.articles <= waiting.articles and not waiting.is_held_up
        return is_full or waiting.due <= self._clock.now()

    def _publish(self, *, must: bool = False) -> None:
        entries = self._state.waiting()
        articles: list[Article] = []
        for file, kept in groupby(entries, key=lambda entry: entry.file):
            articles += self._kept.read(file, {entry.id for entry in kept})
        try:
            if articles:
                self._publish_articles(articles)
        except (IndexLocked, EngineError) as error:
            if must:
                raise
            later = self._clock.now() + _TRIED_AGAIN
            self._waiting = _Waiting(len(articles), later, is_held_up=True)
            self._tell(NotPublished(len(articles), str(error)))
            return
        self._state.published(entries)
        self._waiting = _Waiting()
        self._tell(Published(len(articles)))


def _host(record: FeedRecord) -> str:
    return host_of(record.moved or record.address)
