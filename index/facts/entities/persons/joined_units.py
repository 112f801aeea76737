"""Units of several words: عبد الله, نور الدين, أبو بكر, بن نايف, آل الشيخ, دي ماريا."""

from index.facts.entities.persons.closed_words import group
from index.facts.entities.persons.known_words import SURE
from index.facts.entities.persons.name_text import NameText
from index.facts.entities.persons.units import Unit

_SECOND_PARTS = group("second")
_HONOURED = group("honoured")
_LORDS = group("lord")
_OF_GOD = group("of God")
_FAMILY = group("family")
_PLACES = group("place")
_SHORTEST_LORD = len("الرب") - 1
_RADIO = "اف"  # «الجوهرة أف أم» is no mother of anybody


def joined_unit(text: NameText, at: int, *, is_first: bool) -> Unit | None:
    """Return the words that are joined from a word on; ``None`` where none are.

    Args:
        text: that they stand in.
        at: number of the first word.
        is_first: whether no other unit of the name stands before it.
    """
    link, behind = text.words[at].link, text.terms[at + 1]
    if not link and behind not in _SECOND_PARTS:
        return None
    if link and (unit := _behind_link(text, at, is_first=is_first)):
        return unit
    compound = _compound(text, at, at)
    if compound and is_first and behind == "الله" and not _is_of_god(text, at):
        return Unit(at, at + 2, "given?")  # «فضل الله» may be the grace of God
    return compound


def _is_of_god(text: NameText, at: int) -> bool:
    """Tell whether a word makes a name with الله and hardly anything else: ضيف الله."""
    return text.terms[at][text.words[at].cut :] in _OF_GOD


def _compound(text: NameText, first: int, at: int) -> Unit | None:
    """Return what ends in a name of two words such as نور الدين."""
    if text.terms[at + 1] not in _SECOND_PARTS or not text.joined(at + 1):
        return None
    word, term = text.words[at], text.terms[at]
    is_name = word.given and text.terms[at + 1] == "الدين"
    if not is_name and term not in _HONOURED and term[word.cut :] not in _HONOURED:
        return None
    return Unit(first, at + 2, "joined")


def _behind_link(text: NameText, at: int, *, is_first: bool) -> Unit | None:
    if not text.joined(at + 1):
        return None
    kind = text.words[at].link
    if kind == "family" and text.terms[at] not in _FAMILY and _begins_with_madda(text, at):
        return None  # آبي is no أبي
    if kind == "servant":
        return _servant(text, at)
    if kind == "family" and is_first:
        return _kunya(text, at)
    if not _may_be_joined(text, at, is_first=is_first):
        return None
    behind = text.words[at + 1]
    if behind.link and (inner := _behind_link(text, at + 1, is_first=False)):
        return Unit(at, inner.end, "joined")
    if behind.link in ("family", "servant"):
        return None
    return _compound(text, at, at + 1) or Unit(at, at + 2, "joined")


def _begins_with_madda(text: NameText, at: int) -> bool:
    return text.part.tokens.words[at].startswith("آ")


def _servant(text: NameText, at: int) -> Unit | None:
    """Return عبد with the name of God behind it."""
    term = text.terms[at + 1]
    is_lord = term.startswith("ال") and len(term) >= _SHORTEST_LORD
    return Unit(at, at + 2, "joined") if is_lord or term in _LORDS else None


def _kunya(text: NameText, at: int) -> Unit | None:
    """Return أبو or أم with a given name behind it."""
    word, term = text.words[at + 1], text.terms[at + 1]
    if text.terms[at] in _FAMILY or text.terms[at - 1] == _RADIO or term in _PLACES:
        return None
    if text.reading(at + 1).stop:
        return None
    if word.link == "servant" and text.joined(at + 2) and (inner := _servant(text, at + 1)):
        return Unit(at, inner.end, "kunya")  # «أبو عبد الله»
    is_name = word.given or word.surname >= SURE or text.words[at - 1].title
    return Unit(at, at + 2, "kunya") if is_name and not word.cut else None


def _may_be_joined(text: NameText, at: int, *, is_first: bool) -> bool:
    """Tell whether a word is joined with the one behind it: بن with any, دي with a name."""
    kind, behind, reading = text.words[at].link, text.words[at + 1], text.reading(at + 1)
    if kind == "foreign" and text.part.tokens.words[at][1:2] in ("إ", "أ"):
        return False  # فإن is no فان
    if (behind.may_be_name or behind.link or reading.unknown) and not behind.cut:
        return kind != "family" or text.terms[at + 1] not in _PLACES
    takes_any = kind == "family" or text.terms[at] == "بن"
    return takes_any and not is_first and not reading.stop
