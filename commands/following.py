"""The command that follows feeds: ``follow``."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import click

import settings
from commands.ending import ended_by_signals
from commands.feeds_told import show_feeds, tell
from commands.indexing import give_way
from commands.names_file import names_file
from commands.opening import address_of, store_at, workers_or_default
from commands.options import engine_option, json_option, wait_option, workers_option
from index.feeds.alone import alone
from index.feeds.clock import Clock
from index.feeds.fetching import Fetcher, FetchLimits
from index.feeds.following import Follower
from index.feeds.harvesting import Harvester
from index.feeds.kept_articles import KeptArticles
from index.feeds.options import FollowOptions
from index.feeds.pace import Pace
from index.feeds.publications import Batching, Publications
from index.feeds.publishing import publish
from index.feeds.schedule import Schedule
from index.feeds.state import State, recorded
from index.feeds.watched_list import WatchedList
from index.version import VERSION

#: So many feeds are asked at the same time, each of another host.
_TOGETHER = 8


@click.command()
@click.argument(
    "feeds",
    required=False,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FEEDS",
)
@click.option("--once", is_flag=True, help="Ask each feed that is due once, and end.")
@click.option("--status", is_flag=True, help="Show the feeds that are followed, and end.")
@json_option
@engine_option
@workers_option
@wait_option
def follow(
    feeds: Path | None,
    once: bool,
    status: bool,
    as_json: bool,
    engine: str | None,
    workers: int | None,
    wait: int | None,
) -> None:
    """Follow the feeds that the file FEEDS lists, and put new articles into the archive.

    FEEDS is OPML, or has one feed a line: its address, and where they are told the name of its
    paper and a section, separated by tabs. Where there is no archive yet, the first articles begin
    one. It runs until it is told to end (SIGTERM, SIGINT, SIGHUP) and goes on where it was.
    """
    values, address = settings.read(), address_of(engine)
    folder = values.follow.folder_for(address)
    if status:
        show_feeds(recorded(folder), as_json=as_json)
        return
    if feeds is None:
        raise click.UsageError("name the file of feeds, or ask for --status")
    clock, store = Clock(), store_at(address, wait)
    watched = WatchedList(feeds, clock.now)
    watched.read()  # a list that is wrong is told before anything is made
    give_way()
    kept = KeptArticles(folder / "articles")
    with (
        alone(folder),
        ThreadPoolExecutor(1, "publisher") as publisher,
        _fetcher(values, clock) as fetcher,
        _executor() as executor,
        closing(State(folder)) as state,
    ):
        follower = Follower(
            watched,
            state=state,
            kept=kept,
            harvester=Harvester(
                state,
                kept,
                Schedule(_pace(values.follow), clock.now, random.random),
                limits=values.sources,
                with_pages=values.follow.pages,
            ),
            fetcher=fetcher,
            executor=executor,
            publications=Publications(
                state,
                kept,
                publish=partial(
                    publish,
                    store,
                    folder=kept.folder,
                    limits=values.sources,
                    workers=workers_or_default(workers),
                    names=names_file(address, store).accepted(),
                ),
                executor=publisher,
                now=clock.now,
                batching=Batching(seconds=values.follow.seconds),
            ),
            tell=tell,
            clock=clock,
        )
        with ended_by_signals(follower.stop):
            follower.run(once=once)


def _pace(options: FollowOptions) -> Pace:
    usual = options.minutes * 60.0
    return Pace(usual=usual, least=min(usual, Pace().least))


@contextmanager
def _fetcher(values: settings.Settings, clock: Clock) -> Iterator[Fetcher]:
    about = f"; +{values.public_address}" if values.public_address else ""
    fetcher = Fetcher(
        f"Fihris/{VERSION} (follows feeds{about})",
        clock,
        FetchLimits(bytes=values.follow.bytes),
        allow_own=values.follow.private,
    )
    try:
        yield fetcher
    finally:
        fetcher.close()


@contextmanager
def _executor() -> Iterator[ThreadPoolExecutor]:
    executor = ThreadPoolExecutor(_TOGETHER, "feeds")
    try:
        yield executor
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
