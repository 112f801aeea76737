"""Conditions and the parts of queries as OpenSearch filters, which let articles through."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from index.analysis import LEVELS, Level
from index.facets import FACET_BY_NAME, NO_VALUE, one_line
from index.stores.opensearch.documents import spelling
from index.stores.opensearch.mapping import any_field, facet_field, level_field, spelled_field
from search.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Covering,
    HasTerm,
    Having,
    Matching,
    NoneOf,
    Published,
)
from search.language.syntax import (
    All,
    Everything,
    Expanded,
    Expression,
    Node,
    Not,
    Period,
    Phrase,
    Prefix,
    Value,
    Word,
)
from search.language.syntax import Any as AnyPart
from search.ranking.scored_fields import fields_of, fields_of_neighbours
from search.results import Match

#: A query of OpenSearch that lets articles through and gives them no score.
Filter = dict[str, Any]

NOTHING: Filter = {"match_none": {}}
EVERYTHING: Filter = {"match_all": {}}


def filter_of(condition: Condition) -> Filter:
    """Return the filter that lets through the articles that a condition holds of."""
    match condition:
        case Matching(node, closeness):
            return at_least(node, closeness)
        case HasTerm(field, level, term):
            return has_terms(_in_any(field, level), [term])
        case Having(facet, values):
            return having(facet, values)
        case Published(first, last):
            return published(first, last)
        case Covering(weighted, required):
            return _covering(weighted, required)
        case AllOf(parts):
            return all_of(map(filter_of, parts))
        case AnyOf(parts):
            return any_of(map(filter_of, parts))
        case NoneOf(parts):
            return none_of(map(filter_of, parts))


def _covering(weighted: Sequence[tuple[Condition, float]], required: float) -> Filter:
    # OpenSearch has no filter by weighted sums, so it is a score with a least value.
    scores = [
        {"constant_score": {"filter": filter_of(part), "boost": weight}}
        for part, weight in weighted
    ]
    return {
        "function_score": {
            "query": {"bool": {"should": scores, "minimum_should_match": 1}},
            "min_score": required,
        }
    }


def mask(node: Node) -> Filter:
    """Return what lets through articles that match a node; the stem of a word is no match."""
    return at_least(node, Match.RELATED)


def at_least(node: Node, closeness: Match) -> Filter:
    """Return what lets through articles that match a node so closely or more closely."""
    match node:
        case Word():
            return _word(node, closeness)
        case Expanded(typed, others, related):
            found = [at_least(typed, closeness)]
            if closeness <= Match.SPELLING:
                found += [mask(other) for _, other in others]
            if closeness <= Match.RELATED:
                found += [mask(one.node) for one in related]
            return any_of(found)
        case All(parts):
            return all_of(at_least(part, closeness) for part in parts)
        case AnyPart(parts):
            return any_of(at_least(part, closeness) for part in parts)
        case Not(part):
            return none_of([mask(part)])
        case _:
            return _just(node)


def _just(node: Prefix | Phrase | Expression | Value | Period | Everything) -> Filter:
    """Return what lets through matches of a node that has one closeness alone."""
    match node:
        case Prefix(exact, field):
            return {"prefix": {_in_any(field, "exact"): {"value": exact}}}
        case Phrase(exact, field):
            return any_of(phrase(name, exact) for name in fields_of(field))
        case Expression(_, field):
            return any_of(in_a_row(name, node) for name in fields_of_neighbours(field))
        case Value(facet, text, values):
            return has_terms(facet_field(facet), values) if values else _meant(facet, text)
        case Period(first, last, "published"):
            return published(first, last)
        case Period(first, last):
            within = {"gte": first.toordinal(), "lte": last.toordinal(), "relation": "within"}
            return {"range": {"spans": within}}
        case Everything():
            return EVERYTHING


def phrase(field: str, exact: Sequence[str]) -> Filter:
    """Return what lets through articles with words next to each other in a field, as written."""
    return {"match_phrase": {level_field(field, "exact"): " ".join(exact)}}


def in_a_row(field: str, node: Expression) -> Filter:
    """Return what lets through articles with words next to each other in a field, in any form."""
    light = level_field(field, "light")
    if len(node.words) == 1:
        ((level, terms),) = node.terms
        return has_terms(level_field(field, level), terms)
    rows = [_span(field, level, terms) for level, terms in node.terms]
    # Words of two levels count as of one field, since they stand at the same places.
    clauses = [
        row if level == "light" else {"field_masking_span": {"query": row, "field": light}}
        for row, (level, _) in zip(rows, node.terms, strict=True)
    ]
    return {"span_near": {"clauses": clauses, "slop": 0, "in_order": True}}


def _span(field: str, level: Level, terms: Sequence[str]) -> Filter:
    found = [{"span_term": {level_field(field, level): term}} for term in terms]
    return found[0] if len(found) == 1 else {"span_or": {"clauses": found}}


def levels_of(word: Word, closeness: Match) -> list[Level]:
    """Return the levels on which a word matches so closely or more closely."""
    # Asked for on some levels alone, whatever matches is a match.
    least = Match.NONE if len(word.levels) == len(LEVELS) else Match.WIDE
    return [
        level
        for level in word.levels
        if word.terms.at(level) and max(Match.of_level(level), least) >= closeness
    ]


def _word(word: Word, closeness: Match) -> Filter:
    return any_of(
        has_terms(_in_any(word.field, level), word.terms.at(level))
        for level in levels_of(word, closeness)
    )


def _in_any(field: str | None, level: Level) -> str:
    return level_field(field, level) if field else any_field(level)


def has_terms(field: str, terms: Iterable[str | int]) -> Filter:
    """Return what lets through articles with one of these terms in a field."""
    return {"terms": {field: list(terms)}}


def _meant(facet: str, text: str) -> Filter:
    """Return what lets through articles with the value that a text means, by any of its names."""
    text = one_line(text)
    meant = FACET_BY_NAME[facet].canonical(text)
    if meant != text:
        return has_terms(facet_field(facet), [meant])
    return any_of(
        [has_terms(facet_field(facet), [text]), has_terms(spelled_field(facet), [spelling(text)])]
    )


def published(first: date | None, last: date | None) -> Filter:
    """Return what lets through articles of these days, both included; ``None`` is an open end."""
    bounds: dict[str, str] = {}
    if first:
        bounds["gte"] = f"{first.isoformat()}T00:00:00"
    if last:
        bounds["lte"] = f"{last.isoformat()}T23:59:59"
    return {"range": {"published": bounds}}


def having(facet: str, values: Iterable[str]) -> Filter:
    """Return what lets through articles with one of these values; ``NO_VALUE``: with none."""
    field, wanted = facet_field(facet), list(values)
    named = [value for value in wanted if value != NO_VALUE]
    found = [has_terms(field, named)] if named else []
    if len(named) < len(wanted):
        found.append(none_of([{"exists": {"field": field}}]))
    return any_of(found)


def all_of(filters: Iterable[Filter]) -> Filter:
    """Return what lets through what all of these do, in its simplest form."""
    found = [one for one in filters if one != EVERYTHING]
    if NOTHING in found:
        return NOTHING
    if len(found) < 2:
        return found[0] if found else EVERYTHING
    return {"bool": {"filter": found}}


def any_of(filters: Iterable[Filter]) -> Filter:
    """Return what lets through what any of these does, in its simplest form."""
    found = [one for one in filters if one != NOTHING]
    if EVERYTHING in found:
        return EVERYTHING
    if len(found) < 2:
        return found[0] if found else NOTHING
    return {"bool": {"should": found, "minimum_should_match": 1}}


def none_of(filters: Iterable[Filter]) -> Filter:
    """Return what lets through what none of these does, in its simplest form."""
    found = [one for one in filters if one != NOTHING]
    if EVERYTHING in found:
        return NOTHING
    return {"bool": {"must_not": found}} if found else EVERYTHING
