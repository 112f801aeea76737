"""Copies of one text among the hits: the first stands in its place, the others behind."""

import numpy as np
from numpy.typing import NDArray


def behind(
    ordered: NDArray[np.intp], texts: NDArray[np.int64], first_hits: int
) -> NDArray[np.intp]:
    """Order hits so that the first of them are of different texts.

    Nothing is left out, and behind the first hits the order is as it was.

    Args:
        ordered: article numbers, best first.
        texts: for every article a number that copies of one text share.
        first_hits: how many hits are to be of different texts.
    """
    seen: set[int] = set()
    chosen: list[int] = []
    for place, text in enumerate(texts[ordered].tolist()):
        if len(chosen) == first_hits:
            break
        if text not in seen:
            seen.add(text)
            chosen.append(place)
    others = np.ones(len(ordered), dtype=bool)
    others[chosen] = False
    return np.concatenate([ordered[chosen], ordered[others]])
