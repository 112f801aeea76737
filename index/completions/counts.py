"""What was counted of some articles, so that it can be added to what an archive offers already.

Of every word, phrase and title it is told which of the completions of the last full build it is. So
what came since is added up as numbers, and of what is new there those few texts alone are read that
are frequent.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.analysis.folding import fold_letters
from index.arrays import Array, only, packed
from index.completions.completions import Completions
from index.completions.phrases import folded_phrase
from index.completions.strings import END, Strings

#: Name of the file in the folder of a segment.
FILE_NAME = "completion_counts.arrays"
#: Stands for the number of a text that the last full build does not have, and of an article whose
#: title is not offered.
NONE = -1

_OF_TEXTS = ("counts", "numbers", "keys")
_OF_TITLES = ("days", "articles", "places", "known")
#: The names of arrays, each with that of the texts that they are as long as.
_NAMES = {
    **{f"{kind}_{name}": f"{kind}s" for kind in ("word", "phrase") for name in _OF_TEXTS},
    **{f"title_{name}": "titles" for name in _OF_TITLES},
}
_FOLDING: Mapping[str, Callable[[str], str]] = {"word": fold_letters, "phrase": folded_phrase}


@dataclass(frozen=True, eq=False, slots=True)
class CompletionCounts:
    """The words, phrases and titles of some articles; nothing is too rare.

    Attributes:
        arrays: by name, as they lie in the file; see docs/index-format.md.
    """

    arrays: Mapping[str, Array]

    @classmethod
    def of(
        cls,
        words: Mapping[str, int],
        phrases: Mapping[str, int],
        titles: Mapping[str, tuple[int, int]],
        base: Completions,
    ) -> "CompletionCounts":
        """Return what was counted, looked up in the last full build.

        Args:
            words: as they are spelled, each with the number of its articles.
            phrases: as they are written, likewise.
            titles: folded; of each the day and the number of its first article.
            base: the completions of that build.
        """
        return cls(
            {
                **_looked_up("word", words, base),
                **_looked_up("phrase", phrases, base),
                **_placed(titles, base),
            }
        )

    def renumbered(self, numbers: NDArray[np.integer]) -> "CompletionCounts":
        """Return these with other numbers of articles.

        Args:
            numbers: for every article its number; -1 where its title is not offered any more.
        """
        now = np.append(numbers, NONE)[self.arrays["title_articles"]]
        return replace(self, arrays={**self.arrays, "title_articles": now})

    def texts(self, kind: str, chosen: Array | None = None) -> list[str]:
        """Return the words, phrases or titles, or some of them by their places.

        Args:
            kind: ``word``, ``phrase`` or ``title``.
            chosen: the places; ``None`` for all.
        """
        signs = self.arrays[f"{kind}s"].view(np.uint8)
        if chosen is None:
            return signs.tobytes().decode().split("\n")[:-1]
        return Strings(signs.data).at(chosen.tolist())

    def write(self, folder: Path) -> None:
        """Put the file into the folder of a segment."""
        (folder / FILE_NAME).write_bytes(packed(self.arrays))

    @classmethod
    def of_arrays(cls, parts: Mapping[str, Array]) -> "CompletionCounts":
        """Return the counts in arrays.

        Raises:
            ValueError: one is missing or not of this form.
        """
        made = cls(only(parts, (*_NAMES, *_NAMES.values())))
        sizes = {many: len(Strings(parts[many].view(np.uint8).data)) for many in _NAMES.values()}
        if any(len(parts[name]) != sizes[many] for name, many in _NAMES.items()):
            raise ValueError("its parts are not of one length")
        return made


def added_up(parts: Sequence[CompletionCounts]) -> CompletionCounts:
    """Return the counts of all articles of several parts.

    Args:
        parts: in the order of their articles, which are numbered as in all.
    """
    return CompletionCounts(
        {**_summed("word", parts), **_summed("phrase", parts), **titles_of(parts)}
    )


def titles_of(parts: Sequence[CompletionCounts]) -> dict[str, Array]:
    """Return the arrays of the titles of several parts that are offered, in order.

    Args:
        parts: in the order of their articles.
    """
    firsts: dict[str, list[int]] = {}
    for part in parts:
        offered = np.flatnonzero(part.arrays["title_articles"] != NONE)
        rows = np.column_stack([part.arrays[f"title_{one}"][offered] for one in _OF_TITLES])
        for title, row in zip(part.texts("title", offered), rows.tolist(), strict=True):
            firsts.setdefault(title, row)
    return _titles(sorted(firsts), firsts)


def _looked_up(kind: str, counts: Mapping[str, int], base: Completions) -> dict[str, Array]:
    """Return the arrays of words or phrases."""
    texts, fold = sorted(counts), _FOLDING[kind]
    folded = list(map(fold, texts))
    return {
        f"{kind}s": signs_of(texts),
        f"{kind}_counts": _numbers(map(counts.__getitem__, texts)),
        f"{kind}_numbers": _numbers(base.held[f"{kind}s"].numbers_of(folded)),
        # Tells apart nearly all that are not alike.
        f"{kind}_keys": _keys(folded),
    }


def _placed(titles: Mapping[str, tuple[int, int]], base: Completions) -> dict[str, Array]:
    """Return the arrays of titles: where each stands among those of the last full build."""
    held = base.held["titles"]
    rows = {}
    for title, (day, article) in titles.items():
        place = held.place(title)
        rows[title] = [day, article, place, int(place < len(held) and held[place] == title)]
    return _titles(sorted(titles), rows)


def _titles(titles: Sequence[str], rows: Mapping[str, Sequence[int]]) -> dict[str, Array]:
    values = np.array([rows[title] for title in titles], dtype=np.int32)
    columns = values.reshape(-1, len(_OF_TITLES)).T
    named = zip((f"title_{one}" for one in _OF_TITLES), columns, strict=True)
    return {"titles": signs_of(titles), **dict(named)}


def _summed(kind: str, parts: Sequence[CompletionCounts]) -> dict[str, Array]:
    """Return the arrays of words or phrases of several parts."""
    of_parts = [part.texts(kind) for part in parts]
    texts = sorted(set(chain.from_iterable(of_parts)))
    place_of = {text: place for place, text in enumerate(texts)}
    counts, numbers, keys = (np.zeros(len(texts), np.int64) for _ in _OF_TEXTS)
    for part, own in zip(parts, of_parts, strict=True):
        places = np.fromiter(map(place_of.__getitem__, own), np.int64, len(own))
        counts[places] += part.arrays[f"{kind}_counts"]
        numbers[places] = part.arrays[f"{kind}_numbers"]
        keys[places] = part.arrays[f"{kind}_keys"]
    return {
        f"{kind}s": signs_of(texts),
        f"{kind}_counts": counts.astype(np.int32),
        f"{kind}_numbers": numbers.astype(np.int32),
        f"{kind}_keys": keys.astype(np.uint32),
    }


def _keys(texts: Sequence[str]) -> NDArray[np.uint32]:
    encoded = Strings.of(texts).text
    return np.fromiter(map(crc32, bytes(encoded).split(END)[:-1]), np.uint32, len(texts))


def signs_of(texts: Iterable[str]) -> NDArray[np.uint8]:
    """Return texts as they lie in a file: in UTF-8, an end sign behind each."""
    return np.frombuffer(Strings.of(texts).text, dtype=np.uint8)


def _numbers(numbers: Iterable[int]) -> NDArray[np.int32]:
    return np.fromiter(numbers, dtype=np.int32)
