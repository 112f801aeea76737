"""The values of a facet, article by article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.arrays import Array
from index.packed_strings import PackedStrings


@dataclass(frozen=True, slots=True)
class FacetValues:
    """The values that articles have in a facet.

    Attributes:
        values: the distinct ones, in order of bytes.
        ends: for every article where its values end in
        codes: the values of all articles, one article behind the other: numbers of ``values``.
    """

    values: Sequence[str]
    ends: Array
    codes: Array

    @classmethod
    def of_columns(cls, columns: Mapping[str, Array], facet: str) -> "FacetValues":
        """Return the values of a facet as the columns of a segment hold them."""
        name = f"facet.{facet}"
        values = tuple(PackedStrings.mapped(columns, name))
        return cls(values, columns[f"{name}.article_ends"], columns[f"{name}.codes"])
