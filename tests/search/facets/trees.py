"""The tree of a facet, as tests look at it."""

from collections.abc import Sequence

from search.results import FacetValue


def counts(values: Sequence[FacetValue]) -> dict[str, int]:
    """How many articles have each value of a tree, of whatever depth."""
    flat: dict[str, int] = {}
    for value in values:
        flat[value.value] = value.count
        flat |= counts(value.children)
    return flat
