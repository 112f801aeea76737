"""What is offered while somebody types: an archive's words, phrases and titles, in one file."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from index.completions.lexicon import Lexicon
from index.completions.texts import END, Texts

#: Name of the file in an index.
FILE_NAME = "completions.npz"

_UNREADABLE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)


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
    phrases: Texts
    shown: Sequence[str]
    counts: NDArray[np.int32]
    titles: Texts
    articles: NDArray[np.int32]

    def without_titles(self) -> "Completions":
        """Return these without titles, for an index that finds headlines by itself."""
        return replace(self, titles=Texts.of([]), articles=np.array([], dtype=np.int32))

    def write(self, folder: Path) -> None:
        """Put the file into the folder of an index."""
        with (folder / FILE_NAME).open("wb") as file:
            self._save(file)

    def to_bytes(self) -> bytes:
        """Return the content of the file that :meth:`write` writes."""
        file = io.BytesIO()
        self._save(file)
        return file.getvalue()

    def _save(self, file: BinaryIO) -> None:
        spellings = [self.lexicon.spellings.get(word, "") for word in self.lexicon.words]
        np.savez_compressed(
            file,
            lexicon=_packed(self.lexicon.words),
            lexicon_counts=self.lexicon.counts,
            lexicon_spellings=_packed(spellings),
            phrases=_bytes(self.phrases.text),
            phrase_words=self.phrases.words,
            phrases_shown=_packed(self.shown),
            phrase_counts=self.counts,
            titles=_bytes(self.titles.text),
            title_words=self.titles.words,
            title_articles=self.articles,
        )

    @classmethod
    def read(cls, folder: Path) -> "Completions":
        """Read what :meth:`write` wrote.

        Raises:
            ValueError: the file is missing, damaged or not of this form.
        """
        try:
            # Opened here: where it is no such file, numpy would leave it open.
            with (folder / FILE_NAME).open("rb") as file:
                return cls._load(file)
        except OSError as error:
            raise ValueError(f"cannot be read: {error}") from error

    @classmethod
    def from_bytes(cls, content: bytes) -> "Completions":
        """Read what :meth:`to_bytes` gave.

        Raises:
            ValueError: it is damaged or not of this form.
        """
        return cls._load(io.BytesIO(content))

    @classmethod
    def _load(cls, file: BinaryIO) -> "Completions":
        try:
            with np.load(file) as held:
                parts = {name: held[name] for name in held.files}
            return cls._of(parts)
        except _UNREADABLE as error:
            raise ValueError(f"cannot be read: {error}") from error

    @classmethod
    def _of(cls, parts: Mapping[str, NDArray[np.generic]]) -> "Completions":
        words = _unpacked(parts["lexicon"])
        written = _unpacked(parts["lexicon_spellings"])
        spellings = {
            word: spelling for word, spelling in zip(words, written, strict=True) if spelling
        }
        read = cls(
            Lexicon(words, parts["lexicon_counts"].astype(np.int32), spellings),
            Texts(parts["phrases"].tobytes(), parts["phrase_words"].astype(np.int32)),
            _unpacked(parts["phrases_shown"]),
            parts["phrase_counts"].astype(np.int32),
            Texts(parts["titles"].tobytes(), parts["title_words"].astype(np.int32)),
            parts["title_articles"].astype(np.int32),
        )
        sizes = (
            (len(words), len(read.lexicon.counts)),
            (read.phrases.text.count(END), len(read.counts)),
            (len(read.shown), len(read.counts)),
            (read.titles.text.count(END), len(read.articles)),
        )
        if any(one != other for one, other in sizes):
            raise ValueError("its parts are not of one length")
        return read


def _bytes(text: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(text, dtype=np.uint8)


def _packed(texts: Sequence[str]) -> NDArray[np.uint8]:
    return _bytes(b"".join(text.encode() + END for text in texts))


def _unpacked(packed: NDArray[np.generic]) -> list[str]:
    return packed.tobytes().decode("utf-8").split(END.decode())[:-1]
