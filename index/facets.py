"""The facets of an index, in one table.

A facet is counted and chosen by whole values. Stores, parser, engines, API and pages read this
table; nothing else lists facets. A new facet is one entry of :data:`FACETS`, with the Arabic of its
sentences in the catalogue.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.article import Article, NamedEntity
from index.facts import agencies, places, sections
from index.facts.dates.mentioned_periods import periods_of
from index.facts.entities import name_writing
from index.records import listed
from index.translatable import translatable as _

#: Longer values are cut: every link of a page repeats what is chosen.
LONGEST_VALUE = 200

#: A list of a result holds so many values of most facets.
MOST_LISTED = 500

#: Stands in queries for the articles that have no value; none is called so.
NO_VALUE = "_none"

# Letters and signs that show nothing; what else shows nothing is no letter, digit or sign.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_SEEN = frozenset("LNPS")
# A name that is tidied may be one of the table, whose label is the value.
_MOST_STEPS = 4


@dataclass(frozen=True, slots=True)
class FacetText:
    """What people are told of a facet: English sentences of the catalogue, if not said otherwise.

    Attributes:
        heading: over the list of its values.
        name: before one of its values.
        without: in the place of a value, for the articles that have none.
        only: what choosing a value does, for the documents of the API.
        never: what leaving a value out does.
        example: a value to choose, and
        counterexample: one to leave out.
        arabic: the name in Arabic, for notes.
        arabic_without: what stands for no value in lists, in Arabic.
    """

    heading: str
    name: str
    without: str
    only: str
    never: str
    example: str
    counterexample: str
    arabic: str
    arabic_without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One facet of the index.

    Attributes:
        name: in the index, in addresses and in JSON.
        text: what people are told of it.
        values: what an article has for it, those above a value in its tree included.
        canonical: the value that is meant by any writing of it; empty where there is none. It
            is its own canonical writing, on one line, and shows a letter, digit or sign: articles
            have no other values, so whatever is counted can be asked for.
        label: from a value to what readers see.
        latin: from a value to what readers of English see.
        writings: every other way to write a value that the tables know, and
        names: of these, those that stand in running text.
        above: the value above a value in the tree of the facet, if it has one.
        prefixes: how a query asks for a value (``قسم:اقتصاد``).
        periods: whether the values are years, months and days.
        indexed: whether the values are terms of the index; else they follow from a field.
        unfolded: whether the whole tree is listed, or only what lies below a chosen value.
        newest_first: whether values are listed in the order of time, not of their counts.
        completed: whether values are offered while somebody types.
        secondary: whether its list is closed on pages until a value is chosen.
        exported: whether tables of articles have a column for it; those of the fields that an
            article has anyway need none.
        names_in_parts: whether a query may ask by words of a name for all that have them. Its
            values are names that no table knows, maybe tens of thousands of them.
        most_listed: how many values a list of a result holds, the most frequent.
        part_of: the facet that has all of its values as well, if there is one.
        told: its place, from 1, among what the page about the archive tells is known.
    """

    name: str
    text: FacetText
    values: Callable[[Article], tuple[str, ...]]
    canonical: Callable[[str], str]
    label: Callable[[str], str] = str
    latin: Callable[[str], str] = str
    writings: Callable[[str], tuple[str, ...]] = lambda value: ()
    names: Callable[[str], tuple[str, ...]] = lambda value: ()
    above: Callable[[str], str | None] = lambda value: None
    prefixes: tuple[str, ...] = ()
    periods: bool = False
    indexed: bool = True
    unfolded: bool = False
    newest_first: bool = False
    completed: bool = False
    secondary: bool = False
    exported: bool = True
    names_in_parts: bool = False
    most_listed: int = MOST_LISTED
    part_of: str = ""
    told: int = 99


def one_line(text: str) -> str:
    """Return a value with single spaces between its words, as pages show it and forms send it."""
    return " ".join(text.split())


def _canonical(meant: Callable[[str], str]) -> Callable[[str], str]:
    """Return what gives the one writing of a value.

    Args:
        meant: the value that a writing stands for, or the writing itself.
    """

    @lru_cache(maxsize=10_000)
    def canonical(text: str) -> str:
        value = one_line(text)
        for _step in range(_MOST_STEPS):
            before, value = value, one_line(meant(value))
            if value == before:
                break
        return value if _is_seen(value) else ""

    return canonical


def _is_seen(text: str) -> bool:
    return any(unicodedata.category(sign)[0] in _SEEN and sign not in _BLANKS for sign in text)


def _values(canonical: Callable[[str], str], texts: Iterable[str]) -> tuple[str, ...]:
    """The values that are meant by some texts, each once."""
    found = (canonical(one_line(text)[:LONGEST_VALUE]) for text in texts)
    kept = (value for value in found if 0 < len(value) <= LONGEST_VALUE and value != NO_VALUE)
    return tuple(dict.fromkeys(kept))


@_canonical
def _section(text: str) -> str:
    return sections.resolve(text) or text


def _sections(article: Article) -> tuple[str, ...]:
    own = _values(_section, [article.section_id or article.section])
    return tuple(value for section in own for value in (section, *sections.ancestors(section)))


def _section_above(value: str) -> str | None:
    return next(iter(sections.ancestors(value)), None)


_place = _canonical(places.place_of)


@_canonical
def _agency(text: str) -> str:
    return agencies.resolve(text) or text


def _periods(article: Article) -> tuple[str, ...]:
    periods = (period for mention in article.dates for period in periods_of(mention))
    return tuple(dict.fromkeys(periods))


def _period_above(value: str) -> str | None:
    return value.rpartition("-")[0] or None


def _published(article: Article) -> tuple[str, ...]:
    if article.published is None:
        return ()
    day = article.published.isoformat()[:10]
    return day[:4], day[:7], day


@_canonical
def _person(text: str) -> str:
    return name_writing.person(name_writing.without_titles(text))


_organisation = _canonical(name_writing.organisation)


def _listed(entities: Sequence[NamedEntity]) -> list[str]:
    return [entry or name for name, entry in listed(entities)]


def _section_writings(value: str) -> tuple[str, ...]:
    section = sections.SECTIONS.get(value)
    return (section.latin, *section.synonyms) if section else ()


def _agency_writings(value: str) -> tuple[str, ...]:
    agency = agencies.AGENCIES.get(value)
    return (agency.latin, *agency.names, *agency.signs) if agency else ()


def _agency_names(value: str) -> tuple[str, ...]:
    agency = agencies.AGENCIES.get(value)
    return agency.names if agency else ()


def _place_writings(value: str) -> tuple[str, ...]:
    place = places.PLACES.get(value)
    return (place.latin, *place.variants) if place else ()


#: Every facet, in the order of display.
FACETS: tuple[Facet, ...] = (
    Facet(
        name="section",
        text=FacetText(
            heading=_("Sections"),
            name=_("Section"),
            without=_("No section"),
            only=_("Only articles of this section or one below it: its id or any of its names."),
            never=_("No articles of this section or of one below it."),
            example="economy",
            counterexample="sport",
            arabic="القسم",
            arabic_without="بلا قسم",
        ),
        values=_sections,
        canonical=_section,
        label=sections.label,
        latin=sections.latin,
        writings=_section_writings,
        above=_section_above,
        prefixes=("قسم", "القسم", "section"),
        unfolded=True,
        completed=True,
        exported=False,
        told=2,
    ),
    Facet(
        name="agency",
        text=FacetText(
            heading=_("Agencies"),
            name=_("Agency"),
            without=_("No agency"),
            only=_("Only articles that credit this agency anywhere: its id or any of its names."),
            never=_("No articles that credit this agency anywhere."),
            example="reuters",
            counterexample="xinhua",
            arabic="الوكالة",
            arabic_without="بلا وكالة",
        ),
        values=lambda a: _values(_agency, a.agencies),
        canonical=_agency,
        label=agencies.label,
        latin=agencies.latin,
        writings=_agency_writings,
        names=_agency_names,
        prefixes=("وكالة", "الوكالة", "agency"),
        completed=True,
        exported=False,
        told=4,
    ),
    Facet(
        name="photo_agency",
        text=FacetText(
            heading=_("Photo agencies"),
            name=_("Photo agency"),
            without=_("No photo agency"),
            only=_("Only articles that credit this agency for a photo."),
            never=_("No articles that credit this agency for a photo."),
            example="afp",
            counterexample="ap",
            arabic="وكالة الصورة",
            arabic_without="صورة بلا وكالة",
        ),
        values=lambda a: _values(_agency, a.photo_agencies),
        canonical=_agency,
        label=agencies.label,
        latin=agencies.latin,
        writings=_agency_writings,
        names=_agency_names,
        prefixes=("وكالة_الصورة", "photo_agency"),
        secondary=True,
        exported=False,
        part_of="agency",
    ),
    Facet(
        name="text_agency",
        text=FacetText(
            heading=_("Text agencies"),
            name=_("Text agency"),
            without=_("No text agency"),
            only=_("Only articles that credit this agency in their text."),
            never=_("No articles that credit this agency in their text."),
            example="afp",
            counterexample="dpa",
            arabic="وكالة النص",
            arabic_without="نص بلا وكالة",
        ),
        values=lambda a: _values(_agency, a.text_agencies),
        canonical=_agency,
        label=agencies.label,
        latin=agencies.latin,
        writings=_agency_writings,
        names=_agency_names,
        prefixes=("وكالة_النص", "text_agency"),
        secondary=True,
        exported=False,
        part_of="agency",
    ),
    Facet(
        name="dateline",
        text=FacetText(
            heading=_("Places"),
            name=_("Place"),
            without=_("No place"),
            only=_("Only articles written from this place, in any spelling."),
            never=_("No articles written from this place."),
            example="بيروت",
            counterexample="دمشق",
            arabic="المكان",
            arabic_without="بلا مكان",
        ),
        values=lambda a: _values(_place, a.places),
        canonical=_place,
        latin=places.latin,
        writings=_place_writings,
        completed=True,
        exported=False,
        told=3,
    ),
    Facet(
        name="person",
        text=FacetText(
            heading=_("People"),
            name=_("Person"),
            without=_("Nobody named"),
            only=_("Only articles that name this person, in any spelling, with titles or without."),
            never=_("No articles that name this person."),
            example="محمد بن نايف",
            counterexample="عادل الجبير",
            arabic="الشخص",
            arabic_without="بلا أشخاص",
        ),
        values=lambda a: _values(_person, _listed(a.persons)),
        canonical=_person,
        prefixes=("شخص", "الشخص", "person"),
        names_in_parts=True,
        most_listed=50,
        completed=True,
        told=6,
    ),
    Facet(
        name="organisation",
        text=FacetText(
            heading=_("Organisations"),
            name=_("Organisation"),
            without=_("No organisation named"),
            only=_("Only articles that name this organisation, in any spelling."),
            never=_("No articles that name this organisation."),
            example="مجلس الأمن",
            counterexample="الأمم المتحدة",
            arabic="الجهة",
            arabic_without="بلا جهات",
        ),
        values=lambda a: _values(_organisation, _listed(a.organisations)),
        canonical=_organisation,
        prefixes=("جهة", "الجهة", "منظمة", "organisation", "organization"),
        names_in_parts=True,
        most_listed=50,
        completed=True,
        told=7,
    ),
    Facet(
        name="source",
        text=FacetText(
            heading=_("Papers"),
            name=_("Paper"),
            without=_("No paper"),
            only=_("Only articles of this paper: its id or any of its names."),
            never=_("No articles of this paper."),
            example="okaz",
            counterexample="alriyadh",
            arabic="الصحيفة",
            arabic_without="بلا صحيفة",
        ),
        values=lambda a: _values(_agency, [a.source]),
        canonical=_agency,
        label=agencies.label,
        latin=agencies.latin,
        writings=_agency_writings,
        names=_agency_names,
        completed=True,
        exported=False,
        told=5,
    ),
    Facet(
        name="date",
        text=FacetText(
            heading=_("Date of publication"),
            name=_("Date of publication"),
            without=_("No date"),
            only=_("Only articles published in this year, month or day."),
            never=_("No articles published in this year, month or day."),
            example="2024-10",
            counterexample="2024-10-05",
            arabic="تاريخ النشر",
            arabic_without="بلا تاريخ",
        ),
        values=_published,
        canonical=str,
        above=_period_above,
        periods=True,
        indexed=False,
        newest_first=True,
        exported=False,
        told=1,
    ),
    Facet(
        name="mentioned",
        text=FacetText(
            heading=_("Written about"),
            name=_("Written about"),
            without=_("No day mentioned"),
            only=_("Only articles that write about this year, month or day."),
            never=_("No articles that write about this year, month or day."),
            example="2015",
            counterexample="2015-07",
            arabic="تاريخ مذكور",
            arabic_without="بلا تاريخ مذكور",
        ),
        values=_periods,
        canonical=str,
        above=_period_above,
        prefixes=("ذكر", "يذكر", "mentioned"),
        periods=True,
        secondary=True,
        exported=False,
        told=8,
    ),
)

FACET_BY_NAME = {facet.name: facet for facet in FACETS}

#: The facets whose values are terms of the index.
INDEXED_FACETS = tuple(facet for facet in FACETS if facet.indexed)

#: The names of the facets whose values are years, months and days.
PERIODS = tuple(facet.name for facet in FACETS if facet.periods)
