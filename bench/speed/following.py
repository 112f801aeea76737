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
import socket
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from bench.measuring import json_option, tell
from bench.speed.fast_papers import Answers, FastClock, Papers, address_of
from index.article import Article
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

_TOGETHER = 8
_MIB = 1 << 20


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
    Answers.papers = papers
    with TemporaryDirectory() as folder, ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
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
