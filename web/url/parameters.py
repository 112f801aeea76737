"""Every parameter of an address in one table: its name, what it takes, and what it decides.

The reader of addresses, the writer, the messages of errors, the OpenAPI document and the page about
the API go by this table. Descriptions are English here and Arabic in the catalogue.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from index.facets import FACET_BY_NAME, FACETS, Facet
from index.translatable import translatable as _
from search.cursor import MAX_LENGTH
from search.query import (
    MAX_PAGE,
    MAX_SIZE,
    MAX_TEXT,
    MAX_VALUE,
    NOT,
    Copies,
    RelatedWords,
    Sort,
    Spellings,
    Words,
)

#: Values that may be chosen or left out, of all facets together: more than anybody ticks, and few
#: enough that a page can repeat them.
MAX_VALUES = 50

#: Bytes of UTF-8 that the words and the values of a search may have: 4,000 Arabic letters. In an
#: address they take three times as many, and with what stands around them they fit the head of a
#: request of 32 KiB, which is what servers take.
MAX_ASKED = 8000

#: Bytes of an address, path and query as they come. All addresses that pages link to are shorter.
MAX_ADDRESS = 28_000

#: Parameters that an address may have, known or not.
MAX_PARAMETERS = 200

#: Says that a search is still being typed; it belongs to no search and to no address shown.
TYPING = "typing"

#: What a parameter takes: free text, a whole number, one of a few words, a value of a facet, a
#: year, month or day, a stretch of time, a cursor, or a list of names.
Kind = Literal["text", "number", "choice", "value", "period", "span", "cursor", "names"]

#: Parameters of single pages for readers, besides those of a search.
OF_PAGES = frozenset({"containing", "first", "by", "measure", "unit"})

#: Stands for "none of them" in a list of facets.
NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter.

    Attributes:
        name: in the address.
        kind: what it takes.
        about: what it decides, a sentence of the catalogue.
        repeatable: whether it may be given several times.
        required: whether an address without it has no meaning.
        choices: the words that it takes, if only these.
        default: what holds where it is absent; ``None`` where that depends or is nothing.
        least: the smallest number, and
        most: the largest; or how many values a repeatable one takes.
        longest: letters of a value; more are refused. ``None`` where there is no such limit.
        spaced: whether spaces around a value belong to it.
        unknown: the code of the error for a word that is not among the choices.
        example: a value to show.
    """

    name: str
    kind: Kind
    about: str
    repeatable: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    default: str | int | None = None
    least: int = 1
    most: int | None = None
    longest: int | None = None
    spaced: bool = False
    unknown: str = ""
    example: str = ""


Q = Parameter(
    name="q",
    kind="text",
    about=_("The words to search for, in the query language; without them, all articles."),
    default="",
    example="أسعار القمح",
)


def _facet(name: str, facet: Facet, about: str, example: str) -> Parameter:
    return Parameter(
        name=name,
        kind="period" if facet.periods else "value",
        about=about,
        repeatable=True,
        most=MAX_VALUES,
        longest=MAX_VALUE,
        spaced=True,
        example=example,
    )


CHOOSING = tuple(_facet(facet.name, facet, facet.text.only, facet.text.example) for facet in FACETS)
EXCLUDING = tuple(
    _facet(NOT + facet.name, facet, facet.text.never, facet.text.counterexample) for facet in FACETS
)

SIZE = Parameter(
    name="size", kind="number", about=_("Hits a page."), default=10, most=MAX_SIZE, example="20"
)

#: The parameters of a search, in the order of the documents.
SEARCH: tuple[Parameter, ...] = (
    Q,
    *CHOOSING,
    *EXCLUDING,
    Parameter(
        name="from",
        kind="span",
        about=_("From the first day of this year, month or day on."),
        longest=MAX_VALUE,
        example="2024-01",
    ),
    Parameter(
        name="to",
        kind="span",
        about=_("Up to the last day of this year, month or day."),
        longest=MAX_VALUE,
        example="2024-10-28",
    ),
    Parameter(
        name="sort",
        kind="choice",
        about=_("The order of the hits; by default the most relevant first, without words the "
                "newest first. With added what came last into the archive is first."),
        choices=get_args(Sort),
        unknown="unknown_sort",
    ),
    Parameter(
        name="words",
        kind="choice",
        about=_("Whether articles that lack a word of the query may follow where few have all."),
        choices=get_args(Words),
        default="most",
        unknown="unknown_words",
    ),
    Parameter(
        name="spellings",
        kind="choice",
        about=_("Whether other spellings are searched for as well, or only what was typed."),
        choices=get_args(Spellings),
        default="all",
        unknown="unknown_spellings",
    ),
    Parameter(
        name="related",
        kind="choice",
        about=_("Whether related words may stand in an article in the place of those typed."),
        choices=get_args(RelatedWords),
        default="yes",
        unknown="unknown_related",
    ),
    Parameter(
        name="copies",
        kind="choice",
        about=_("Whether one hit stands for all copies of a text, or each copy for itself."),
        choices=get_args(Copies),
        default="folded",
        unknown="unknown_copies",
    ),
    Parameter(
        name="page",
        kind="number",
        about=_("The page of results. To go through many, follow the cursor instead."),
        default=1,
        most=MAX_PAGE,
    ),
    SIZE,
    Parameter(
        name="after",
        kind="cursor",
        about=_("The cursor of an answer, from its field next: the page after it, whatever was "
                "added to the archive meanwhile. Not together with another page than 1."),
        longest=MAX_LENGTH,
    ),
)  # fmt: skip

#: The names of these parameters.
SEARCH_NAMES = frozenset(parameter.name for parameter in SEARCH)

#: The same names in the order of addresses: the one that links kept elsewhere have.
IN_ADDRESSES = (
    *(parameter.name for parameter in (Q, *CHOOSING, *EXCLUDING)),
    *("from", "to", "sort", "page", "after", "size", "words", "spellings", "related"),
    "copies",
)


FACET = Parameter(
    name="facet",
    kind="names",
    about=_("Count only these facets, separated by commas or given several times; none counts "
            "nothing. By default all are counted."),
    repeatable=True,
    choices=(*FACET_BY_NAME, NONE),
    unknown="unknown_facet",
    example="section,agency",
)  # fmt: skip

_FIELDS = Parameter(
    name="fields",
    kind="names",
    about=_("Give only these fields of every hit, separated by commas or given several times."),
    repeatable=True,
    unknown="unknown_field",
)


def hit_fields(names: Sequence[str]) -> Parameter:
    """The parameter ``fields`` of a search, for the fields that a hit can have."""
    return replace(_FIELDS, choices=tuple(names), example="id,title,snippet_html")


def article_fields(names: Sequence[str]) -> Parameter:
    """The parameter ``fields`` of an article."""
    about = _("Give only these fields of the article, separated by commas or given several times.")
    return replace(_FIELDS, about=about, choices=tuple(names), example="title,body")


ID = Parameter(
    name="id",
    kind="text",
    about=_("The article, by its id or its url."),
    required=True,
)
TEXT = Parameter(
    name="text",
    kind="text",
    about=_("The text to take apart."),
    required=True,
    longest=MAX_TEXT,
    example="والمدارسُ في بيروت",
)
# With a space at its end the last word is complete.
TYPED = replace(Q, about=_("What was typed so far."), spaced=True, example="القم")
SUGGESTIONS = Parameter(
    name="count", kind="number", about=_("Suggestions at most."), default=8, most=20
)
RELATED = Parameter(
    name="count", kind="number", about=_("Related words at most."), default=6, most=50, example="3"
)
CONTAINING = Parameter(
    name="containing",
    kind="text",
    about=_("Only values whose name contains this, in any spelling."),
    default="",
    longest=MAX_VALUE,
    example="رويت",
)
FIRST = Parameter(
    name="first",
    kind="number",
    about=_("How many of the values, the most frequent first, to pass over."),
    default=0,
    least=0,
    most=MAX_PAGE,
)
VALUES = Parameter(
    name="count", kind="number", about=_("Values at most."), default=50, most=500, example="5"
)
TOP = Parameter(
    name="count",
    kind="number",
    about=_("Values of each facet at most, and as many lines of a comparison."),
    default=6,
    most=20,
    example="3",
)
COMPANIONS = Parameter(
    name="count",
    kind="number",
    about=_("How many people, and how many organisations, at most."),
    default=10,
    most=50,
    example="3",
)
BY = Parameter(
    name="by",
    kind="choice",
    about=_("Compare the articles over time by the values of this facet."),
    choices=tuple(facet.name for facet in FACETS if facet.indexed),
    unknown="unknown_facet",
    example="agency",
)
UNIT = Parameter(
    name="unit",
    kind="choice",
    about=_("The periods of a comparison; by default as fits its range."),
    choices=("year", "month", "day", "hijri_month"),
    unknown="unknown_unit",
)
