"""The titles before a name by which it is known as one."""

from typing import NamedTuple

from index.facts.entities.persons import enclosed_names
from index.facts.entities.persons.closed_words import group
from index.facts.entities.persons.known_words import PLAIN
from index.facts.entities.persons.letter_signs import is_like_plural
from index.facts.entities.persons.name_shapes import BEHIND_FIRST, shape_at
from index.facts.entities.persons.name_text import WORDS, NameText
from index.facts.entities.persons.names_like_phrases import basim_behind_title
from index.facts.entities.persons.nouns_behind import with_noun_behind
from index.facts.entities.persons.ordinary_words import Reading
from index.facts.entities.persons.surnames_behind import is_named, with_any_word
from index.facts.entities.persons.unit_signs import (
    stands_alone,
)
from index.facts.entities.persons.units import Shape, Unit

#: Quotes before and behind a name.
OPENING = ('"', "«", "“", "„", "'", "”")
CLOSING = ('"', "»", "”", "“", "'")
_LONGEST_ROLE = 10  # words
_PLURALS = ("ه", "ات", "ون", "ين")
_WORKS = group("work")
_ORDINALS = frozenset(("اول", "ثاني"))
_OPENING_WORKS = ('"', "«", "“", "„", "(")
_CLUB_ADJECTIVES = group("club adjective")
_ARTICLES = ("ال", "لل", "بال", "وال")
_ROLE_PREPOSITIONS = group("role preposition")
_FOR = ("ب", "ل")
#: «عن طريق فلان» is no street.
_BY_WAY_OF = ["عن", "طريق"]


class Candidate(NamedTuple):
    """A row of words that is read as a person.

    Attributes:
        shape: the words of the name.
        reason: the words that it was known by; empty where the name itself is known.
        role: what the text says before the name that the person is.
    """

    shape: Shape
    reason: str = ""
    role: str = ""


def is_of_bearer(text: NameText, at: int, cut: int) -> bool:
    """Tell whether a name belongs to what is called after a person: «ملعب الملك فهد».

    Args:
        text: that the name stands in.
        at: number of its first word.
        cut: letters of clitics in front of it.
    """
    if cut:
        return False
    before = text.terms[at - 1]
    is_work = before in _WORKS or before[1:] in _WORKS
    if is_work and text.gap(at)[-1:] in _OPENING_WORKS:
        return True  # أغنية «روز جاردن»
    while text.joined(at) and _is_honorific(text, at - 1):
        at -= 1
    if not text.joined(at) or not text.words[at - 1].bearer:
        return False
    return text.terms[at - 2 : at] != _BY_WAY_OF


def _is_honorific(text: NameText, at: int) -> bool:
    return text.words[at].title == "honorific" and text.words[at].definite


def behind_title(text: NameText, title: int) -> Candidate | None:
    """Return the person that a title leads to: «وزير الخارجية عادل الجبير».

    Args:
        text: that the title stands in.
        title: number of its word.
    """
    word, at = text.words[title], title + 1
    if word.saying and text.words[at].title:
        return None  # «طالب رئيس النادي» is no student
    if len(text.terms[title]) == 1 and not _is_abbreviated(text, at):
        return None
    for here in range(at, at + (1 if word.title == "nation" else _LONGEST_ROLE)):
        if not text.joined(here) and not _is_abbreviated(text, here):
            return _apposed(text, title, here) or _quoted(text, title, here)
        behind = text.words[here]
        if behind.title and _is_another_title(text, here):
            if _begins_another_role(text, here):
                title = here  # «بحضور وزيرة السياحة»
            continue
        reading = text.reading(here)
        if shape := _name_at(text, title, here, reading):
            return _led_to(text, title, shape)
        if not _goes_on(text, here, reading) or (behind.may_be_name and behind.cut):
            return None
    return None


def _name_at(text: NameText, title: int, at: int, reading: Reading) -> Shape | None:
    """Return the name that a title leads to, where it begins at a word."""
    if basim := basim_behind_title(text, title, at):
        return basim
    if text.words[at] is not PLAIN or reading.unknown or text.terms[at + 1] in BEHIND_FIRST:
        shape = shape_at(text, at)
        if shape and _is_led_to(text, title, at, shape):
            return _to_its_end(text, title, shape)
    return enclosed_names.behind_title(text, title, at)


def _to_its_end(text: NameText, title: int, shape: Shape) -> Shape:
    longer = with_noun_behind(text, title, shape)
    if longer is shape:
        longer = with_any_word(text, title, shape)
    if longer is not shape or enclosed_names.may_have_object(text, title):
        return longer
    return enclosed_names.to_its_end(text, shape)


def _led_to(text: NameText, title: int, shape: Shape) -> Candidate:
    reason = text.text(title, shape.first, text.words[title].cut)
    return Candidate(shape, reason, _role(text, title, shape.first))


def _role(text: NameText, title: int, end: int) -> str:
    """Return what a title says without a clitic; للروائي is the article behind ل."""
    if text.words[title].title == "nation" or len(text.terms[title]) == 1:
        return ""
    while end - 1 > title and text.words[end - 1].title == "honorific":
        end -= 1
    if text.terms[end - 1] in _ROLE_PREPOSITIONS:
        return ""  # «الناطق باسم فلان» is another person
    role = text.text(title, end, text.words[title].cut)
    if not text.terms[title].startswith("لل"):
        return role
    is_doubled = WORDS["ال" + text.terms[title][2:]].title == ""  # للاعب, للواء
    return f"ال{role}" if is_doubled else f"ا{role}"


def _is_abbreviated(text: NameText, at: int) -> bool:
    """Tell whether a title of one letter stands before a word: «د. عادل»."""
    return len(text.terms[at - 1]) == 1 and text.gap(at).strip() in (".", "/")


def _is_another_title(text: NameText, at: int) -> bool:
    """Tell whether a title stands by itself or behind a preposition, and is no name."""
    word = text.words[at]
    return not word.may_be_name and (not word.cut or text.terms[at].startswith(_FOR))


def _begins_another_role(text: NameText, at: int) -> bool:
    """Tell whether a title behind other words is not a part of what they say."""
    if text.words[at].cut:
        return True  # «أشاد المدرب باللاعب»
    before = text.reading(at - 1)
    if text.words[at - 1].title:
        return False
    if text.terms[at - 1] in _ROLE_PREPOSITIONS:
        return True
    is_loose = before.noun and not before.place and not text.terms[at - 1].startswith("ال")
    return before.clitic or (is_loose and not text.words[at].definite)


def _goes_on(text: NameText, at: int, reading: Reading) -> bool:
    """Tell whether a word may stand between a title and the name."""
    if (reading.noun or reading.unknown) and not (reading.stop or text.words[at].saying):
        return True
    return reading.place or text.terms[at] in _ROLE_PREPOSITIONS


def _is_led_to(text: NameText, title: int, at: int, shape: Shape) -> bool:
    """Tell whether a row of words right behind a title or what follows it is a name."""
    if shape.cut:
        return False
    if shape.is_known_by_itself:
        return True
    before, first = text.words[at - 1], shape.units[0]
    is_single = len(shape.units) == 1
    if is_single and _is_another_adjective(text, at, first):
        return False
    if is_single and text.words[title].title == "nation":
        return _is_of_nation(text, title, first)
    is_definite = before.definite or text.terms[at - 1].startswith(_ARTICLES)
    is_definite = is_definite or text.reading(at - 1).place
    if first.kind in ("given", "joined"):
        is_word = is_single and text.reading(at).exact and not is_named(text, title, at)
        return is_definite and (not is_word or _ends_here(text, shape.end))
    if first.kind == "unknown" and text.terms[at].startswith("ال"):
        is_last = text.gap(shape.end).strip() not in OPENING  # «المدرب الجداوي "ميلو"»
        is_last = is_last and not text.terms[at].endswith(_PLURALS)
        return before.definite and before.title == "role" and is_last
    if first.kind in ("unknown", "family"):
        return is_definite
    if is_single and before.title == "role" and text.reading(at).verb:
        return False  # «المواطن حافظ على»
    if is_single:
        is_led = before.title != "nation" or _is_of_trade(text, title, at)
        is_alone = stands_alone(text, shape.end) or is_named(text, title, at)
        return before.definite and is_led and is_alone
    is_surname = shape.units[1].kind != "family?" or text.terms[at + 1].startswith("ال")
    is_surname = is_surname or stands_alone(text, shape.end)
    return is_definite and (before.definite or is_surname)


def _is_another_adjective(text: NameText, at: int, unit: Unit) -> bool:
    """Tell whether a word goes on with a title: «المدرب الهلالي», «اللاعبين متضايقون»."""
    is_participle = unit.kind == "unknown" and is_like_plural(text, at)
    # «لاعب الرائد ثاني صفقات النصر»
    return is_participle or text.terms[at] in _CLUB_ADJECTIVES or text.terms[at] in _ORDINALS


def _is_of_nation(text: NameText, title: int, unit: Unit) -> bool:
    """Tell whether one word behind a nationality is a name: «الفرنسي جيرو»."""
    if unit.kind in ("given", "alone") and text.reading(unit.first).unknown:
        return True
    return text.terms[title - 1].startswith("ال") and unit.kind in ("given", "family")


def _is_of_trade(text: NameText, title: int, at: int) -> bool:
    """Tell whether trade and nationality stand before a foreign name: «المهاجم البرازيلي هالك»."""
    return title == at - 2 and text.words[title].definite and not text.words[at].arab


def _ends_here(text: NameText, end: int) -> bool:
    """Tell whether no noun stands behind a word."""
    behind = text.reading(end)
    return not text.joined(end) or behind.stop or (behind.verb and not behind.noun)


def _apposed(text: NameText, title: int, at: int) -> Candidate | None:
    """Return the person behind a role and a comma: «والي القيروان، توفيق الورتاني»."""
    if text.gap(at).strip() not in ("،", ",") or at == title + 1:
        return None
    shape = shape_at(text, at)
    if shape is None or shape.cut or len(shape.units) == 1:
        return None
    if shape.units[0].kind not in ("given", "given?", "joined") and text.joined(shape.end):
        return None
    return _led_to(text, title, shape)


def _quoted(text: NameText, title: int, at: int) -> Candidate | None:
    """Return the person behind a role who is quoted: «المدرب البرتغالي "جوميز"»."""
    before = at - 1
    is_definite = text.words[before].definite or text.terms[before].startswith(_ARTICLES)
    if text.gap(at).strip() not in OPENING or not is_definite:
        return None
    shape = shape_at(text, at)
    if shape is None or shape.cut or text.gap(shape.end)[:1] not in CLOSING:
        shape = enclosed_names.in_quotes(text, at, CLOSING)
        return _led_to(text, title, shape) if shape else None
    if shape.units[0].kind == "unknown" and text.words[before].title != "honorific":
        return None
    if not (text.words[before].definite or shape.units[0].kind == "given"):
        return None
    return _led_to(text, title, shape)
