"""From the texts of an archive to the words that it relates."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis import Analyzer
from index.analysis.folding import fold_letters, spelling
from index.associations.associations import NO_ASSOCIATIONS, Associations
from index.associations.sampling import ROWS_OF_AN_ARTICLE, WordRows
from index.associations.vectors import SHAPE, Shape, word_vectors

#: In fewer words than this nothing is seen often enough.
FEWEST_WORDS = 100_000

_FEWEST_TIMES = 20
_MOST_TERMS = 30_000
# What is spelled so once or twice tells little, and most spellings are.
_FEWEST_SPELLED = 3


def associations_of(
    rows: WordRows,
    spellings: Sequence[str],
    analyzer: Analyzer,
    shape: Shape = SHAPE,
    fewest: int = FEWEST_WORDS,
) -> Associations:
    """Return the words that an archive relates; none where it is small.

    Args:
        rows: its texts.
        spellings: its words as they stand, by their numbers.
        analyzer: of it.
        shape: of the vectors.
        fewest: words that it must have.
    """
    if len(rows.words) < fewest:
        return NO_ASSOCIATIONS
    found = _terms_of(rows, spellings, analyzer)
    if not found.terms:  # words enough, none of them twenty times, or numbers alone
        return NO_ASSOCIATIONS
    terms = found.of_spelling[rows.words]
    told = terms >= 0
    texts = np.repeat(np.arange(len(rows.lengths), dtype=np.int32), rows.lengths)
    vectors = word_vectors(terms[told], texts[told], len(found.terms), shape)
    order = sorted(range(len(found.terms)), key=found.terms.__getitem__)
    return Associations.of(
        [found.terms[at] for at in order],
        [found.shown[at] for at in order],
        _articles(terms, told, rows, len(found.terms))[order],
        rows.articles,
        vectors[order],
    )


def _articles(
    terms: NDArray[np.int32], told: NDArray[np.bool_], rows: WordRows, size: int
) -> NDArray[np.int64]:
    """Return in how many articles each term stands."""
    of_article = rows.lengths.reshape(-1, ROWS_OF_AN_ARTICLE).sum(axis=1)
    articles = np.repeat(np.arange(len(of_article)), of_article)
    pairs = np.sort(articles[told] * size + terms[told])
    first = np.diff(pairs, prepend=-1) > 0
    return np.bincount(pairs[first] % size, minlength=size)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms that stand often enough, the most frequent first.

    Attributes:
        terms: light ones.
        shown: how each is written.
        of_spelling: the number of the term of each word of the archive, -1 where it has none.
    """

    terms: Sequence[str]
    shown: Sequence[str]
    of_spelling: NDArray[np.int32]


def _terms_of(rows: WordRows, spellings: Sequence[str], analyzer: Analyzer) -> _Terms:
    times = np.bincount(rows.words, minlength=len(spellings))
    numbers: dict[str, int] = {}
    of_spelling = np.full(len(spellings), -1, dtype=np.int32)
    for at in np.flatnonzero(times >= _FEWEST_SPELLED).tolist():
        light = analyzer.terms_without_stem(spellings[at]).light
        if light and light[0].isalpha():
            of_spelling[at] = numbers.setdefault(light[0], len(numbers))
    told = of_spelling >= 0
    of_term = np.bincount(of_spelling[told], weights=times[told], minlength=len(numbers))
    terms = tuple(numbers)
    frequent = [at for at in range(len(terms)) if of_term[at] >= _FEWEST_TIMES]
    chosen = sorted(frequent, key=lambda at: (-of_term[at], terms[at]))[:_MOST_TERMS]
    place = np.full(len(terms) + 1, -1, dtype=np.int32)
    place[chosen] = np.arange(len(chosen), dtype=np.int32)
    of_spelling = place[of_spelling]
    kept = [terms[at] for at in chosen]
    return _Terms(kept, _shown(kept, of_spelling, spellings, times), of_spelling)


def _shown(
    terms: Sequence[str],
    of_spelling: NDArray[np.int32],
    spellings: Sequence[str],
    times: NDArray[np.int64],
) -> list[str]:
    """Return how each term is mostly written; as the term itself where some text has it so."""
    best: list[tuple[bool, int, str]] = [(False, 0, "")] * len(terms)
    for at in np.flatnonzero(of_spelling >= 0).tolist():
        term, written = of_spelling[at], spelling(spellings[at])
        ranked = (fold_letters(written) == terms[term], int(times[at]), written)
        best[term] = max(best[term], ranked)
    return [written for _, _, written in best]
