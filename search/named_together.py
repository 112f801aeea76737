"""Who is named together with a person or an organisation: how often, when, and how tellingly.

All is counted by what facets count: the values of the articles found against those of the archive.
Every copy of a text counts, as it does there, so a link to what is told here finds as many; but how
telling that is, is told by different texts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from heapq import nsmallest

from index.analysis import folded_words
from index.errors import QueryInvalid
from index.facets import NO_VALUE
from search.conditions import EVERYTHING, Condition, all_of, filtered, having
from search.engines.protocol import Session
from search.facets.spans import SpanUnit, spans_of
from search.facets.timeline import top_values
from search.facets.tree import label_of
from search.language.syntax import Value, parts_of
from search.plan import Plan
from search.query import Query
from search.ranking.association import SIGNIFICANT, log_likelihood
from search.results import Note

#: The facets whose values are names.
NAMES = ("person", "organisation")

#: Who stands beside somebody in one text alone may do so by chance.
LEAST = 2

#: Of each facet, so many values with most articles in common are compared.
COMPARED = 100

#: So many times as many as are wanted are compared by different texts, too.
RESCORED = 3


@dataclass(frozen=True, slots=True)
class Companion:
    """A person or an organisation that is named in the same articles.

    Attributes:
        facet: its name.
        value: of it.
        label: what a reader sees.
        count: how many of the articles found name it, and
        articles: how many of the archive.
        score: how telling that is; see :mod:`search.ranking.association`.
        texts: how many different texts name both.
        counts: the articles in common, in each of the spans of time.
    """

    facet: str
    value: str
    label: str
    count: int
    articles: int
    score: float
    texts: int = 0
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedTogether:
    """Who is named together with a person or an organisation.

    Attributes:
        facet: of the one, and
        value: which it is.
        total: the articles found, which name it.
        unit: of the spans of time.
        spans: their first and last days, without gaps; none where no article has a date.
        companions: of each facet of names the most telling, the first first.
        notes: how the query was read.
    """

    facet: str
    value: str
    total: int
    unit: SpanUnit = "year"
    spans: tuple[tuple[date, date], ...] = ()
    companions: Mapping[str, tuple[Companion, ...]] = field(
        default_factory=lambda: dict.fromkeys(NAMES, ())
    )
    notes: tuple[Note, ...] = ()


def one_name(query: Query) -> tuple[str, str] | None:
    """Return the one person or organisation that a query chooses, behind its facet's name.

    It is ``None`` where it chooses none or several.
    """
    chosen = [pair for pair in query.chosen if pair[0] in NAMES and pair[1] != NO_VALUE]
    several = len(chosen) != 1 or (chosen[0][0], NO_VALUE) in query.chosen
    return None if several else chosen[0]


def named_together(session: Session, made: Plan, count: int) -> NamedTogether:
    """Return who is named in the articles of a plan that chooses one person or organisation.

    Args:
        session: on the archive.
        made: the plan.
        count: how many of each facet at most.

    Raises:
        QueryInvalid: none is chosen, or several are.
    """
    asked = one_name(made.query)
    if asked is None:
        raise QueryInvalid("person", "one_name", "choose one person or one organisation")
    within = all_of([made.in_range, filtered(made.query)])
    values = session.values(_narrowed(made, within), NAMES)
    beside = [
        (facet, value, both)
        for facet in NAMES
        for value, both in _most_frequent(facet, values[facet], asked, made)
    ]
    conditions = [having(facet, (value,)) for facet, value, _ in beside]
    total, *held = session.counts([within, *conditions])
    size = session.manifest.articles
    compared = [
        Companion(
            facet,
            value,
            label_of(facet, value),
            both,
            had,
            log_likelihood(both, total, had, size),
        )
        for (facet, value, both), had in zip(beside, held, strict=True)
    ]
    session.deadline.check()
    first = _most_telling(compared, RESCORED * count)
    best = _most_telling(_by_texts(session, within, first), count)
    return _over_time(session, made, within, NamedTogether(*asked, total), best)


def _narrowed(made: Plan, within: Condition) -> Plan:
    """The plan with all its choices among what holds of its articles.

    A choice does not narrow the counts of its own facet.
    """
    free = replace(made.query, chosen=(), excluded=(), first_day=None, last_day=None)
    return replace(made, query=free, matched=within, agency=None)


def _most_frequent(
    facet: str, counts: Mapping[str, int], asked: tuple[str, str], made: Plan
) -> Iterator[tuple[str, int]]:
    """The values that most of the articles have, but not those that are asked for."""
    typed = {
        folded_words(one)
        for part in parts_of(made.node)
        if isinstance(part, Value) and part.facet == facet
        for one in part.values[:1] or (part.text,)
        if len(part.values) < 2
    }
    left_out = [asked[1]] if asked[0] == facet else []
    for value in top_values(facet, counts, COMPARED, (), left_out):
        both = counts[value]
        # The most frequent stand first.
        if both < LEAST:
            return
        if not typed or folded_words(value) not in typed:
            yield value, both


def _by_texts(
    session: Session, within: Condition, companions: Sequence[Companion]
) -> list[Companion]:
    """The same with their scores by different texts, those alone that share enough of them.

    A text that ten papers print is no ten occasions on which two are named together.
    """
    alone = [having(one.facet, (one.value,)) for one in companions]
    together = [all_of([within, condition]) for condition in alone]
    size, total, *counted = session.texts([EVERYTHING, within, *together, *alone])
    found = zip(companions, counted[: len(alone)], counted[len(alone) :], strict=True)
    return [
        replace(one, texts=both, score=log_likelihood(both, total, held, size))
        for one, both, held in found
        if both >= LEAST
    ]


def _most_telling(companions: Sequence[Companion], count: int) -> list[Companion]:
    """The most telling of each facet, those that are told apart from chance."""
    telling = [one for one in companions if one.score >= SIGNIFICANT]
    return [
        one
        for facet in NAMES
        for one in nsmallest(
            count,
            (one for one in telling if one.facet == facet),
            key=lambda one: (-one.score, one.value),
        )
    ]


def _over_time(
    session: Session,
    made: Plan,
    within: Condition,
    found: NamedTogether,
    companions: Sequence[Companion],
) -> NamedTogether:
    """Return what was found, with the articles in common over time."""
    if not companions:
        return found
    groups = [having(one.facet, (one.value,)) for one in companions]
    every = made.query.names_both_ends
    axis, _, totals = session.over_time(within, groups, "day", every=every)
    spans = spans_of(axis) if axis else None
    dated = [
        replace(one, counts=spans.added_up(total.by_period) if spans else ())
        for one, total in zip(companions, totals, strict=True)
    ]
    return replace(
        found,
        unit=spans.unit if spans else found.unit,
        spans=spans.days if spans else (),
        companions={facet: tuple(one for one in dated if one.facet == facet) for facet in NAMES},
    )
