"""Publication dates as the formats write them."""

from collections.abc import Callable
from datetime import date, datetime

from index.sources.reading import InputFile, Problem


def iso(text: str) -> date:
    """Return an ISO 8601 date, or a datetime where the text names an hour; an offset is kept.

    Raises:
        ValueError: the text is neither.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text)


def published(
    text: str,
    file: InputFile,
    *,
    parse: Callable[[str], date] = iso,
    line: int | None = None,
    record: int | None = None,
) -> tuple[date | None, list[Problem]]:
    """Return the date that the text names, and the ``bad_date`` problem where it names none.

    Args:
        text: as it stands in the source; an empty one is no problem.
        file: the file it stands in.
        parse: reads the text, raising ``ValueError`` where it cannot.
        line: where in the file it stands.
        record: which record it belongs to.
    """
    text = text.strip()
    if not text:
        return None, []
    try:
        return parse(text), []
    except (ValueError, OverflowError):
        message = f"the date {text[:60]!r} cannot be read; the article is kept without a date"
        return None, [Problem("bad_date", file.name, message, line=line, record=record)]
