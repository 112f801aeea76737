"""Whether following feeds for a day loses or doubles an article, and how much memory it takes.

usage: python -m bench.speed.following [--hours N] [--minutes N] [--feeds N] [--every MINUTES]
       [--no-archive] [--json]

Serves so many feeds of so many hosts on this machine, follows them for so many hours of a clock
that goes so much faster, and publishes into an embedded archive in a temporary folder. Each feed
brings an article every so many minutes of that clock and holds the last thirty. One request in ten
fails, one in ten is cut off; one article in ten is corrected later; every feed has an article of
another one too. Printed are for every hour the polls, publications and the memory of the process,
in MiB; and at the end the articles that the feeds brought, that the archive lacks or holds twice,
and those whose headline is not the last one.
"""

import json
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any, ClassVar, TypeVar

import click

from bench.measuring import json_option, tell
from index.article import Article
from index.feeds.clock import Clock
from index.feeds.fetching import Fetcher, FetchLimits
from index.feeds.following import Event as Told
from index.feeds.following import Follower
from index.feeds.harvesting import Harvester
from index.feeds.kept_articles import KeptArticles
from index.feeds.pace import Pace
from index.feeds.publications import Batching, Publications, Published
from index.feeds.publishing import publish
from index.feeds.schedule import Schedule
from index.feeds.state import State
from index.feeds.watched_list import WatchedList
from index.limits import DEFAULTS
from index.process_memory import held
from index.stores import Store, open_store

_HELD = 30
_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنه"
#: As papers write the same words again and again, what is kept of words comes to an end.
_DISTINCT = 5000
_TOGETHER = 8
_MIB = 1 << 20

_Item = TypeVar("_Item")


class FastClock(Clock):
    """Goes faster than the clock of the machine, by a factor."""

    def __init__(self, factor: float) -> None:
        """
        Args:
            factor: seconds of it a second.
        """
        self._factor, self._began, self._start = factor, time.monotonic(), time.time()

    def real(self, seconds: float) -> float:
        """Return how long so many seconds of it take."""
        return max(0.0, seconds) / self._factor

    def now(self) -> float:
        """Return the seconds since 1970."""
        return self._start + (time.monotonic() - self._began) * self._factor

    def wait(self, seconds: float, ended: Event) -> None:
        """Let some seconds of it pass."""
        ended.wait(self.real(seconds))

    def next_of(self, queue: "SimpleQueue[_Item]", seconds: float) -> _Item | None:
        """Return what comes next into a queue, within so many seconds of it."""
        try:
            return queue.get(timeout=self.real(seconds))
        except Empty:
            return None


@dataclass
class Papers:
    """Papers whose articles come as time goes by.

    Attributes:
        clock: by which they come.
        every: seconds between two articles of a paper.
        count: how many papers there are.
        start: when they begin.
        given: the newest article that each has given in a whole answer.
        is_failing: whether they fail now and then.
    """

    clock: FastClock
    every: float
    count: int
    start: float = 0.0
    given: dict[int, int] = field(default_factory=dict)
    is_failing: bool = True
    _random: random.Random = field(default_factory=lambda: random.Random(7))

    def __post_init__(self) -> None:
        self.start = self.clock.now() - _HELD * self.every / 2

    def newest(self, paper: int) -> int:
        """Return the number of a paper's newest article."""
        return int((self.clock.now() - self.start + paper * 37) / self.every)

    def title(self, paper: int, number: int, newest: int) -> str:
        """Return the headline of an article, which may have been corrected."""
        is_corrected = number % 10 == 0 and newest - number >= 6
        return f"{_words(f'{paper}/{number}', 5)}{' تصحيح' if is_corrected else ''}"

    def feed(self, paper: int, newest: int) -> bytes:
        """Return the feed of a paper when this was its newest article."""
        numbers = range(max(0, newest - _HELD + 1), newest + 1)
        items = [self._item(paper, number, newest) for number in reversed(numbers)]
        other = (paper + 1) % self.count
        items.append(self._item(other, max(0, self.newest(other) - 3), 0))
        text = f"<rss version='2.0'><channel><title>صحيفة {paper}</title>{''.join(items)}"
        return f"{text}</channel></rss>".encode()

    def _item(self, paper: int, number: int, newest: int) -> str:
        link = address_of(paper, number)
        body = _words(f"body {paper}/{number}", 80)
        return (
            f"<item><title>{self.title(paper, number, newest)}</title><link>{link}</link>"
            f"<guid>{link}</guid><description>{body}</description></item>"
        )

    def luck(self) -> float:
        """Return a number from 0 up to 1, the same sequence every time."""
        return self._random.random()


def address_of(paper: int, number: int) -> str:
    """Return the address of an article."""
    return f"http://paper{paper}.example/news/{number}"


def _vocabulary() -> list[str]:
    drawn = random.Random(7)
    return ["".join(drawn.choices(_LETTERS, k=5)) for _ in range(_DISTINCT)]


_WORDS = _vocabulary()


def _words(seed: str, count: int) -> str:
    return " ".join(random.Random(seed).choices(_WORDS, k=count))


class _Answers(BaseHTTPRequestHandler):
    papers: Papers
    failed: ClassVar[Counter[int]] = Counter()

    def do_GET(self) -> None:
        """Answer with a feed, most of the time."""
        papers, paper = self.papers, int(self.headers["Host"].partition(".")[0][len("paper") :])
        if self.path != "/rss":
            self._give(404, b"")
            return
        newest, luck = papers.newest(paper), papers.luck()
        raw = papers.feed(paper, newest)
        # Never twice: a feed that fails for hours loses articles by itself.
        if papers.is_failing and luck < 0.2 and not self.failed[paper]:
            self.failed[paper] = 1
            self._give(500 if luck < 0.1 else 200, raw[: len(raw) // 2], len(raw))
            return
        self.failed[paper] = 0
        papers.given[paper] = newest
        tag = f'"{hash(raw)}"'
        if self.headers.get("If-None-Match") == tag:
            self._give(304, b"")
        else:
            self._give(200, raw, ETag=tag)

    def _give(self, status: int, raw: bytes, length: int | None = None, **head: str) -> None:
        self.send_response(status)
        for name, value in head.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(raw) if length is None else length))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class NoArchive:
    """Holds articles in memory, in place of an archive that takes time to be written."""

    def __init__(self) -> None:
        self._articles: dict[str, Article] = {}

    def publish(self, articles: Sequence[Article]) -> str:
        """Put articles in the place of those with the same id; nothing is left to be done."""
        self._articles |= {article.id: article for article in articles}
        return ""

    def articles(self) -> Iterator[Article]:
        """Yield all of them."""
        yield from self._articles.values()


@dataclass
class Hour:
    """What happened in an hour of the fast clock."""

    hour: int
    polls: int = 0
    failures: int = 0
    publications: int = 0
    articles: int = 0
    memory: int = 0


@dataclass
class Outcome:
    """What came of it.

    Attributes:
        brought: articles that the feeds held when they were last asked.
        lacking: of these that the archive lacks, and
        twice: that it holds twice, and
        older: whose headline is not the last one that was read.
        hours: what happened meanwhile.
    """

    brought: int
    lacking: int
    twice: int
    older: int
    hours: list[Hour]


@click.command()
@click.option("--hours", default=24.0, show_default=True, help="Of the fast clock.")
@click.option("--minutes", default=10.0, show_default=True, help="That it takes.")
@click.option("--feeds", default=30, show_default=True, help="How many there are.")
@click.option("--every", default=20.0, show_default=True, help="Minutes between two articles.")
@click.option("--no-archive", is_flag=True, help="Publish into memory: the follower alone.")
@json_option
def main(
    hours: float, minutes: float, feeds: int, every: float, no_archive: bool, as_json: bool
) -> None:
    """Follow feeds of this machine by a fast clock, and look what the archive holds then."""
    clock = FastClock(hours * 60 / minutes)
    papers = Papers(clock, every * 60, feeds)
    _Answers.papers = papers
    with TemporaryDirectory() as folder, ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        outcome = _followed(Path(folder), papers, server.server_port, hours, no_archive)
        server.shutdown()
    if as_json:
        click.echo(json.dumps(asdict(outcome)))
        return
    for hour in outcome.hours:
        click.echo("  ".join(f"{name} {value:>4}" for name, value in asdict(hour).items()))
    told = {name: value for name, value in asdict(outcome).items() if name != "hours"}
    click.echo(", ".join(f"{name} {value}" for name, value in told.items()))


def _followed(folder: Path, papers: Papers, port: int, hours: float, no_archive: bool) -> Outcome:
    clock, store = papers.clock, open_store(f"whoosh:{folder}/index")
    state, kept = State(folder), KeptArticles(folder / "articles")
    memory = NoArchive()
    to_store = partial(publish, store, folder=kept.folder, limits=DEFAULTS, workers=1)
    listed = folder / "feeds.txt"
    listed.write_text("".join(f"http://paper{one}.example/rss\n" for one in range(papers.count)))
    found: list[Hour] = [Hour(1)]
    start = clock.now()

    def told(event: Told) -> None:
        hour = found[-1]
        if isinstance(event, Published):
            hour.publications += 1
            hour.articles += event.articles
        else:
            hour.polls += 1
            hour.failures += bool(getattr(event, "trouble", ""))
        hour.memory = held() // _MIB
        if (passed := int((clock.now() - start) / 3600) + 1) > hour.hour:
            tell(f"{hour}")
            found.append(Hour(passed))

    def lookup(_host: str, _port: int, *_: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))]

    fetcher = Fetcher("Fihris bench", clock, FetchLimits(), allow_own=True, lookup=lookup)

    def follower(executor: ThreadPoolExecutor, publisher: ThreadPoolExecutor) -> Follower:
        harvester = Harvester(
            *(state, kept, Schedule(Pace(), clock.now, papers.luck)), limits=DEFAULTS
        )
        return Follower(
            WatchedList(listed, clock.now),
            state=state,
            kept=kept,
            harvester=harvester,
            fetcher=fetcher,
            executor=executor,
            publications=Publications(
                state,
                kept,
                publish=memory.publish if no_archive else to_store,
                executor=publisher,
                now=clock.now,
                batching=Batching(),
            ),
            tell=told,
            clock=clock,
        )

    with ThreadPoolExecutor(_TOGETHER) as executor, ThreadPoolExecutor(1) as publisher:
        first = follower(executor, publisher)
        left = hours * 3600 - (clock.now() - start)
        timer = threading.Timer(clock.real(left), first.stop)
        timer.start()
        first.run()
        # What waits is published by the next run.
        papers.is_failing = False
        follower(executor, publisher).run(once=True)
    return _compared(papers, memory if no_archive else store, found)


def _compared(papers: Papers, store: Store | NoArchive, hours: list[Hour]) -> Outcome:
    titles: dict[str, list[str]] = {}
    for article in store.articles():
        titles.setdefault(article.url, []).append(article.title)
    brought = lacking = older = 0
    for paper, newest in papers.given.items():
        for number in range(newest + 1):
            brought += 1
            held = titles.get(address_of(paper, number), [])
            lacking += not held
            # What was cut off may have been newer than what was given whole.
            last = papers.title(paper, number, newest)
            older += bool(held and held[0] != last and len(held[0]) < len(last))
    return Outcome(brought, lacking, sum(len(one) > 1 for one in titles.values()), older, hours)


if __name__ == "__main__":
    main()
