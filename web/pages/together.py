"""Beside the results for one person or organisation: who is named in the same articles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

from index.analysis import folded_words
from index.facets import FACET_BY_NAME
from search.named_together import Companion, NamedTogether
from search.query import Query
from web.http.links import search_address
from web.i18n.labels import Labels
from web.url.reading import default_sort

#: So many people are listed, and as many organisations.
LISTED = 8

#: So many names are told before the lists are opened.
FIRST = 5

#: So many of the times at which two are most often named together are told, and
MOST_TIMES = 2
#: only where they have so many articles: one is no time of theirs.
LEAST_AT_A_TIME = 2

#: The height of the small picture of time, in the units of its drawing.
HEIGHT = 10

_QUOTE = '"'


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A time at which two are often named together.

    Attributes:
        name: of the days.
        count: articles, as it is written.
        address: of these articles; empty where it is too long.
    """

    name: str
    count: str
    address: str


@dataclass(frozen=True, slots=True)
class CompanionRow:
    """Somebody who is named in the same articles.

    Attributes:
        name: as readers see it.
        count: articles in common, as it is written, and
        articles: those of the archive.
        address: of the search narrowed to the articles in common; empty where it is too long.
        bars: the articles over time, as the path of a drawing.
        times: when they are most often named together, in the order of time.
    """

    name: str
    count: str
    articles: str
    address: str
    bars: str
    times: tuple[TimeRow, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Who is named together with a person or an organisation.

    Attributes:
        name: of the one.
        first: the most telling names.
        lists: the rows of each facet under its heading, none of them empty.
        width: of the drawings, in their units.
    """

    name: str
    first: str
    lists: tuple[tuple[str, tuple[CompanionRow, ...]], ...]
    width: int


def shown(query: Query, found: NamedTogether, labels: Labels) -> Together | None:
    """Return what a page shows of those who are named together; ``None`` where nobody is.

    Args:
        query: that chooses the one.
        found: of it.
        labels: of the reader.
    """
    everybody = [one for companions in found.companions.values() for one in companions]
    if not everybody:
        return None
    first = nlargest(FIRST, everybody, key=lambda one: one.score)
    return Together(
        labels.in_full(found.facet, found.value),
        labels.joined(labels.in_full(one.facet, one.value) for one in first),
        tuple(
            (labels.heading(facet), tuple(_row(query, found, one, labels) for one in companions))
            for facet, companions in found.companions.items()
            if companions
        ),
        len(found.spans),
    )


def adding(query: Query, facet: str, value: str) -> Query | None:
    """Return a search narrowed to the articles that name somebody else as well.

    Values that are chosen in one facet are alternatives, so a second one of the same facet is
    asked for among the words; there is no such search for one that has no word, as ``--``.

    Args:
        query: that chooses one person or organisation.
        facet: of the other, and
        value: which it is.
    """
    query = replace(query, page=1, after="")
    if not query.chosen_in(facet):
        return query.choosing(facet, (value,))
    if not folded_words(value):
        return None
    prefix = FACET_BY_NAME[facet].prefixes[0]
    asked = f"{prefix}:={_QUOTE}{value.replace(_QUOTE, ' ')}{_QUOTE}"
    text = f"{asked} {query.text}".strip()
    usual = query.sort == default_sort(query.text)
    sort = default_sort(text) if usual else query.sort
    return replace(query, text=text, sort=sort)


def _row(query: Query, found: NamedTogether, one: Companion, labels: Labels) -> CompanionRow:
    both = adding(query, one.facet, one.value)
    return CompanionRow(
        labels.in_full(one.facet, one.value),
        labels.number(one.count),
        labels.number(one.articles),
        _address(both),
        bars(one.counts, reversed_=labels.direction == "rtl"),
        tuple(_times(both, found, one, labels)),
    )


def _times(
    both: Query | None, found: NamedTogether, one: Companion, labels: Labels
) -> Sequence[TimeRow]:
    if len(found.spans) < 2:
        return ()
    often = [place for place, count in enumerate(one.counts) if count >= LEAST_AT_A_TIME]
    most = nlargest(MOST_TIMES, often, key=lambda place: one.counts[place])
    rows = []
    for place in sorted(most):
        first, last = found.spans[place]
        then = both and replace(
            both,
            first_day=max(first, both.first_day or first),
            last_day=min(last, both.last_day or last),
        )
        rows.append(
            TimeRow(labels.span(first, last), labels.number(one.counts[place]), _address(then))
        )
    return rows


def _address(query: Query | None) -> str:
    search = query and search_address(query)
    return str(search) if search and search.is_answered else ""


def bars(counts: Sequence[int], *, reversed_: bool) -> str:
    """Return bars as the path of an SVG drawing, a unit wide each, the highest ``HEIGHT`` high.

    Args:
        counts: of the bars, in the order of time.
        reversed_: whether time runs from right to left.
    """
    most = max(counts, default=0)
    places = range(len(counts) - 1, -1, -1) if reversed_ else range(len(counts))
    return "".join(
        f"M{place} {HEIGHT}v-{_height(count, most)}h1v{_height(count, most)}z"
        for place, count in zip(places, counts, strict=True)
        if count
    )


def _height(count: int, most: int) -> str:
    return f"{HEIGHT * count / most:.3g}"
