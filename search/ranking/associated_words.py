"""What an archive relates to the words of a query taken together.

The vectors of its words (:mod:`index.associations`), the rarer the weightier, add up to one. Of the
words that are near any of them, those whose vectors are nearest to that are what the texts say
where such words stand. As words of the first hits they order what is listed and list nothing.
(Query expansion by word vectors: Kuzi, Shtok and Kurland, "Query Expansion Using Word Embeddings",
2016.)
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from index.associations import Associations
from search.language.syntax import Node, Word, parts_of, related_words, scored, words_of
from search.ranking.bm25 import Floats, Ranking, idf
from search.ranking.feedback import FEWEST_ARTICLES, MOST_SHARE, AddedWord, word_of

# A related word tells less of what is meant than one that was typed.
_RELATED = 0.5


def associated_words(
    node: Node, associations: Associations, ranking: Ranking
) -> tuple[AddedWord, ...]:
    """Return the words that the archive relates to a query, the nearest first.

    Args:
        node: the query, its related words weighed.
        associations: of the archive.
        ranking: its parameters.
    """
    if not (ranking.associated and len(associations)):
        return ()
    asked = [part for part in parts_of(node) if scored(part)]
    told = [list(_told_by(part, associations)) for part in asked]
    if 2 * sum(map(bool, told)) < len(asked):
        return ()
    weights: dict[int, float] = {}
    for at, weight in (pair for part in told for pair in part):
        weights[at] = weights.get(at, 0.0) + weight * _rarity(associations, at)
    typed = {term for part in asked for term in _terms(words_of(part))}
    near = {other for at in weights for other in associations.neighbours(at)}
    fitting = sorted(at for at in near if _fits(at, typed, associations))
    if not fitting:
        return ()
    whole = np.array([*weights.values()], dtype=np.float32) @ associations.units([*weights])
    return _weighed(fitting, whole, associations, ranking, len(asked))


def _weighed(
    fitting: Sequence[int], whole: Floats, associations: Associations, ranking: Ranking, parts: int
) -> tuple[AddedWord, ...]:
    closeness = associations.units(fitting) @ (whole / max(float(np.linalg.norm(whole)), 1e-9))
    # Of equals the first in the order of letters.
    order = np.argsort(-closeness, kind="stable")[: ranking.associated_words].tolist()
    nearest = [at for at in order if closeness[at] >= ranking.associated_least]
    worth = [float(closeness[at]) * _rarity(associations, fitting[at]) for at in nearest]
    share = ranking.of_added(ranking.associated, parts) / sum(worth or [1.0])
    return tuple(
        AddedWord(word_of(associations.terms[fitting[at]]), one * share, "associated")
        for at, one in zip(nearest, worth, strict=True)
    )


def _told_by(part: Node, associations: Associations) -> Iterator[tuple[int, float]]:
    """Yield the words with vectors of a part of a query, each with what it counts."""
    numbers = associations.number_of
    for term in _terms(words_of(part)):
        if term in numbers:
            yield numbers[term], 1.0
    for one in related_words(part):
        found = [numbers[term] for term in _terms(one.node.words) if term in numbers]
        for at in found:
            yield at, _RELATED * one.share / len(found)


def _fits(at: int, typed: set[str], associations: Associations) -> bool:
    count = int(associations.counts[at])
    most = max(FEWEST_ARTICLES, MOST_SHARE * associations.articles)
    return FEWEST_ARTICLES <= count <= most and associations.terms[at] not in typed


def _terms(words: Iterable[Word]) -> Iterator[str]:
    return (word.terms.light[0] for word in words if word.terms.light)


def _rarity(associations: Associations, at: int) -> float:
    return idf(associations.articles, int(associations.counts[at]))
