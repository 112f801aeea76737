"""Groups of articles: which article stands for which."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False, slots=True)
class Groups:
    """The groups of an archive's articles; both arrays have a number for every article.

    Attributes:
        parents: of identical texts the best, of that one the article that it is a copy of. An
            article that is neither is its own. Teasers are put to nothing yet.
        representatives: the article that represents the group.
    """

    parents: NDArray[np.integer]
    representatives: NDArray[np.integer]


NO_GROUPS = Groups(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
