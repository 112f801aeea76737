"""Foreign names that are spelled otherwise than in the table: «ذي دايلي مايل» is ديلي ميل.

Arabic papers write foreign names as they hear them: with more vowels or fewer, غ or ج or ك for one
letter. Behind a word that says what a name is, one is taken whose consonants are those of one line
of the table and of no other (a key of consonants, as in phonetic indexes such as Soundex).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.facts.agency_kinds import KINDS_CALLED, with_clitics
from index.facts.agency_lines import AGENCIES, AgencyKind
from index.facts.agency_table import longest_first
from index.facts.agency_writings import WRITINGS, Tier, Writing
from index.facts.origin import ARAB_COUNTRIES
from index.facts.tokenized_text import TokenizedText

_KEYS_KEPT = 4096
_LONGEST_NAME = 5  # words
#: Consonants of a key, one more in a single word. Shorter ones are those of Arabic words.
_SHORTEST = 4
#: Those of a key that may lack one, have one more or another.
_SHORTEST_NEAR = 7
#: Names that begin with a Latin letter's name (سي إن إن) differ by one sound.
_LETTER = 2
_ARTICLES = frozenset({"ذي", "ذا", "ذه", "دي", "ال"})
_NEWS = frozenset({"انباء", "الانباء", "شبكه", "قناه", "صحيفه"})
#: Letters that stand for one foreign consonant, and the vowels, which do not count.
_CONSONANTS = str.maketrans("غقطصضظ", "جكتسدز", "اويهء ")
_DOUBLED = re.compile(r"(\w)\1+")
_WITHIN = re.compile(r"[ \u00a0]|[.\-]")
#: What names of Arabic words begin with: التلفزيون النمساوي, هيئة الإذاعة البريطانية.
_OF_MEDIA = frozenset({"هيئه", "موسسه", "شبكه", "بوابه", "موقع", "صوت", *KINDS_CALLED})
#: The words before a name, and what they say it is.
BEFORE_ALIKE = {
    form: kinds
    for word, kinds in (
        *KINDS_CALLED.items(),
        ("موقع", ("site", "paper", "broadcaster", "agency")),
        ("شبكه", ("broadcaster", "site")),
        ("محطه", ("broadcaster",)),
    )
    for form in with_clitics(word)
}


def spelled_alike(text: TokenizedText, at: int) -> tuple[str, int] | None:
    """Return whom the name behind a word such as صحيفة means by its consonants.

    Args:
        text: the text.
        at: the number of the word that says what the name is, one of ``BEFORE_ALIKE``.

    Returns:
        The id and the number of words, that word included; ``None`` where nobody is meant.
    """
    kinds = BEFORE_ALIKE[text.terms[at]]
    start = at + 1
    if text.is_credit:
        return None
    if start < len(text.terms) and text.terms[start] in _NEWS:
        start += 1
    following = text.terms[start : start + _LONGEST_NAME]
    if not following or not text.is_one_name(at, start - at + 1):
        return None
    if any(_is_known(writing, kinds, text) for writing, _ in longest_first(text.terms, start)):
        return None
    if bare := _without_article(text, start, kinds):
        return bare[0], start - at + bare[1]
    for alike in (_OF_KEYS.get, _one_consonant_off):
        for length in range(len(following), 0, -1):
            found = alike(_key(tuple(following[:length])))
            if found and AGENCIES[found].kind in kinds and _is_joined(text, start, length):
                return found, start - at + length
    return None


def _without_article(
    text: TokenizedText, start: int, kinds: tuple[AgencyKind, ...]
) -> tuple[str, int] | None:
    """Return the foreign name of the table behind an article that it lacks: ذي ميرور, اللوموند."""
    first = text.terms[start]
    if first in _ARTICLES and start + 1 < len(text.terms):
        for writing, length in longest_first(text.terms, start + 1):
            found = writing.id_for(kinds, text.own, text.country)
            if found and _is_foreign(found) and _is_joined(text, start, length + 1):
                return found, length + 1
    elif first.startswith("ال") and (first,) not in WRITINGS:
        for length in range(min(_LONGEST_NAME, len(text.terms) - start), 0, -1):
            writing_ = WRITINGS.get((first[2:], *text.terms[start + 1 : start + length]))
            found = writing_.id_for(kinds, text.own, text.country) if writing_ else None
            if found and _is_foreign(found) and _is_joined(text, start, length):
                return found, length
    return None


def _is_foreign(agency_id: str) -> bool:
    return AGENCIES[agency_id].country not in ARAB_COUNTRIES


def _is_known(writing: Writing, kinds: tuple[AgencyKind, ...], text: TokenizedText) -> bool:
    """Tell whether the name is one of the table as it stands."""
    is_meant = writing.id_for(kinds, text.own, text.country) is not None
    return is_meant or writing.tier is Tier.NAME


def _is_joined(text: TokenizedText, start: int, length: int) -> bool:
    """Tell whether nothing but blanks, dots and hyphens stands between the words of a name."""
    return all(
        _WITHIN.fullmatch(text.text, text.end(at), text.start(at + 1))
        for at in range(start, start + length - 1)
    )


@lru_cache(maxsize=_KEYS_KEPT)
def _key(words: Sequence[str]) -> str:
    """Return the consonants of a name; nothing of one that has too few."""
    kept = words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
    once = _DOUBLED.sub(r"\1", " ".join(word.removeprefix("ال") for word in kept))
    key = once.translate(_CONSONANTS)
    shortest = _SHORTEST if len(kept) > 1 else _SHORTEST + 1
    return key if len(key) >= shortest and not key.isascii() else ""


def _keys() -> Iterator[tuple[str, str]]:
    for words, writing in WRITINGS.items():
        for id_ in writing.ids if writing.tier is not Tier.SIGN else ():
            is_foreign = _is_foreign(id_) and words[0].removeprefix("ال") not in _OF_MEDIA
            if is_foreign and (len(words[0]) > _LETTER or words[0] in _ARTICLES):
                yield _key(words), id_


def _of_one() -> dict[str, str]:
    """Return the keys that are those of one line of the table."""
    owners: dict[str, set[str]] = {}
    for key, id_ in _keys():
        owners.setdefault(key, set()).add(id_)
    return {key: min(ids) for key, ids in owners.items() if key and len(ids) == 1}


_OF_KEYS = _of_one()


def _shortened(key: str) -> Iterator[str]:
    """Yield a key, and those that lack one of its consonants but the first."""
    yield key
    for at in range(1, len(key)):
        yield key[:at] + key[at + 1 :]


def _near() -> dict[str, list[str]]:
    """Return the keys that are each one, or that with one consonant more."""
    near: dict[str, list[str]] = {}
    for key in _OF_KEYS:
        if len(key) >= _SHORTEST_NEAR:
            for shorter in _shortened(key):
                near.setdefault(shorter, []).append(key)
    return near


_NEAR = _near()


@lru_cache(maxsize=_KEYS_KEPT)
def _one_consonant_off(key: str) -> str | None:
    """Return whose key differs from one by a consonant, if it is of one line of the table."""
    if len(key) < _SHORTEST_NEAR:
        return None
    near = {other for shorter in _shortened(key) for other in _NEAR.get(shorter, ())}
    found = {_OF_KEYS[other] for other in near if other[-1] == key[-1]}
    return found.pop() if len(found) == 1 else None
