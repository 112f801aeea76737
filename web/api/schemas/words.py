"""Words and their terms: explain and analyze."""

from typing import Annotated, Literal, NotRequired

from typing_extensions import TypedDict

from index.translatable import translatable as _
from web.api.schemas.terms import Count, MatchCode, about, closed


@closed
class Levels(TypedDict):
    exact: Annotated[list[str], about(_("The spelling as typed, without vowel marks."))]
    light: Annotated[list[str], about(_("The word without its inflection."))]
    wide: Annotated[list[str], about(_("Its families or its root."))]
    stem: Annotated[list[str], about(_("Its stem."))]


@closed
class Part(TypedDict):
    what: Annotated[str, about(_("The word as typed, or two neighbours."))]
    level: Annotated[
        Literal["exact", "light", "wide", "stem"], about(_("The level on which it matched."))
    ]
    field: Annotated[
        str, about(_("The field in which it matched; lead is the beginning of the body."))
    ]
    frequency: Annotated[float, about(_("How often; for neighbours, by their distance."))]
    score: Annotated[float, about(_("What it adds to the score."))]
    kind: Annotated[
        Literal["word", "near", "related", "feedback", "associated", "credit"],
        about(_("A word, two words near each other, a related word, a word of the first hits, a "
                "word that the archive relates to the query, or an agency that the query names.")),
    ]  # fmt: skip


@closed
class Explanation(TypedDict):
    id: str
    title: str
    score: Annotated[float, about(_("As in the list of results; 0 where it is not listed."))]
    match: MatchCode
    missing: Annotated[list[str], about(_("Words of the query that the article lacks, as typed."))]
    coverage: Annotated[
        float, about(_("The factor for what the article lacks, 1 where it has all."))
    ]
    parts: Annotated[list[Part], about(_("What adds to the score."))]
    terms: Annotated[dict[str, Levels], about(_("The terms of every word of the query, by level."))]
    respelled: Annotated[list[str], about(_("Other spellings that were searched for as well."))]
    related_words: Annotated[
        list[str], about(_("The related words that it has in the place of words of the query."))
    ]


@closed
class AnalyzedWord(TypedDict):
    text: Annotated[str, about(_("As it stands in the text."))]
    start: Annotated[Count, about(_("Where it begins in the text, in letters from 0."))]
    end: Annotated[Count, about(_("Where it ends."))]
    levels: Annotated[Levels, about(_("Its terms on every level; a stop word has the first."))]
    evidence: NotRequired[
        Annotated[dict[str, Count], about(_("In how many articles its possible readings stand."))]
    ]


@closed
class Analysis(TypedDict):
    words: list[AnalyzedWord]
