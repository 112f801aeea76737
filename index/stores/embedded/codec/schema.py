"""What Whoosh is told of an index: its fields, and how their postings are handed out.

Every text field stands here once a level (``body_exact``, ``body_light``, …): the levels of
``POSITIONED`` with positions, for phrases, the others with frequencies alone. The wide level holds
roots alone, because the lemmas of a family are known without an index. Lengths in words, days and
the articles that stand for copies are columns; facets are terms just as they are.
"""

import struct
from collections.abc import Sequence

from whoosh import columns, fields, formats
from whoosh.system import pack_uint

from index.analysis import LEVELS, Level
from index.facets import INDEXED_FACETS
from index.fields import POSITIONED, TEXT_FIELDS, UNDATED

#: Column with the number of the article that stands for the copies of its text, often itself.
REPRESENTATIVE = "lead"

#: Column with the spans of days that the text mentions: their first and last days as ordinals.
SPANS = "spans"


class PackedPositions(formats.Positions):  # type: ignore[misc]
    """Positions as little-endian 32-bit numbers, without Whoosh's pickle."""

    def encode(self, positions: Sequence[int]) -> bytes:
        """Return the value of a posting."""
        return struct.pack(f"<{len(positions)}I", *positions)

    def decode_positions(self, value: bytes) -> list[int]:
        """Return the positions out of the value of a posting."""
        return list(struct.unpack(f"<{len(value) // 4}I", value))

    def decode_frequency(self, value: bytes) -> int:
        """Return how many positions the value of a posting has."""
        return len(value) // 4


class PackedFrequency(formats.Frequency):  # type: ignore[misc]
    """How often an article holds a term, as Whoosh writes a number."""

    def encode(self, frequency: int) -> bytes:
        """Return the value of a posting."""
        return bytes(pack_uint(frequency))


class TermField(fields.FieldType):  # type: ignore[misc]
    """One level of a text field; its terms are those of :class:`index.analysis.Analyzer`."""

    analyzer = None
    # Lengths in words are known, so Whoosh may weigh by them.
    scorable = True

    def __init__(self, level: Level) -> None:
        self.format = PackedPositions() if level in POSITIONED else PackedFrequency()


class ValueField(fields.FieldType):  # type: ignore[misc]
    """A facet: its values are terms, just as they are; an article may have several."""

    analyzer = None

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
    """Return the Whoosh schema of every index."""
    by_name: dict[str, fields.FieldType] = {
        "id": fields.ID(stored=True, unique=True),
        "address": fields.ID(),
        "url": fields.STORED(),
        "article": fields.STORED(),
        "published": fields.COLUMN(columns.NumericColumn("q", default=UNDATED)),
        REPRESENTATIVE: fields.COLUMN(columns.NumericColumn("q")),
        SPANS: fields.COLUMN(columns.VarBytesColumn()),
    }
    for field in TEXT_FIELDS:
        for level in LEVELS:
            by_name[level_field(field.name, level)] = TermField(level)
        by_name[length_field(field.name)] = fields.COLUMN(columns.NumericColumn("I"))
    for facet in INDEXED_FACETS:
        by_name[facet_field(facet.name)] = ValueField()
    return fields.Schema(**by_name)
