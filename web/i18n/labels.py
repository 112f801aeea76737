"""The words of one request: what its templates and views call for everything that readers see."""

from typing import cast

from flask import g
from werkzeug.local import LocalProxy

from web.i18n.catalogue import translations
from web.i18n.dates import DateNames
from web.i18n.language import DIRECTIONS, Language, language, locale
from web.i18n.names import ArticleLabels, FacetNames
from web.i18n.preferences import Display, display
from web.i18n.search_labels import FilterLabels, ResultLabels
from web.i18n.wording import COMMAS, Wording

_AS_BY_DEFAULT = Display()


class Labels:
    """Everything that readers see, in one language and as one of them wants to see it.

    It is put together of small parts, and calls them by one name each.

    Args:
        language: of all words.
        display: the reader's choices; as by default where there are none.
    """

    def __init__(self, language: Language, display: Display = _AS_BY_DEFAULT) -> None:
        self.language = language
        self.display = display
        self.locale = locale(language)
        self.direction = DIRECTIONS[language]
        self.comma = COMMAS[language]
        self.arrow = "←" if self.direction == "rtl" else "→"

        sentences = translations(language)
        self.gettext = sentences.gettext
        self.ngettext = sentences.ngettext

        wording = Wording(language)
        self.number = wording.number
        self.counted = wording.counted
        self.joined = wording.joined

        dates = DateNames(language, display)
        self.month = dates.month
        self.day = dates.day
        self.moment = dates.moment
        self.period = dates.period
        self.hijri_month = dates.hijri_month
        self.span = dates.span
        self.mention = dates.mention

        facets = FacetNames(language, display.months)
        self.heading = facets.heading
        self.facet = facets.facet
        self.in_full = facets.in_full
        self.in_list = facets.in_list
        self.agency = facets.agency
        self.papers = facets.papers

        articles = ArticleLabels(language)
        self.paper = articles.paper
        self.section = articles.section
        self.places = articles.places
        self.agencies_of = articles.agencies_of
        self.evidence = articles.evidence

        results = ResultLabels(sentences.gettext, wording, facets)
        self.sorts = results.sorts
        self.note = results.note
        self.collapsed = results.collapsed
        self.match = results.match
        self.match_counts = results.match_counts
        self.level = results.level
        self.field = results.field

        self.chips = FilterLabels(sentences.gettext, dates, facets).chips


def of_request() -> Labels:
    """Return the labels of the request being answered."""
    if "labels" not in g:
        g.labels = Labels(language(), display())
    return cast("Labels", g.labels)


#: The labels of the request being answered.
labels = cast("Labels", LocalProxy(of_request))
