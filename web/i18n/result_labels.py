"""What is said of results: how they match, in which order they stand, how a query was read."""

from collections.abc import Callable
from dataclasses import dataclass

from search.results import Hit, Match, Note, Results
from web.i18n import strings
from web.i18n.facet_names import FacetNames
from web.i18n.wording import Wording


@dataclass(frozen=True, slots=True)
class ResultLabels:
    """What is said of results, in one language.

    Attributes:
        gettext: translates sentences.
        wording: numbers and lists.
        facets: facets and their values.
    """

    gettext: Callable[[str], str]
    wording: Wording
    facets: FacetNames

    def sorts(self) -> dict[str, str]:
        """Return the orders of results, each with its name."""
        return {sort: self.gettext(name) for sort, name in strings.SORTS.items()}

    def note(self, note: Note) -> str:
        """Return a remark on how the query was read."""
        return note.message if self.wording.language == "ar" else note.english

    def collapsed(self, results: Results) -> str:
        """Return how many articles stand in how many texts, where copies are collapsed."""
        sentence = self.gettext("{articles} in {texts}: copies are folded.")
        return sentence.format(
            articles=self.wording.counted(results.total, "articles"),
            texts=self.wording.counted(results.listed, "texts"),
        )

    def match(self, hit: Hit) -> str:
        """Return how a hit matches, where not just as written; empty where it does."""
        if hit.missing:
            without = self.gettext("Without")
            return f"{without}: {self.wording.joined(dict.fromkeys(hit.missing))}"
        found = strings.MATCHES.get(hit.match.code)
        return self.gettext(found) if found else ""

    def match_counts(self, results: Results) -> list[str]:
        """Return how many results match how; none where all match alike or have no words."""
        full = (pair for pair in results.matches.items() if pair[0] > Match.STEM)
        found = {match.code: count for match, count in full}
        if len(found) < 2:
            return []
        return [
            self.gettext(strings.MATCH_COUNTS[code]).format(n=self.wording.number(count))
            for code, count in found.items()
        ]

    def level(self, level: str) -> str:
        """Return the name of a level of analysis."""
        return self.gettext(strings.LEVELS[level])

    def field(self, field: str) -> str:
        """Return the name of a field or a facet of an article."""
        found = strings.FIELDS.get(field)
        return self.gettext(found) if found else self.facets.facet(field)
