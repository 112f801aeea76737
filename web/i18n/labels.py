"""What readers see for dates, counts, facets and filters, in the language of their pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import cast

from babel.numbers import format_decimal
from flask import g
from werkzeug.local import LocalProxy

from index.article import Article, DateMention
from index.facets import FACET_BY_NAME, NO_VALUE, PERIODS
from index.facts import agencies
from search.facets.tree import label_of
from search.query import NOT, Query, period_name
from search.results import FacetValue, Hit, Note, Results
from web.i18n import dates, strings
from web.i18n.catalogue import DIRECTIONS, Language, language, translations
from web.i18n.preferences import Display, display

_AS_BY_DEFAULT = Display()

# The same values stand on nearly every page.
_label = lru_cache(maxsize=10_000)(label_of)


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
    asked: tuple[tuple[str, str], ...]
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """Everything in one language, as one reader wants to see it."""

    language: Language
    display: Display = _AS_BY_DEFAULT

    @property
    def direction(self) -> str:
        """The direction of the page: ``rtl`` or ``ltr``."""
        return DIRECTIONS[self.language]

    @property
    def comma(self) -> str:
        """What stands between the parts of a list."""
        return "، " if self.language == "ar" else ", "

    @property
    def arrow(self) -> str:
        """An arrow in the direction of reading."""
        return "←" if self.language == "ar" else "→"

    def gettext(self, sentence: str) -> str:
        """A sentence of the code in the language of the page."""
        return translations(self.language).gettext(sentence)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """A sentence with a number, in the form that the number asks for."""
        return translations(self.language).ngettext(one, many, number)

    def counted(self, number: int, noun: str) -> str:
        """A number with its noun of ``wording.NOUNS``: «نتيجتان», «3 نتائج», «100 نتيجة»."""
        return self.ngettext(*strings.NOUNS[noun], number).format(n=self.number(number))

    def number(self, number: float) -> str:
        """A number in Latin digits, thousands set apart."""
        locale = dates.locale(self.language)
        return format_decimal(number, locale=locale, numbering_system="latn")

    def together(self, parts: Sequence[str]) -> str:
        """A list in a sentence: with «،» or a comma."""
        return self.comma.join(parts)

    def heading(self, facet: str) -> str:
        """A facet's name over its list."""
        return self.gettext(FACET_BY_NAME[facet].text.heading)

    def facet(self, facet: str) -> str:
        """A facet's name before one of its values."""
        return self.gettext(FACET_BY_NAME[facet].text.name)

    def sorts(self) -> dict[str, str]:
        """The orders of results, each with its name."""
        return {sort: self.gettext(name) for sort, name in strings.SORTS.items()}

    def status(self, status: int) -> str:
        """The heading of an error."""
        return self.gettext(strings.STATUSES.get(status, strings.OTHER_STATUS))

    def evidence(self, article: Article) -> str:
        """How the day of publication is known; empty where the source gives it."""
        found = strings.EVIDENCE.get(article.published_evidence)
        return self.gettext(found) if found else ""

    def level(self, level: str) -> str:
        """A level of analysis."""
        return self.gettext(strings.LEVELS[level])

    def field(self, field: str) -> str:
        """A field or a facet of an article."""
        found = strings.FIELDS.get(field)
        return self.gettext(found) if found else self.facet(field)

    def month(self, number: int) -> str:
        """A month's name, in the reader's naming."""
        return dates.month(number, self.language, self.display.months)

    def day(self, value: date) -> str:
        """«28 أكتوبر 2024», with the Hijri day beside it where the reader wants it."""
        found = dates.day(value, self.language, self.display.months)
        if self.display.hijri == "on" and (hijri := dates.hijri(value, self.language)):
            return f"{found} ({hijri})"
        return found

    def moment(self, value: date) -> str:
        """The day, and the time where it is known: «28 أكتوبر 2024، 14:30»."""
        if isinstance(value, datetime):
            return self.together([self.day(value), f"{value:%H:%M}"])
        return self.day(value)

    def period(self, value: str) -> str:
        """A value of the date facet in full: «2024», «أكتوبر 2024», «28 أكتوبر 2024»."""
        year, *finer = (int(part) for part in value.split("-"))
        if not finer:
            return str(year)
        if len(finer) == 1:
            return f"{self.month(finer[0])} {year}"
        return dates.day(date(year, *finer), self.language, self.display.months)

    def span(self, first: date, last: date) -> str:
        """A stretch of days: «28 أكتوبر 2024», «27–28 أكتوبر 2024», «فبراير 2022»."""
        if name := period_name(first, last):
            return self.period(name)
        language, months = self.language, self.display.months
        begins, ends = (dates.day(value, language, months) for value in (first, last))
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{ends}"
        return f"{begins} – {ends}"

    def mention(self, found: DateMention) -> str:
        """The days that a text names."""
        return self.span(found.first, found.last)

    def in_list(self, facet: str, value: FacetValue) -> str:
        """What a facet's list shows; a month leaves out its year, a day its month."""
        if facet not in PERIODS or value.value == NO_VALUE:
            return self.in_full(facet, value.value)
        parts = [int(part) for part in value.value.split("-")]
        return self.month(parts[1]) if len(parts) == 2 else str(parts[-1])

    def in_full(self, facet: str, value: str) -> str:
        """What a reader sees for a value of a facet where it stands alone."""
        if value == NO_VALUE:
            return self.gettext(FACET_BY_NAME[facet].text.without)
        if facet in PERIODS:
            return self.period(value)
        return _label(facet, value, self.language)

    def agency(self, value: str) -> str:
        """An agency's name."""
        return _label("agency", value, self.language)

    def paper(self, article: Article) -> str:
        """The name of an article's paper, by the authority table where it stands there."""
        known = agencies.resolve(article.source)
        return label_of("source", known, self.language) if known else article.source

    def agencies_of(self, article: Article) -> list[tuple[str, tuple[str, ...]]]:
        """The agencies of an article by what they gave: facet and values."""
        apart = {*article.photo_agencies, *article.text_agencies}
        others = tuple(name for name in article.agencies if name not in apart)
        rows = [
            ("photo_agency", article.photo_agencies),
            ("text_agency", article.text_agencies),
            ("agency", others),
        ]
        return [row for row in rows if row[1]]

    def section(self, article: Article) -> str:
        """The section of an article: as it is printed, or in English where the table knows it."""
        if self.language != "ar" and article.section_id:
            return label_of("section", article.section_id, self.language)
        return article.section

    def places(self, article: Article) -> Sequence[str]:
        """Where an article was written: as it is printed, or in English by the known names."""
        if self.language == "ar" or not article.places:
            return article.datelines
        return [self.in_full("dateline", place) for place in article.places]

    def papers(self, values: Sequence[str]) -> list[str]:
        """The names of papers."""
        return [self.in_full("source", value) for value in values]

    def note(self, note: Note) -> str:
        """A remark on how the query was read."""
        return note.message if self.language == "ar" else note.english

    def folded(self, results: Results) -> str:
        """That copies are folded: how many articles stand in how many texts."""
        sentence = self.gettext("{articles} in {texts}: copies are folded.")
        return sentence.format(
            articles=self.counted(results.total, "articles"),
            texts=self.counted(results.listed, "texts"),
        )

    def match(self, hit: Hit) -> str:
        """What is said of a hit that does not match just as written; empty where it does."""
        if hit.missing:
            without = self.gettext("Without")
            return f"{without}: {self.together(list(dict.fromkeys(hit.missing)))}"
        found = strings.MATCHES.get(hit.match.code)
        return self.gettext(found) if found else ""

    def chips(self, query: Query) -> list[Chip]:
        """The filters in force, in the order of the query string."""
        found = [
            Chip(self.facet(name), self.in_full(name, value), ((name, value),))
            for name, value in query.chosen
        ]
        but = self.gettext("Except {facet}")
        found += [
            Chip(
                but.format(facet=self.facet(name)),
                self.in_full(name, value),
                ((NOT + name, value),),
                excluded=True,
            )
            for name, value in query.excluded
        ]
        first, last = query.first_day, query.last_day
        if first and first == last:
            day = self.span(first, last)
            asked = tuple((end, first.isoformat()) for end in ("from", "to"))
            return [*found, Chip(self.gettext("Day"), day, asked)]
        if first:
            day = self.span(first, first)
            found.append(Chip(self.gettext("From"), day, (("from", first.isoformat()),)))
        if last:
            day = self.span(last, last)
            found.append(Chip(self.gettext("To"), day, (("to", last.isoformat()),)))
        return found


def complete(results: Results) -> int:
    """How many of the results have all the words of the query."""
    return sum(count for found, count in results.matches.items() if found.code != "some")


def closeness(results: Results) -> list[str]:
    """How many results match how, where they do not all match alike; for results of words."""
    found = {match.code: count for match, count in results.matches.items() if match.code != "some"}
    if len(found) < 2:
        return []
    return [
        labels.gettext(strings.CLOSENESS[code]).format(n=labels.number(count))
        for code, count in found.items()
    ]


def distinct_mentions(article: Article) -> list[DateMention]:
    """The dates that an article mentions, each once, in the order of time."""
    distinct = {(found.first, found.last): found for found in article.dates}
    return [distinct[period] for period in sorted(distinct)]


def of_request() -> Labels:
    """Return the labels of the request being answered."""
    if "labels" not in g:
        g.labels = Labels(language(), display())
    return cast("Labels", g.labels)


#: The labels of the request being answered.
labels = cast("Labels", LocalProxy(of_request))
