"""Makes of what was counted of new articles what is added to the completions of an archive."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis.corpus_frequencies import least_articles
from index.arrays import Array
from index.completions.additions import Additions
from index.completions.completions import Completions
from index.completions.counter import Folded, least_with_a_phrase, phrases_folded, words_folded
from index.completions.counts import CompletionCounts, added_up
from index.completions.phrases import is_part, whole_ones
from index.completions.strings import Strings
from index.completions.texts import Texts

_Arrays = dict[str, Array]

#: Where more than one in so many is looked up, all are read for it.
_FEW = 50


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
            they have in the archive (:meth:`CompletionCounts.renumbered`).
        articles: how many the archive has.
    """
    came = added_up(parts)
    return Additions(
        _words(base, words_folded(came.words), articles)
        | _phrases(base, phrases_folded(came.phrases), articles)
        | _titles(base, numbers, came.titles)
    )


def _words(base: Completions, came: Folded, articles: int) -> _Arrays:
    found = _looked_up(Strings(base.lexicon.words.text), filter(None, came.articles))
    least = least_articles(articles)
    new = [word for word in found.new if came.articles[word] >= least]
    return {
        "words": _signs(new),
        "word_places": _array(found.new[word] for word in new),
        "word_counts": _array(came.articles[word] for word in new),
        "spellings": _signs(map(came.spelling, new)),
        "known_words": _array(found.known.values()),
        "known_word_counts": _array(came.articles[word] for word in found.known),
    }


def _phrases(base: Completions, came: Folded, articles: int) -> _Arrays:
    found = _looked_up(Strings(base.phrases.text), came.articles)
    least = least_with_a_phrase(articles)
    counts = base.counts.copy()
    counts[list(found.known.values())] += _array(came.articles[one] for one in found.known)
    known = {one: int(counts[number]) for one, number in found.known.items()}
    frequent = {one: came.articles[one] for one in found.new if came.articles[one] >= least}
    whole = set(whole_ones({**known, **frequent}))
    new = [
        one for one in frequent if one in whole and not _was_part(one, frequent[one], base, counts)
    ]
    return {
        "phrases": _signs(new),
        "phrase_words": Texts.of(new).words,
        "phrase_places": _array(found.new[one] for one in new),
        "phrase_counts": _array(frequent[one] for one in new),
        "phrases_shown": _signs(map(came.shown, new)),
        "known_phrases": _array(found.known.values()),
        "known_phrase_counts": _array(came.articles[one] for one in found.known),
    }


def _was_part(phrase: str, count: int, base: Completions, counts: NDArray[np.int32]) -> bool:
    """Tell whether a phrase that the last full build left out is part of one that it has.

    Args:
        phrase: folded.
        count: how many articles that came have it.
        base: of the last full build.
        counts: of its phrases, now.
    """
    if " " not in phrase:
        return False
    longer, _ = base.phrases.starting_with(phrase, whole=True)
    # As often as the longest was counted then, so often was its part, at least.
    then = int(base.counts[longer].max(initial=0))
    return bool(then) and is_part(int(counts[longer].max(initial=0)), count + then)


def _titles(
    base: Completions, numbers: NDArray[np.integer], came: Mapping[str, tuple[int, int]]
) -> _Arrays:
    hidden = numbers[base.articles] < 0
    found = _looked_up(Strings(base.titles.text), came)
    places = found.new | {one: number for one, number in found.known.items() if hidden[number]}
    new = sorted(places)
    return {
        "titles": _signs(new),
        "title_words": Texts.of(new).words,
        "title_places": _array(places[one] for one in new),
        "title_articles": _array(came[one][1] for one in new),
    }


class _LookedUp(NamedTuple):
    """Texts that were looked for in a file, in order.

    Attributes:
        known: of each that it has, its number there.
        new: of each that it has not, how many texts of it come before.
    """

    known: dict[str, int]
    new: dict[str, int]


def _looked_up(base: Strings, texts: Iterable[str]) -> _LookedUp:
    found = _LookedUp({}, {})
    asked, size = sorted(texts), len(base)
    many = len(asked) * _FEW > size
    held: Sequence[str] = base.lines(range(size)).split("\n") if many else base
    for text in asked:
        place = bisect_left(held, text, 0, size) if many else base.place(text)
        is_known = place < size and held[place] == text
        (found.known if is_known else found.new)[text] = place
    return found


def _signs(texts: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer(Strings.of(texts).text, dtype=np.uint8)


def _array(numbers: Iterable[int]) -> NDArray[np.int32]:
    return np.fromiter(numbers, dtype=np.int32)
