"""Makes of what was counted of new articles what is added to the completions of an archive."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis.corpus_frequencies import least_articles
from index.arrays import Array
from index.completions.additions import Additions
from index.completions.completions import Completions
from index.completions.counter import least_with_a_phrase, phrases_folded, words_folded
from index.completions.counts import CompletionCounts, signs_of, titles_of
from index.completions.phrases import counts_of_longer, is_part
from index.completions.strings import Strings
from index.completions.texts import Texts

_Arrays = dict[str, Array]


def additions_of(
    base: Completions,
    numbers: NDArray[np.integer],
    parts: Sequence[CompletionCounts],
    articles: int,
) -> Additions:
    """Return what is added to the completions of the last full build.

    Args:
        base: of the last full build.
        numbers: for each article of that build its number in the archive; -1 where its title is
            not offered any more.
        parts: what was counted of the articles that came since, in order, with the numbers that
            they have in the archive (:meth:`CompletionCounts.renumbered`). It was looked up in
            ``base``.
        articles: how many the archive has.
    """
    return Additions(
        _words(base, parts, least_articles(articles))
        | _phrases(base, parts, least_with_a_phrase(articles))
        | _titles(base, numbers, parts)
    )


def _words(base: Completions, parts: Sequence[CompletionCounts], least: int) -> _Arrays:
    came = _came("word", parts, least)
    folded = words_folded(came.frequent)
    new = sorted(word for word, count in folded.articles.items() if word and count >= least)
    return {
        "words": signs_of(new),
        "word_places": _array(map(base.held["words"].place, new)),
        "word_counts": _array(folded.articles[word] for word in new),
        "spellings": signs_of(map(folded.spelling, new)),
        "known_words": came.known,
        "known_word_counts": came.counts,
    }


def _phrases(base: Completions, parts: Sequence[CompletionCounts], least: int) -> _Arrays:
    came = _came("phrase", parts, least)
    folded = phrases_folded(came.frequent)
    counts = base.counts.copy()
    counts[came.known] += came.counts
    frequent = {one: count for one, count in folded.articles.items() if count >= least}
    longer = counts_of_longer(frequent)
    of_known = np.zeros_like(counts)
    of_known[came.known] = counts[came.known]
    new = sorted(
        one
        for one, count in frequent.items()
        if " " not in one
        or not (
            is_part(longer[one], count)
            or _is_part_of_a_known_one(one, count, base, of_known)
            or _was_part(one, count, base, counts)
        )
    )
    return {
        "phrases": signs_of(new),
        "phrase_words": Texts.of(new).words,
        "phrase_places": _array(map(base.held["phrases"].place, new)),
        "phrase_counts": _array(frequent[one] for one in new),
        "phrases_shown": signs_of(map(folded.shown, new)),
        "known_phrases": came.known,
        "known_phrase_counts": came.counts,
    }


def _is_part_of_a_known_one(
    phrase: str, count: int, base: Completions, counts: NDArray[np.int32]
) -> bool:
    """Tell whether a new phrase is part of one that the last full build has.

    Args:
        phrase: folded.
        count: how many articles that came have it.
        base: of the last full build.
        counts: of its phrases, now; 0 for those that no article has which came.
    """
    found, _ = base.phrases.starting_with(phrase, whole=True)
    longer = np.unique(found)
    # What is very long is found by its beginning alone.
    texts = base.held["phrases"].at(longer.tolist())
    is_longer = np.array([f" {phrase} " in f" {text} " for text in texts], dtype=np.bool_)
    return is_part(int(counts[longer[is_longer]].max(initial=0)), count)


def _was_part(phrase: str, count: int, base: Completions, counts: NDArray[np.int32]) -> bool:
    """Tell whether a phrase that the last full build left out is part of one that it has.

    Args:
        phrase: folded.
        count: how many articles that came have it.
        base: of the last full build.
        counts: of its phrases, now.
    """
    longer, _ = base.phrases.starting_with(phrase, whole=True)
    # As often as the longest was counted then, so often was its part, at least.
    then = int(base.counts[longer].max(initial=0))
    return bool(then) and is_part(int(counts[longer].max(initial=0)), count + then)


def _titles(
    base: Completions, numbers: NDArray[np.integer], parts: Sequence[CompletionCounts]
) -> _Arrays:
    came = titles_of(parts)
    places, is_known = came["title_places"], came["title_known"] == 1
    # Of a known one another article is offered only where that of the last full build is not.
    hidden = np.append(numbers[base.articles] < 0, False)
    chosen = np.flatnonzero(~is_known | hidden[places])
    new = Strings(came["titles"].data).at(chosen.tolist())
    return {
        "titles": signs_of(new),
        "title_words": Texts.of(new).words,
        "title_places": places[chosen],
        "title_articles": came["title_articles"][chosen],
    }


class _Came(NamedTuple):
    """The words or phrases of the articles that came.

    Attributes:
        known: the numbers of those that the last full build has, ascending.
        counts: in how many articles each of them stands.
        frequent: others as they are written, each with the number of its articles. What is too
            rare, all ways of writing together, is mostly not among them.
    """

    known: NDArray[np.int32]
    counts: NDArray[np.int32]
    frequent: Counter[str]


def _came(kind: str, parts: Sequence[CompletionCounts], least: int) -> _Came:
    numbers, counts, keys = (
        np.concatenate([np.zeros(0, np.int64), *(part.arrays[f"{kind}_{one}"] for part in parts)])
        for one in ("numbers", "counts", "keys")
    )
    is_known = numbers >= 0
    sums = np.bincount(numbers[is_known], weights=counts[is_known])
    known = np.flatnonzero(sums)
    # Ways of writing one word have one key; so it has the more articles, whatever else has it.
    _, places = np.unique(keys[~is_known], return_inverse=True)
    chosen = ~is_known
    chosen[chosen] = np.bincount(places, weights=counts[~is_known])[places] >= least
    frequent: Counter[str] = Counter()
    first = 0
    for part in parts:
        held = part.arrays[f"{kind}_counts"]
        places = np.flatnonzero(chosen[first : first + len(held)])
        frequent.update(dict(zip(part.texts(kind, places), held[places].tolist(), strict=True)))
        first += len(held)
    return _Came(known.astype(np.int32), sums[known].astype(np.int32), frequent)


def _array(numbers: Iterable[int]) -> NDArray[np.int32]:
    return np.fromiter(numbers, dtype=np.int32)
