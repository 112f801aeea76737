"""Who is named together, in the shape of ``schemas.names``."""

from collections.abc import Sequence
from typing import cast

from search.named_together import Companion, NamedTogether
from search.query import Query
from web.api import schemas
from web.api.serializers import notes_json, query_json
from web.i18n.language import Language
from web.i18n.names import value_name


def named_together_json(
    query: Query, found: NamedTogether, language: Language
) -> schemas.NamedTogether:
    """Return who is named together with a person or an organisation.

    Args:
        query: that chooses it.
        found: by the engine.
        language: of labels and notes.
    """
    periods = [{"from": first.isoformat(), "to": last.isoformat()} for first, last in found.spans]
    return {
        "query": query_json(query),
        "of": {
            "facet": found.facet,
            "value": found.value,
            "label": value_name(found.facet, found.value, language),
        },
        "total": found.total,
        "unit": found.unit,
        "periods": cast("list[schemas.Period]", periods),
        "persons": _companions(found.companions["person"], language),
        "organisations": _companions(found.companions["organisation"], language),
        "notes": notes_json(found.notes, language),
    }


def _companions(companions: Sequence[Companion], language: Language) -> list[schemas.Companion]:
    return [
        {
            "value": one.value,
            "label": value_name(one.facet, one.value, language),
            "count": one.count,
            "articles": one.articles,
            "texts": one.texts,
            "score": round(one.score, 2),
            "counts": list(one.counts),
        }
        for one in companions
    ]
