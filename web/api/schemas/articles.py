"""Errors, and articles in full and as hits."""

from typing import Annotated

from typing_extensions import TypedDict

from index.article import ArticleKind, DateEvidence, Precision, TextPart
from index.translatable import translatable as _
from web.api.schemas.terms import Count, Day, MatchCode, about, closed


@closed
class ErrorFacts(TypedDict):
    code: Annotated[str, about(_("What went wrong, a stable word for programs."))]
    message: Annotated[str, about(_("A sentence for people, in Arabic or English."))]
    parameter: Annotated[str | None, about(_("The parameter at fault, if there is one."))]


@closed
class Error(TypedDict):
    error: ErrorFacts


@closed
class Agency(TypedDict):
    id: str
    label: str


@closed
class Labelled(TypedDict):
    value: Annotated[str, about(_("What selects it in a query."))]
    label: Annotated[str, about(_("What readers see."))]


@closed
class Named(TypedDict):
    id: str
    title: str
    source: str
    kind: ArticleKind
    published: str | None


DateMentioned = TypedDict(
    "DateMentioned",
    {
        "text": Annotated[str, about(_("As printed."))],
        "start": Annotated[Count, about(_("Its offset in the body."))],
        "from": Annotated[Day, about(_("The first day that is meant."))],
        "to": Annotated[Day, about(_("The last day that is meant."))],
        "precision": Precision,
    },
)
closed(DateMentioned)


@closed
class NameMentioned(TypedDict):
    text: Annotated[str, about(_("The name as printed, without what is attached in front."))]
    part: Annotated[TextPart, about(_("The text of the article that it stands in."))]
    start: Annotated[Count, about(_("Its offset there."))]
    end: Annotated[Count, about(_("The offset of what follows it."))]
    reason: Annotated[
        str, about(_("The words that it was known by, as printed; empty where the name is known."))
    ]


@closed
class OrganisationNamed(TypedDict):
    name: Annotated[str, about(_("The fullest that the article has, as printed."))]
    value: Annotated[str, about(_("The value of the facet that selects it."))]
    mentions: Annotated[list[NameMentioned], about(_("Where it stands, in the order of the text."))]


@closed
class PersonNamed(OrganisationNamed):
    role: Annotated[
        str | None, about(_("What the article says the person is, as printed, where it does."))
    ]


@closed
class Facts(TypedDict, total=False):
    id: Annotated[str, about(_("Identity in the archive."))]
    url: Annotated[str, about(_("Address of the original, or empty."))]
    kind: Annotated[
        ArticleKind,
        about(_("A teaser is a headline with a summary that leads to the full article.")),
    ]
    title: Annotated[str, about(_("Headline."))]
    deck: Annotated[str, about(_("The line under the headline."))]
    body: Annotated[str, about(_("The text, paragraphs separated by blank lines."))]
    caption: Annotated[str, about(_("Caption of the photo, as printed."))]
    credit: Annotated[str, about(_("Credit of the photo, as printed."))]
    byline: Annotated[str, about(_("Who wrote it, as printed."))]
    dateline: Annotated[list[str], about(_("The places that it was written from, as printed."))]
    places: Annotated[list[str], about(_("The same, each under the one name of its place."))]
    section: Annotated[str, about(_("Section of the paper, as printed, or empty."))]
    section_id: Annotated[str | None, about(_("The section in the tree of sections."))]
    agencies: Annotated[list[Agency], about(_("All agencies that it credits."))]
    photo_agencies: Annotated[list[Agency], about(_("Agencies credited for the photos."))]
    text_agencies: Annotated[list[Agency], about(_("Agencies credited in the text."))]
    source: Annotated[str, about(_("The paper, as the source names it, or empty."))]
    issue: Annotated[str, about(_("Number of the issue of the paper, as printed, or empty."))]
    page: Annotated[str, about(_("Page of that issue, as printed, or empty."))]
    published: Annotated[
        str | None, about(_("ISO 8601: a day, or day and time as the source has them."))
    ]
    published_evidence: Annotated[
        DateEvidence,
        about(_("How the day is known: given by the source, stated by the page, inferred from "
                "the text, or unknown.")),
    ]  # fmt: skip
    published_reasons: Annotated[
        list[str],
        about(_("The words that the day was read from; may be empty where the address of the "
                "page told it.")),
    ]  # fmt: skip
    captured: Annotated[
        str | None,
        about(_("ISO 8601: when the page was fetched or the record collected; it says nothing of "
                "publication.")),
    ]  # fmt: skip
    dates: Annotated[list[DateMentioned], about(_("The days that the body mentions."))]
    persons: Annotated[list[PersonNamed], about(_("The people that it names, surely."))]
    organisations: Annotated[
        list[OrganisationNamed], about(_("The organisations that it names, surely."))
    ]


@closed
class Hit(Facts, total=False):
    title_html: Annotated[str, about(_("Headline as HTML, the words found in <mark>."))]
    snippet_html: Annotated[
        str, about(_("The stretch that answers best, as HTML; … where something was left out."))
    ]
    score: Annotated[
        float,
        about(_("How well this copy matches; to compare within one answer, and with "
                "copies=together: a folded hit stands where its best copy stands.")),
    ]  # fmt: skip
    match: Annotated[
        MatchCode, about(_("How closely the least close word matches; some: a word is missing."))
    ]
    missing: Annotated[list[str], about(_("Words of the query that the article lacks, as typed."))]
    related_words: Annotated[
        list[str], about(_("The related words that it has in the place of words of the query."))
    ]
    copies: Annotated[Count, about(_("How many more copies of its text the result holds."))]
    copied_by: Annotated[list[Labelled], about(_("The papers of those copies."))]


@closed
class Article(Facts, total=False):
    copies: Annotated[list[Named], about(_("Other copies of its text, the leading one first."))]
    related: Annotated[list[Named], about(_("Up to five other articles on what it is about."))]
