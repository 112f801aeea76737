"""How well an article answers a query: BM25 of every word on every level in every field, added up.

* A word is scored in each field by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance
  Framework: BM25 and Beyond", 2009) and the fields are added: a headline that names the thing says
  so in addition to the text, which repeats it.
* It is scored so on every level of analysis, each with the rarity that it has there; a closer
  level counts in addition to the wider ones that it implies.
* News says first what it is about: a word in the lead, the first words of the text, counts again.
* Words that stand side by side in the query and near each other in the text count again
  (the pairs of Metzler and Croft, "A Markov Random Field Model for Term Dependencies", 2005,
  each place weighted by its distance).
* An article that has all the words of the query counts in full, one that lacks some in proportion
  to the rarity of what it has.

The formulas stand here, free of any engine; the parameters were chosen on one half of the
judged queries by ``bench/relevance/quality.py`` and are reported on the other.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from index.analysis import Level
from index.fields import LEAD_WORDS

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
        fields: by field name; fields that are not named count like ``other_field``.
        levels: weight of each level of analysis.
        k1: how soon more of the same word stops counting.
        lead_words: how many words of the body are its lead.
        lead: weight of a word in the lead, on the level that :data:`PROXIMITY_LEVEL` names.
        window: the most words that one neighbour may stand behind the other, to count.
        proximity: weight of two neighbours of the query near each other in a field.
        coverage: the share of the score that depends on how much of the query an article has.
        other_spelling: weight of a match in another spelling than the one typed.
        related_word: weight of a related word in the place of the one typed.
        feedback: share of the words of the first hits in the whole query.
        feedback_texts: how many first hits are read for them.
        feedback_words: how many of their words are taken.
        feedback_longest: of longer queries, in words, none are, and
        feedback_least: nor of those that list fewer articles.
        associated: share of the words in the whole query that the archive relates to it.
        associated_words: how many of them are taken.
        associated_least: how close they must be, 0 to 1.
        enough: with fewer articles than this that have all the words, those that lack some join.
    """

    fields: Mapping[str, FieldParameters] = field(
        default_factory=lambda: MappingProxyType(
            {
                "title": FieldParameters(1.0, 0.3),
                "deck": FieldParameters(0.6, 0.3),
                "body": FieldParameters(1.0, 0.75),
                "caption": FieldParameters(0.3, 0.3),
                "byline": FieldParameters(0.3, 0.3),
                "dateline": FieldParameters(0.3, 0.3),
            }
        )
    )
    other_field: FieldParameters = FieldParameters(0.3, 0.3)
    levels: Mapping[Level, float] = field(
        default_factory=lambda: MappingProxyType(
            {"exact": 0.4, "light": 1.0, "wide": 0.8, "stem": 0.6}
        )
    )
    k1: float = 1.2
    lead_words: int = LEAD_WORDS
    lead: float = 0.3
    window: int = 6
    proximity: float = 0.35
    coverage: float = 0.3
    other_spelling: float = 0.7
    related_word: float = 0.7
    feedback: float = 0.35
    feedback_texts: int = 5
    feedback_words: int = 10
    feedback_longest: int = 4
    feedback_least: int = 50
    associated: float = 0.2
    associated_words: int = 3
    associated_least: float = 0.5
    enough: int = 1000

    def of_field(self, name: str) -> FieldParameters:
        """Return the parameters of a field."""
        return self.fields.get(name, self.other_field)

    def of_spelling(self, typed: int, words: int) -> float:
        """Return the weight of a match in another spelling, against 1 for the one typed.

        A spelling in one word stands for all words that were typed.

        Args:
            typed: how many words were typed.
            words: how many the other spelling has.
        """
        return self.other_spelling * typed / words

    def of_related(self, share: float) -> float:
        """Return the weight of a related word, against 1 for the one typed.

        Args:
            share: what it counts against other related words, 0 to 1.
        """
        return self.related_word * share

    def of_added(self, share: float, parts: int) -> float:
        """Return the weight of all words together that are added to a query.

        Args:
            share: of them in the whole, 0 to 1.
            parts: that the query has.
        """
        return share / (1 - share) * parts * sum(self.levels.values())


#: The level on which leads and neighbours are looked at.
PROXIMITY_LEVEL: Level = "light"


def normalized(
    frequency: Floats, length: Floats, average_length: float, parameters: FieldParameters
) -> Floats:
    """Return term frequencies in one field, normalised by the length of the field.

    Args:
        frequency: how often the term stands in each article.
        length: of the field in each of these articles, in words.
        average_length: the mean over all articles that have the field, in words.
        parameters: of the field.
    """
    normal = 1 - parameters.b + parameters.b * (length / max(average_length, 1.0))
    return (frequency / normal).astype(np.float32)


def length_norms(
    lengths: Floats, average_length: float, parameters: FieldParameters, k1: float
) -> Floats:
    """Return what the length of a field adds to a frequency before it saturates.

    Args:
        lengths: of the field in some articles, in words.
        average_length: the mean over all articles that have the field, in words.
        parameters: of the field.
        k1: of the ranking.
    """
    normal = 1 - parameters.b + parameters.b * (lengths / max(average_length, 1.0))
    return (k1 * normal).astype(np.float32)


def saturated(frequency: Floats, norms: Floats | np.float32, k1: float) -> Floats:
    """Return frequencies normalised by length and brought below ``k1 + 1``, in one step.

    The same as :func:`saturate` of what :func:`normalized` gives.

    Args:
        frequency: how often a term stands in each of some articles.
        norms: of these articles, by :func:`length_norms`; ``k1`` where length does not count.
        k1: of the ranking.
    """
    scores: Floats = frequency / (frequency + norms) * np.float32(k1 + 1)
    return scores


def idf(articles: int, containing: int) -> float:
    """Return the inverse document frequency of BM25, never negative.

    Args:
        articles: how many the archive holds.
        containing: how many of them have the term.
    """
    return math.log1p((articles - containing + 0.5) / (containing + 0.5))


def saturate(frequency: Floats, k1: float) -> Floats:
    """Return normalised frequencies brought below ``k1 + 1``."""
    return frequency * (k1 + 1) / (frequency + k1)


def required_coverage(words: int) -> float:
    """Return the share of a query, 0 to 1, that an article must have to be listed.

    The share is by the rarity of the words.

    Of two words seven tenths, of four a quarter, of nine a thirteenth: a short query stays
    precise, and a long question finds what answers it in other words.
    """
    return min(1.0, 2.0 / math.pow(max(1, words), 1.5))
