"""What an archive relates to the words of a query taken together.

The vectors of its words (:mod:`index.associations`), the rarer the weightier, add up to one; the
words whose vectors are nearest to that are what the texts say where such words stand. As words of
the first hits they order what is listed and list nothing. (Query expansion by word vectors: Kuzi,
Shtok and Kurland, "Query Expansion Using Word Embeddings", 2016.)
"""

from collections.abc import Iterable, Iterator

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
    typed = {term for part in asked for term in _terms(words_of(part))}
    whole = _vector(asked, associations)
    if whole is None:
        return ()
    closeness = associations.units @ whole
    nearest = _nearest(closeness, typed, associations, ranking)
    weights = [float(closeness[at]) * _rarity(associations, at) for at in nearest]
    share = ranking.of_added(ranking.associated, len(asked)) / sum(weights or [1.0])
    return tuple(
        AddedWord(word_of(associations.terms[at]), weight * share, "associated")
        for at, weight in zip(nearest, weights, strict=True)
    )


def _nearest(
    closeness: Floats, typed: set[str], associations: Associations, ranking: Ranking
) -> list[int]:
    counts = associations.counts
    fitting = (closeness >= ranking.associated_least) & (counts >= FEWEST_ARTICLES)
    fitting &= counts <= max(FEWEST_ARTICLES, MOST_SHARE * associations.articles)
    for term in typed:
        if (at := associations.number_of.get(term)) is not None:
            fitting[at] = False
    numbers = np.flatnonzero(fitting)
    ordered = numbers[np.argsort(-closeness[numbers], kind="stable")]
    return [int(at) for at in ordered[: ranking.associated_words]]


def _vector(asked: Iterable[Node], associations: Associations) -> Floats | None:
    """Return the vector of a query; ``None`` where too few of its words have one."""
    units, numbers = associations.units, associations.number_of
    whole = np.zeros(units.shape[1], dtype=np.float32)
    known = 0
    parts = 0
    for part in asked:
        parts += 1
        told = [numbers[term] for term in _terms(words_of(part)) if term in numbers]
        known += bool(told)
        for at in told:
            whole += units[at] * _rarity(associations, at)
        for one in related_words(part):
            found = [numbers[term] for term in _terms(one.node.words) if term in numbers]
            known += bool(found) and not told
            told = told or found
            for at in found:
                weight = _RELATED * one.share * _rarity(associations, at) / len(found)
                whole += units[at] * np.float32(weight)
    length = float(np.linalg.norm(whole))
    return whole / np.float32(length) if length and 2 * known >= parts else None


def _terms(words: Iterable[Word]) -> Iterator[str]:
    return (word.terms.light[0] for word in words if word.terms.light)


def _rarity(associations: Associations, at: int) -> float:
    return idf(associations.articles, int(associations.counts[at]))
