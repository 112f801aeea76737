"""The regular endings of nouns, adjectives and verbs: what a word may be without its ending."""

import re
from collections.abc import Iterable, Iterator


def _by_last_letter(endings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return endings by their last letter, so that a word is asked only for those it may have."""
    endings = tuple(endings)
    return {
        last: tuple(ending for ending in endings if ending[-1] == last)
        for last in dict.fromkeys(ending[-1] for ending in endings)
    }


# Object and possessive pronouns, longest first.
_PRONOUNS = _by_last_letter(("كما", "هما", "هم", "هن", "ها", "كم", "كن", "نا", "ني", "ه", "ك", "ي"))
# The persons of a verb, in past and present.
_PAST_PERSONS = _by_last_letter(("ت", "وا", "تا", "نا", "ا", "تم", "ن"))
_PRESENT_PERSONS = _by_last_letter(("ون", "ان", "ين", "وا", "ن", "ا"))

# How duals, sound plurals and nisba end.
_LAST_OF_NUMBERS = frozenset("نتةياو")

_NOUNS = frozenset({"noun", "adjective"})
_VERBS = frozenset({"verb", "present"})
_PAST = frozenset({"verb"})
_PRESENT = frozenset({"present"})
_ANY = _NOUNS | _VERBS


def bases(word: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what a word may be without a regular ending, with the kinds of word that take it."""
    yield from _subjects(word)
    yield from _numbers(word)
    for pronoun in _PRONOUNS.get(word[-1], ()):
        if word.endswith(pronoun) and len(word) > len(pronoun) + 1:
            base = word[: -len(pronoun)]
            if base[-1] == "ت":
                yield base[:-1] + "ة", _NOUNS
            yield base, _ANY
            if base[-1] in "ؤئ":
                yield base[:-1] + "ء", _NOUNS
            if base[-1] == "ا":
                yield base[:-1] + "ي", _ANY
            yield from _numbers(base)
            yield from _subjects(base)
            if base[-1] in "يو":
                yield from _numbers(base + "ن")
            if base[-1] == "ا":
                yield from _numbers(base + "ن")
            if base.endswith("و"):
                yield from _subjects(base + "ا")


def _numbers(word: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the bases of duals, sound plurals and nisba."""
    if word[-1] not in _LAST_OF_NUMBERS:
        return
    if word.endswith(("تين", "تان")):
        yield word[:-3] + "ة", _NOUNS
        yield word[:-3], _NOUNS
    if word.endswith(("ين", "ون", "ان")):
        yield word[:-2], _NOUNS
        yield word[:-2] + "ي", _NOUNS
    if word.endswith("ات"):
        yield word[:-2] + "ة", _NOUNS
        yield word[:-2], _NOUNS
    if word.endswith("ية"):
        yield word[:-1], _NOUNS
    if word.endswith("يات"):
        yield word[:-2], _NOUNS
    if word.endswith(("تي", "تا")):
        yield word[:-2] + "ة", _NOUNS
    if word.endswith(("ي", "ا", "و")) and not word.endswith(("ها", "نا", "هما", "كما")):
        yield word[:-1], _NOUNS
    if word.endswith("ئا"):
        yield word[:-2] + "ء", _NOUNS


def _subjects(word: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the bases of the persons of a verb, in past and present."""
    for ending in _PAST_PERSONS.get(word[-1], ()):
        if word.endswith(ending):
            yield word[: -len(ending)], _PAST
    if word[0] in "يتنا":
        yield "ي" + word[1:], _PRESENT
    if word[0] in "يت":
        for ending in _PRESENT_PERSONS.get(word[-1], ()):
            if word.endswith(ending) and len(word) > len(ending) + 1:
                yield "ي" + word[1 : -len(ending)], _PRESENT


def certain_base(word: str) -> str:
    """Return a word without an ending that can hardly be anything else, whatever the word.

    For words that neither the table nor the archive knows: sound plurals of long words and of
    participles, nisba, participles in ة, and pronouns after a feminine noun.
    """
    if word[-1] not in _LAST_OF_CERTAIN or _VERBAL_NOUN.fullmatch(word):
        return word
    for ending, base, shortest in _CERTAIN:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)] + base
    if _PARTICIPLE.fullmatch(word):
        return word[:-1]
    if _PARTICIPLES.fullmatch(word):
        return word[:-2]
    return word


# Ending, what stands in its place in the base, and how long the rest must be.
_CERTAIN = (
    ("تهما", "ة", 3), ("تهم", "ة", 3), ("تها", "ة", 3), ("تنا", "ة", 4), ("ته", "ة", 3),
    ("يين", "ي", 3), ("يون", "ي", 3), ("يات", "ي", 4), ("ية", "ي", 3), ("ات", "", 4),
    ("هما", "", 4), ("هم", "", 4), ("ها", "", 4),
)  # fmt: skip
_LAST_OF_CERTAIN = {ending[-1] for ending, _, _ in _CERTAIN}  # and of participles
_VERBAL_NOUN = re.compile("(?:است..|ا.ت.|ان..)ات")  # استنبات, التفات, انفلات
_PARTICIPLE = re.compile("(?:مت.{3,4}|من.{3}|م.ت.{2}|مست.{3})ة")
_PARTICIPLES = re.compile("(?:مت.{3,4}|من.{3}|م.ت.{2}|مست.{3}|م.{3})(?:ين|ون)")
