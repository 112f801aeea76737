"""Articles on what an article is about; see :mod:`search.ranking.significant_terms`."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.engines.embedded.collector import Numbers, first_copies, represented
from search.engines.embedded.scorers import Scorer
from search.ranking.bm25 import PROXIMITY_LEVEL, normalized, saturate
from search.ranking.significant_terms import FIELDS, LEAST_SHARE, MOST, WeightedTerms


def more_like(number: int, terms: Sequence[WeightedTerms], scorer: Scorer) -> Numbers:
    """Return the numbers of the articles that score best for some terms, best first.

    No copies of the article are among them, and of the copies of another text one alone.

    Args:
        number: of the article that the terms are of; its own score is the measure of the others.
        terms: with their weights.
        scorer: of the snapshot.
    """
    similar = scorer.findings.cached(("more like", number), lambda: _similar(number, terms, scorer))
    representatives = scorer.snapshot.representatives
    first = similar[first_copies(similar, representatives)]
    among = np.zeros(scorer.snapshot.size, dtype=bool)
    among[similar] = True
    return represented(first, among, representatives)


def _similar(number: int, terms: Sequence[WeightedTerms], scorer: Scorer) -> NDArray[np.intp]:
    snapshot, ranking = scorer.snapshot, scorer.ranking
    scores = np.zeros(snapshot.size, dtype=np.float32)
    for word, weight in scorer.deadline.each(terms):
        held = snapshot.terms(PROXIMITY_LEVEL, word)
        for field in FIELDS:
            found = snapshot.union(field, held)
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
