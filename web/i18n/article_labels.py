"""What is said of an article: its paper, section, places and agencies, and how it is dated."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.article import Article
from index.facts import agencies
from web.i18n import strings
from web.i18n.catalogue import translations
from web.i18n.facet_names import value_name
from web.i18n.language import Language


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


@lru_cache(maxsize=4096)
def paper_name(source: str, language: Language) -> str:
    """Return the name of a paper by the authority table, or as the source names it."""
    known = agencies.resolve(source)
    return value_name("source", known, language) if known else source
