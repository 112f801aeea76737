"""The sections, agencies, places and papers of an archive, found by the beginning of a name.

Any writing of the authority tables finds them, in Arabic or in Latin letters; only what the
archive has is offered, under its label.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.analysis import folded_text
from index.completions import Texts
from index.facets import FACET_BY_NAME, FACETS
from search.facets.tree import label_of
from search.results import Suggestion

#: The facets whose values are offered.
COMPLETED = tuple(facet.name for facet in FACETS if facet.completed)


@dataclass(frozen=True)
class Names:
    """The names of an archive.

    Attributes:
        texts: every writing, folded.
        meant: what each of them is.
    """

    texts: Texts
    meant: Sequence[Suggestion]

    @classmethod
    def of(cls, facets: Mapping[str, Mapping[str, int]]) -> "Names":
        """The names of the values that an archive has in its facets.

        Args:
            facets: by name, how many articles have each value.
        """
        written = [
            (key, name)
            for facet in COMPLETED
            for name in _values(facet, facets[facet])
            for key in dict.fromkeys(map(key_of, _writings(name)))
            if key
        ]
        return cls(Texts.of([key for key, _ in written]), [name for _, name in written])

    def going_on(self, typed: str, *, whole: bool) -> list[tuple[Suggestion, bool]]:
        """The names that begin so, and whether with their first word, the most frequent first.

        Args:
            typed: folded words.
            whole: whether the last of them is complete.
        """
        numbers, at_start = self.texts.starting_with(typed, whole=whole)
        found: dict[Suggestion, bool] = {}
        for number, first in zip(numbers.tolist(), at_start.tolist(), strict=True):
            name = self.meant[number]
            found[name] = first or found.get(name, False)
        return sorted(found.items(), key=lambda item: (not item[1], -item[0].count, item[0].text))


def key_of(text: str) -> str:
    """The folded words of a text, with a space between them."""
    return folded_text(text)


def _values(facet: str, counts: Mapping[str, int]) -> Iterator[Suggestion]:
    for value in sorted(counts):
        yield Suggestion(facet, label_of(facet, value), value, counts[value])


def _writings(name: Suggestion) -> tuple[str, ...]:
    """All ways to write a name that the tables know; of others only itself."""
    return (name.text, *FACET_BY_NAME[name.kind].writings(name.value))
