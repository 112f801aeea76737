"""An archive that follows the feeds of a server, by a clock that is wound on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from index.article import Article
from index.feeds.clock import Clock
from index.feeds.feed import Feed
from index.feeds.fetching import Fetcher, FetchLimits
from index.feeds.following import Event, Follower
from index.feeds.harvesting import Harvest, Harvester
from index.feeds.kept_articles import KeptArticles
from index.feeds.pace import Pace
from index.feeds.publications import Batching, Publications
from index.feeds.schedule import Schedule
from index.feeds.state import State
from index.feeds.watched_list import WatchedList
from index.limits import DEFAULTS
from tests.index.feeds.served import (
    AtOnce,
    FeedServer,
    SteppedClock,
)


@dataclass
class Archive:
    """What was published, by id, and what was told meanwhile."""

    server: FeedServer
    clock: SteppedClock
    folder: Path
    articles: dict[str, Article] = field(default_factory=dict)
    batches: list[int] = field(default_factory=list)
    told: list[Event] = field(default_factory=list)
    fails: BaseException | None = None
    left: str = ""
    opened: list[State] = field(default_factory=list)

    def state(self) -> State:
        self.opened.append(State(self.folder))
        return self.opened[-1]

    def close(self) -> None:
        for state in self.opened:
            state.close()

    def publish(self, articles: Sequence[Article]) -> str:
        if self.fails:
            raise self.fails
        self.batches.append(len(articles))
        self.articles |= {article.id: article for article in articles}
        return self.left

    def watched(self, *feeds: Feed) -> WatchedList:
        """Write the list of some feeds, and watch it."""
        lines = (f"{one.address}\t{one.paper}\t{one.section}\n" for one in feeds)
        self.file.write_text("".join(lines), encoding="utf-8")
        return WatchedList(self.file, self.clock.now)

    @property
    def file(self) -> Path:
        return self.folder / "list.txt"

    def follower(self, feeds: Sequence[Feed], **told: Any) -> Follower:
        state, kept = self.state(), KeptArticles(self.folder / "articles")
        harvester = Harvester(
            *(state, kept, Schedule(Pace(), self.clock.now, lambda: 0.0)),
            limits=DEFAULTS,
            with_pages=told.pop("with_pages", False),
        )
        fetcher = Fetcher(
            *("Fihris/test", cast("Clock", self.clock), FetchLimits(pause=1)),
            allow_own=told.pop("allow_own", True),
        )
        return Follower(
            self.watched(*feeds),
            state=state,
            kept=kept,
            harvester=harvester,
            fetcher=fetcher,
            executor=AtOnce(),
            tell=told.pop("tell", self.told.append),
            clock=cast("Clock", self.clock),
            publications=Publications(
                state,
                kept,
                publish=self.publish,
                executor=AtOnce(),
                now=self.clock.now,
                batching=Batching(**told),
            ),
        )

    def poll(self, *feeds: Feed, later: float = 86_400, **told: Any) -> list[Harvest]:
        """Ask all feeds once, after so many seconds."""
        self.clock.time += later
        self.told.clear()
        self.follower(feeds, **told).run(once=True)
        return [event for event in self.told if isinstance(event, Harvest)]

    def feed(self, path: str = "/rss", paper: str = "", section: str = "") -> Feed:
        return Feed(f"{self.server.root}{path}", paper, section)

    @property
    def titles(self) -> list[str]:
        return sorted(article.title for article in self.articles.values())


def counts(harvest: Harvest) -> tuple[int, int, int, int]:
    return harvest.new, harvest.changed, harvest.same, harvest.elsewhere
