"""Words and their terms, in the shapes of ``schemas.words``; and suggestions."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import cast

from index.analysis import Level
from index.analysis.inspection import InspectedWord
from search.results import Explanation, RelatedWord, Suggestion
from web.api import schemas
from web.api.serializers import related_words_json


def explanation_json(found: Explanation) -> schemas.Explanation:
    """Return why an article stands where it stands."""
    return {
        "id": found.article.id,
        "title": found.article.title,
        "score": found.score,
        "match": cast("schemas.MatchCode", found.match.code),
        "missing": list(found.missing),
        "coverage": found.coverage,
        "parts": [cast("schemas.Part", asdict(part)) for part in found.parts],
        "terms": {word: _levels(levels) for word, levels in found.terms.items()},
        "respelled": list(found.expansions),
        "related_words": list(found.related),
    }


def analysis_json(words: Sequence[InspectedWord], *, evidence: bool = True) -> schemas.Analysis:
    """Return a text word by word.

    Args:
        words: of the text, in its order.
        evidence: whether to tell in how many articles of an archive their readings stand.
    """
    return {"words": [_word(word, evidence=evidence) for word in words]}


def suggestions_json(text: str, found: Sequence[Suggestion]) -> schemas.SuggestAnswer:
    """Return what somebody may mean.

    Args:
        text: what was typed so far.
        found: by the engine, the likeliest first.
    """
    return {
        "q": text,
        "suggestions": [
            {"kind": one.kind, "text": one.text, "value": one.value, "count": one.count}
            for one in found
        ],
    }


def related_json(text: str, found: Sequence[RelatedWord]) -> schemas.RelatedWordsAnswer:
    """Return other words of the archive for those of a query.

    Args:
        text: of the query.
        found: by the engine, the closest first.
    """
    return {"q": text, "related_words": related_words_json(found)}


def _word(word: InspectedWord, *, evidence: bool) -> schemas.AnalyzedWord:
    shown: schemas.AnalyzedWord = {
        "text": word.text,
        "start": word.start,
        "end": word.end,
        "levels": _levels(word.levels),
    }
    if evidence:
        shown["evidence"] = word.evidence
    return shown


def _levels(levels: Mapping[Level, Sequence[str]]) -> schemas.Levels:
    return cast("schemas.Levels", {level: list(terms) for level, terms in levels.items()})
