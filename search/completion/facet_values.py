"""The sections, agencies, places and papers of an archive, found by the beginning of a name.

Any writing of the authority tables finds them, in Arabic or in Latin letters; only what the
archive has is offered, under its label.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.analysis import folded_text
from index.completions import Texts
from index.facets import FACET_BY_NAME, FACETS
from search.results import Suggestion

#: The facets whose values are offered by their names.
COMPLETED = tuple(facet.name for facet in FACETS if facet.completed)


@dataclass(frozen=True)
class FacetValueNames:
    """The names of an archive's facet values.

    Attributes:
        writings: every way to write one of them, folded.
        values: of each writing the value that it names.
    """

    writings: Texts
    values: Sequence[Suggestion]

    @classmethod
    def of(cls, facets: Mapping[str, Mapping[str, int]]) -> "FacetValueNames":
        """Return the names of the values that an archive has in its facets.

        Args:
            facets: by name, how many articles have each value.
        """
        named = [
            (key, value)
            for facet in COMPLETED
            for value in _values(facet, facets[facet])
            for key in dict.fromkeys(map(key_of, _writings(value)))
            if key
        ]
        return cls(Texts.of([key for key, _ in named]), [value for _, value in named])

    def starting_with(self, typed: str, *, whole: bool) -> list[Suggestion]:
        """Return the values with a name that has a word that begins so.

        Args:
            typed: folded words, with a space between them.
            whole: whether the last of them is complete.

        Returns:
            Those that begin so with their first word stand first, each group the most frequent
            first.
        """
        numbers, at_start = self.writings.starting_with(typed, whole=whole)
        found: dict[Suggestion, bool] = {}
        for number, first in zip(numbers.tolist(), at_start.tolist(), strict=True):
            value = self.values[number]
            found[value] = first or found.get(value, False)
        return sorted(found, key=lambda value: (not found[value], -value.count, value.text))


def key_of(text: str) -> str:
    """Return the folded words of a text, with a space between them."""
    return folded_text(text)


def _values(facet: str, counts: Mapping[str, int]) -> Iterator[Suggestion]:
    for value in sorted(counts):
        yield Suggestion(facet, FACET_BY_NAME[facet].label(value), value, counts[value])


def _writings(value: Suggestion) -> tuple[str, ...]:
    """Return all ways to write the name of a value; only its label where no table knows it."""
    return (value.text, *FACET_BY_NAME[value.kind].writings(value.value))
