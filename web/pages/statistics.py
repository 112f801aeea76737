"""What an archive holds, as tables of lying bars."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.lists import format_list

from index.facets import FACETS, NO_VALUE
from index.translatable import translatable as _
from search.results import FacetValue, Results
from web.charts.geometry import lengths
from web.i18n.labels import Labels
from web.url.address import SearchAddress

#: A table has at most so many values.
MOST_ROWS = 12

#: The facets that the page tells of, in its order.
KNOWN = tuple(sorted((facet for facet in FACETS if not facet.part_of), key=lambda f: f.told))

#: What is said of records that were left out, by the reasons of ``index.sources.reading``.
SKIPPED_FOR = {
    "unreadable": _("{n} could not be read"),
    "unknown_format": _("{n} could not be read"),
    "broken": _("{n} could not be read"),
    "no_text": _("{n} have no text"),
    "repeated": _("{n} are repeated"),
    "too_large": _("{n} are too long"),
}


@dataclass(frozen=True, slots=True)
class Without:
    """The articles of which something is not known, as a link."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One bar of a table.

    Attributes:
        length: of the bar, in percent of the longest or of all articles; 0 for none.
        part: what part of all articles it is, in percent.
        address: where the articles are; empty where no search finds just these.
        missing: whether it stands for the articles without a value.
        without: those that it leaves out, where there are any.
    """

    name: str
    count: int
    length: float
    part: float
    address: str = ""
    missing: bool = False
    without: Without | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The most frequent values of a facet.

    Attributes:
        more: how many values are not listed.
    """

    facet: str
    rows: tuple[Row, ...]
    more: int


def table(
    facet: str,
    results: Results,
    everything: SearchAddress,
    labels: Labels,
    total: int | None = None,
) -> Table:
    """Return the values of a facet at the top of its tree, and last the articles without one.

    Args:
        facet: its name.
        results: of the search for everything.
        everything: the address of this search.
        labels: of the reader.
        total: how many values there are, those without a value as one, where the results do not
            list all of them.
    """
    values = results.facets[facet]
    named = [value for value in values if value.value != NO_VALUE]
    listed = [*named[:MOST_ROWS], *(value for value in values if value.value == NO_VALUE)]
    # What is not known would dwarf what is; it has its number, and a bar further down the page.
    bars = [*lengths([value.count for value in named[:MOST_ROWS]]), 0.0][: len(listed)]
    rows = (
        Row(
            name=labels.in_full(facet, value.value),
            count=value.count,
            length=length,
            part=_part(value.count, results.total),
            address=everything.toggled(facet, value.value),
            missing=value.value == NO_VALUE,
        )
        for value, length in zip(listed, bars, strict=True)
    )
    unlisted = max(total - len(values), 0) if total is not None else 0
    return Table(facet, tuple(rows), max(len(named) - MOST_ROWS, 0) + unlisted)


def known(results: Results, everything: SearchAddress, labels: Labels) -> tuple[Row, ...]:
    """Return of how many articles each facet is known, with links to those of which it is not.

    What is known of none is left out.

    Args:
        results: of the search for everything.
        everything: the address of this search.
        labels: of the reader.
    """
    rows: list[Row] = []
    for facet in (one.name for one in KNOWN):
        missing = _without(results.facets[facet])
        count = results.total - missing
        if not count:
            continue
        part = _part(count, results.total)
        name = f"{labels.in_full(facet, NO_VALUE)}: {labels.number(missing)}"
        target = everything.toggled(facet, NO_VALUE)
        without = Without(name, target) if missing else None
        rows.append(Row(labels.facet(facet), count, part, part, without=without))
    return tuple(rows)


def skipped(counts: Mapping[str, int], labels: Labels) -> str:
    """Return why how many records were left out of the index; empty where none was.

    Args:
        counts: by reason, as the manifest has them.
        labels: of the reader.
    """
    told: Counter[str] = Counter()
    for reason, count in counts.items():
        told[SKIPPED_FOR.get(reason, SKIPPED_FOR["broken"])] += count
    reasons = [
        labels.gettext(sentence).format(n=labels.number(count))
        for sentence, count in told.items()
        if count
    ]
    return format_list(reasons, locale=labels.locale) if reasons else ""


def _without(values: Sequence[FacetValue]) -> int:
    return sum(value.count for value in values if value.value == NO_VALUE)


def _part(count: int, total: int) -> float:
    return 100 * count / total if total else 0.0
