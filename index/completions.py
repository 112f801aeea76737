"""What is offered while somebody types: an archive's words, phrases and titles, in one file.

All of them are kept folded, as one text a kind. Phrases and titles are found by the beginning of
any of their words: the places where a word begins are kept in the order of what stands there (a
suffix array: Manber and Myers, 1993), so that those that begin as somebody typed are neighbours.
"""

import io
import re
import threading
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

_Found = TypeVar("_Found")

#: Name of the file in an index.
FILE_NAME = "completions.npz"

#: Parts an entry from the next; no folded word has it.
_END = b"\n"
_SPACE = b" "

#: Bytes of a text by which its places are ordered; what is typed is compared no further.
_COMPARED = 96

#: So much that was found out about the words is remembered.
FINDINGS_KEPT = 512

_UNREADABLE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True)
class Texts:
    """Folded texts, found by the beginning of any of their words.

    Attributes:
        text: all of them, each with an end sign behind it, in UTF-8.
        words: the places in it where a word begins, ordered by what stands there.
    """

    text: bytes
    words: NDArray[np.int32]

    @classmethod
    def of(cls, keys: Sequence[str]) -> "Texts":
        """Bring texts into this form; each is folded words with a space between them."""
        text = b"".join(key.encode() + _END for key in keys)
        signs = np.frombuffer(text, dtype=np.uint8)
        begins = np.flatnonzero((signs == _END[0]) | (signs == _SPACE[0])) + 1
        places = [0, *begins[:-1].tolist()] if keys else []
        places.sort(key=lambda place: text[place : place + _COMPARED])
        return cls(text, np.array(places, dtype=np.int32))

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        signs = np.frombuffer(self.text, dtype=np.uint8)
        return np.concatenate([[0], np.flatnonzero(signs == _END[0])[:-1] + 1])

    def going_on(self, typed: str, *, whole: bool) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The numbers of the texts with words that begin so, and whether they start there.

        Args:
            typed: folded words.
            whole: whether the last of them is complete.
        """
        key = typed.encode()
        if whole and len(key) < _COMPARED:
            first, last = key + _END, key + _SPACE
        else:
            first = last = key[:_COMPARED]
        low = bisect_left(self.words, first, key=self._reader(len(first)))
        high = bisect_right(self.words, last, low, key=self._reader(len(last)))
        places = self.words[low:high]
        numbers = np.searchsorted(self._starts, places, side="right") - 1
        return numbers, self._starts[numbers] == places

    def _reader(self, length: int) -> "_Reader":
        return _Reader(self.text, length)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What stands at a place of a text."""

    text: bytes
    length: int

    def __call__(self, place: int) -> bytes:
        return self.text[place : place + self.length]


@dataclass(frozen=True)
class Lexicon:
    """The words of an archive, folded.

    Attributes:
        words: in order of their letters.
        counts: in how many articles each stands.
        spellings: how those words are mostly written that are not written as they are folded.
    """

    words: Sequence[str]
    counts: NDArray[np.int32]
    spellings: Mapping[str, str]
    _keeping: threading.Lock = field(
        default_factory=threading.Lock, init=False, repr=False, compare=False
    )

    def count(self, word: str) -> int:
        """In how many articles a folded word stands; 0 for those that the file leaves out."""
        at = bisect_left(self.words, word)
        return int(self.counts[at]) if at < len(self.words) and self.words[at] == word else 0

    def spelling(self, word: str) -> str:
        """How a folded word is mostly written, without vowel marks."""
        return self.spellings.get(word, word)

    def beginning(self, prefix: str) -> range:
        """The numbers of the words that begin so."""
        first = bisect_left(self.words, prefix)
        return range(first, bisect_left(self.words, prefix + "\U0010ffff", first))

    def of_length(self, length: int, least: int = 1) -> Sequence[str]:
        """The words of so many letters that stand in ``least`` articles or more."""
        found = self._by_length.get((length, least))
        if found is None:
            pairs = zip(self.words, self.counts.tolist(), strict=True)
            found = [word for word, count in pairs if len(word) == length and count >= least]
            self._by_length[length, least] = found
        return found

    @cached_property
    def _by_length(self) -> dict[tuple[int, int], list[str]]:
        return {}

    def fitting(self, expression: str, first: Iterable[str]) -> Sequence[tuple[str, int]]:
        """The words that a regular expression matches as a whole, with their numbers of articles.

        Args:
            expression: the regular expression.
            first: the letters that they may begin with.
        """
        numbers = self.once(expression, lambda: self._fitting(expression, first))
        found = (self.words[number] for number in numbers.tolist())
        return list(zip(found, self.counts[numbers].tolist(), strict=True))

    def once(self, what: Hashable, work: Callable[[], _Found]) -> _Found:
        """What some work finds out about these words; the latest of it is remembered.

        Args:
            what: names the work; of the same name it is done once.
            work: it depends on nothing but the words.
        """
        kept = self._found.get(what)
        if kept is not None:
            return cast(_Found, kept)
        found = work()
        # Threads share it: between two looks at a dict another may have changed it.
        with self._keeping:
            while len(self._found) >= FINDINGS_KEPT:
                del self._found[next(iter(self._found))]
            self._found[what] = found
        return found

    def _beginning_so(self, letter: str) -> str:
        """The words that begin with a letter, one a line."""
        text = self._by_letter.get(letter)
        if text is None:
            numbers = self.beginning(letter)
            text = "\n".join(self.words[numbers.start : numbers.stop])
            self._by_letter[letter] = text
        return text

    def _fitting(self, expression: str, first: Iterable[str]) -> NDArray[np.int32]:
        whole = re.compile(f"^(?:{expression})$", re.MULTILINE)
        texts = (self._beginning_so(letter) for letter in sorted(first))
        words = (word for text in texts for word in whole.findall(text))
        return np.array([bisect_left(self.words, word) for word in words], dtype=np.int32)

    @cached_property
    def _found(self) -> dict[Hashable, object]:
        return {}

    @cached_property
    def _by_letter(self) -> dict[str, str]:
        return {}


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
        """The same for an index that finds headlines by itself."""
        return replace(self, titles=Texts.of([]), articles=np.array([], dtype=np.int32))

    def write(self, folder: Path) -> None:
        """Put the file into the folder of an index."""
        with (folder / FILE_NAME).open("wb") as file:
            self._save(file)

    def to_bytes(self) -> bytes:
        """The content of the file."""
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
            (read.phrases.text.count(_END), len(read.counts)),
            (len(read.shown), len(read.counts)),
            (read.titles.text.count(_END), len(read.articles)),
        )
        if any(one != other for one, other in sizes):
            raise ValueError("its parts are not of one length")
        return read


def _bytes(text: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(text, dtype=np.uint8)


def _packed(texts: Sequence[str]) -> NDArray[np.uint8]:
    return _bytes(b"".join(text.encode() + _END for text in texts))


def _unpacked(packed: NDArray[np.generic]) -> list[str]:
    return packed.tobytes().decode("utf-8").split(_END.decode())[:-1]
