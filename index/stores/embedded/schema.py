"""How the table of fields becomes a Whoosh schema, and an article a Whoosh document.

Every text field is indexed once a level (``body_exact``, ``body_light``, …): the levels of
``POSITIONED`` with positions, for phrases and proximity, the others with frequencies alone. Its
length in words is a column of its own, exact where Whoosh keeps one rounded byte. The wide level
holds roots alone, because the lemmas of a family are known without an index.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from whoosh import columns, fields, formats

from index.analysis import LEVELS, ROOT, Analyzer, Level, tokenize
from index.article import Article, DateMention
from index.facets import INDEXED_FACETS
from index.facts.dates.mentioned_periods import spans_of
from index.fields import POSITIONED, TEXT_FIELDS, UNDATED

_EPOCH = datetime(1970, 1, 1)

#: Column with the number of the article that stands for the copies of its text, often itself.
REPRESENTATIVE = "lead"

#: Column with the spans of days that the text mentions: their first and last days as ordinals.
SPANS = "spans"

#: The terms of a text on one level, each with its positions.
TermPositions = Mapping[str, list[int]]


class PackedPositions(formats.Positions):  # type: ignore[misc]
    """Positions as packed little-endian 32-bit numbers, so that numpy reads a block at once."""

    def encode(self, positions: list[int]) -> bytes:
        return struct.pack(f"<{len(positions)}I", *positions)

    def decode_positions(self, value: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(value) // 4}I", value))

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // 4


def _nothing(positions: list[int]) -> bytes:
    return b""


class TermField(fields.FieldType):  # type: ignore[misc]
    """One level of a text field; its values come analyzed, as :data:`TermPositions`."""

    analyzer = None

    def __init__(self, level: Level) -> None:
        self.format = PackedPositions() if level in POSITIONED else formats.Existence()

    def index(
        self, value: TermPositions, **options: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield the postings of one text: term, frequency, weight (the same), positions."""
        encode = self.format.encode if isinstance(self.format, PackedPositions) else _nothing
        for term, positions in value.items():
            count = len(positions)
            yield term.encode(), count, float(count), encode(positions)


class ValueField(fields.FieldType):  # type: ignore[misc]
    """A facet: its values are terms, just as they are; a document may have several."""

    def __init__(self) -> None:
        self.format = formats.Existence()


def level_field(field: str, level: Level) -> str:
    """Return the name in the Whoosh schema of one level of a text field."""
    return f"{field}_{level}"


def length_field(field: str) -> str:
    """Return the name of the column that holds a text field's length in words."""
    return f"{field}_words"


def facet_field(facet: str) -> str:
    """Return the name in the Whoosh schema of a facet."""
    return f"{facet}_facet"


def schema() -> fields.Schema:
    """Return the Whoosh schema of every index; the pickle in the index is never read."""
    columns_by_name: dict[str, fields.FieldType] = {
        "id": fields.ID(unique=True),
        "url": fields.ID(),
        "article": fields.STORED(),
        "published": fields.COLUMN(columns.NumericColumn("q", default=UNDATED)),
        REPRESENTATIVE: fields.COLUMN(columns.NumericColumn("q")),
        SPANS: fields.COLUMN(columns.VarBytesColumn()),
    }
    for field in TEXT_FIELDS:
        for level in LEVELS:
            columns_by_name[level_field(field.name, level)] = TermField(level)
        columns_by_name[length_field(field.name)] = fields.COLUMN(columns.NumericColumn("I"))
    for facet in INDEXED_FACETS:
        columns_by_name[facet_field(facet.name)] = ValueField()
    return fields.Schema(**columns_by_name)


def term_positions(text: str, analyzer: Analyzer) -> tuple[TermPositions, ...]:
    """Return the terms of a text with their positions, level by level in the order of ``LEVELS``.

    Of the wide level only the roots: its families are found by the lemmas of the light level.
    """
    places: dict[str, list[int]] = {}
    for token in tokenize(text):
        places.setdefault(token.text, []).append(token.position)
    by_level: tuple[dict[str, list[int]], ...] = tuple({} for _ in LEVELS)
    exact, light, roots, stem = by_level
    for word, positions in places.items():
        terms = analyzer.terms(word)
        _put(exact, terms.exact, positions)
        _put(light, terms.light, positions)
        _put(roots, [term for term in terms.wide if term.startswith(ROOT)], positions)
        _put(stem, terms.stem, positions)
    return by_level


def _put(held: dict[str, list[int]], terms: Iterable[str], positions: list[int]) -> None:
    for term in terms:
        before = held.get(term)
        held[term] = sorted(before + positions) if before else positions


def document(article: Article, analyzer: Analyzer, representative: int) -> dict[str, Any]:
    """Return an article as the keyword arguments of Whoosh's ``add_document``.

    Args:
        article: with its facts.
        analyzer: of this index.
        representative: number of the article that stands for the copies of its text, often its own.
    """
    values: dict[str, Any] = {
        "id": article.id,
        "article": asdict(article),
        "published": wall_clock_seconds(article.published),
        REPRESENTATIVE: representative,
        SPANS: packed_spans(article),
    }
    if article.url:
        values["url"] = article.url
    for field in TEXT_FIELDS:
        text = "\n".join(field.values(article))
        if text:
            values[length_field(field.name)] = len(tokenize(text))
            for level, terms in zip(LEVELS, term_positions(text, analyzer), strict=True):
                values[level_field(field.name, level)] = terms
    for facet in INDEXED_FACETS:
        if chosen := facet.values(article):
            values[facet_field(facet.name)] = list(chosen)
    return values


def packed_spans(article: Article) -> bytes:
    """Return the days that an article mentions as pairs of little-endian 32-bit ordinals."""
    spans = dict.fromkeys(span for mention in article.dates for span in spans_of(mention))
    ordinals = [day.toordinal() for span in spans for day in span]
    return struct.pack(f"<{len(ordinals)}i", *ordinals)


def stored_article(values: dict[str, Any]) -> Article:
    """Return the article that :func:`document` stored."""
    dates = tuple(DateMention(**mention) for mention in values["dates"])
    return Article(**{**values, "dates": dates})


def wall_clock_seconds(published: date | None) -> int:
    """Return the seconds from 1970 to the publication on the clock of its own place.

    The offset is left out on purpose: a reader looks for the day that the paper printed.
    """
    if published is None:
        return UNDATED
    if not isinstance(published, datetime):
        published = datetime(published.year, published.month, published.day)
    return int((published.replace(tzinfo=None) - _EPOCH).total_seconds())
