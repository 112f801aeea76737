"""How the table of fields becomes a Whoosh schema, and an article a Whoosh document.

Every text field is indexed once a level (``body_exact``, ``body_light``): the exact level with
positions, for phrases, the others with frequencies alone. Its length in words is a column of its
own, exact where Whoosh keeps one rounded byte.
"""

import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from whoosh import columns, fields, formats
from whoosh.analysis import Analyzer, Token

from index.analysis import LEVELS, Level, analyze
from index.article import Article
from index.fields import FACET_FIELDS, TEXT_FIELDS

#: Stands in the date column where the publication date is unknown.
NO_DATE = -(2**62)

_EPOCH = datetime(1970, 1, 1)


class LevelAnalyzer(Analyzer):  # type: ignore[misc]
    """Our analyzer as Whoosh wants one: the tokens of a text on one level. It has no state."""

    def __init__(self, level: Level) -> None:
        self.level = level

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LevelAnalyzer) and self.level == other.level

    def __hash__(self) -> int:
        return hash(self.level)

    def __call__(self, value: str, positions: bool = False, chars: bool = False,
                 **options: Any) -> Iterator[Token]:  # fmt: skip
        token = Token(positions, chars, **options)
        start = options.get("start_pos", 0)
        for word in analyze(value):
            term = word.at(self.level)
            if term:
                token.text = token.original = term
                token.boost = 1.0
                token.stopped = False
                token.pos = start + word.position
                token.startchar, token.endchar = word.start, word.end
                yield token


class PackedPositions(formats.Positions):  # type: ignore[misc]
    """Positions as packed little-endian 32-bit numbers, so that numpy reads a block at once."""

    def encode(self, positions: list[int]) -> bytes:
        return struct.pack(f"<{len(positions)}I", *positions)

    def decode_positions(self, value: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(value) // 4}I", value))

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // 4


class Frequencies(formats.Existence):  # type: ignore[misc]
    """How often a term stands in a document, kept as the posting's weight and nothing else."""

    def word_values(
        self, value: str, analyzer: Analyzer, **options: Any
    ) -> Iterator[tuple[str, int, float, bytes]]:
        counts = Counter(token.text for token in analyzer(value, **options))
        for term, frequency in counts.items():
            yield term, frequency, float(frequency), b""


class TermField(fields.FieldType):  # type: ignore[misc]
    """One level of a text field."""

    def __init__(self, level: Level) -> None:
        self.analyzer = LevelAnalyzer(level)
        self.format = PackedPositions() if level == "exact" else Frequencies()


class ValueField(fields.FieldType):  # type: ignore[misc]
    """A facet: its values are terms, just as they are; a document may have several."""

    def __init__(self) -> None:
        self.format = formats.Existence()


def level_field(field: str, level: Level) -> str:
    """Name in the Whoosh schema of one level of a text field."""
    return f"{field}_{level}"


def length_field(field: str) -> str:
    """Name of the column that holds a text field's length in words."""
    return f"{field}_words"


def schema() -> fields.Schema:
    """The Whoosh schema of every index; read from here, never from the pickle in the index."""
    columns_by_name: dict[str, fields.FieldType] = {
        "id": fields.ID(unique=True),
        "url": fields.ID(),
        "article": fields.STORED(),
        "published": fields.COLUMN(columns.NumericColumn("q", default=NO_DATE)),
    }
    for field in TEXT_FIELDS:
        for level in LEVELS:
            columns_by_name[level_field(field.name, level)] = TermField(level)
        columns_by_name[length_field(field.name)] = fields.COLUMN(columns.NumericColumn("I"))
    for field in FACET_FIELDS:
        columns_by_name[field.name] = ValueField()
    return fields.Schema(**columns_by_name)


def document(article: Article) -> dict[str, Any]:
    """An article as the keyword arguments of Whoosh's ``add_document``."""
    values: dict[str, Any] = {
        "id": article.id,
        "article": asdict(article),
        "published": wall_clock_seconds(article.published),
    }
    if article.url:
        values["url"] = article.url
    for field in TEXT_FIELDS:
        text = "\n".join(field.values(article))
        if text:
            values[length_field(field.name)] = len(analyze(text))
            for level in LEVELS:
                values[level_field(field.name, level)] = text
    for field in FACET_FIELDS:
        if field.values(article):
            values[field.name] = list(field.values(article))
    return values


def stored_article(values: dict[str, Any]) -> Article:
    """The article that :func:`document` stored."""
    return Article(**values)


def wall_clock_seconds(published: date | None) -> int:
    """Seconds from 1970 to the publication on the clock of its own place.

    The offset is left out on purpose: a reader looks for the day that the paper printed.
    """
    if published is None:
        return NO_DATE
    if not isinstance(published, datetime):
        published = datetime(published.year, published.month, published.day)
    return int((published.replace(tzinfo=None) - _EPOCH).total_seconds())
