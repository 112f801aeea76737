"""Articles on what an article is about; see :mod:`search.ranking.significant_terms`."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.engines.embedded.snapshot import Snapshot
from search.ranking.bm25 import NEAR, Ranking, normalized, saturate
from search.ranking.significant_terms import COUNTED, FIELDS, LEAST_SHARE, MOST, Terms, telling


def near(snapshot: Snapshot, ranking: Ranking, number: int) -> NDArray[np.intp]:
    """The numbers of the articles related to one, the nearest first, without its copies."""
    kept: NDArray[np.intp] | None = snapshot.kept.get(("related", number))
    if kept is None:
        kept = _near(snapshot, ranking, number)
        snapshot.kept.keep(("related", number), kept)
    return kept


def _near(snapshot: Snapshot, ranking: Ranking, number: int) -> NDArray[np.intp]:
    scores = np.zeros(snapshot.size, dtype=np.float32)
    article = snapshot.article(number)

    def frequencies(words: Sequence[Terms]) -> list[int]:
        return [snapshot.document_frequency(COUNTED, NEAR, terms) for terms in words]

    for terms, weight in telling(article, snapshot.analyzer, snapshot.size, frequencies):
        for field in FIELDS:
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
