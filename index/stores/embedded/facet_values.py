"""The values of a facet, article by article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.arrays import Array
from index.packed_strings import PackedStrings

# More values stay packed: every process would have them in its memory.
_MANY = 5_000


@dataclass(frozen=True, eq=False)
class FacetValues:
    """The values that articles have in a facet.

    It is hashed as the object that it is: what is worked out of the values of a segment is kept
    beside it as long as the segment is open.

    Attributes:
        values: the distinct ones, in order of bytes.
        ends: for every article where its values end in
        codes: the values of all articles, one article behind the other: numbers of ``values``.
        parts: those of the segments that these were joined from, each with the numbers that its
            values have in ``values``; -1 for those that no article has any more.
    """

    values: Sequence[str]
    ends: Array
    codes: Array
    parts: tuple[tuple["FacetValues", Array], ...] = ()

    @classmethod
    def of_columns(cls, columns: Mapping[str, Array], facet: str) -> "FacetValues":
        """Return the values of a facet as the columns of a segment hold them."""
        name = f"facet.{facet}"
        packed = PackedStrings.mapped(columns, name)
        values = packed if len(packed) > _MANY else tuple(packed)
        return cls(values, columns[f"{name}.article_ends"], columns[f"{name}.codes"])
