"""The shapes of the answers of the API; imports the tables of ``index`` and ``search`` alone.

The functions that make the answers are checked against these types, and the OpenAPI document is
generated from them. Descriptions are English here and Arabic in the catalogue. Of a type that is
not ``total``, an answer may be told to leave fields out.
"""

from web.api.schemas.articles import (
    Agency,
    Article,
    DateMentioned,
    Error,
    ErrorFacts,
    Facts,
    Hit,
    Labelled,
    Named,
)
from web.api.schemas.figures import (
    ArchiveFacts,
    Comparison,
    Coverage,
    FacetAnswer,
    Feed,
    Health,
    Series,
    Stats,
    TopFacets,
    TopValues,
)
from web.api.schemas.searches import (
    Bar,
    Correction,
    Facets,
    FacetValue,
    Links,
    Note,
    Period,
    QueryRead,
    Read,
    Reading,
    Replaced,
    SearchAnswer,
    SuggestAnswer,
    Suggestion,
    Timeline,
)
from web.api.schemas.terms import MatchCode
from web.api.schemas.words import Analysis, AnalyzedWord, Explanation, Levels, Part

__all__ = [
    "Agency",
    "Analysis",
    "AnalyzedWord",
    "ArchiveFacts",
    "Article",
    "Bar",
    "Comparison",
    "Correction",
    "Coverage",
    "DateMentioned",
    "Error",
    "ErrorFacts",
    "Explanation",
    "FacetAnswer",
    "FacetValue",
    "Facets",
    "Facts",
    "Feed",
    "Health",
    "Hit",
    "Labelled",
    "Levels",
    "Links",
    "MatchCode",
    "Named",
    "Note",
    "Part",
    "Period",
    "QueryRead",
    "Read",
    "Reading",
    "Replaced",
    "SearchAnswer",
    "Series",
    "Stats",
    "SuggestAnswer",
    "Suggestion",
    "Timeline",
    "TopFacets",
    "TopValues",
]
