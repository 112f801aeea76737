"""What the first hits of a query say besides its words: more words, by which all hits are ordered.

This is relevance feedback without a reader (the relevance model of Lavrenko and Croft, "Relevance
Based Language Models", 2001, joined with the query as RM3: Abdul-Jaleel et al., "UMass at TREC
2004"). It orders what is listed and lists nothing. A long query says itself what it means.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.analysis import Analyzer, Terms, tokenize
from index.article import Article
from search.language.syntax import Node, Word, optional, parts_of, scored, words_of
from search.ranking.bm25 import PROXIMITY_LEVEL, Ranking, idf

#: A word of the headline counts like so many of the text.
HEADLINE = 2

# A word that one text has once may be there by chance.
_FEWEST_TIMES = 2
_FEWEST_TEXTS = 2
# Nor is a word looked for that hardly any article has, or every fifth.
_FEWEST_ARTICLES = 3
_MOST_SHARE = 0.2

_BYTES_A_WORD = 400


@dataclass(frozen=True, slots=True)
class Feedback:
    """Words of the first hits.

    Attributes:
        words: each with its weight, against 1 for a word of the query on one level.
    """

    words: tuple[tuple[Word, float], ...] = ()

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
    return bool(ranking.feedback) and plain and 0 < words <= ranking.feedback_longest


def feedback_of(
    texts: Sequence[Counter[str]],
    node: Node,
    ranking: Ranking,
    size: int,
    frequencies: Callable[[Sequence[str]], Sequence[int]],
) -> Feedback:
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
        return NO_FEEDBACK
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
        if _FEWEST_ARTICLES <= articles <= max(_FEWEST_ARTICLES, _MOST_SHARE * size)
    }
    chosen = sorted(weights, key=lambda term: (-weights[term], term))[: ranking.feedback_words]
    whole = sum(weights[term] for term in chosen)
    asked = sum(map(scored, parts_of(node)))
    return Feedback(
        tuple((_word(term), ranking.of_feedback(weights[term] / whole, asked)) for term in chosen)
    )


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


def _word(term: str) -> Word:
    return Word(term, Terms((term,), (term,)), None, (PROXIMITY_LEVEL,))
