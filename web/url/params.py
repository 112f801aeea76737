"""Between a query string and a :class:`search.query.Query`, both ways.

The names of facets may be given several times, alone or behind ``not_``, everything else once. An
empty value counts as absent, because forms send the fields that nobody filled in.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, cast

from index.article import DateMention
from index.errors import QueryInvalid
from index.facets import FACET_BY_NAME
from search.facets.tree import is_below, nested, value_of
from search.query import (
    DIGITS,
    MAX_TEXT,
    NOT,
    Copies,
    Query,
    Sort,
    Spellings,
    Words,
    day_range,
    period_name,
    with_values,
)

#: The parameters that choose values of facets.
FACETS = tuple(FACET_BY_NAME)

_CHOICES = ("words", "spellings", "copies")
_SINGLE = ("q", "from", "to", "sort", "page", "after", "size", *_CHOICES)
_DEFAULT = Query()

_NUMBER = re.compile(rf"-?[{DIGITS}]+")
_ZEROS = "0٠۰"
# Longer numbers are out of every range, and Python refuses to read very long ones.
_LONGEST_NUMBER = 19

#: Values that may be selected in one facet: every link of a page repeats them all.
MAX_VALUES = 50

#: Parameters that leave values of a facet out, by its name.
EXCLUDING = {name: NOT + name for name in FACETS}

#: Says that a search is still being typed; it belongs to no search and to no address shown.
TYPING = "typing"

#: Every parameter of a search.
KNOWN = frozenset({*FACETS, *EXCLUDING.values(), *_SINGLE})


def read(given: Iterable[tuple[str, str]]) -> Query:
    """The query that these parameters ask for.

    Args:
        given: names and decoded values, in order.

    Raises:
        QueryInvalid: for a parameter that is unknown, given too often or has no meaning.
    """
    many, single = _gathered(given)
    text = single.get("q", "")[:MAX_TEXT].strip()
    return Query(
        text=text,
        chosen=tuple((name, value) for name in FACETS for value in many[name]),
        excluded=tuple((name, value) for name in FACETS for value in many[EXCLUDING[name]]),
        first_day=day_range(single["from"], parameter="from")[0] if "from" in single else None,
        last_day=day_range(single["to"], parameter="to")[1] if "to" in single else None,
        sort=cast("Sort", single.get("sort", default_sort(text))),  # Query checks it
        page=_number(single, "page", _DEFAULT.page),
        after=single.get("after", ""),
        size=_number(single, "size", _DEFAULT.size),
        **{name: cast("Any", single[name]) for name in _CHOICES if name in single},
    )


def _gathered(
    given: Iterable[tuple[str, str]],
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The values of what may be given several times, and of everything else."""
    many: dict[str, list[str]] = {name: [] for name in (*FACETS, *EXCLUDING.values())}
    single: dict[str, str] = {}
    for name, value in given:
        if name not in KNOWN:
            raise QueryInvalid(name, "unknown_parameter", f"there is no parameter {name!r}")
        if not value.strip():
            continue
        if name in many:
            many[name].append(value)
        elif name in single:
            raise QueryInvalid(name, "repeated_parameter", f"{name} is given more than once")
        else:
            single[name] = value.strip()
    for name, values in many.items():
        if len(values) > MAX_VALUES:
            raise QueryInvalid(name, "too_many_values", f"{name}: more than {MAX_VALUES} values")
    return many, single


def pairs(query: Query) -> list[tuple[str, str]]:
    """The parameters that ask for ``query``, in a fixed order and without the defaults.

    Which facets are counted is not among them: pages show them all.
    """
    found = [("q", query.text)] if query.text else []
    found += query.chosen
    found += [(EXCLUDING[name], value) for name, value in query.excluded]
    if query.first_day:
        found.append(("from", query.first_day.isoformat()))
    if query.last_day:
        found.append(("to", query.last_day.isoformat()))
    if query.sort != default_sort(query.text):
        found.append(("sort", query.sort))
    if query.page != _DEFAULT.page:
        found.append(("page", str(query.page)))
    if query.after:
        found.append(("after", query.after))
    if query.size != _DEFAULT.size:
        found.append(("size", str(query.size)))
    for name in _CHOICES:
        if getattr(query, name) != getattr(_DEFAULT, name):
            found.append((name, getattr(query, name)))
    return found


def default_sort(text: str) -> Sort:
    """The order for these words where none is asked for; without words nothing is relevant."""
    return "relevance" if text else "newest"


def toggled(query: Query, facet: str, value: str) -> Query:
    """The query with one value of a facet added, or removed where it is selected.

    In a tree a value takes the place of those above and below it: whoever chooses a month of a
    chosen year wants that month. It is left out no longer, nor is what lies above it.
    """
    values = query.chosen_in(facet)
    if value in values:
        return _filtered(query, facet, (other for other in values if other != value))
    return _filtered(
        query,
        facet,
        chosen=(*(other for other in values if not nested(facet, other, value)), value),
        excluded=(
            other
            for other in query.excluded_in(facet)
            if other != value and not is_below(facet, value, other)
        ),
    )


def excluded_toggled(query: Query, facet: str, value: str) -> Query:
    """The query with one value of a facet left out, or let in again where it is left out.

    A value that is left out takes the place of those below it, and is chosen no longer, nor is
    anything below it.
    """
    values = query.excluded_in(facet)
    if value in values:
        return _filtered(query, facet, excluded=(other for other in values if other != value))
    return _filtered(
        query,
        facet,
        chosen=(
            other
            for other in query.chosen_in(facet)
            if other != value and not is_below(facet, other, value)
        ),
        excluded=(*(other for other in values if not is_below(facet, other, value)), value),
    )


def _filtered(
    query: Query,
    facet: str,
    chosen: Iterable[str] | None = None,
    excluded: Iterable[str] | None = None,
) -> Query:
    """The first page of the query with other values of one facet chosen, or left out."""
    chosen = query.chosen_in(facet) if chosen is None else chosen
    excluded = query.excluded_in(facet) if excluded is None else excluded
    return replace(
        query,
        page=1,
        after="",
        chosen=with_values(query.chosen, facet, chosen),
        excluded=with_values(query.excluded, facet, excluded),
    )


def within(query: Query, first_day: date | None, last_day: date | None) -> Query:
    """The query between other days."""
    return replace(query, page=1, after="", first_day=first_day, last_day=last_day)


def unfiltered(query: Query) -> Query:
    """The words alone, in the order and size they were asked for."""
    return replace(query, chosen=(), excluded=(), first_day=None, last_day=None, page=1, after="")


def about(mention: DateMention) -> Query:
    """The query for what was written about the day, month or year of a mention, or its first."""
    days = period_name(mention.first, mention.last) or value_of(mention)
    return choosing("mentioned", days)


def choosing(facet: str, value: str) -> Query:
    """The query for everything with one value of a facet."""
    return Query(chosen=((facet, value),), sort=default_sort(""))


def worded(query: Query, text: str) -> Query:
    """The same filters with other words."""
    sort = default_sort(text) if query.sort == default_sort(query.text) else query.sort
    return replace(query, text=text, sort=sort, page=1, after="")


def wordless(query: Query) -> Query:
    """The filters alone, newest first."""
    return replace(query, text="", sort=default_sort(""), page=1, after="")


def ordered(query: Query, sort: Sort) -> Query:
    """The query in another order."""
    return replace(query, sort=sort, page=1, after="")


def with_words(query: Query, words: Words) -> Query:
    """The query for articles with all of its words, or with most of them."""
    return replace(query, words=words, page=1, after="")


def with_spellings(query: Query, spellings: Spellings) -> Query:
    """The query with other spellings of its words, or just as typed."""
    return replace(query, spellings=spellings, page=1, after="")


def with_copies(query: Query, copies: Copies) -> Query:
    """The query with the copies of a text as one hit, or each as its own."""
    return replace(query, copies=copies, page=1, after="")


def at_page(query: Query, page: int) -> Query:
    """Another page of the same results."""
    return replace(query, page=page, after="")


def _number(single: dict[str, str], name: str, default: int) -> int:
    text = single.get(name)
    if text is None:
        return default
    number = whole_number(text)
    if number is None:
        raise QueryInvalid(name, "not_a_number", f"{name} is a whole number, not {text!r}")
    return number


def whole_number(text: str) -> int | None:
    """A number in Latin, Arabic or Persian digits; a very long one cut, but still huge."""
    if not _NUMBER.fullmatch(text):
        return None
    sign, digits = text[: text.startswith("-")], text.removeprefix("-").lstrip(_ZEROS)
    return int(f"{sign}{digits[:_LONGEST_NUMBER] or 0}")
