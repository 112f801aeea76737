"""The names of facets and of their values, by the table of facets."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index.facets import FACET_BY_NAME, NO_VALUE
from search.results import FacetValue
from web.i18n import dates
from web.i18n.catalogue import translations
from web.i18n.language import Language
from web.i18n.preferences import Months


@dataclass(frozen=True, slots=True)
class FacetNames:
    """The names of facets and values in one language, months in one naming."""

    language: Language
    months: Months

    def heading(self, facet: str) -> str:
        """Return a facet's name over its list."""
        return translations(self.language).gettext(FACET_BY_NAME[facet].text.heading)

    def facet(self, facet: str) -> str:
        """Return a facet's name before one of its values."""
        return translations(self.language).gettext(FACET_BY_NAME[facet].text.name)

    def in_full(self, facet: str, value: str) -> str:
        """Return the name of a value where it stands alone."""
        return value_name(facet, value, self.language, self.months)

    def in_list(self, facet: str, value: FacetValue) -> str:
        """Return the name of a value in its facet's list: a month without its year, a day alone."""
        return _listed_name(facet, value.value, self.language, self.months)

    def agency(self, value: str) -> str:
        """Return the name of an agency."""
        return value_name("agency", value, self.language, self.months)

    def papers(self, values: Iterable[str]) -> list[str]:
        """Return the names of papers, by values of the facet ``source``."""
        return [value_name("source", value, self.language, self.months) for value in values]


@lru_cache(maxsize=16_384)
def value_name(facet: str, value: str, language: Language, months: Months = "modern") -> str:
    """Return what readers see for a value of a facet where it stands alone.

    Args:
        facet: its name.
        value: of it; ``NO_VALUE`` for the articles that have none.
        language: of the name.
        months: the naming of the months, for periods.
    """
    described = FACET_BY_NAME[facet]
    if value == NO_VALUE:
        return translations(language).gettext(described.text.without)
    if described.periods:
        return dates.period(value, language, months)
    return described.latin(value) if language == "en" else described.label(value)


@lru_cache(maxsize=16_384)
def _listed_name(facet: str, value: str, language: Language, months: Months) -> str:
    if not FACET_BY_NAME[facet].periods or value == NO_VALUE:
        return value_name(facet, value, language, months)
    parts = [int(part) for part in value.split("-")]
    return dates.month(parts[1], language, months) if len(parts) == 2 else str(parts[-1])
