"""Accepted writings of names as further names of the values that they are listed under."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from index.completions import Texts
from index.facets import FACET_BY_NAME
from index.names.accepted import KINDS, AcceptedNames, Group
from search.completion.facet_values import CountedNames, FacetValueNames, ValueNames, key_of


def with_variants(names: FacetValueNames, accepted: AcceptedNames) -> FacetValueNames:
    """Return the names of an archive's values, those among them that no article is listed under.

    Args:
        names: of its values.
        accepted: the writings that it lists under one entry.
    """
    found = tuple(
        _counted(kind, groups, names) for kind in KINDS if (groups := accepted.groups(kind))
    )
    return replace(names, parts=(*names.parts, *found)) if found else names


def _counted(facet: str, groups: Iterable[Group], names: FacetValueNames) -> CountedNames:
    canonical = FACET_BY_NAME[facet].canonical
    writings = sorted((canonical(entry), variants) for entry, variants in groups)
    values = [value for value, _ in writings]
    keys = [(key_of(one), at) for at, (_, variants) in enumerate(writings) for one in variants]
    named = ValueNames(
        facet, values, Texts.of([key for key, _ in keys]), np.array([at for _, at in keys], np.intp)
    )
    counts = [_count(facet, value, names) for value in values]
    return CountedNames(named, np.array(counts, dtype=np.intp))


def _count(facet: str, value: str, names: FacetValueNames) -> int:
    """How many articles have a value; it may stand in several parts, with the same count."""
    for part in names.parts:
        if part.names.facet == facet:
            at = bisect_left(part.names.values, value)
            if at < len(part.names.values) and part.names.values[at] == value:
                return int(part.counts[at])
    return 0
