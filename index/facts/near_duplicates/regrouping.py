"""Groups the near-duplicates of an archive that has changed, without looking at all of it.

What comes out is what :class:`index.facts.near_duplicates.finder.CopyFinder` makes of all articles
at once. An article's group depends on its candidates and on their groups, all of them before it in
order. So what has other candidates than before is grouped again, and where that gives another
group, those of which it is a candidate. Teasers are put together again where their headline or
their group has changed (:mod:`index.facts.near_duplicates.changed_teasers`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush

import numpy as np

from index.facts.near_duplicates.archive_signatures import ArchiveSignatures, Mask, Places
from index.facts.near_duplicates.carried_groups import CarriedGroups
from index.facts.near_duplicates.changed_candidates import Candidates, affected
from index.facts.near_duplicates.changed_teasers import represented
from index.facts.near_duplicates.columns import Numbers, first_of_each
from index.facts.near_duplicates.comparison import Comparison, TextOf
from index.facts.near_duplicates.groups import NO_GROUPS, Groups
from index.facts.near_duplicates.kept_signatures import KeptSignatures
from index.facts.near_duplicates.segment_signatures import SegmentSignatures
from index.facts.near_duplicates.signatures import Codes
from index.facts.near_duplicates.similarity import RULES, Rules

#: Gives of the article of a segment, by both numbers, the codes of its text, and those of the
#: longer words of its headline; see ``Signature``.
SegmentText = Callable[[int, int], tuple[Codes, Codes]]


def regrouped(
    groups: Groups,
    before: Sequence[Numbers],
    segments: Sequence[KeptSignatures],
    after: Sequence[Numbers],
    text: SegmentText,
    rules: Rules = RULES,
) -> Groups:
    """Return the groups of an archive after a change.

    Articles have the numbers that an archive gives them: segment by segment, without those that
    were removed.

    Args:
        groups: of the archive before.
        before: for each of its segments the numbers within it of the articles that were removed.
        segments: those of the archive after; those of before come first and are the same.
        after: like ``before``, for each of ``segments``; what was removed stays so.
        text: reads the text of one of the few articles that are compared.
        rules: the thresholds.
    """
    if not segments:
        return NO_GROUPS
    signatures = SegmentSignatures(segments)
    carried = CarriedGroups.of(signatures.staying(before), signatures.staying(after))
    held = np.flatnonzero(carried.before)
    carried.learn(held, held[groups.parents], held[groups.representatives])
    representatives = regroup(
        signatures, carried, lambda place: text(*signatures.located(place)), rules
    )
    numbers = np.cumsum(carried.after) - 1
    return Groups(numbers[carried.parents[carried.after]], numbers[representatives[carried.after]])


def regroup(
    signatures: ArchiveSignatures, groups: CarriedGroups, text: TextOf, rules: Rules = RULES
) -> Places:
    """Find the groups of an archive after a change.

    Args:
        signatures: of all articles.
        groups: as they were before; it tells the parents of all articles afterwards.
        text: reads the text of one of the few articles that are compared.
        rules: the thresholds.

    Returns:
        The representatives of all articles.
    """

    def minutes(place: int) -> int:
        return int(signatures.columns(np.array([place], dtype=np.int64)).minutes[0])

    change = _Change(signatures, groups)
    came, went = change.join_identical()
    change.join_alike(came, went, Comparison(text, minutes, rules))
    return represented(signatures, groups)


class _Change:
    """An archive that changes. Its articles are known by their places."""

    def __init__(self, signatures: ArchiveSignatures, groups: CarriedGroups) -> None:
        self._signatures = signatures
        self._groups = groups
        self._before, self._after = groups.before, groups.after
        self._parents = groups.parents

    def join_identical(self) -> tuple[Places, Places]:
        """Find of identical texts the best, where there are others than before.

        Returns:
            The articles that are to be compared now and were not before, and those that are not
            any more; both ascending.
        """
        changed = np.flatnonzero(self._before != self._after)
        self._parents[changed] = changed
        texts = np.unique(self._signatures.texts(changed))
        concerned = self._signatures.with_texts(texts[texts != 0])
        had = concerned[self._before[concerned]]
        staying = concerned[self._after[concerned]]
        columns = self._signatures.columns(staying)
        order = columns.order()
        firsts = np.empty_like(staying)
        firsts[order] = staying[order[first_of_each(columns.texts[order])]]
        were_first, are_first = had[self._were_compared(had)], staying[firsts == staying]
        came, went = np.setdiff1d(are_first, were_first), np.setdiff1d(were_first, are_first)
        self._parents[came] = came
        self._parents[staying[firsts != staying]] = firsts[firsts != staying]
        return came, went

    def join_alike(self, came: Places, went: Places, comparison: Comparison) -> None:
        """Put articles to those that they are copies of, where anything about it has changed.

        Args:
            came: articles that are to be compared now and were not before, ascending.
            went: those that are not any more, ascending.
            comparison: of articles by their places.
        """
        candidates = Candidates(self._signatures, self._are_compared)
        changed = affected(came, went, self._were_compared, self._are_compared, self._signatures)
        waiting = _Waiting(self._signatures)
        waiting.add(changed.tolist())
        while waiting:
            place = waiting.pop()
            if place not in candidates:
                candidates.find([place, *waiting])
            parent = comparison.representative(place, candidates.before(place), self._parents)
            if parent != self._parents[place]:
                self._parents[place] = parent
                waiting.add(candidates.behind(place))

    def _were_compared(self, places: Places) -> Mask:
        return self._before[places] & self._are_distinct(places, self._groups.old)

    def _are_compared(self, places: Places) -> Mask:
        return self._after[places] & self._are_distinct(places, self._parents)

    def _are_distinct(self, places: Places, parents: Places) -> Mask:
        """Tell of articles whether no identical text is better: none that is stands for them."""
        distinct: Mask = parents[places] == places
        others = places[~distinct]
        distinct[~distinct] = self._signatures.texts(others) != self._signatures.texts(
            parents[others]
        )
        return distinct


class _Waiting:
    """Articles to be looked at in order, the best representative first; each once."""

    def __init__(self, signatures: ArchiveSignatures) -> None:
        self._signatures = signatures
        self._queue: list[tuple[int, ...]] = []
        self._known: set[int] = set()

    def __bool__(self) -> bool:
        return bool(self._queue)

    def __iter__(self) -> Iterator[int]:
        return (entry[-1] for entry in self._queue)

    def add(self, places: Iterable[int]) -> None:
        """Put in articles that stand behind all that were taken out."""
        new = sorted(set(places) - self._known)
        self._known.update(new)
        if new:
            places = np.array(new, dtype=np.int64)
            for entry in self._signatures.columns(places).sort_keys(places):
                heappush(self._queue, entry)

    def pop(self) -> int:
        """Take out the first in order."""
        return heappop(self._queue)[-1]
