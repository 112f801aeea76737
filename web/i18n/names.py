"""The names of facets and of their values, and what is said of an article by them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.article import Article
from index.facets import FACET_BY_NAME, NO_VALUE
from index.facts import agencies
from search.results import FacetValue
from web.i18n import dates, strings
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


@dataclass(frozen=True, slots=True)
class ArticleLabels:
    """What is said of an article, in one language."""

    language: Language

    def paper(self, article: Article) -> str:
        """Return the name of an article's paper, by the authority table where it stands there."""
        return paper_name(article.source, self.language)

    def section(self, article: Article) -> str:
        """Return the section as it is printed, or in English where the table knows it."""
        if self.language != "ar" and article.section_id:
            return value_name("section", article.section_id, self.language)
        return article.section

    def places(self, article: Article) -> Sequence[str]:
        """Return where it was written: as it is printed, or in English by the known names."""
        if self.language == "ar" or not article.places:
            return article.datelines
        return [value_name("dateline", place, self.language) for place in article.places]

    def agencies_of(self, article: Article) -> list[tuple[str, tuple[str, ...]]]:
        """Return the agencies by what they gave: facets, each with its values, none empty."""
        apart = {*article.photo_agencies, *article.text_agencies}
        others = tuple(name for name in article.agencies if name not in apart)
        rows = [
            ("photo_agency", article.photo_agencies),
            ("text_agency", article.text_agencies),
            ("agency", others),
        ]
        return [row for row in rows if row[1]]

    def evidence(self, article: Article) -> str:
        """Return how the day of publication is known; empty where the source gives it."""
        found = strings.EVIDENCE.get(article.published_evidence)
        return translations(self.language).gettext(found) if found else ""


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


@lru_cache(maxsize=4096)
def paper_name(source: str, language: Language) -> str:
    """Return the name of a paper by the authority table, or as the source names it."""
    known = agencies.resolve(source)
    return value_name("source", known, language) if known else source
