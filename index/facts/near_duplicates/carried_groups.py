"""The groups of an archive that is being regrouped: as they were, and as far as they are found."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.facts.near_duplicates.archive_signatures import Mask, Places


@dataclass(frozen=True, eq=False, slots=True)
class CarriedGroups:
    """Articles before and after a change; every array has all places.

    What nothing is known of yet stands for itself. It has to be known with all of its group before
    a place of it is given out by :class:`.archive_signatures.ArchiveSignatures`.

    Attributes:
        before: whether an article was in the archive.
        after: whether it is now.
        old: the parents before; see :class:`.groups.Groups`.
        parents: as far as they are found now.
        representatives: those before.
    """

    before: Mask
    after: Mask
    old: Places
    parents: Places
    representatives: Places

    @classmethod
    def of(cls, before: Mask, after: Mask) -> "CarriedGroups":
        """Return the groups of articles of which nothing is known yet."""
        places = np.arange(len(before))
        return cls(before, after, places, places.copy(), places.copy())

    def learn(
        self, places: Places, parents: NDArray[np.integer], representatives: NDArray[np.integer]
    ) -> None:
        """Take in how some articles were grouped.

        Args:
            places: of articles of the archive before; no parent of them was looked for yet.
            parents: the places of theirs.
            representatives: likewise.
        """
        self.old[places] = self.parents[places] = parents
        self.representatives[places] = representatives

    def old_roots(self, places: Places) -> Places:
        """Return the articles that stood for the texts of some before."""
        found: Places = self.old[self.old[places]]
        return found

    def roots(self, places: Places) -> Places:
        """Return the articles that stand for the texts of some now."""
        found: Places = self.parents[self.parents[places]]
        return found

    def changed(self) -> Places:
        """Return the articles that came or went or have another article for their text."""
        moved = self.after & (self.old[self.old] != self.parents[self.parents])
        return np.flatnonzero((self.before != self.after) | moved)

    def members(self, roots: Places) -> Places:
        """Return the articles of the archive now for whose texts some articles stand."""
        chosen = np.zeros(len(self.after), dtype=np.bool_)
        chosen[roots] = True
        return np.flatnonzero(chosen[self.parents[self.parents]] & self.after)
