"""The table of names in Latin letters, and what the tables of facts know of them.

A name is looked up by its words without articles, accents and apostrophes: El-Sisi, al Sissi.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from index import tables
from index.facts.agency_lines import AGENCIES
from index.facts.places import PLACES
from index.facts.sections import SECTIONS
from search.words.transliteration.letters import plain_latin

TABLE = Path(__file__).with_name("names.tsv")

_Key = tuple[str, ...]

#: A word in Latin letters or the digits of chat, with the apostrophes in it.
LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff0-9'’‘ʼʿʾ`´]+")
_LETTER = r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
_TWO_LETTERS = re.compile(f"{_LETTER}.*{_LETTER}")

#: The article where it is joined to its word.
JOINED_ARTICLE = re.compile("(?:al|el)(?=[a-z]{4})")
_PASSED_OVER = frozenset({"al", "el", "the", "of", "and"})
#: The article before a letter that it sounds like: ad-Dammam, ash-Shariqa, en-Nahda.
_ASSIMILATED = re.compile("[aeiou](sh|th|dh|[dtrszln])")
#: Words of English, too: as such they are read where nothing joins them to the next.
_ENGLISH = frozenset({"ad", "an", "as", "at", "in", "is", "it", "on", "or", "us", "ed", "es", "et"})
_MIN_BEGINNING = 2
_MAX_BEGINNINGS = 40
#: A family, آل, is written like the article in Latin.
_FAMILY = "آل "


def is_latin(word: str) -> bool:
    """Return whether a word is one in Latin letters; chat may write digits among them."""
    return bool(LATIN_WORD.fullmatch(word) and _TWO_LETTERS.search(word))


def is_assimilated(article: str, name: str, *, joined: bool) -> bool:
    """Return whether a Latin word is the article in the sound of the letter that follows it.

    Args:
        article: as typed: ``ad``, ``ash``.
        name: the word behind it.
        joined: whether a hyphen joins them, and no space parts them.
    """
    sound = _ASSIMILATED.fullmatch(article.lower())
    if sound is None or not name.lower().startswith(sound[1]):
        return False
    return joined or article.lower() not in _ENGLISH


def read_table() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Read the table of names: of each its Arabic writings, and its Latin ones.

    Raises:
        TableError: a line has not its two columns, both filled.
    """
    rows = tables.read(TABLE, ("arabic", "latin"), filled=("latin",))
    return [(tables.several(arabic), tables.several(latin)) for _, (arabic, latin) in rows]


def is_name(words: Sequence[str]) -> bool:
    """Return whether a table has words in Latin letters as one name."""
    return bool(arabic_writings(words))


def arabic_writings(words: Sequence[str]) -> tuple[str, ...]:
    """Return how Arabic writes what words in Latin letters name; nothing where no table has it.

    Args:
        words: as they were typed, one at least.
    """
    if plain_latin(words[-1]) in _PASSED_OVER:
        return ()
    table = _table()
    with_articles = tuple(map(plain_latin, words))
    return table.get(tuple(words)) or table.get(with_articles) or table.get(_key(words)) or ()


def arabic_beginning_with(words: Sequence[str], *, whole: bool) -> list[tuple[str, ...]]:
    """Return the Arabic writings of the names whose Latin one begins with words.

    Args:
        words: in Latin letters, as they were typed.
        whole: whether the last one is complete.
    """
    key = " ".join(_key(words))
    if len(key) < _MIN_BEGINNING:
        return []
    keys = _keys()
    first = bisect_left(keys, key)
    return [
        _table()[tuple(latin.split(" "))]
        for latin in keys[first : first + _MAX_BEGINNINGS]
        if latin == key or latin.startswith(key + " " if whole else key)
    ]


@cache
def _keys() -> list[str]:
    return sorted(" ".join(key) for key in _table() if all(word.islower() for word in key))


@cache
def _table() -> dict[_Key, tuple[str, ...]]:
    """Arabic writings by the Latin one; two capitals stay capitals, and آل is no article."""
    found: dict[_Key, tuple[str, ...]] = {}
    for arabic, latin in read_table():
        for writing in latin:
            words = tuple(_words(writing))
            if writing.isupper() and len(writing) == 2:
                key = words
            elif arabic[0].startswith(_FAMILY):
                key = tuple(map(plain_latin, words))
            else:
                key = _key(words)
            found.setdefault(key, arabic)
    for place in PLACES.values():
        found.setdefault(_key(_words(place.latin)), (place.label,))
    for agency in AGENCIES.values():
        if agency.names and agency.latin.isascii() and agency.kind != "photo":
            found.setdefault(_key(_words(agency.latin)), agency.names[:1])
    for section in SECTIONS.values():
        found.setdefault(_key(_words(section.latin)), (section.label,))
    found.pop((), None)
    return found


def _words(text: str) -> list[str]:
    return [match.group() for match in LATIN_WORD.finditer(text) if is_latin(match.group())]


def _key(words: Sequence[str]) -> _Key:
    """Return what a name is looked up by: its words, without any article."""
    plain = (plain_latin(word).replace("'", "") for word in words)
    kept = tuple(word for word in plain if word not in _PASSED_OVER)
    return tuple(JOINED_ARTICLE.sub("", word, count=1) for word in kept)
