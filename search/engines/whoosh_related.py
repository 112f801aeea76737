"""Articles on what an article is about: its most telling words, searched for as a query would be.

The words are weighted by how often the beginning of the article has them and how rare they are in
the archive (the offer weight of Robertson, "On Term Selection for Query Expansion", 1990, with
one article taken as relevant); what is found is scored by BM25 like any hit.
"""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from index.analysis import tokenize
from index.article import Article
from search.engines.whoosh_snapshot import Snapshot
from search.ranking import NEAR, Ranking, idf, normalized, saturate

#: So many words are looked for.
WORDS = 30

#: A word in the headline counts like so many in the text.
HEADLINE = 3

#: So many words of the body are read; what an article is about, it says first.
BEGINNING = 200

#: What an article must reach of the score that the article itself reaches, to be related.
LEAST_SHARE = 0.2

_FIELDS = ("title", "body")
_FEWEST_ARTICLES = 2


def near(snapshot: Snapshot, ranking: Ranking, number: int) -> NDArray[np.intp]:
    """The numbers of the articles related to one, the nearest first, without its copies."""
    scores = np.zeros(snapshot.size, dtype=np.float32)
    for terms, weight in _telling(snapshot, snapshot.article(number)):
        for field in _FIELDS:
            found = snapshot.united(field, NEAR, terms)
            if found is None:
                continue
            frequency = normalized(
                found.frequencies,
                snapshot.lengths[field][found.articles],
                snapshot.average_lengths[field],
                ranking.of_field(field),
            )
            scores[found.articles] += np.float32(weight) * saturate(frequency, ranking.k1)
    least = LEAST_SHARE * scores[number]
    scores[snapshot.copies(number)] = 0
    related = np.flatnonzero((scores > 0) & (scores >= least))
    return related[np.lexsort((related, -scores[related]))]


def _telling(snapshot: Snapshot, article: Article) -> list[tuple[tuple[str, ...], float]]:
    """The most telling words of an article, as terms, each with its weight."""
    counted: Counter[tuple[str, ...]] = Counter()
    beginning = tokenize(f"{article.deck}\n{article.body}")[:BEGINNING]
    for words, worth in ((tokenize(article.title), HEADLINE), (beginning, 1)):
        for token in words:
            terms = snapshot.analyzer.terms(token.text).at(NEAR)
            if terms:
                counted[terms] += worth
    weighted: list[tuple[tuple[str, ...], float]] = []
    for terms, count in counted.items():
        found = snapshot.united("body", NEAR, terms)
        containing = len(found.articles) if found else 0
        if containing >= _FEWEST_ARTICLES:
            weighted.append((terms, float(np.log1p(count)) * idf(snapshot.size, containing)))
    return sorted(weighted, key=lambda pair: (-pair[1], pair[0]))[:WORDS]
