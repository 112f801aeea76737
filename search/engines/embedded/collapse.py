"""Copies of one text among the hits: folded, the best of them stands for all."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.intp]


def best(ordered: Numbers, leads: NDArray[np.int64]) -> Numbers:
    """The places of the hits that stand before all other copies of their text.

    Args:
        ordered: article numbers, best first.
        leads: for every article of the archive the number of its text's lead.
    """
    groups = leads[ordered]
    place = np.full(len(leads), len(ordered), dtype=np.intp)
    # Of several writes to one place the last stays, so the first hit is written last.
    place[groups[::-1]] = np.arange(len(ordered), dtype=np.intp)[::-1]
    return np.flatnonzero(place[groups] == np.arange(len(ordered)))


def led(first: Numbers, ordered: Numbers, leads: NDArray[np.int64]) -> Numbers:
    """The hits with the lead of each text, where it is among them, in place of its first copy."""
    among = np.zeros(len(leads), dtype=bool)
    among[ordered] = True
    lead = leads[first]
    shown: Numbers = np.where(among[lead], lead, first).astype(np.intp)
    return shown


def folded(ordered: Numbers, leads: NDArray[np.int64], *, by_lead: bool) -> Numbers:
    """The hits of which each stands for all copies of its text, in the place of the best of them.

    Args:
        ordered: article numbers, best first.
        leads: for every article of the archive the number of its text's lead.
        by_lead: show the lead, where it is among the hits, in place of the first copy.
    """
    first: Numbers = ordered[best(ordered, leads)]
    return led(first, ordered, leads) if by_lead else first
