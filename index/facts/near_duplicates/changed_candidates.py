"""Pairs of articles of an archive that changes whose texts are worth comparing.

They are those that :mod:`index.facts.near_duplicates.candidate_pairs` finds among all articles.
Only articles that share a sample with those in question are looked at.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.facts.near_duplicates import candidate_pairs
from index.facts.near_duplicates.archive_signatures import ArchiveSignatures, Mask, Places
from index.facts.near_duplicates.candidate_pairs import Counts, Rows, are_enough, tied_pairs

#: Tells of places whether their articles are compared.
Among = Callable[[Places], Mask]


@dataclass(frozen=True, eq=False, slots=True)
class Sharing:
    """The articles that share a sample with some, in order.

    Attributes:
        places: of these articles, in order.
        samples: those that they share, and
        owners: the rank in ``places`` of the article that each is of.
    """

    places: Places
    samples: NDArray[np.uint32]
    owners: NDArray[np.uint32]

    @classmethod
    def with_any(cls, chosen: Places, among: Among, signatures: ArchiveSignatures) -> "Sharing":
        """Find the articles that share a sample with some, as far as they stand near them.

        Args:
            chosen: the articles, ascending.
            among: tells which articles are looked at.
            signatures: of all articles.
        """
        own, _ = signatures.samples(chosen)
        samples, places = signatures.with_samples(np.unique(own))
        found, numbers = np.unique(places, return_inverse=True)
        looked_at = among(found)
        order = signatures.columns(found[looked_at]).order()
        ranks = np.zeros(len(found), dtype=np.uint32)
        ranks[np.flatnonzero(looked_at)[order]] = np.arange(len(order), dtype=np.uint32)
        held = looked_at[numbers]
        in_order = found[looked_at][order]
        sharing = cls(in_order, samples[held], ranks[numbers[held]])
        return sharing._near(np.isin(in_order, chosen))

    def tied(self, among: Among) -> tuple[Rows, Counts]:
        """Return the pairs of places that are tied, the first in order first, and how often.

        Pairs without a chosen article, and without one between them, may be left out or tied
        wrongly, but always in the same way.

        Args:
            among: tells which articles are looked at.
        """
        held = among(self.places)[self.owners]
        rows, times = tied_pairs(self.samples[held], self.owners[held])
        return self.places[rows], times

    def _near(self, chosen: Mask) -> "Sharing":
        """Return these without what has no chosen article near it that has the sample, too.

        Args:
            chosen: of every rank whether its article is chosen.
        """
        by_sample = np.lexsort((self.owners, self.samples))
        samples, is_chosen = self.samples[by_sample], chosen[self.owners[by_sample]]
        others = np.cumsum(~is_chosen)
        at = np.flatnonzero(is_chosen)
        behind = np.searchsorted(at, np.arange(len(samples)))
        near = np.zeros(len(samples), dtype=np.bool_)
        for place in (behind - 1, behind):
            held = (place >= 0) & (place < len(at))
            nearest = at[place[held]]
            apart = np.abs(others[held] - others[nearest])
            near[held] |= (samples[held] == samples[nearest]) & (
                apart <= candidate_pairs.NEIGHBOURS
            )
        kept = by_sample[near]
        return Sharing(self.places, self.samples[kept], self.owners[kept])


def affected(
    came: Places, went: Places, before: Among, after: Among, signatures: ArchiveSignatures
) -> Places:
    """Return the articles whose candidates may be others than before, those that came among them.

    Args:
        came: articles that are compared now and were not before.
        went: those that are not any more.
        before: tells which articles were compared.
        after: tells which are now.
        signatures: of all articles.
    """
    chosen = np.union1d(came, went)
    if not len(chosen):
        return chosen
    sharing = Sharing.with_any(chosen, lambda places: before(places) | after(places), signatures)
    rows = _differing(
        *(_without_few(*sharing.tied(one), chosen, signatures) for one in (before, after))
    )
    rows = rows[after(rows[:, 1])]
    return np.union1d(came, rows[_may_be_candidates(rows, signatures), 1])


def _without_few(rows: Rows, times: Counts, chosen: Places, signatures: ArchiveSignatures) -> Rows:
    """Return pairs with how often they are tied, but none with a chosen article and too few ties.

    Of pairs of others that is not known: only the samples of chosen articles were looked at.
    """
    kept = _are_enough(rows, times, signatures) | ~np.isin(rows, chosen).any(axis=1)
    return np.column_stack([rows, times])[kept]


def _differing(before: Rows, after: Rows) -> Rows:
    """Return the pairs that are tied by another number of samples than before."""
    found, held = np.unique(np.concatenate([before, after]), axis=0, return_counts=True)
    return np.unique(found[held == 1, :2], axis=0)


def _are_enough(rows: Rows, shared: Counts, signatures: ArchiveSignatures) -> Mask:
    """Tell of pairs whether so many samples in common are enough."""
    places, numbers = np.unique(rows, return_inverse=True)
    sizes = signatures.sizes(places)[numbers.reshape(rows.shape)]
    return are_enough(shared, sizes[:, 0], sizes[:, 1])


def _may_be_candidates(rows: Rows, signatures: ArchiveSignatures) -> Mask:
    """Tell of pairs whether both share so many samples that they may be worth comparing."""
    places = np.unique(rows)
    samples, _ = signatures.samples(places)
    own = np.split(samples, np.cumsum(signatures.sizes(places))[:-1])
    shared = [
        len(np.intersect1d(own[one], own[other], assume_unique=True))
        for one, other in np.searchsorted(places, rows).tolist()
    ]
    return _are_enough(rows, np.array(shared, dtype=np.int64), signatures)


class Candidates:
    """The candidates of articles in an archive, found as they are asked for."""

    def __init__(self, signatures: ArchiveSignatures, among: Among) -> None:
        """
        Args:
            signatures: of all articles.
            among: tells which articles are compared.
        """
        self._signatures = signatures
        self._among = among
        self._before: dict[int, list[int]] = {}
        self._behind: dict[int, list[int]] = {}

    def __contains__(self, place: int) -> bool:
        """Tell whether those of an article were found."""
        return place in self._before

    def find(self, places: Iterable[int]) -> None:
        """Find those of some articles in one go, as far as they are not known."""
        chosen = sorted(set(places) - self._before.keys())
        if not chosen:
            return
        before: defaultdict[int, list[int]] = defaultdict(list)
        behind: defaultdict[int, list[int]] = defaultdict(list)
        for first, second in self._pairs(np.array(chosen, dtype=np.int64)).tolist():
            before[second].append(first)
            behind[first].append(second)
        for place in chosen:
            self._before[place], self._behind[place] = before[place], behind[place]

    def before(self, place: int) -> list[int]:
        """Return those that an article is compared with, in order; they were found."""
        return self._before[place]

    def behind(self, place: int) -> list[int]:
        """Return the articles of which an article is a candidate; they were found."""
        return self._behind[place]

    def _pairs(self, chosen: Places) -> Rows:
        sharing = Sharing.with_any(chosen, self._among, self._signatures)
        rows, times = sharing.tied(self._among)
        ours = np.isin(rows, chosen).any(axis=1)
        rows, times = rows[ours], times[ours]
        return rows[_are_enough(rows, times, self._signatures)]
