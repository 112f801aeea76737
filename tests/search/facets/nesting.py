"""Which of two values of a facet lies below the other: what the tests of trees ask."""

from index.facets import FACET_BY_NAME
from search.facets.tree import values_above


def is_below(facet: str, one: str, other: str) -> bool:
    """Return whether one value of a facet lies below the other in its tree."""
    return other in values_above(FACET_BY_NAME[facet], one)


def nested(facet: str, one: str, other: str) -> bool:
    """Return whether one of two values of a facet lies above the other in its tree."""
    return is_below(facet, one, other) or is_below(facet, other, one)
