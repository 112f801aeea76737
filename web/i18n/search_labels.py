"""What is said of a search: its filters, how it was read, how its results match and are ordered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from search.query import NOT, Query, Values
from search.results import Hit, Match, Note, Results
from web.i18n import strings
from web.i18n.dates import DateNames
from web.i18n.names import FacetNames
from web.i18n.notes import sentence
from web.i18n.wording import Wording


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force.

    Attributes:
        kind: what it filters by.
        label: the value.
        asked: the parameters and values of an address that stand for it.
        excluded: whether it leaves out the articles with this value.
    """

    kind: str
    label: str
    asked: Values
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class FilterLabels:
    """The filters of queries, in the words of one reader.

    Attributes:
        gettext: translates sentences.
        dates: days and periods.
        facets: facets and their values.
    """

    gettext: Callable[[str], str]
    dates: DateNames
    facets: FacetNames

    def chips(self, query: Query) -> list[Chip]:
        """Return the filters in force, in the order of the query string."""
        but = self.gettext("Except {facet}")
        return [
            *(
                Chip(
                    self.facets.facet(name),
                    self.facets.in_full(name, value),
                    ((name, value),),
                )
                for name, value in query.chosen
            ),
            *(
                Chip(
                    but.format(facet=self.facets.facet(name)),
                    self.facets.in_full(name, value),
                    ((NOT + name, value),),
                    excluded=True,
                )
                for name, value in query.excluded
            ),
            *self._days(query),
        ]

    def _days(self, query: Query) -> list[Chip]:
        first, last = query.first_day, query.last_day
        if first and first == last:
            day = self.dates.span(first, first)
            return [Chip(self.gettext("Day"), day, _ends(("from", first), ("to", first)))]
        found = []
        if first:
            day = self.dates.span(first, first)
            found.append(Chip(self.gettext("From"), day, _ends(("from", first))))
        if last:
            day = self.dates.span(last, last)
            found.append(Chip(self.gettext("To"), day, _ends(("to", last))))
        return found


def _ends(*days: tuple[str, date]) -> Values:
    """Days as an address has them."""
    return tuple((name, day.isoformat()) for name, day in days)


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
        return sentence(note, self.wording.language)

    def collapsed(self, results: Results) -> str:
        """Return how many articles stand in how many texts, where copies are collapsed."""
        sentence = self.gettext("{articles} in {texts}: copies are folded.")
        return sentence.format(
            articles=self.wording.counted(results.total, "articles"),
            texts=self.wording.counted(results.listed, "texts"),
        )

    def match(self, hit: Hit) -> str:
        """Return how a hit matches, where not just as written; empty where it does."""
        told = []
        if hit.missing:
            told.append(self._listed(self.gettext("Without"), hit.missing))
        if hit.related:
            told.append(self._listed(self.gettext("by a related word"), hit.related))
        if told:
            return " · ".join(told)
        found = strings.MATCHES.get(hit.match.code)
        return self.gettext(found) if found else ""

    def _listed(self, what: str, words: Sequence[str]) -> str:
        return f"{what}: {self.wording.joined(dict.fromkeys(words))}"

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
