"""The sections, agencies, places and papers of an archive, found by the beginning of a name.

Any writing of the authority tables finds them, in Arabic or in Latin letters; only what the
archive has is offered, under its label.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from index.analysis import folded_text
from index.completions import Texts
from index.facts.agency_table import AGENCIES
from index.facts.places import PLACES
from index.facts.sections import SECTIONS
from search.facets.tree import label_of
from search.results import Suggestion

_Kind = Literal["section", "agency", "dateline", "source"]

#: The facets whose values have names that are offered.
NAMED: tuple[_Kind, ...] = ("section", "agency", "dateline", "source")


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
            for kind in NAMED
            for name in _values(kind, facets[kind])
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


def _values(kind: _Kind, counts: Mapping[str, int]) -> Iterator[Suggestion]:
    for value in sorted(counts):
        yield Suggestion(kind, label_of(kind, value), value, counts[value])


def _writings(name: Suggestion) -> tuple[str, ...]:
    """All ways to write a name that the tables know; of others only itself."""
    if name.kind == "section":
        section = SECTIONS.get(name.value)
        known = (section.latin, *section.synonyms) if section else ()
    elif name.kind == "dateline":
        place = PLACES.get(name.value)
        known = (place.latin, *place.variants) if place else ()
    else:
        agency = AGENCIES.get(name.value)
        known = (agency.latin, *agency.names, *agency.signs) if agency else ()
    return (name.text, *known)
