"""What the first hits of a query say besides its words: more words, by which all hits are ordered.

This is relevance feedback without a reader (the relevance model of Lavrenko and Croft, "Relevance
Based Language Models", 2001, joined with the query as RM3: Abdul-Jaleel et al., "UMass at TREC
2004"). It orders what is listed and lists nothing. A long query says itself what it means.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from index.analysis import Analyzer, Terms, tokenize
from index.article import Article
from search.language.syntax import Node, Word, optional, parts_of, scored, words_of
from search.ranking.bm25 import PROXIMITY_LEVEL, Ranking, idf

#: A word of the headline counts like so many of the text.
HEADLINE = 2

# A word that one text has once may be there by chance.
_FEWEST_TIMES = 2
_FEWEST_TEXTS = 2
#: Nor is a word looked for that hardly any article has,
FEWEST_ARTICLES = 3
#: or every fifth.
MOST_SHARE = 0.2

_BYTES_A_WORD = 400


class AddedWord(NamedTuple):
    """A word that orders hits beside those of the query.

    Attributes:
        word: what is looked for.
        weight: against 1 for a word of the query on one level.
        kind: whether it is one of the first hits, or one that the archive relates to the query.
    """

    word: Word
    weight: float
    kind: Literal["feedback", "associated"] = "feedback"


@dataclass(frozen=True, slots=True)
class Feedback:
    """Words that order hits beside those of the query.

    Attributes:
        words: none of them stands twice with one kind.
    """

    words: tuple[AddedWord, ...] = ()

    @property
    def nbytes(self) -> int:
        """Memory that it takes, in bytes."""
        return _BYTES_A_WORD * (1 + len(self.words))


NO_FEEDBACK = Feedback()


def is_helped(node: Node, ranking: Ranking) -> bool:
    """Return whether feedback orders the hits of a query: a short one, of plain words alone."""
    asked = [part for part in parts_of(node) if scored(part)]
    plain = all(map(optional, asked))
    words = sum(1 for part in asked for _ in words_of(part))
    wanted = ranking.feedback or ranking.associated
    return bool(wanted) and plain and 0 < words <= ranking.feedback_longest


def feedback_of(
    texts: Sequence[Counter[str]],
    node: Node,
    ranking: Ranking,
    size: int,
    frequencies: Callable[[Sequence[str]], Sequence[int]],
) -> tuple[AddedWord, ...]:
    """Return the most telling words of the first hits, the weightiest first.

    Fewer hits than are read say nothing of what is asked for.

    Args:
        texts: the terms of the first hits, each text once; see :func:`terms_of`.
        node: the query.
        ranking: its parameters.
        size: how many articles the archive holds.
        frequencies: in how many of them each term stands.
    """
    if len(texts) < ranking.feedback_texts:
        return ()
    shares: dict[str, float] = {}
    held: Counter[str] = Counter()
    most: dict[str, int] = {}
    for terms in texts:
        length = max(1, terms.total())
        for term, times in terms.items():
            shares[term] = shares.get(term, 0.0) + times / length
            held[term] += 1
            most[term] = max(times, most.get(term, 0))
    telling = [
        term for term in shares if most[term] >= _FEWEST_TIMES or held[term] >= _FEWEST_TEXTS
    ]
    weights = {
        term: shares[term] * idf(size, articles)
        for term, articles in zip(telling, frequencies(telling), strict=True)
        if FEWEST_ARTICLES <= articles <= max(FEWEST_ARTICLES, MOST_SHARE * size)
    }
    chosen = sorted(weights, key=lambda term: (-weights[term], term))[: ranking.feedback_words]
    whole = sum(weights[term] for term in chosen)
    asked = sum(map(scored, parts_of(node)))
    full = ranking.of_added(ranking.feedback, asked)
    return tuple(AddedWord(word_of(term), full * weights[term] / whole) for term in chosen)


def terms_of(article: Article, analyzer: Analyzer) -> Counter[str]:
    """Return how often an article has a word of each light term; the headline counts twice.

    Args:
        article: of the archive.
        analyzer: of it.
    """
    found: Counter[str] = Counter()
    for text, worth in ((article.title, HEADLINE), (article.body, 1)):
        for token in tokenize(text):
            light = analyzer.terms_without_stem(token.text).light
            if light:
                found[light[0]] += worth
    return found


def word_of(term: str) -> Word:
    """Return what looks for a light term."""
    return Word(term, Terms((term,), (term,)), None, (PROXIMITY_LEVEL,))
