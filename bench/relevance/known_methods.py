"""Published ways to make Arabic words findable, each as BM25 over the same articles in memory.

What a method does to a word is all that sets it apart from the others: one tokenizer, one BM25
(k1 1.2; title with b 0.3, text with b 0.75, their scores added), no stop words removed. They are
what ``bench/relevance/quality.py`` measures Fihris against.
"""

import re
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from snowballstemmer.arabic_stemmer import ArabicStemmer

from index.analysis import fold
from index.analysis.folding import digits, spelling
from index.analysis.words import WORD
from index.article import Article

#: From a word as it stands to its terms; no term for what is none.
Analysis = Callable[[str], tuple[str, ...]]

_K1 = 1.2
_B = {"title": 0.3, "body": 0.75}
_CACHED = 1_000_000


@dataclass(frozen=True, slots=True)
class Method:
    """A way to match words.

    Attributes:
        name: as the table calls it.
        levels: what it does to a word, and the weight of that; scores of several are added. The
            first is the one that tells words apart.
    """

    name: str
    levels: tuple[tuple[Analysis, float], ...]

    def joins(self, first: str, second: str) -> bool:
        """Return whether two words have a term in common on any level."""
        return any(set(analysis(first)) & set(analysis(second)) for analysis, _ in self.levels)

    def joins_first(self, first: str, second: str) -> bool:
        """Return whether two words have a term in common on the first level."""
        analysis, _ = self.levels[0]
        return bool(set(analysis(first)) & set(analysis(second)))


def _one(term: str) -> tuple[str, ...]:
    return (term,) if term else ()


@lru_cache(maxsize=_CACHED)
def folded(word: str) -> tuple[str, ...]:
    """Return the spelling of Fihris's exact level and nothing else."""
    return _one(fold(word))


_snowball = ArabicStemmer()


@lru_cache(maxsize=_CACHED)
def snowball(word: str) -> tuple[str, ...]:
    """Return Snowball's Arabic stem of the word as spelled: the stemmer does its own folding."""
    return _one(_snowball.stemWord(spelling(word)))


_LUCENE_LETTERS = str.maketrans("آأإىة", "ااايه")
_LUCENE_DROPPED = re.compile("[\u0640\u064b-\u0652]")
_LIGHT10_PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
_LIGHT10_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")


@lru_cache(maxsize=_CACHED)
def lucene(word: str) -> tuple[str, ...]:
    """Return the term of Lucene's Arabic chain: its normalization, then the light10 stem."""
    plain = _LUCENE_DROPPED.sub("", digits(word.lower())).translate(_LUCENE_LETTERS)
    return _one(light10(plain))


def light10(word: str) -> str:
    """Return the light10 stem (Larkey, Ballesteros and Connell), with Lucene's least lengths.

    One prefix at most is taken off; a lone و only where three letters stay, others where two do.
    Every suffix is tried once, in their order, and leaves two letters.
    """
    for prefix in _LIGHT10_PREFIXES:
        least = 3 if len(prefix) == 1 else 2
        if word.startswith(prefix) and len(word) >= len(prefix) + least:
            word = word[len(prefix) :]
            break
    for suffix in _LIGHT10_SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word[: -len(suffix)]
    return word


def isri() -> Analysis | None:
    """Return NLTK's ISRI root; ``None`` where NLTK is not installed."""
    try:
        from nltk.stem.isri import ISRIStemmer
    except ImportError:
        return None
    stemmer = ISRIStemmer()

    @lru_cache(maxsize=_CACHED)
    def root(word: str) -> tuple[str, ...]:
        return _one(stemmer.stem(spelling(word)))

    return root


@lru_cache(maxsize=_CACHED)
def four_grams(word: str) -> tuple[str, ...]:
    """Return every four signs in a row of the folded word, with signs for its beginning and end."""
    whole = fold(word)
    if not whole:
        return ()
    signs = f"_{whole}_"
    return tuple(signs[at : at + 4] for at in range(max(1, len(signs) - 3)))


LUCENE = Method("Lucene's chain (light10)", ((lucene, 1.0),))


def methods() -> tuple[list[Method], list[str]]:
    """Return the methods in the order of the table, and the names of those that cannot run here."""
    found = [
        Method("folded spelling only", ((folded, 1.0),)),
        Method("Snowball Arabic", ((snowball, 1.0),)),
        LUCENE,
    ]
    root = isri()
    grams = Method("character 4-grams", ((four_grams, 1.0),))
    rooted, summed = "NLTK ISRI root", "Lucene + 0.4 ISRI + 0.3 folded"
    if root is None:
        return [*found, grams], [rooted, summed]
    levels = ((lucene, 1.0), (root, 0.4), (folded, 0.3))
    return [*found, Method(rooted, ((root, 1.0),)), grams, Method(summed, levels)], []


@dataclass(frozen=True)
class Collection:
    """Articles as counts of words.

    Attributes:
        articles: in the order of their rows.
        vocabulary: their words as they stand, by column.
        counts: of every field, how often each article has each word.
    """

    articles: Sequence[Article]
    vocabulary: tuple[str, ...]
    counts: Mapping[str, sparse.csr_matrix]

    @classmethod
    def of(cls, articles: Sequence[Article]) -> "Collection":
        """Count the words of articles."""
        numbers: dict[str, int] = {}
        columns = {name: array("i") for name in _B}
        starts = {name: [0] for name in _B}
        for article in articles:
            for name in _B:
                for word in WORD.findall(getattr(article, name)):
                    columns[name].append(numbers.setdefault(word, len(numbers)))
                starts[name].append(len(columns[name]))
        shape = (len(articles), len(numbers))
        counts = {
            name: sparse.csr_matrix(
                (np.ones(len(columns[name])), np.asarray(columns[name]), starts[name]), shape=shape
            )
            for name in _B
        }
        return cls(articles, tuple(numbers), counts)


class Level:
    """BM25 of one analysis over a collection, for the terms that some queries ask."""

    def __init__(self, collection: Collection, analysis: Analysis, queries: Iterable[str]) -> None:
        self._analysis = analysis
        asked = sorted({term for text in queries for term in self.terms(text)})
        self._columns = {term: column for column, term in enumerate(asked)}
        members = self._members(collection.vocabulary)
        terms = np.array([len(analysis(word)) for word in collection.vocabulary], dtype=np.float64)
        title, body = (
            _bm25((counts @ members).tocsc(), counts @ terms, _B[name])
            for name, counts in collection.counts.items()
        )
        self._scores: sparse.csc_matrix = title + body
        self._size = len(collection.articles)

    def terms(self, text: str) -> list[str]:
        """Return the terms of a query; a word that stands twice counts twice."""
        return [term for word in WORD.findall(text) for term in self._analysis(word)]

    def scores(self, text: str) -> NDArray[np.float64]:
        """Return the score of every article for a query."""
        total = np.zeros(self._size)
        starts = self._scores.indptr
        for term in self.terms(text):
            column = self._columns[term]
            part = slice(starts[column], starts[column + 1])
            total[self._scores.indices[part]] += self._scores.data[part]
        return total

    def _members(self, vocabulary: Sequence[str]) -> sparse.csr_matrix:
        """Which words have which of the terms, and how often."""
        rows, columns = array("i"), array("i")
        for row, word in enumerate(vocabulary):
            for term in self._analysis(word):
                if term in self._columns:
                    rows.append(row)
                    columns.append(self._columns[term])
        shape = (len(vocabulary), len(self._columns))
        return sparse.csr_matrix(
            (np.ones(len(rows)), (np.asarray(rows), np.asarray(columns))), shape=shape
        )


def _bm25(counts: sparse.csc_matrix, lengths: NDArray[np.float64], b: float) -> sparse.csc_matrix:
    """The score that every term adds to every article by one field."""
    present = lengths[lengths > 0]
    average = float(present.mean()) if present.size else 1.0
    containing = np.diff(counts.indptr)
    rarity = np.log1p((len(lengths) - containing + 0.5) / (containing + 0.5))
    frequency = counts.data / (1 - b + b * lengths[counts.indices] / average)
    scores = np.repeat(rarity, containing) * frequency * (_K1 + 1) / (frequency + _K1)
    return sparse.csc_matrix((scores, counts.indices, counts.indptr), shape=counts.shape)


class Ranker:
    """Ranks the articles of a collection by a method."""

    def __init__(self, collection: Collection, method: Method, queries: Iterable[str]) -> None:
        queries = list(queries)
        self._articles = collection.articles
        self._levels = [
            (Level(collection, analysis, queries), weight) for analysis, weight in method.levels
        ]

    def rank(self, text: str, depth: int) -> list[Article]:
        """Return the first articles for a query; of equal ones the first of the collection."""
        total: NDArray[np.float64] = sum(
            (weight * level.scores(text) for level, weight in self._levels),
            start=np.zeros(len(self._articles)),
        )
        found = np.flatnonzero(total > 0)
        order = found[np.argsort(-total[found], kind="stable")][:depth]
        return [self._articles[number] for number in order.tolist()]
