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

#: Words in more articles than this share of the archive tell little, and their postings are long.
MOST_SHARE = 0.1

#: What an article must reach of the score that the article itself reaches, to be related.
LEAST_SHARE = 0.2

#: No more are looked at; the copies among them are folded later.
MOST = 100

_FIELDS = ("title", "body")
_FEWEST_ARTICLES = 2
#: A word in no more articles than these is looked for however small the archive is.
_ANY_ARTICLES = 50


def near(snapshot: Snapshot, ranking: Ranking, number: int) -> NDArray[np.intp]:
    """The numbers of the articles related to one, the nearest first, without its copies."""
    kept: NDArray[np.intp] | None = snapshot.kept.get(("related", number))
    if kept is None:
        kept = _near(snapshot, ranking, number)
        snapshot.kept.keep(("related", number), kept)
    return kept


def _near(snapshot: Snapshot, ranking: Ranking, number: int) -> NDArray[np.intp]:
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
    return related[np.lexsort((related, -scores[related]))][:MOST]


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
    most = max(_ANY_ARTICLES, int(MOST_SHARE * snapshot.size))
    for terms, count in counted.items():
        containing = snapshot.document_frequency("body", NEAR, terms)
        if _FEWEST_ARTICLES <= containing <= most:
            weighted.append((terms, float(np.log1p(count)) * idf(snapshot.size, containing)))
    return sorted(weighted, key=lambda pair: (-pair[1], pair[0]))[:WORDS]
