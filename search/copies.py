"""Copies of one text among the hits: folded, the best of them stands for all."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.intp]


def folded(ordered: Numbers, leads: NDArray[np.int64], *, by_lead: bool) -> Numbers:
    """The hits of which each stands for all copies of its text, in the place of the best of them.

    Args:
        ordered: article numbers, best first.
        leads: for every article of the archive the number of its text's lead.
        by_lead: show the lead, where it is among the hits, in place of the first copy.
    """
    groups = leads[ordered]
    place = np.full(len(leads), len(ordered), dtype=np.intp)
    # Of several writes to one place the last stays, so the first hit is written last.
    place[groups[::-1]] = np.arange(len(ordered), dtype=np.intp)[::-1]
    first: Numbers = ordered[place[groups] == np.arange(len(ordered))]
    if not by_lead:
        return first
    among = np.zeros(len(leads), dtype=bool)
    among[ordered] = True
    lead = leads[first]
    shown: Numbers = np.where(among[lead], lead, first).astype(np.intp)
    return shown
