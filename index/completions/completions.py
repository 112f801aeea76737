"""What is offered while somebody types: an archive's words, phrases and titles, in one file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, map_arrays, packed, unpacked
from index.completions.joined import JoinedStrings, JoinedTexts
from index.completions.lexicon import Lexicon
from index.completions.strings import Strings
from index.completions.texts import Texts

#: Name of the file in an index.
FILE_NAME = "completions.arrays"


@dataclass(frozen=True)
class Completions:
    """What an archive can offer to somebody who types.

    Attributes:
        lexicon: its words.
        phrases: those of headlines and decks, folded, and
        shown: how each is mostly written, and
        counts: how many articles have it.
        titles: headlines, folded, and
        articles: the number of the article of each.
    """

    lexicon: Lexicon
    phrases: Texts | JoinedTexts
    shown: Strings | JoinedStrings
    counts: NDArray[np.int32]
    titles: Texts | JoinedTexts
    articles: NDArray[np.int32]

    @cached_property
    def held(self) -> Mapping[str, Strings]:
        """Its ``words``, ``phrases`` and ``titles``, to look texts up in."""
        kinds = {"words": self.lexicon.words, "phrases": self.phrases, "titles": self.titles}
        return {kind: Strings(held.text) for kind, held in kinds.items()}

    def without_titles(self) -> "Completions":
        """Return these without titles, for an index that finds headlines by itself."""
        return replace(self, titles=Texts.of([]), articles=np.array([], dtype=np.int32))

    def renumbered(self, numbers: NDArray[np.integer]) -> "Completions":
        """Return these with other numbers of articles.

        Args:
            numbers: for every article its number; -1 where its title is not offered any more.
        """
        articles = numbers[self.articles].astype(np.int32)
        held = articles >= 0
        places = np.where(held, np.cumsum(held) - 1, -1).astype(np.int32)
        return replace(self, titles=JoinedTexts((self.titles,), (places,)), articles=articles[held])

    def write(self, folder: Path) -> None:
        """Put the file into the folder of an index."""
        (folder / FILE_NAME).write_bytes(self.to_bytes())

    def to_bytes(self) -> bytes:
        """Return the content of the file that :meth:`write` writes."""
        return packed(
            {
                "lexicon": _signs(self.lexicon.words.text),
                "lexicon_counts": self.lexicon.counts,
                "lexicon_spellings": _signs(self.lexicon.spellings.text),
                "phrases": _signs(self.phrases.text),
                "phrase_words": self.phrases.words,
                "phrases_shown": _signs(self.shown.text),
                "phrase_counts": self.counts,
                "titles": _signs(self.titles.text),
                "title_words": self.titles.words,
                "title_articles": self.articles,
            }
        )

    @classmethod
    def read(cls, folder: Path) -> "Completions":
        """Read what :meth:`write` wrote: the file is mapped, and most of it read when it is needed.

        Raises:
            ValueError: the file is missing, damaged or not of this form.
        """
        try:
            return cls.of_arrays(map_arrays(folder / FILE_NAME))
        except (OSError, ValueError) as error:
            raise ValueError(f"cannot be read: {error}") from error

    @classmethod
    def from_bytes(cls, content: bytes) -> "Completions":
        """Read what :meth:`to_bytes` gave.

        Raises:
            ValueError: it is damaged or not of this form.
        """
        try:
            return cls.of_arrays(unpacked(content))
        except ValueError as error:
            raise ValueError(f"cannot be read: {error}") from error

    @classmethod
    def of_arrays(cls, parts: Mapping[str, Array]) -> "Completions":
        """Return the completions in arrays.

        Raises:
            ValueError: one is missing or not of this form.
        """
        try:
            read = cls(
                Lexicon(
                    Strings(_text(parts["lexicon"])),
                    parts["lexicon_counts"].view(np.int32),
                    Strings(_text(parts["lexicon_spellings"])),
                ),
                Texts(_text(parts["phrases"]), parts["phrase_words"].view(np.int32)),
                Strings(_text(parts["phrases_shown"])),
                parts["phrase_counts"].view(np.int32),
                Texts(_text(parts["titles"]), parts["title_words"].view(np.int32)),
                parts["title_articles"].view(np.int32),
            )
        except KeyError as error:
            raise ValueError(f"{error} is missing") from error
        sizes = (
            (len(read.lexicon.words), len(read.lexicon.counts)),
            (len(read.lexicon.spellings), len(read.lexicon.counts)),
            (len(read.phrases), len(read.counts)),
            (len(read.shown), len(read.counts)),
            (len(read.titles), len(read.articles)),
        )
        if any(one != other for one, other in sizes):
            raise ValueError("its parts are not of one length")
        return read


def _signs(text: bytes | memoryview) -> NDArray[np.uint8]:
    return np.frombuffer(text, dtype=np.uint8)


def _text(signs: Array) -> memoryview:
    return signs.view(np.uint8).data
