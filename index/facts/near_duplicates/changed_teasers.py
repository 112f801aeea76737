"""Puts the teasers of an archive that has changed to what they lead to.

Teasers that headlines or texts tie to each other are put together again as soon as anything about
them has changed, by the rules for all at once (:mod:`index.facts.near_duplicates.teasers`).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.facts.near_duplicates import teasers
from index.facts.near_duplicates.segment_candidates import Mask, Places
from index.facts.near_duplicates.segment_signatures import SegmentSignatures
from index.facts.near_duplicates.teasers import with_teasers


@dataclass(frozen=True, eq=False, slots=True)
class Archive:
    """An archive whose articles are grouped by their texts; both arrays have every place.

    Attributes:
        held: whether an article is in it.
        roots: the article that stands for its text.
    """

    held: Mask
    roots: Places


def represented(
    signatures: SegmentSignatures, before: Archive, after: Archive, representatives: Places
) -> Places:
    """Return the representatives of all articles after a change.

    Args:
        signatures: of all articles.
        before: what was changed.
        after: what came of it.
        representatives: of all articles before.
    """
    changed = np.flatnonzero(
        (before.held != after.held) | (after.held & (before.roots != after.roots))
    )
    found = representatives.copy()
    found[changed] = after.roots[changed]
    groups, headlines = _tied(changed, signatures, before, after)
    if not len(groups):
        return found
    under, tying = _under(headlines, signatures, before, after)
    places = np.unique(np.concatenate([under, after.roots[under], groups]))
    columns = signatures.columns(places)
    known = np.where(np.isin(columns.headlines, tying), columns.headlines, np.uint64(0))
    parents = np.searchsorted(places, after.roots[places])
    joined = np.arange(len(found))
    joined[places] = places[with_teasers(replace(columns, headlines=known), parents)]
    members = _members(groups, after)
    found[members] = joined[after.roots[members]]
    return found


def _tied(
    changed: Places, signatures: SegmentSignatures, before: Archive, after: Archive
) -> tuple[Places, NDArray[np.uint64]]:
    """Return the groups of teasers that are tied to changed articles, and the tying headlines.

    Groups are those of texts, each named by the article that stands for it.
    """
    groups, headlines = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.uint64)
    touched = np.concatenate([changed, before.roots[changed[before.held[changed]]]])
    roots = after.roots[touched[after.held[touched]]]
    asked = _each_once(signatures.headlines(changed))
    while len(roots) or len(asked):
        under, _ = _under(asked, signatures, before, after)
        new = np.unique(np.concatenate([roots, after.roots[under]]))
        new = np.setdiff1d(new[signatures.teasers(new)], groups, assume_unique=True)
        groups, headlines = np.union1d(groups, new), np.union1d(headlines, asked)
        members = _members(new, after)
        asked = np.setdiff1d(_each_once(signatures.headlines(members)), headlines)
        roots = roots[:0]
    return groups, headlines


def _under(
    headlines: NDArray[np.uint64], signatures: SegmentSignatures, before: Archive, after: Archive
) -> tuple[Places, NDArray[np.uint64]]:
    """Return the articles under those of some headlines that tie teasers or did, and these."""
    places = signatures.with_headlines(headlines)
    which = np.searchsorted(headlines, signatures.headlines(places))
    fewest = np.minimum(
        *(np.bincount(which[one.held[places]], minlength=len(headlines)) for one in (before, after))
    )
    ties = fewest <= teasers.MOST_UNDER_A_HEADLINE
    return places[after.held[places] & ties[which]], headlines[ties]


def _members(groups: Places, archive: Archive) -> Places:
    chosen = np.zeros(len(archive.held), dtype=np.bool_)
    chosen[groups] = True
    return np.flatnonzero(chosen[archive.roots] & archive.held)


def _each_once(headlines: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return np.unique(headlines[headlines != 0])
