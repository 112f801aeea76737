"""How near two names are written: the same letters, the same sounds, or one in the other.

The skeleton of a word is what is left where writers of Arabic differ: long vowels, hamza, the
article, and the letters that stand for foreign sounds (g as غ ج ق ك, v as ف ب, p as ب, and so on).
It follows the idea of Soundex (Russell, US patent 1,261,167, 1918) with classes for transliteration
into Arabic.
"""

import re
from functools import cache, lru_cache

from index import tables
from index.analysis import fold
from index.analysis.families import COLUMNS, TABLES, Meaning, word_table
from index.names.accepted import Kind, key_of

#: Words between names that are left out or not, as one likes.
LINKS = frozenset(("بن", "ابن", "بنت", "ال"))

_CLASSES = {
    **dict.fromkeys("غجقكگچ", "ك"),
    **dict.fromkeys("فبڤپ", "ب"),
    **dict.fromkeys("سزصژ", "س"),
    **dict.fromkeys("تطث", "ت"),
    **dict.fromkeys("دضذظ", "د"),
    **dict.fromkeys("اويء", ""),
}
_CLASSED = str.maketrans(_CLASSES)
_DOUBLED = re.compile(r"(.)\1+")
_ARTICLE = "ال"
_COMPOUND_OF = "عبد"
_SHORTEST_AFTER_ARTICLE = 3
_VOWELS = "اويء"
#: As a vowel that is heard at the end.
_SILENT_AT_END = "ه"


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """Return what is left of a folded word where writers differ; never empty for a word."""
    rest = without_article(word)
    first = _VOWELS[0] if rest[0] in _VOWELS else rest[0].translate(_CLASSED)
    end = len(rest) - (len(rest) > 2 and rest[-1] == _SILENT_AT_END)
    return _DOUBLED.sub(r"\1", first + rest[1:end].translate(_CLASSED))


def without_article(word: str) -> str:
    """Return a folded word without the article, where enough is left of it."""
    is_bare = not word.startswith(_ARTICLE) or len(word) < len(_ARTICLE) + _SHORTEST_AFTER_ARTICLE
    return word if is_bare else word[len(_ARTICLE) :]


def words_of(kind: Kind, name: str) -> tuple[str, ...]:
    """Return the folded words of a name, one for each of its parts: عبد is joined to what follows.

    Args:
        kind: of the name.
        name: as printed.
    """
    parts: list[str] = []
    waiting = ""
    for word in key_of(kind, name).split():
        if word == _COMPOUND_OF:
            waiting += word
            continue
        parts.append(waiting + word)
        waiting = ""
    return (*parts, waiting) if waiting else tuple(parts)


def are_known(one: str, other: str) -> bool:
    """Tell whether two folded words are known to be two: names, or words of the language.

    Two writings of one adjective are one: ديمقراطي، ديموقراطي.
    """
    if _is_name(one) and _is_name(other):
        return True
    meanings, others = _meanings(one), _meanings(other)
    adjectives = {meaning.lemma for meaning in meanings if meaning.kind == "adjective"}
    is_one = any(meaning.lemma in adjectives for meaning in others if meaning.kind == "adjective")
    return bool(meanings and others) and not is_one


def _is_name(word: str) -> bool:
    return word in _names() or without_article(word) in _names()


def _meanings(word: str) -> list[Meaning]:
    """What a folded word means in the language, names left aside."""
    table = word_table()
    found = table.meanings_without_seats(word) or table.meanings_without_seats(
        without_article(word)
    )
    return [meaning for meaning in found if meaning.kind != "name"]


@cache
def _names() -> frozenset[str]:
    rows = tables.read(TABLES / "names.tsv", COLUMNS)
    return frozenset(fold(head) for _, (head, kind, _) in rows if kind == "person")


def content_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name without the links between them; a link before it stays.

    «بن نايف» is his son, or somebody's son, and not Nayef.
    """
    return words[:1] + tuple(word for word in words[1:] if word not in LINKS)


def are_one_letter_apart(one: str, other: str) -> bool:
    """Tell whether a letter more, less, changed or swapped with the next makes a word another."""
    if len(one) > len(other):
        one, other = other, one
    if one == other or len(other) - len(one) > 1:
        return False
    at = next((at for at, sign in enumerate(one) if sign != other[at]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    rest, others = one[at:], other[at:]
    return rest[1:] == others[1:] or (
        rest[:2] == others[1::-1] and rest[2:] == others[2:] and len(rest) > 1
    )


def with_one_letter_less(word: str) -> set[str]:
    """Return a word without each of its letters in turn, and itself.

    Two words that are one letter apart share one of these: the method of symmetric deletion
    (W. Garbe, SymSpell, 2012).
    """
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
