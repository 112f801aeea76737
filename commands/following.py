"""The command that follows feeds: ``follow``."""

import random
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType

import click

import settings
from commands.counts import articles
from commands.indexing import give_way
from commands.opening import address_of, store_at, workers_or_default
from commands.options import engine_option, json_option, wait_option, workers_option
from commands.terminal import say_json, say_names
from index.feeds.alone import alone
from index.feeds.clock import Clock
from index.feeds.feed_list import read_feed_list
from index.feeds.fetching import Fetcher, FetchLimits
from index.feeds.following import Event, Follower
from index.feeds.harvesting import Harvest, Harvester
from index.feeds.kept_articles import KeptArticles
from index.feeds.options import FollowOptions
from index.feeds.pace import Pace
from index.feeds.publications import Batching, NotPublished, Publications, Published
from index.feeds.publishing import publish
from index.feeds.remembered import FeedRecord
from index.feeds.schedule import Schedule
from index.feeds.shown_addresses import shown_address
from index.feeds.state import State, recorded
from index.version import VERSION

#: So many feeds are asked at the same time, each of another host.
_TOGETHER = 8
_ENDING = ("SIGTERM", "SIGINT", "SIGHUP")


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
        _show(recorded(folder), as_json=as_json)
        return
    if feeds is None:
        raise click.UsageError("name the file of feeds, or ask for --status")
    listed, remarks = read_feed_list(feeds)
    for remark in remarks:
        say_names(remark)
    give_way()
    clock = Clock()
    kept = KeptArticles(folder / "articles")
    with (
        alone(folder),
        ThreadPoolExecutor(1, "publisher") as publisher,
        _fetcher(values, clock) as fetcher,
        _executor() as executor,
        closing(State(folder)) as state,
    ):
        follower = Follower(
            listed,
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
                    store_at(address, wait),
                    folder=kept.folder,
                    limits=values.sources,
                    workers=workers_or_default(workers),
                ),
                executor=publisher,
                now=clock.now,
                batching=Batching(seconds=values.follow.seconds),
            ),
            tell=_tell,
            clock=clock,
        )
        with _ended_by_signals(follower):
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


@contextmanager
def _ended_by_signals(follower: Follower) -> Iterator[None]:
    """End at a signal when nothing is being published, and at a second one at once."""
    names = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    before = {name: signal.getsignal(name) for name in names}

    def end(_signal: int, _frame: FrameType | None) -> None:
        # Not what Python has for SIGINT: it would wait for the publication all the same.
        for name in names:
            signal.signal(name, signal.SIG_DFL)
        follower.stop()

    for name in names:
        with suppress(ValueError):  # where this is not the main thread
            signal.signal(name, end)
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _tell(event: Event) -> None:
    if isinstance(event, Published):
        say_names(f"published {articles(event.articles)}", err=False)
        if event.left:
            say_names(event.left)
    elif isinstance(event, NotPublished):
        say_names(f"{articles(event.articles)} wait to be published: {event.why}")
    else:
        say_names(_polled(event), err=bool(event.trouble))


def _polled(harvest: Harvest) -> str:
    """Return one line on what came of asking for a feed."""
    record = harvest.record
    told = [f"{_name(record)}: {harvest.trouble or _found(harvest)}", *harvest.remarks]
    if record.moved:
        told.append(f"it has moved to {shown_address(record.moved)}: change it in the list")
    if record.gone:
        told.append("it has ended and is asked no more: take it out of the list")
    else:
        told.append(f"again in {max(1, round((record.next - record.polled) / 60))} min")
    return "; ".join(told)


def _found(harvest: Harvest) -> str:
    if harvest.unchanged:
        return "unchanged"
    told = [f"{harvest.new} new", f"{harvest.changed} changed", f"{harvest.same} as before"]
    told += [f"{harvest.elsewhere} from other feeds"] if harvest.elsewhere else []
    return ", ".join(told)


def _name(record: FeedRecord) -> str:
    shown = shown_address(record.address)
    return f"{record.name} ({shown})" if record.name else shown


_HEADINGS = ("last success", "next", "articles", "trouble", "feed")


def _show(feeds: list[tuple[FeedRecord, int]], *, as_json: bool) -> None:
    if as_json:
        say_json([_values(record, count) for record, count in feeds])
        return
    if not feeds:
        say_names("no feed is followed yet; begin with: manage.py follow FEEDS")
        return
    rows = [_HEADINGS, *(_row(record, count) for record, count in feeds)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS) - 1)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)]
        say_names("  ".join(cells), err=False)


def _row(record: FeedRecord, count: int) -> tuple[str, ...]:
    upcoming = "never" if record.gone else _moment(record.next) or "now"
    failures = f"{record.trouble}, {record.failures} in a row" if record.trouble else ""
    return (_moment(record.succeeded) or "never", upcoming, str(count), failures, _name(record))


def _values(record: FeedRecord, count: int) -> dict[str, object]:
    return {
        "address": shown_address(record.address),
        "name": record.name,
        "moved_to": shown_address(record.moved) if record.moved else None,
        "last_success": _moment(record.succeeded) or None,
        "last_poll": _moment(record.polled) or None,
        "next": None if record.gone else _moment(record.next) or None,
        "articles": count,
        "trouble": record.trouble or None,
        "failures": record.failures,
    }


def _moment(seconds: float) -> str:
    if not seconds:
        return ""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
