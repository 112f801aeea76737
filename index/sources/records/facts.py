"""The facts that a record may give of its article, as ``manage.py facts --json`` prints them.

A fact that has no meaning costs the record nothing else: it is told, and read from the text.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast, get_args

from index.article import Article, ArticleKind, DateEvidence, DateMention, Precision
from index.sources.files.decoding import mend_name
from index.sources.records.values import kind_of

#: The fields that are read here.
FACTS = ("kind", "published_evidence", "published_reasons", "dates")

_LONGEST_BODY = 2**31


def with_facts(article: Article, values: Mapping[str, object]) -> tuple[Article, list[str]]:
    """Return the article with the facts of its record.

    Args:
        article: made of the other fields.
        values: all fields of the record.

    Returns:
        The article, and a line for each fact that has no meaning.
    """
    found: dict[str, Any] = {}
    problems: list[str] = []
    for name in FACTS:
        try:
            if values.get(name) not in (None, "", []):
                found[name] = _fact(name, values[name])
        except ValueError as error:
            problems.append(f"{error}; it is left out and read from the text")
    if article.published is None:
        found.pop("published_evidence", None)
    return replace(article, **found), problems


def _fact(name: str, value: object) -> object:
    if name == "dates":
        return _dates(value)
    if name == "published_reasons":
        return _texts(value)
    choices = get_args(ArticleKind if name == "kind" else DateEvidence)
    if value not in choices:
        raise ValueError(f"field {name!r} is one of {', '.join(choices)}")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(text for one in value if (text := mend_name(one)))
    raise ValueError("field 'published_reasons' must be a list of texts")


def _dates(value: object) -> tuple[DateMention, ...]:
    """Return the dates that a body mentions, as ``manage.py facts --json`` prints them."""
    if not isinstance(value, list):
        raise ValueError(f"field 'dates' must be a list, not {kind_of(value)}")
    return tuple(map(_mention, value))


def _mention(value: object) -> DateMention:
    row = value if isinstance(value, dict) else {}
    text, start, precision = row.get("text"), row.get("start"), row.get("precision")
    days = _day(row.get("from")), _day(row.get("to"))
    if (
        isinstance(text, str)
        and type(start) is int
        and 0 <= start <= _LONGEST_BODY
        and precision in get_args(Precision)
        and days[0]
        and days[1]
        and days[0] <= days[1]
    ):
        return DateMention(mend_name(text), start, days[0], days[1], cast("Precision", precision))
    raise ValueError(
        "field 'dates' must hold objects with text, start (a number), from and to (days, in order) "
        f"and precision ({', '.join(get_args(Precision))})"
    )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
