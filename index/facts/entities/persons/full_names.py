"""The names of persons that a text gives a reason for, each where it stands."""

from collections.abc import Collection, Iterator, Set
from itertools import takewhile
from typing import NamedTuple

from index.article import TextPart
from index.facts.entities.persons.closed_words import group
from index.facts.entities.persons.descent import before_father
from index.facts.entities.persons.evidence import Candidate, behind_title, is_of_bearer
from index.facts.entities.persons.initials import behind_initials
from index.facts.entities.persons.known_words import ALONE, PLAIN, SURE
from index.facts.entities.persons.name_lists import is_cast, listed_before, listed_behind
from index.facts.entities.persons.name_shapes import shape_at
from index.facts.entities.persons.name_text import NameText
from index.facts.entities.persons.sayings import behind_following, behind_saying
from index.facts.entities.persons.syllables import goes_on
from index.facts.entities.persons.titles_behind import before_title
from index.facts.entities.persons.units import Shape

_SECOND_PARTS = group("second")
#: How family names begin.
_SURNAMES = ("ال", "بو", "بل", "بن")
_OPENING = tuple('(«"“')
_CLOSING = tuple(')»"”')


class FoundName(NamedTuple):
    """A name of a person where it stands; a tuple, because articles have many of them.

    Attributes:
        part: number of the part among those of the article, and
        part_name: which one it is.
        first: number of the first word, and
        end: of the one behind the last.
        units: the folded words of each unit of the name.
        text: as printed.
        start: offset in the part.
        reason: the words that it was known by.
        role: what the text says that the person is.
    """

    part: int
    part_name: TextPart
    first: int
    end: int
    units: tuple[tuple[str, ...], ...]
    text: str
    start: int
    reason: str
    role: str


def full_names(text: NameText, covered: Collection[int]) -> list[FoundName]:
    """Return the names of persons in a part, in their order.

    Args:
        text: the part.
        covered: numbers of the words in which nobody is named.
    """
    found: list[FoundName] = []
    seen = set(covered)
    for at in [at for at, word in enumerate(text.words) if word is not PLAIN and word.leads]:
        candidate = None if at in seen else _candidate(text, at)
        if candidate is None or not seen.isdisjoint(_words_of(candidate)):
            continue
        seen.update(_words_of(candidate))
        shape = candidate.shape
        if is_of_bearer(text, shape.first, shape.cut) and not is_cast(text, shape, seen):
            continue
        for named in (candidate, *_listed(text, candidate.shape, seen)):
            found.append(_found(text, named))
            seen.update(_words_of(named))
    return found


def _listed(text: NameText, shape: Shape, seen: Set[int]) -> Iterator[Candidate]:
    for listed in (listed_before(text, shape, seen), listed_behind(text, shape, seen)):
        yield from takewhile(lambda item: seen.isdisjoint(_words_of(item)), listed)


def _words_of(candidate: Candidate) -> range:
    return range(candidate.shape.first, candidate.shape.end)


def _candidate(text: NameText, at: int) -> Candidate | None:
    word = text.words[at]
    if word.initial and (candidate := behind_initials(text, at)):
        return candidate
    if _may_begin_name(text, at):
        shape = shape_at(text, at)
        if shape and (shape.is_known_by_itself or _fills_quotes(text, shape)):
            return Candidate(_with_unknown_before(text, shape))
    if word.link == "descent" and (candidate := before_father(text, at)):
        return candidate
    if word.title == "following":
        return behind_following(text, at)
    if word.title == "nation" and text.words[at + 1] is PLAIN and not text.reading(at + 1).unknown:
        return None
    if word.title:
        return behind_title(text, at) or before_title(text, at)
    if word.saying:
        return behind_saying(text, at)
    return None


def _may_begin_name(text: NameText, at: int) -> bool:
    """Tell, at little cost, whether a name that is known by itself may begin at a word."""
    word, behind = text.words[at], text.words[at + 1]
    if word.surname == ALONE or word.link in ("family", "servant"):
        return True
    if not text.joined(at + 1):
        return False
    if word.given == SURE or (word.eastern and goes_on(text, at)):
        return True
    if word.honoured and text.terms[at + 1] in _SECOND_PARTS:
        return True
    if word.given:
        term = text.terms[at + 1]
        return behind.may_be_name or bool(behind.link) or term[:2] in _SURNAMES or term[-1:] == "ي"
    return word.surname == SURE and behind.surname >= SURE


def _fills_quotes(text: NameText, shape: Shape) -> bool:
    """Tell whether a first name and an unknown one fill quotes or brackets: «(صالح الخليف)»."""
    if len(shape.units) == 1 or shape.cut or shape.units[0].kind != "given?":
        return False
    if text.reading(shape.first).stop or not text.reading(shape.units[1].first).unknown:
        return False
    return text.gap(shape.first)[-1:] in _OPENING and text.gap(shape.end)[:1] in _CLOSING


def _with_unknown_before(text: NameText, shape: Shape) -> Shape:
    """Return a name with the unknown first name before a family name that is known by itself."""
    at = shape.first
    if shape.units[0].kind != "alone" or shape.cut or not text.joined(at):
        return shape
    longer = shape_at(text, at - 1)
    if longer and longer.end == shape.end and longer.units[0].kind in ("unknown", "given?"):
        return longer
    return shape


def _found(text: NameText, candidate: Candidate) -> FoundName:
    shape = candidate.shape
    units = tuple(_unit_words(text, unit.first, unit.end, shape) for unit in shape.units)
    return FoundName(
        part=text.number,
        part_name=text.part.name,
        first=shape.first,
        end=shape.end,
        units=units,
        text=text.text(shape.first, shape.end, shape.cut),
        start=text.start(shape.first, shape.cut),
        reason=candidate.reason,
        role=candidate.role,
    )


def _unit_words(text: NameText, first: int, end: int, shape: Shape) -> tuple[str, ...]:
    words = text.terms[first:end]
    if first == shape.first:
        words = [words[0][shape.cut :], *words[1:]]
    return tuple(words)
