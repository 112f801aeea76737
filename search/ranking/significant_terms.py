"""What an article is about: its significant terms, by which others like it are found.

The words are weighted by how often the beginning of the article has them and how rare they are in
the archive (the offer weight of Robertson, "On Term Selection for Query Expansion", 1990, with
one article taken as relevant); what is found is scored by BM25 like any hit.
"""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from index.analysis import Analyzer, tokenize
from index.article import Article
from search.ranking.bm25 import PROXIMITY_LEVEL, idf

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

#: Where the words are looked for.
FIELDS = ("title", "body")

#: Where it is counted how many articles have a word.
COUNTED = "body"

_FEWEST_ARTICLES = 2
#: A word in no more articles than these is looked for however small the archive is.
_ANY_ARTICLES = 50

#: A word as the terms that it shares with its forms.
WordTerms = tuple[str, ...]

#: A word with its weight.
WeightedTerms = tuple[WordTerms, float]


def significant_terms(
    article: Article,
    analyzer: Analyzer,
    size: int,
    frequencies: Callable[[Sequence[WordTerms]], Sequence[int]],
) -> list[WeightedTerms]:
    """Return the most telling words of an article, each with its weight, the weightiest first.

    Args:
        article: as it is stored.
        analyzer: of the archive.
        size: how many articles the archive holds.
        frequencies: in how many of them each word stands in :data:`COUNTED`.
    """
    counted: Counter[WordTerms] = Counter()
    beginning = tokenize(f"{article.deck}\n{article.body}")[:BEGINNING]
    for words, worth in ((tokenize(article.title), HEADLINE), (beginning, 1)):
        for token in words:
            terms = analyzer.terms(token.text).at(PROXIMITY_LEVEL)
            if terms:
                counted[terms] += worth
    most = max(_ANY_ARTICLES, int(MOST_SHARE * size))
    containing = frequencies(list(counted))
    weighted = [
        (terms, float(np.log1p(count)) * idf(size, articles))
        for (terms, count), articles in zip(counted.items(), containing, strict=True)
        if _FEWEST_ARTICLES <= articles <= most
    ]
    return sorted(weighted, key=lambda pair: (-pair[1], pair[0]))[:WORDS]
