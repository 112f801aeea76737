"""Prefixes and phrases: what stands in texts as it was typed, taken as one term of several fields.

What matches as written matches on every level, and counts like a word that does.
"""

from collections.abc import Iterable, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array
from index.stores.embedded.level_index import Postings
from search.engines.embedded import occurrences
from search.engines.embedded.found import Found
from search.engines.embedded.scorers import Scorer
from search.language.syntax import Expression, Phrase, Prefix
from search.ranking.bm25 import idf, normalized, saturate
from search.ranking.proximity import Occurrences, articles_of, in_a_row
from search.ranking.scored_fields import fields_of, fields_of_neighbours
from search.results import Match

#: So many words the prefixes of a query together may stand for, each an equal share, a word in
#: two fields counted twice; where there are more, the most frequent are taken.
MAX_PREFIX_WORDS = 2000


def words_of_prefix(prefix: Prefix) -> int:
    """Return how many words a prefix may stand for; of more, the most frequent are taken."""
    return MAX_PREFIX_WORDS // prefix.sharing


def is_too_wide(prefix: Prefix, scorer: Scorer) -> bool:
    """Tell whether more words of an index begin so than a prefix may stand for."""
    held = scorer.snapshot.held.levels["exact"]
    places = (held.beginning(field, prefix.exact) for field in fields_of(prefix.field))
    return sum(map(len, places)) > words_of_prefix(prefix)


def prefix(asked: Prefix, scorer: Scorer) -> Found:
    """Return the articles with a word that begins so."""
    held = scorer.snapshot.held.levels["exact"]
    fields = sorted(fields_of(asked.field))
    places = [held.beginning(field, asked.exact) for field in fields]
    counts = [held.document_frequencies(within) for within in places]
    numbers = [held.numbers(within) for within in places]
    kept = _most_frequent(counts, numbers, words_of_prefix(asked))
    found = (
        (field, held.postings_of_all(within, chosen))
        for field, within, chosen in zip(fields, places, kept, strict=True)
    )
    return _as_one_term(found, scorer)


def phrase(asked: Phrase, scorer: Scorer) -> Found:
    """Return the articles with these words in a row."""
    found: list[tuple[str, Postings]] = []
    rarity = 0.0
    size = scorer.snapshot.size
    for field in fields_of(asked.field):
        terms = {
            term: scorer.snapshot.postings(field, "exact", term)
            for term in scorer.deadline.each(dict.fromkeys(asked.exact))
        }
        present = {term: list_ for term, list_ in terms.items() if list_ is not None}
        if len(present) < len(terms):
            continue
        together = _in_a_row(asked.exact, present, scorer)
        if together.articles.size:
            found.append((field, together))
            commonness = (len(present[term].articles) for term in asked.exact)
            rarity = max(rarity, sum(idf(size, df) for df in commonness))
    return _as_one_term(found, scorer, rarity)


def expression(asked: Expression, scorer: Scorer) -> Found:
    """Return the articles with these words in a row, each in any of its forms."""
    return _as_one_term(
        (
            (field, Postings(*np.unique(articles_of(starts), return_counts=True)))
            for field in fields_of_neighbours(asked.field)
            if (starts := _starts(asked, field, scorer)).size
        ),
        scorer,
    )


def _starts(asked: Expression, field: str, scorer: Scorer) -> Occurrences:
    """Where the words of an expression follow each other in a field."""
    snapshot = scorer.snapshot
    lists = [
        snapshot.lists(field, snapshot.terms(level, terms))
        for level, terms in scorer.deadline.each(asked.terms)
    ]
    every = reduce(np.logical_and, (occurrences.having(one, snapshot.size) for one in lists))
    return in_a_row(occurrences.any_of(one, every) for one in scorer.deadline.each(lists))


def _in_a_row(words: Sequence[str], lists: dict[str, Postings], scorer: Scorer) -> Postings:
    """The articles in which words of a field follow each other, and how often."""
    size = scorer.snapshot.size
    every = reduce(
        np.logical_and,
        (occurrences.having([one], size) for one in scorer.deadline.each(lists.values())),
    )
    # A word may stand several times in a phrase.
    stands: dict[str, Occurrences] = {
        term: occurrences.any_of([one], every) for term, one in scorer.deadline.each(lists.items())
    }
    starts = in_a_row(scorer.deadline.each(map(stands.__getitem__, words)))
    return Postings(*np.unique(articles_of(starts), return_counts=True))


def _as_one_term(
    found: Iterable[tuple[str, Postings]], scorer: Scorer, rarity: float | None = None
) -> Found:
    """BM25 of postings in several fields, taken as those of one term."""
    snapshot, ranking = scorer.snapshot, scorer.ranking
    size = snapshot.size
    total = np.zeros(size, dtype=np.float32)
    for field, postings in scorer.deadline.each(found):
        parameters = ranking.of_field(field)
        frequencies = np.bincount(postings.articles, postings.frequencies, size)
        articles = np.flatnonzero(frequencies)
        total[articles] += parameters.weight * normalized(
            frequencies[articles].astype(np.float32),
            snapshot.lengths[field][articles],
            snapshot.average_lengths[field],
            parameters,
        )
    having = np.flatnonzero(total > 0)
    if rarity is None:
        rarity = idf(size, len(having))
    every_level = sum(ranking.levels.values())
    scores = every_level * rarity * saturate(total[having], ranking.k1)
    closest = np.full(len(having), Match.EXACT, dtype=np.int8)
    return Found(having.astype(np.int32), closest, scores.astype(np.float32))


def _most_frequent(
    counts: Sequence[NDArray[np.int64]], terms: Sequence[Array], most: int
) -> list[NDArray[np.intp]]:
    """Return which words of each field are the most frequent of all; of equals the later ones.

    Args:
        counts: of every field how many articles each of its words has, and
        terms: the numbers of these words.
        most: how many words of all fields together.
    """
    sizes = [len(part) for part in counts]
    fields = np.repeat(np.arange(len(counts)), sizes)
    kept = np.lexsort((fields, np.concatenate(terms), np.concatenate(counts)))[::-1][:most]
    places = np.concatenate([np.arange(size) for size in sizes])
    return [np.sort(places[kept[fields[kept] == number]]) for number in range(len(counts))]
