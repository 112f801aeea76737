"""Puts the teasers of an archive that has changed to what they lead to.

Teasers that headlines or texts tie to each other are put together again as soon as anything about
them has changed, by the rules for all at once (:mod:`index.facts.near_duplicates.teasers`).
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.facts.near_duplicates import teasers
from index.facts.near_duplicates.archive_signatures import ArchiveSignatures, Places
from index.facts.near_duplicates.carried_groups import CarriedGroups
from index.facts.near_duplicates.teasers import with_teasers


def represented(signatures: ArchiveSignatures, groups: CarriedGroups) -> Places:
    """Return the representatives of all articles after a change.

    Args:
        signatures: of all articles.
        groups: of the archive, with all parents found.
    """
    changed = groups.changed()
    roots, headlines = _tied(changed, signatures, groups)
    under, tying = _under(headlines, signatures, groups)
    found = groups.representatives.copy()
    found[changed] = groups.roots(changed)
    if not len(roots):
        return found
    places = np.unique(np.concatenate([under, groups.roots(under), roots]))
    columns = signatures.columns(places)
    known = np.where(np.isin(columns.headlines, tying), columns.headlines, np.uint64(0))
    parents = np.searchsorted(places, groups.roots(places))
    joined = np.arange(len(found))
    joined[places] = places[with_teasers(replace(columns, headlines=known), parents)]
    members = groups.members(roots)
    found[members] = joined[groups.roots(members)]
    return found


def _tied(
    changed: Places, signatures: ArchiveSignatures, groups: CarriedGroups
) -> tuple[Places, NDArray[np.uint64]]:
    """Return the groups of teasers that are tied to changed articles, and the tying headlines.

    Groups are those of texts, each named by the article that stands for it.
    """
    found, headlines = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.uint64)
    touched = np.concatenate([changed, groups.old_roots(changed[groups.before[changed]])])
    roots = groups.roots(touched[groups.after[touched]])
    asked = _each_once(signatures.headlines(changed))
    while len(roots) or len(asked):
        under, _ = _under(asked, signatures, groups)
        new = np.unique(np.concatenate([roots, groups.roots(under)]))
        new = np.setdiff1d(new[signatures.teasers(new)], found, assume_unique=True)
        found, headlines = np.union1d(found, new), np.union1d(headlines, asked)
        members = groups.members(new)
        asked = np.setdiff1d(_each_once(signatures.headlines(members)), headlines)
        roots = roots[:0]
    return found, headlines


def _under(
    headlines: NDArray[np.uint64], signatures: ArchiveSignatures, groups: CarriedGroups
) -> tuple[Places, NDArray[np.uint64]]:
    """Return the articles under those of some headlines that tie teasers or did, and these."""
    places = signatures.with_headlines(headlines)
    which = np.searchsorted(headlines, signatures.headlines(places))
    fewest = np.minimum(
        *(
            np.bincount(which[held[places]], minlength=len(headlines))
            for held in (groups.before, groups.after)
        )
    )
    ties = fewest <= teasers.MOST_UNDER_A_HEADLINE
    return places[groups.after[places] & ties[which]], headlines[ties]


def _each_once(headlines: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return np.unique(headlines[headlines != 0])
