"""One writing for the ways in which papers write a name.

Two writings become one that differ only in vowel marks, tatweel, spaces, quotation marks, shapes of
letters, or in hamza, ة and ى of a word that the word tables know: «عبدالله بن احمد» is «عبد الله
ابن أحمد». Nothing is dropped that tells people apart. What is given is its own writing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from index import tables
from index.analysis import fold
from index.analysis.families import COLUMNS, TABLES
from index.analysis.folding import compose, foreign_letters, marks, presentation_forms

TABLE = Path(__file__).with_name("name_words.tsv")

_ARTICLE = "ال"
#: The article with what is attached before it: «والإعلام», «للسياحة».
_BEFORE_ARTICLE = ("وال", "بال", "كال", "فال", "ولل", "لل")
_COMPOUND_OF = "عبد"
# Shorter ones are words of their own: «عبدالي» is no compound.
_SHORTEST_SECOND = 4
# What is left of a name behind its title has so many words: «الشيخ زايد» may be the name itself.
_LEAST_BEHIND_TITLE = 2
_WORDS_KEPT = 50_000

_PLAIN = re.compile("[\u0621-\u063a\u0641-\u064a ]*")
_SEATS = re.compile("[ئؤء]")
_FAMILY_WITHOUT_DOTS = re.compile("ال.{3,}ى")
_QUOTES = re.compile("[\"'«»“”„‘’‹›`]")
_TITLE_DOT = re.compile(r"(?<!\S)([دمأ])\s*[./]\s*")


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of a table.

    Attributes:
        written: as they stand in it, and
        of_folded: by their folded writing the first of those that share it.
    """

    written: frozenset[str]
    of_folded: Mapping[str, str]

    @classmethod
    def of(cls, written: Sequence[str]) -> "_Words":
        found: dict[str, str] = {}
        for word in written:
            found.setdefault(fold(word), word)
        return cls(frozenset(written), found)

    def writing(self, word: str) -> str:
        """The writing of a word of the table, and of the feminine of an adjective; else empty.

        «آمن» stays what it is; «امن» becomes «أمن», which stands before it. A hamza on its seat is
        not taken away: «فائز» is not «فايز».
        """
        if word in self.written:
            return word
        folded = fold(word)
        found = self.of_folded.get(folded, "")
        if found and _SEATS.findall(word) in ([], _SEATS.findall(found)):
            return found
        adjective = self.of_folded.get(folded[:-1]) if folded.endswith("يه") else None
        return f"{adjective}ة" if adjective else ""


def person(name: str) -> str:
    """Return the one writing of the name of a person; its titles stay.

    Args:
        name: as printed.
    """
    words = _parted(_plain(name).split(), _two_parts)
    return " ".join(_persons_words(words))


def organisation(name: str) -> str:
    """Return the one writing of the name of an organisation.

    Args:
        name: as printed.
    """
    words = _parted(_plain(name).split(), _lords_word)
    return " ".join(map(_organisations_word, words))


def without_titles(name: str, least: int = _LEAST_BEHIND_TITLE) -> str:
    """Return a name without the titles in front of it: «الأمير محمد بن نايف» → «محمد بن نايف».

    Args:
        name: as printed.
        least: how many words must be left; else the title stays.
    """
    words = _TITLE_DOT.sub(r"\1 ", _QUOTES.sub(" ", name)).split()
    while length := _title_before(words, least):
        words = words[length:]
    return " ".join(words)


def _title_before(words: list[str], least: int) -> int:
    """How many words the title in front has; 0 where there is none, or too little behind it."""
    first = fold(words[0]) if len(words) > least else ""
    most = min(_longest_titles().get(first, 0), len(words) - least)
    for length in range(most, 0, -1):
        if (first, *map(fold, words[1:length])) in _titles():
            return length
    return 0


def _plain(name: str) -> str:
    """A name without marks, tatweel, quotation marks, and in letters of the Arabic keyboard."""
    if _PLAIN.fullmatch(name):
        return name
    return foreign_letters(marks(presentation_forms(compose(_QUOTES.sub(" ", name)))))


def _parted(
    words: Iterable[str], two_parts: Callable[[str], tuple[str, str] | None]
) -> Iterator[str]:
    """Yield words, a compound that is written as one in its parts: «عبدالله», «أبوبكر»."""
    for word in words:
        if parts := two_parts(word):
            yield parts[0]
            yield from _parted(parts[1:], two_parts)
        else:
            yield word


def _lords_word(word: str) -> tuple[str, str] | None:
    """The parts of «عبدالعزيز», the one compound that stands in names of bodies alone."""
    parts = _two_parts(word)
    return parts if parts and parts[0] == _COMPOUND_OF else None


@lru_cache(maxsize=_WORDS_KEPT)
def _two_parts(word: str) -> tuple[str, str] | None:
    for first in _first_parts():
        second = word.removeprefix(first)
        if second == word:
            continue
        known = first != _COMPOUND_OF and bool(second) and _names().writing(second)
        if known or (second.startswith(_ARTICLE) and len(second) >= _SHORTEST_SECOND):
            return first, second
    return None


def _persons_words(words: Iterable[str]) -> Iterator[str]:
    for place, word in enumerate(words):
        inside = _particles().get(word) if place else None
        yield inside or _persons_word(word)


@lru_cache(maxsize=_WORDS_KEPT)
def _persons_word(word: str) -> str:
    if written := _first_parts().get(word) or _known(word, _names()):
        return written
    # Papers of Egypt leave out the dots: «البرادعى». Few names end so in truth behind the article.
    return f"{word[:-1]}ي" if _FAMILY_WITHOUT_DOTS.fullmatch(word) else word


@lru_cache(maxsize=_WORDS_KEPT)
def _organisations_word(word: str) -> str:
    if found := _known(word, _words()):
        return found
    for before in _BEFORE_ARTICLE:
        rest = word.removeprefix(before)
        if rest != word and (found := _words().writing(rest)):
            return before + found
    return word


def _known(word: str, table: _Words) -> str:
    """The writing of a word by a table, with the article or without; else empty."""
    if found := table.writing(word):
        return found
    bare = word.removeprefix(_ARTICLE)
    found = table.writing(bare) if bare != word else ""
    return _ARTICLE + found if found else ""


@cache
def _names() -> _Words:
    """The writings of the names of people and places, by their folded ones."""
    rows = tables.read(TABLES / "names.tsv", COLUMNS)
    return _Words.of(
        [
            written
            for _, (head, kind, adjectives) in rows
            if kind in ("person", "place")
            for written in (head, *adjectives.split())
        ]
    )


@cache
def _words() -> _Words:
    """The writings of names, nouns and adjectives, by their folded ones."""
    names = tables.read(TABLES / "names.tsv", COLUMNS)
    written = [word for _, (head, _, kin) in names for word in (head, *kin.split())]
    for file in ("nouns.tsv", "adjectives.tsv"):
        for _, (head, inflections, kin) in tables.read(TABLES / file, COLUMNS):
            written += (head, *inflections.split(), *kin.split())
    return _Words.of(written)


@cache
def _rows(kind: str) -> Mapping[str, str]:
    read = tables.read(TABLE, ("written", "kind", "writing"), filled=("kind",), optional=1)
    return {written: writing or written for _, (written, one, writing) in read if one == kind}


def _particles() -> Mapping[str, str]:
    return _rows("particle")


def _first_parts() -> Mapping[str, str]:
    return _rows("first")


@cache
def _titles() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(map(fold, title.split())) for title in _rows("title"))


@cache
def _longest_titles() -> Mapping[str, int]:
    """How many words the longest title has that begins with a word."""
    return {title[0]: len(title) for title in sorted(_titles(), key=len)}
