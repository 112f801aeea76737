"""When a post of WordPress was published."""

import re
from datetime import date, datetime, timedelta

from index.sources.reading import InputFile, Problem
from index.sources.records import dates

_NO_DATE = re.compile(r"0000-00-00.*|1970-01-01 00:00:00|.*-0001.*|.* 1970 00:00:00 .*|")
_STEP = timedelta(minutes=15)
_FURTHEST = timedelta(hours=14)


def published(
    told: dict[str, str], file: InputFile, number: int
) -> tuple[date | None, list[Problem]]:
    """Return when a post was published, by the clock of its site.

    Args:
        told: the texts of its elements by name.
        file: in which it stands.
        number: of the item in the file.

    Returns:
        The time, and the ``bad_date`` problem where nothing but the junk of drafts is there.
    """
    name = "wp:post_date"
    local, world = told.get("wp:post_date", ""), told.get("wp:post_date_gmt", "")
    if not _NO_DATE.fullmatch(local):
        text = local + _offset(local, world)
    elif not _NO_DATE.fullmatch(world):
        text, name = f"{world}+00:00", "wp:post_date_gmt"
    elif not _NO_DATE.fullmatch(told.get("pubDate", "")):
        return dates.published(told["pubDate"], file, record=number, name="pubDate")
    elif junk := local or world or told.get("pubDate", ""):
        message = f"{junk!r} is no date; the article is kept without a date"
        return None, [Problem("bad_date", file.name, message, record=number)]
    else:
        return None, []
    return dates.published(text, file, record=number, name=name)


def _offset(local: str, world: str) -> str:
    """Return how far the clock of a site is from that of the world; empty where it is not told."""
    if _NO_DATE.fullmatch(world):
        return ""
    try:
        ahead = datetime.fromisoformat(local) - datetime.fromisoformat(world)
    except ValueError:
        return ""
    if ahead % _STEP or abs(ahead) > _FURTHEST:
        return ""
    minutes = int(abs(ahead).total_seconds()) // 60
    return f"{'-' if ahead < timedelta(0) else '+'}{minutes // 60:02}:{minutes % 60:02}"
