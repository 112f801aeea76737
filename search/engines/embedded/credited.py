"""Articles that credit the agency whose name a query is, in whatever writing they do."""

from dataclasses import dataclass, replace

import numpy as np

from index.facets import FACET_BY_NAME
from search.engines.embedded.evaluator import Answer
from search.engines.embedded.snapshot import Snapshot
from search.facets.tree import Mask
from search.results import Match, Part

_FACET = "agency"


@dataclass(frozen=True, slots=True)
class Credited:
    """What the name of an agency finds beside its words.

    Attributes:
        agency: its id; ``None`` where the query is not the name of one.
        mask: the articles that credit it.
    """

    agency: str | None
    mask: Mask

    @classmethod
    def of(cls, snapshot: Snapshot, agency: str | None) -> "Credited":
        """What credits an agency; nothing where there is none."""
        return cls(agency, snapshot.facets[_FACET].having([agency] if agency else []))

    @property
    def told(self) -> tuple[str, ...]:
        """The label of the agency, where something credits it."""
        return (self._label,) if self.mask.any() else ()

    def joined(self, answer: Answer) -> Answer:
        """The answer with what credits the agency, behind what has the words."""
        if not self.mask.any():
            return answer
        closest = np.maximum(answer.closest, np.where(self.mask, Match.SPELLING, Match.NONE))
        return replace(answer, mask=answer.mask | self.mask, closest=closest.astype(np.int8))

    def parts(self, number: int) -> tuple[Part, ...]:
        """The credit as a part of an explanation; it adds nothing to the score."""
        if not self.mask[number]:
            return ()
        return (Part(self._label, "exact", _FACET, 1.0, 0.0, kind="credit"),)

    @property
    def _label(self) -> str:
        return FACET_BY_NAME[_FACET].label(self.agency or "")
