"""What an archive offers after small changes: that of the last full build, and what came since.

Numbers of articles add up, and what is rare is judged by the sum, as far as it is known: a full
build keeps no numbers of what was too rare for it. What went is still counted, but its titles are
not offered.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis.corpus_frequencies import least_articles
from index.completions.completions import Completions
from index.completions.counter import (
    Folded,
    least_with_a_phrase,
    phrases_folded,
    spelling_of,
    words_folded,
)
from index.completions.counts import CompletionCounts, added_up
from index.completions.joined import JoinedStrings, JoinedTexts
from index.completions.lexicon import Lexicon
from index.completions.phrases import is_part, whole_ones
from index.completions.strings import Strings
from index.completions.texts import Texts

_Numbers = NDArray[np.int32]
_Titles = Mapping[str, tuple[int, int]]

#: Where more than one in so many is looked up, all are read for it.
_FEW = 50


def with_additions(
    base: Completions,
    numbers: NDArray[np.integer],
    parts: Sequence[CompletionCounts],
    articles: int,
) -> Completions:
    """Return what an archive offers, as if it lay in one file.

    Args:
        base: of the last full build.
        numbers: for each article of that build its number in the archive; -1 where its title is
            not offered any more.
        parts: what was counted of the articles that came since, in order, with the numbers that
            they have in the archive (:meth:`CompletionCounts.renumbered`).
        articles: how many the archive has.
    """
    came = added_up(parts)
    phrases, shown, counts = _phrases(base, phrases_folded(came.phrases), articles)
    titles, numbered = _titles(base, numbers, came.titles)
    lexicon = _lexicon(base.lexicon, words_folded(came.words), articles)
    return Completions(lexicon, phrases, shown, counts, titles, numbered)


def _lexicon(base: Lexicon, came: Mapping[str, Folded], articles: int) -> Lexicon:
    found = _looked_up(Strings(base.words.text), came)
    least = least_articles(articles)
    new = [word for word in found.new if came[word].articles >= least]
    merged = _Merged.of(np.ones(len(base.counts), dtype=np.bool_), [found.new[one] for one in new])
    return Lexicon(
        merged.strings(base.words.text, new),
        merged.numbers(_with_known(base.counts, found, came), [came[one].articles for one in new]),
        merged.strings(base.spellings.text, [spelling_of(one, came[one]) for one in new]),
    )


def _phrases(
    base: Completions, came: Mapping[str, Folded], articles: int
) -> tuple[JoinedTexts, JoinedStrings, _Numbers]:
    """Return the phrases, how they are shown, and their counts."""
    found = _looked_up(Strings(base.phrases.text), came)
    counts = _with_known(base.counts, found, came)
    least = least_with_a_phrase(articles)
    frequent = {one: came[one].articles for one in found.new if came[one].articles >= least}
    known = {one: int(counts[number]) for one, number in found.known.items()}
    whole = {one for one in whole_ones({**known, **frequent}) if one in frequent}
    new = [
        one for one in frequent if one in whole and not _was_part(one, frequent[one], base, counts)
    ]
    merged = _Merged.of(np.ones(len(counts), dtype=np.bool_), [found.new[one] for one in new])
    return (
        merged.texts(base.phrases, new),
        merged.strings(base.shown.text, [came[one].written for one in new]),
        merged.numbers(counts, [frequent[one] for one in new]),
    )


def _was_part(phrase: str, count: int, base: Completions, counts: _Numbers) -> bool:
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
    base: Completions, numbers: NDArray[np.integer], came: _Titles
) -> tuple[JoinedTexts, _Numbers]:
    """Return the titles, and of each its article."""
    articles = numbers[base.articles]
    found = _looked_up(Strings(base.titles.text), came)
    before = found.new | {
        one: number for one, number in found.known.items() if articles[number] < 0
    }
    new = sorted(before)
    merged = _Merged.of(articles >= 0, [before[one] for one in new])
    return merged.texts(base.titles, new), merged.numbers(articles, [came[one][1] for one in new])


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
    asked = sorted(texts)
    held = base[:] if len(asked) * _FEW > len(base) else None
    for text in asked:
        place = base.place(text) if held is None else bisect_left(held, text)
        is_known = place < len(base) and (base if held is None else held)[place] == text
        (found.known if is_known else found.new)[text] = place
    return found


def _with_known(counts: _Numbers, found: _LookedUp, came: Mapping[str, Folded]) -> _Numbers:
    """Return the counts of a file, with those that were added to what it has."""
    added = counts.copy()
    added[list(found.known.values())] += np.array(
        [came[one].articles for one in found.known], dtype=np.int32
    )
    return added


class _Merged(NamedTuple):
    """The numbers that texts have among all, whose order is that of their letters.

    Attributes:
        base: of each text of a file; -1 where it is left out.
        new: of the others.
    """

    base: _Numbers
    new: _Numbers

    @classmethod
    def of(cls, held: NDArray[np.bool_], before: Sequence[int]) -> "_Merged":
        """Number texts.

        Args:
            held: of each text of the file whether it is left in.
            before: of the others, in order, how many texts of the file come before.
        """
        places = np.array(before, dtype=np.int64)
        held_before = np.concatenate([[0], np.cumsum(held)])
        new_before = np.cumsum(np.bincount(places, minlength=len(held) + 1))[: len(held)]
        base = np.where(held, held_before[:-1] + new_before, -1)
        new = held_before[places] + np.arange(len(places))
        return cls(base.astype(np.int32), new.astype(np.int32))

    def texts(self, base: Texts | JoinedTexts, new: Sequence[str]) -> JoinedTexts:
        """Return texts that are found by their words."""
        return JoinedTexts((base, Texts.of(new)), (self.base, self.new))

    def strings(self, base: bytes | memoryview, new: Sequence[str]) -> JoinedStrings:
        """Return texts where none is left out."""
        return JoinedStrings(Strings(base), Strings.of(new), self.new.tolist())

    def numbers(self, base: NDArray[np.integer], new: Sequence[int]) -> _Numbers:
        """Return what belongs to the texts, one number each."""
        held = self.base >= 0
        found = np.empty(np.count_nonzero(held) + len(self.new), dtype=np.int32)
        found[self.base[held]] = base[held]
        found[self.new] = new
        return found
