"""A page of results, and suggestions."""

from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired

from typing_extensions import TypedDict

from index.facets import FACET_BY_NAME, FACETS
from index.translatable import translatable as _
from search.query import NOT, Copies, RelatedWords, Sort, Spellings, Words
from search.results import Source, Unit
from web.api.schemas.articles import Hit, Labelled
from web.api.schemas.terms import Address, Count, Day, MatchCode, about, closed, one_of, shaped


@closed
class FacetValue(Labelled):
    count: Annotated[
        Count, about(_("Articles that have it, what is chosen in the same facet left aside."))
    ]
    selected: Annotated[bool, about(_("Whether the query selects it."))]
    excluded: Annotated[bool, about(_("Whether the query leaves it out."))]
    children: NotRequired[
        Annotated[list["FacetValue"], about(_("The values below it, where it is opened."))]
    ]


if TYPE_CHECKING:
    Facets = dict[str, list[FacetValue]]
else:
    Facets = shaped("Facets", dict.fromkeys(FACET_BY_NAME, list[FacetValue]), total=False)


@closed
class Note(TypedDict):
    code: Annotated[str, about(_("A stable word for programs."))]
    message: Annotated[str, about(_("A sentence for people, in Arabic or English."))]


Period = TypedDict("Period", {"from": Day, "to": Day})
Bar = TypedDict("Bar", {"from": Day, "to": Day, "count": Count})
closed(Period)
closed(Bar)


@closed
class Timeline(TypedDict):
    unit: Annotated[Unit, about(_("The length of the periods."))]
    bars: Annotated[
        list[Bar],
        about(_("Articles of each period, none left out; articles without a date are in none.")),
    ]
    before: Annotated[Count, about(_("Articles of days that lie far before all periods."))]
    after: Annotated[Count, about(_("Articles of days that lie far behind all periods."))]


@closed
class Replaced(TypedDict):
    typed: str
    suggested: str


@closed
class Correction(TypedDict):
    text: Annotated[str, about(_("The whole query as it may have been meant."))]
    words: Annotated[list[Replaced], about(_("The words that differ."))]


@closed
class Reading(TypedDict):
    kind: Annotated[
        Literal["keyboard", "romanised"],
        about(_("Typed on the other keyboard layout, or in Latin letters.")),
    ]
    typed: str
    read: str


@closed
class Links(TypedDict):
    next: Annotated[Address | None, about(_("The address of the next page; null after the last."))]


if TYPE_CHECKING:
    QueryRead = dict[str, Any]
else:
    QueryRead = shaped(
        "QueryRead",
        {
            "q": str,
            **dict.fromkeys(FACET_BY_NAME, list[str]),
            **dict.fromkeys((NOT + name for name in FACET_BY_NAME), list[str]),
            "from": Day | None,
            "to": Day | None,
            "sort": Sort,
            "page": int,
            "size": int,
            "words": Words,
            "spellings": Spellings,
            "related": RelatedWords,
            "copies": Copies,
            "after": str | None,
        },
    )


class Read(TypedDict):
    query: Annotated[QueryRead, about(_("The search as it was read, every value in one writing."))]


@closed
class RelatedWord(TypedDict):
    typed: Annotated[str, about(_("The words of the query."))]
    word: Annotated[str, about(_("Words that may stand for them, in any of their forms."))]
    count: Annotated[Count, about(_("Articles of the archive that have these."))]
    added: Annotated[str, about(_("The query that looks for either."))]
    instead: Annotated[str, about(_("The query that looks for these alone."))]
    source: Annotated[
        Source,
        about(_("Who relates them: a group that people wrote, whose words are looked for, or the "
                "archive by where its articles have them, which are offered only.")),
    ]  # fmt: skip


@closed
class RelatedWordsAnswer(TypedDict):
    q: str
    related_words: list[RelatedWord]


@closed
class SearchAnswer(Read):
    total: Annotated[Count, about(_("Articles that match, over all pages, every copy counted."))]
    listed: Annotated[
        Count, about(_("Hits over all pages: fewer than total where copies are folded."))
    ]
    page: int
    size: int
    took_ms: Annotated[float, about(_("Time that the search took, in milliseconds."))]
    matches: Annotated[
        dict[MatchCode, Count],
        about(_("How many articles match how closely; empty where no words were asked for.")),
    ]
    respelled: Annotated[list[str], about(_("Other spellings that were searched for as well."))]
    related_words: Annotated[
        list[RelatedWord],
        about(_("Other words of the archive for those of the query, searched for or not.")),
    ]
    hits: Annotated[list[Hit], about(_("The articles of this page."))]
    facets: Annotated[Facets, about(_("The facets that were asked for; they count every copy."))]
    notes: Annotated[list[Note], about(_("How the query was read."))]
    next: Annotated[str | None, about(_("The cursor of the next page; null after the last."))]
    links: Links
    timeline: Annotated[
        Timeline | None, about(_("The articles over time; null where none has a date."))
    ]
    correction: Annotated[Correction | None, about(_("What may have been meant."))]
    readings: Annotated[list[Reading], about(_("Words that were read otherwise than typed."))]


@closed
class Suggestion(TypedDict):
    kind: Annotated[
        str,
        one_of(("phrase", *(facet.name for facet in FACETS if facet.completed), "title")),
        about(_("A phrase or headline of the archive, or the facet that it is a value of.")),
    ]
    text: Annotated[str, about(_("What readers see and would type."))]
    value: Annotated[
        str, about(_("The value of the facet, the id of the article of a headline, or empty."))
    ]
    count: Annotated[Count, about(_("Articles that have it; 0 where it was not counted."))]


@closed
class SuggestAnswer(TypedDict):
    q: str
    suggestions: list[Suggestion]
