"""What the command `follow` prints: what happens, and the feeds that are followed."""

from datetime import UTC, datetime

from commands.counts import articles
from commands.terminal import say_json, say_names
from index.feeds.following import Event
from index.feeds.harvesting import Harvest
from index.feeds.publications import NotPublished, Published
from index.feeds.remembered import FeedRecord
from index.feeds.roster import ListTaken
from index.feeds.shown_addresses import shown_address
from index.feeds.watched_list import ListRefused


def tell(event: Event) -> None:
    """Print a line or two on what has happened; troubles go to stderr."""
    if isinstance(event, Published):
        say_names(f"published {articles(event.articles)}", err=False)
        if event.left:
            say_names(event.left)
    elif isinstance(event, NotPublished):
        say_names(f"{articles(event.articles)} wait to be published: {event.why}")
    elif isinstance(event, ListTaken):
        for remark in event.remarks:
            say_names(remark)
        say_names(_list_taken(event), err=False)
    elif isinstance(event, ListRefused):
        say_names(f"{event.why}; the list of before goes on to hold")
    else:
        say_names(_polled(event), err=bool(event.trouble))


def _list_taken(event: ListTaken) -> str:
    what = "feed" if event.feeds == 1 else "feeds"
    told = [f"{event.added} added", f"{event.removed} taken out"]
    told += [f"{event.changed} named otherwise"] if event.changed else []
    return f"following {event.feeds} {what}: {', '.join(told)}"


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


def show_feeds(feeds: list[tuple[FeedRecord, int]], *, as_json: bool) -> None:
    """Print a table of the feeds that are followed.

    Args:
        feeds: each with the number of its articles.
        as_json: whether programs read it.
    """
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
