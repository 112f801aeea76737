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
    for length in range(len(following), 0, -1):
        found = _OF_KEYS.get(_key(tuple(following[:length])))
        if found and AGENCIES[found].kind in kinds and _is_joined(text, start, length):
            return found, start - at + length
    return None


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
            is_foreign = AGENCIES[id_].country not in ARAB_COUNTRIES
            is_foreign = is_foreign and words[0].removeprefix("ال") not in _OF_MEDIA
            if is_foreign and (len(words[0]) > _LETTER or words[0] in _ARTICLES):
                yield _key(words), id_


def _of_one() -> dict[str, str]:
    """Return the keys that are those of one line of the table."""
    owners: dict[str, set[str]] = {}
    for key, id_ in _keys():
        owners.setdefault(key, set()).add(id_)
    return {key: min(ids) for key, ids in owners.items() if key and len(ids) == 1}


_OF_KEYS = _of_one()
