"""Which articles answer a query: a policy, decided by counting, the same for every engine.

Listed are the articles that have all words of the query. Where these are few, those that have most
of its words by rarity are ranked together with them. Where none has all that is asked for, the
words of its phrases are looked for one by one, and what is binding (a field, a level) may be
missing too. docs/ranking.md explains it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from search.conditions import Condition, Covering, Matching, all_of, any_of
from search.language.syntax import (
    Node,
    Phrase,
    Word,
    optional,
    parts_of,
    relaxed_words,
    scored,
    words_of,
)
from search.ranking.bm25 import Ranking, idf, required_coverage
from search.results import Match

#: Gives the number of articles of which each condition holds, in one batch.
Counts = Callable[[Sequence[Condition]], Sequence[int]]

#: Shares are sums of rounded numbers and compared with so much to spare.
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Matched:
    """The articles that answer a query.

    Attributes:
        condition: what holds of them.
        any: whether there are any, and
        complete: whether some of them have all that is asked for, and
        own: whether some have it without related words.
        shares: the plain words, each with its share of the whole query by rarity; the score of an
            article counts in proportion to the shares that it has. Empty: it counts in full.
        relaxed: the words of phrases that are looked for one by one.
    """

    condition: Condition
    any: bool
    complete: bool
    own: bool
    shares: tuple[tuple[Condition, float], ...] = ()
    relaxed: tuple[Word, ...] = ()


def spelling_weight(ranking: Ranking, typed: Node, other: Node) -> float:
    """Return what a match of another spelling counts, against 1 for the one that was typed."""
    words = len(other.exact) if isinstance(other, Phrase) else 1
    return ranking.of_spelling(sum(1 for _ in words_of(typed)), words)


def asked_first(node: Node) -> list[Condition]:
    """Return the conditions whose counts are looked at first, to be asked for in one batch."""
    parts = parts_of(node)
    plain = [Matching(part) for part in parts if optional(part)]
    return [*_complete(parts), *(plain if len(plain) > 1 else ())]


def decide(
    node: Node, ranking: Ranking, size: int, counts: Counts, *, complete_only: bool = False
) -> Matched:
    """Decide which articles answer a query.

    Args:
        node: its syntax tree.
        ranking: says how many complete articles are enough.
        size: how many articles the archive holds.
        counts: of articles, by conditions.
        complete_only: leave out what lacks a word, however few are left.
    """
    parts = parts_of(node)
    own, complete = _complete(parts)
    of_own, number = counts([own, complete])
    # What has the words themselves is not lengthened by what has related ones.
    if of_own and (complete_only or of_own >= ranking.enough):
        complete, number = own, of_own
    relaxed = relaxed_words(parts) if not complete_only and not number else ()
    plain: list[Condition] = [Matching(word) for word in relaxed]
    plain += [Matching(part) for part in parts if _may_be_missing(part, relaxed)]
    binding = [Matching(part) for part in parts if not _may_be_missing(part, relaxed)]
    shares = _shares(plain, size, counts)
    if complete_only or len(plain) < 2 or number >= ranking.enough:
        condition, found = complete, number > 0
    else:
        condition, found = _most(shares, binding, counts, certain=number > 0)
    if not found and not complete_only:
        condition, shares = _last_resort(parts), ()
        found = counts([condition])[0] > 0
    return Matched(condition, found, number > 0, of_own > 0, shares, relaxed)


def _complete(parts: Sequence[Node]) -> tuple[Condition, Condition]:
    """What has every part in its own words, and what has it in these or related ones."""
    return all_of(Matching(part, Match.WIDE) for part in parts), all_of(map(Matching, parts))


def _may_be_missing(node: Node, relaxed: Sequence[Word]) -> bool:
    return optional(node) or (isinstance(node, Phrase) and bool(relaxed))


def _shares(
    plain: Sequence[Condition], size: int, counts: Counts
) -> tuple[tuple[Condition, float], ...]:
    if len(plain) < 2:
        return tuple((one, 1.0) for one in plain)
    rarity = [idf(size, count) for count in counts(plain)]
    whole = max(sum(rarity), 1e-9)
    return tuple((one, weight / whole) for one, weight in zip(plain, rarity, strict=True))


def _most(
    shares: Sequence[tuple[Condition, float]],
    binding: Sequence[Condition],
    counts: Counts,
    *,
    certain: bool,
) -> tuple[Condition, bool]:
    """What has enough of the plain words; where nothing has, what has any of them."""
    required = required_coverage(len(shares)) - _ROUNDING
    most = all_of([*binding, Covering(tuple(shares), required)])
    if certain or counts([most])[0]:
        return most, True
    some = all_of([*binding, any_of(one for one, share in shares if share > 0)])
    return some, counts([some])[0] > 0


def _last_resort(parts: Sequence[Node]) -> Condition:
    """Where nothing has what is binding either: any of its words, or their stems."""
    strict = [Matching(part) for part in parts if not scored(part)]
    loose = (Matching(part, Match.STEM) for part in parts if scored(part))
    return all_of([*strict, any_of(loose)])
