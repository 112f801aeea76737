"""The words of names that the tables of facts know, whatever an archive has: months and places."""

from functools import cache

from index.analysis import tokenize
from index.facts.dates.calendars import MONTHS
from index.facts.places import PLACES


@cache
def known_words() -> frozenset[str]:
    """Every word of such a name in each of its writings, folded."""
    places = (name for place in PLACES.values() for name in (place.label, *place.variants))
    return frozenset(token.exact for name in (*MONTHS, *places) for token in tokenize(name))
