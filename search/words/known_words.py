"""The words of names that the tables of facts know, whatever an archive has: months and places."""

from functools import cache

from index.analysis import folded_words
from index.facts.dates.calendars import MONTHS
from index.facts.places import PLACES


@cache
def known_words() -> frozenset[str]:
    """Every word of such a name in each of its writings, folded."""
    places = (name for place in PLACES.values() for name in (place.label, *place.variants))
    return frozenset(word for name in (*MONTHS, *places) for word in folded_words(name))
