"""The sections, agencies, places, people and papers of an archive, found by words of a name.

Any writing of the authority tables finds them, in Arabic or in Latin letters; only what the
archive has is offered, under its label.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.analysis import folded_text
from index.completions import Texts
from index.facets import FACET_BY_NAME, FACETS
from search.largest import places_of_largest
from search.results import Suggestion
from search.writings import SHORTEST_JOINED, joined, without_articles

#: The facets whose values are offered by their names.
COMPLETED = tuple(facet.name for facet in FACETS if facet.completed)

_AGENCY = "agency"
_ORGANISATION = "organisation"
# So many people are looked at one by one, the most frequent: a letter begins thousands of names.
_LOOKED_AT = 20


@dataclass(frozen=True, eq=False)
class ValueNames:
    """The names of some values of a facet, whatever articles have them.

    Attributes:
        facet: its name.
        values: in order of bytes.
        writings: every way to write one of them, folded.
        named: of each writing the number of the value that it names.
        joined: the writings of whole names without the spaces in them, and
        named_joined: of each the number of the value that it names.
    """

    facet: str
    values: Sequence[str]
    writings: Texts
    named: NDArray[np.intp]
    joined: Texts | None = None
    named_joined: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, dtype=np.intp))

    @classmethod
    def of(cls, facet: str, values: Sequence[str]) -> "ValueNames":
        """Return the names of values.

        Args:
            facet: its name.
            values: in order of bytes.
        """
        keys: dict[tuple[str, int], None] = {}
        together: dict[tuple[str, int], None] = {}
        for number, value in enumerate(values):
            for key in filter(None, map(key_of, _writings(facet, value))):
                keys[key, number] = None
                together[joined(key), number] = None
                if not FACET_BY_NAME[facet].names_in_parts:
                    # «كويت» is offered الكويت; of people جبير and الجبير are two names.
                    keys[without_articles(key), number] = None
        texts, numbers = _texts_of(keys)
        return cls(facet, values, texts, numbers, *_texts_of(together))

    def beginning(
        self, typed: str, *, whole: bool, spaced: bool = False
    ) -> tuple[NDArray[np.intp], NDArray[np.bool_], NDArray[np.bool_]]:
        """Return the values with a name that has a word that begins so, as numbers.

        Args:
            typed: folded words.
            whole: whether the last of them is complete.
            spaced: whether names count only with the spaces that they are written with.

        Returns:
            The values, ascending; of each whether a name begins so, and whether one is just that.
        """
        places, at_start = self.writings.starting_with(typed, whole=whole)
        named, begun = self._named_by(places), self._named_by(places[at_start])
        together = joined(typed)
        if self.joined is not None and not spaced and len(together) >= SHORTEST_JOINED:
            also = self._named_by_joined(self.joined.starting_with(together, whole=whole)[0])
            named, begun = named | also, begun | also
        found = np.flatnonzero(named)
        return found, begun[found], self._named_by(self.writings.equal(typed))[found]

    def containing(self, wanted: str) -> NDArray[np.intp]:
        """Return the numbers of the values with a name that has some folded letters in it."""
        named = self._named_by(self.writings.containing(wanted))
        together = joined(wanted)
        if self.joined is not None and len(together) >= SHORTEST_JOINED:
            named |= self._named_by_joined(self.joined.containing(together))
        return np.flatnonzero(named)

    def _named_by_joined(self, writings: NDArray[np.int64]) -> NDArray[np.bool_]:
        found = np.zeros(len(self.values), dtype=bool)
        found[self.named_joined[writings]] = True
        return found

    def _named_by(self, writings: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return of every value whether one of these writings names it."""
        found = np.zeros(len(self.values), dtype=bool)
        found[self.named[writings]] = True
        return found


@dataclass(frozen=True, eq=False)
class CountedNames:
    """Names of values with how many articles have each.

    Attributes:
        names: of the values.
        counts: of each value.
    """

    names: ValueNames
    counts: NDArray[np.intp]

    def suggestions(self, numbers: NDArray[np.intp]) -> Iterator[Suggestion]:
        """Yield values by their numbers."""
        facet = self.names.facet
        label = FACET_BY_NAME[facet].label
        for number in numbers.tolist():
            value = self.names.values[number]
            yield Suggestion(facet, label(value), value, int(self.counts[number]))


@dataclass(frozen=True, eq=False)
class FacetValueNames:
    """The names of an archive's facet values.

    Attributes:
        parts: names of some values each; a value may stand in several, with the same count.
    """

    parts: tuple[CountedNames, ...]

    @classmethod
    def of(cls, facets: Mapping[str, Mapping[str, int]]) -> "FacetValueNames":
        """Return the names of the values that an archive has in its facets.

        Args:
            facets: by name, how many articles have each value.
        """
        return cls(tuple(_counted(facet, facets[facet]) for facet in COMPLETED))

    def starting_with(self, typed: str, *, whole: bool) -> list[Suggestion]:
        """Return the most frequent values with a name that has a word that begins so.

        Args:
            typed: folded words, with a space between them.
            whole: whether the last of them is complete.

        Returns:
            Those that begin so with their first word stand first, each group the most frequent
            first; all are there that have just this name.
        """
        found: dict[Suggestion, bool] = {}
        for part in self.parts:
            numbers, begun, equal = part.names.beginning(typed, whole=whole)
            counts = part.counts[numbers]
            chosen = counts * equal > 0
            # Labels of other facets are ordered otherwise than their values; these are few.
            is_of_names = FACET_BY_NAME[part.names.facet].names_in_parts
            most = _LOOKED_AT if is_of_names else len(counts)
            for group in (begun, ~begun):
                chosen[places_of_largest(counts * group, most)] = True
            values = part.suggestions(numbers[chosen])
            for value, first in zip(values, begun[chosen].tolist(), strict=True):
                found[value] = first or found.get(value, False)
        offered = _without_agencies_named(found)
        return sorted(offered, key=lambda value: (not found[value], -value.count, value.text))

    def having(self, facet: str, words: str) -> tuple[list[Suggestion], bool]:
        """Return the values of a facet that are meant by words of their names.

        Args:
            facet: its name.
            words: folded, with a space between them.

        Returns:
            The values, the most frequent first, and whether the words are all of their names.
            Several words that are the whole name of a value mean that alone; else all values are
            meant whose names have the words side by side.
        """
        exact: dict[Suggestion, None] = {}
        held: dict[Suggestion, None] = {}
        for part in self.parts:
            if part.names.facet == facet:
                numbers, _, equal = part.names.beginning(words, whole=True, spaced=True)
                present = part.counts[numbers] > 0
                exact |= dict.fromkeys(part.suggestions(numbers[present & equal]))
                held |= dict.fromkeys(part.suggestions(numbers[present]))
        is_name = bool(exact) and (" " in words or len(exact) == len(held))
        chosen = exact if is_name else held
        return sorted(chosen, key=lambda value: (-value.count, value.value)), is_name


def _without_agencies_named(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Return values without the organisations that are offered as agencies already.

    Who names رويترز mostly credits it: the articles of the organisation are among the agency's. One
    that has more of them than the agency is offered too.
    """
    credited = {value.value: value.count for value in found if value.kind == _AGENCY}
    agency_of = FACET_BY_NAME[_AGENCY].canonical
    return [
        value
        for value in found
        if value.kind != _ORGANISATION or value.count > credited.get(agency_of(value.value), 0)
    ]


def _texts_of(keys: Mapping[tuple[str, int], None]) -> tuple[Texts, NDArray[np.intp]]:
    numbers = np.array([number for _, number in keys], dtype=np.intp)
    return Texts.of([key for key, _ in keys]), numbers


def key_of(text: str) -> str:
    """Return the folded words of a text, with a space between them."""
    return folded_text(text)


def _counted(facet: str, counts: Mapping[str, int]) -> CountedNames:
    values = sorted(counts)
    numbers = np.array([counts[value] for value in values], dtype=np.intp)
    return CountedNames(ValueNames.of(facet, values), numbers)


def _writings(facet: str, value: str) -> tuple[str, ...]:
    """Return all ways to write the name of a value; only its label where no table knows it."""
    described = FACET_BY_NAME[facet]
    return (described.label(value), *described.writings(value))
