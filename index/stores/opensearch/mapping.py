"""How the table of fields becomes an OpenSearch index: its mapping and its settings.

Every text field is indexed once a level, as terms that our own analysis made, parted by spaces and
taken as they are by the ``whitespace`` analyzer. Beside them stand, level by level, the terms of
all fields together, without frequencies: they say which articles have a word at all.
"""

from typing import Any

from index.analysis import LEVELS, Level
from index.facets import INDEXED_FACETS
from index.fields import POSITIONED, TEXT_FIELDS
from index.stores.opensearch.signature_fields import signature_mapping

#: Stands on the light level for a word without terms there, so that distances stay.
FILLER = "·"

#: How soon more of the same word stops counting, for every field; see ``search.ranking.bm25``.
K1 = 1.2

# How far a long text lowers a word, by field: the ``b`` of BM25.
_B = {field.name: 0.75 if field.name == "body" else 0.3 for field in TEXT_FIELDS}


def field_b(field: str) -> float:
    """Return how far a long text lowers a word in a field: the ``b`` of BM25."""
    return _B[field]


#: Beginnings of words in titles that are indexed as terms; longer ones have few words.
_PREFIXES = {"min_chars": 1, "max_chars": 5}

#: The light terms of the first words of the body.
LEAD_FIELD = "lead_light"

#: A facet of the years alone that an article mentions: they are counted for every result, its
#: months and days only where they are open.
MENTIONED_YEARS = "mentioned_years"

#: The longest term that Lucene takes, in bytes.
_LONGEST_TERM = 32_766


def level_field(field: str, level: Level) -> str:
    """Return the name of one level of a text field."""
    return f"{field}_{level}"


def any_field(level: Level) -> str:
    """Return the name of the field with one level of all that is searched by default."""
    return f"any_{level}"


def facet_field(facet: str) -> str:
    """Return the name of the field with the values of a facet; that of ``date`` has periods."""
    return f"{facet}_facet"


def spelled_field(facet: str) -> str:
    """Return the name of the field with the values of a facet in their folded spelling."""
    return f"{facet}_spelled"


def mapping() -> dict[str, Any]:
    """Return the mapping of every index of articles."""
    fields: dict[str, Any] = {
        "article": {"type": "object", "enabled": False},
        "id": {"type": "keyword"},
        "address": {"type": "keyword", "doc_values": False},
        "number": {"type": "long"},
        "arrived": {"type": "long"},
        "lead": {"type": "long"},
        "parent": {"type": "long", "index": False},
        "copied": {"type": "boolean"},
        "published": {"type": "date", "format": "strict_date_hour_minute_second"},
        "spans": {"type": "integer_range", "doc_values": False},
        "headline": {"type": "keyword", "doc_values": False, "ignore_above": _LONGEST_TERM // 4},
        LEAD_FIELD: _text("freqs", "flat"),
        **signature_mapping(),
    }
    for field in TEXT_FIELDS:
        for level in LEVELS:
            kept = "positions" if level in POSITIONED else "freqs"
            fields[level_field(field.name, level)] = _text(kept, _similarity(_B[field.name]))
    # Titles are looked for letter by letter while somebody types.
    fields[level_field("title", "exact")]["index_prefixes"] = _PREFIXES
    for level in LEVELS:
        fields[any_field(level)] = _text("docs", "flat") | {"norms": False}
    for facet in INDEXED_FACETS:
        fields[facet_field(facet.name)] = {"type": "keyword"}
        fields[spelled_field(facet.name)] = {"type": "keyword", "doc_values": False}
    fields[facet_field("date")] = {"type": "keyword"}
    fields[facet_field(MENTIONED_YEARS)] = {"type": "keyword"}
    return {"dynamic": "strict", "_source": {"includes": ["article"]}, "properties": fields}


def settings(shards: int, replicas: str) -> dict[str, Any]:
    """Return the settings of an index of articles.

    It is not refreshed by itself: articles are to be seen when all of a change are in.

    Args:
        shards: in how many parts it is split.
        replicas: how many copies of each part are kept: a number, or a range such as ``0-1``.
    """
    return {
        "number_of_shards": shards,
        **_replicas(replicas),
        "refresh_interval": "-1",
        "codec": "best_compression",
        "similarity": {
            "flat": {"type": "BM25", "k1": K1, "b": 0.0},
            **{_similarity(b): {"type": "BM25", "k1": K1, "b": b} for b in sorted({*_B.values()})},
        },
    }


def _replicas(number: str) -> dict[str, Any]:
    name = "auto_expand_replicas" if "-" in number else "number_of_replicas"
    return {name: number}


#: The body of an index of records that are found by their names and never searched.
RECORDS: dict[str, Any] = {
    "mappings": {"enabled": False},
    "settings": {"number_of_shards": 1, "hidden": True, **_replicas("0-all")},
}


def _text(kept: str, similarity: str) -> dict[str, Any]:
    return {
        "type": "text",
        "analyzer": "whitespace",
        "index_options": kept,
        "similarity": similarity,
    }


def _similarity(b: float) -> str:
    return f"length_{round(100 * b)}"
