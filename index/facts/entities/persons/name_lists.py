"""Names that stand in a list with a name that is known: casts, line-ups, members, the dead."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from index.facts.entities.persons.closed_words import group
from index.facts.entities.persons.evidence import Candidate
from index.facts.entities.persons.known_words import PLAIN, SURE
from index.facts.entities.persons.letter_signs import is_and_another
from index.facts.entities.persons.name_shapes import shape_at
from index.facts.entities.persons.name_text import READINGS, NameText
from index.facts.entities.persons.names_like_phrases import basim_at
from index.facts.entities.persons.unit_signs import has_article
from index.facts.entities.persons.units import Shape, Unit

_LONGEST_BRACKETS = 12  # words
_LONGEST_ITEM = 4  # words
_AND = "و"
#: What parts the items of a list, by what stands between two words.
_SIGN = re.compile(r"""[\s.)\]"”»]*(?:[،,؛;/|•*+–—ـ-]|\.\s|\n)[\s("“«.•*–—ـ-]*""")
#: What a first item stands behind: «منهم فلان، وفلان».
_BEFORE_LISTS = group("before list")
#: What ends a plural, a dual or a word with a pronoun.
_ENDINGS = ("ه", "ها", "هم", "نا", "ات", "ان", "ين", "ون")
_ONE_WORD = ("given", "unknown")
_FIRST_KINDS = ("given", "given?", "joined", "unknown")


class _Start(NamedTuple):
    """Where an item begins: its first word, letters of و on it, and whether a sign precedes."""

    at: int
    cut: int
    has_sign: bool


def listed_behind(text: NameText, shape: Shape, seen: Collection[int]) -> Iterator[Candidate]:
    """Yield the names that stand in a list behind a name: «فلان وفلان».

    The list ends before what is known by itself, which begins one of its own.

    Args:
        text: that the name stands in.
        shape: the name.
        seen: numbers of the words that belong to other names.
    """
    reason = text.text(shape.first, shape.end, shape.cut)
    start = _start_of_item(text, _behind_brackets(text, shape.end))
    while start and start.at not in seen:
        listed = _item(text, start) or _single(text, start)
        if listed is None or (not listed.cut and _is_found_by_itself(text, listed)):
            return
        yield Candidate(listed, reason)
        start = _start_of_item(text, _behind_brackets(text, listed.end))


def listed_before(text: NameText, shape: Shape, seen: Collection[int]) -> Iterator[Candidate]:
    """Yield the names that stand in a list before a name, the nearest first.

    Args:
        text: that the name stands in.
        shape: the name.
        seen: numbers of the words that belong to other names.
    """
    reason = text.text(shape.first, shape.end, shape.cut)
    at, has_and = shape.first, bool(shape.cut) and text.terms[shape.first].startswith(_AND)
    while has_and or _is_sign(text.gap(at)):
        found = _item_that_ends(text, at, seen)
        if found is None:
            return
        yield Candidate(found, reason)
        at, has_and = found.first, bool(found.cut)


def _is_found_by_itself(text: NameText, listed: Shape) -> bool:
    """Tell whether an item is a name without its list, too."""
    if not listed.is_known_by_itself:
        return False
    is_word = listed.units[0].kind == "given?" and text.reading(listed.first).exact
    return is_word or shape_at(text, listed.first) == listed


def _is_sign(gap: str) -> bool:
    return gap != " " and _SIGN.fullmatch(gap) is not None


def _start_of_item(text: NameText, at: int) -> _Start | None:
    """Return where an item begins that stands at a word; ``None`` where no list goes on."""
    if at >= len(text):
        return None
    has_sign = _is_sign(text.gap(at))
    if not has_sign and text.gap(at).strip(" )"):
        return None
    if text.terms[at] == _AND and text.joined(at + 1):
        return _Start(at + 1, 0, has_sign=True)
    is_and = text.words[at] is PLAIN and text.reading(at).unknown and is_and_another(text, at)
    cut = int(is_and or (text.words[at].cut > 0 and text.terms[at].startswith(_AND)))
    return _Start(at, cut, has_sign) if has_sign or cut else None


def _item(text: NameText, start: _Start) -> Shape | None:
    item = shape_at(text, start.at, cut=start.cut)
    if item is None and start.has_sign and not start.cut:
        item = basim_at(text, start.at) or _like_title(text, start.at)
    if item is None:
        return None if start.cut else _with_family(text, start.at)
    if len(item.units) == 1:
        return _with_noun(text, item, is_between_signs=start.has_sign)
    if item.units[1].kind == "family?" and start.has_sign and not start.cut:
        return item if item.is_known_by_itself or _closes(text, item.end) else None
    return item


def _like_title(text: NameText, at: int) -> Shape | None:
    """Return a name that begins with a title, behind a sign: «، رائد الغامدي ،»."""
    word, family = text.words[at], text.words[at + 1]
    is_title = word.title in ("role", "honorific") and word.given and not word.cut
    if not is_title or not text.joined(at + 1) or not _is_end(text, at + 2):
        return None
    is_family = family.surname and not family.cut and text.terms[at + 1].startswith("ال")
    if not is_family or not text.reading(at + 1).unknown:
        return None
    return Shape((Unit(at, at + 1, "given?"), Unit(at + 1, at + 2, "family")))


def _single(text: NameText, start: _Start) -> Shape | None:
    """Return one word that stands in a list between names: «وشايع شراحيلي وأدريان ويحيى الشهري»."""
    item = shape_at(text, start.at, cut=start.cut)
    if item is None or len(item.units) > 1 or item.units[0].kind not in _ONE_WORD:
        return None
    if not READINGS[text.terms[item.first][item.cut :]].unknown:
        return None
    following = _start_of_item(text, item.end)
    behind = shape_at(text, following.at, cut=following.cut) if following else None
    return item if behind and behind.is_known_by_itself and len(behind.units) > 1 else None


def _with_noun(text: NameText, item: Shape, *, is_between_signs: bool = False) -> Shape | None:
    """Return a first name with the word that is left of its item: «، حمدي حدة ،».

    What is a verb as well is a name between two signs: «، رامي سند ،».
    """
    at = item.end
    reading, word = text.reading(at), text.words[at]
    is_first = item.units[0].kind in ("given", "given?") and text.joined(at)
    if not is_first or reading.stop or word.definite or word.saying or word.bearer:
        return None
    if reading.verb and not (reading.noun and (is_between_signs or _is_last(text, at + 1))):
        return None
    if (word.cut and text.terms[at].startswith(_AND)) or not _is_end(text, at + 1):
        return None
    return Shape((*item.units, Unit(at, at + 1, "nisba")), item.cut)


def _goes_on(text: NameText, at: int) -> bool:
    """Tell whether a list goes on at a word with و: «يوسف مارس ومحمد»."""
    return text.terms[at] == _AND or (text.terms[at].startswith(_AND) and text.words[at].cut > 0)


def _is_end(text: NameText, at: int) -> bool:
    """Tell whether an item ends before a word: at a sign, at the end, before و."""
    return _is_last(text, at) or _is_sign(text.gap(at))


def _is_last(text: NameText, at: int) -> bool:
    return at >= len(text) or _goes_on(text, at)


def _with_family(text: NameText, at: int) -> Shape | None:
    """Return a family name with the form of a word before it: «، رملة العياري ،»."""
    reading, family = text.reading(at), text.words[at + 1]
    if text.words[at] is not PLAIN or not text.joined(at + 1) or not text.reading(at + 1).unknown:
        return None
    if not reading.noun or reading.exact or reading.clitic or reading.verb or reading.place:
        return None
    if text.part.tokens.words[at].endswith(_ENDINGS) or text.terms[at].startswith("ال"):
        return None
    term = text.terms[at + 1]
    is_family = family.surname >= SURE or (term.startswith("ال") and term.endswith("ي"))
    if not is_family or not _is_end(text, at + 2):
        return None
    return Shape((Unit(at, at + 1, "given?"), Unit(at + 1, at + 2, "family")))


def _closes(text: NameText, end: int) -> bool:
    """Tell whether an item ends before a word: at a sign, before و, before no noun."""
    if not text.joined(end):
        return True
    reading = text.reading(end)
    return reading.stop or reading.clitic or text.words[end].cut > 0 or not reading.exact


def _item_that_ends(text: NameText, end: int, seen: Collection[int]) -> Shape | None:
    """Return the item of a list that ends before a word, the longest that begins as one does."""
    found = None
    for at in range(end - 1, max(-1, end - 1 - _LONGEST_ITEM), -1):
        if at in seen or (at < end - 1 and not text.joined(at + 1)):
            return found
        shape = _opened(text, at)
        if shape and len(shape.units) == 1 and shape.end == end - 1:
            shape = _with_noun(text, shape)
        if shape and shape.end == end and len(shape.units) > 1:
            found = shape
    return found


def _opened(text: NameText, at: int) -> Shape | None:
    """Return the row of units that begins an item at a word."""
    start = _start_of_item(text, at)
    if start is None and at and text.terms[at - 1] not in _BEFORE_LISTS:
        return None
    if start is not None and start.at != at:
        return None
    shape = shape_at(text, at, cut=start.cut if start else 0)
    if shape is None or shape.units[0].kind not in _FIRST_KINDS:
        return None
    is_doubtful = shape.units[0].kind == "given?" and has_article(text, at)
    return None if is_doubtful else shape


def _behind_brackets(text: NameText, at: int) -> int:
    """Return the word behind the brackets that stand at a word: «فلان (30 عاما) وفلان»."""
    if "(" not in text.gap(at) or ")" in text.gap(at):
        return at
    for here in range(at + 1, min(at + _LONGEST_BRACKETS, len(text))):
        if ")" in text.gap(here):
            return here
    return at


def is_cast(text: NameText, shape: Shape, seen: Collection[int]) -> bool:
    """Tell whether a name begins a list behind a word such as بطولة, rather than is its name.

    Args:
        text: that the name stands in.
        shape: the name.
        seen: numbers of the words that belong to other names.
    """
    if text.terms[shape.first - 1] not in _BEFORE_LISTS:
        return False
    return next(listed_behind(text, shape, seen), None) is not None
