"""BM25F over fields and levels: how well an article answers a word.

The term frequencies of a word in the fields of an article are first weighted and normalised by
each field's length, then summed, and only the sum is saturated (Robertson, Zaragoza and Taylor,
"Simple BM25 Extension to Multiple Weighted Fields", CIKM 2004). A word is scored so on every
level of analysis, and the levels are added up, a closer one counting in addition to the wider
ones that it implies.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from index.analysis import Level

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FieldParameters:
    """How much a word counts in a field.

    Attributes:
        weight: against the body's 1.
        b: how far a long field lowers it, 0 (not at all) to 1 (in full proportion).
    """

    weight: float
    b: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The parameters of the ranking.

    Attributes:
        fields: by field name; fields that are not named count like ``other_field``. A headline
            names a thing once: its weight lets that one mention count like many in the body.
        levels: weight of each level of analysis.
        k1: how soon more of the same word stops counting.
    """

    fields: Mapping[str, FieldParameters] = field(
        default_factory=lambda: MappingProxyType(
            {
                "title": FieldParameters(10.0, 0.3),
                "deck": FieldParameters(1.0, 0.3),
                "body": FieldParameters(1.0, 0.75),
                "caption": FieldParameters(0.5, 0.3),
                "byline": FieldParameters(0.5, 0.3),
                "dateline": FieldParameters(0.5, 0.3),
            }
        )
    )
    other_field: FieldParameters = FieldParameters(0.5, 0.3)
    levels: Mapping[Level, float] = field(
        default_factory=lambda: MappingProxyType({"exact": 0.3, "light": 1.0})
    )
    k1: float = 1.5

    def of_field(self, name: str) -> FieldParameters:
        """The parameters of a field."""
        return self.fields.get(name, self.other_field)


def weighted_frequency(
    frequency: Floats, length: Floats, average_length: float, parameters: FieldParameters
) -> Floats:
    """Term frequencies in one field, weighted and normalised by the field's length in words."""
    normal = 1 - parameters.b + parameters.b * (length / max(average_length, 1.0))
    return (parameters.weight * frequency / normal).astype(np.float32)


def idf(articles: int, containing: int) -> float:
    """Inverse document frequency as in BM25, never negative."""
    return float(np.log1p((articles - containing + 0.5) / (containing + 0.5)))


def saturate(weighted: Floats, k1: float) -> Floats:
    """The summed frequency of all fields, brought below ``k1 + 1``."""
    return weighted * (k1 + 1) / (weighted + k1)
