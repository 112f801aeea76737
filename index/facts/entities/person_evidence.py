"""Why a row of words is the name of a person: the name itself, or the words beside it."""

from dataclasses import dataclass

from index.facts.entities.known_words import SURE
from index.facts.entities.name_shapes import Shape, Unit, shape_at
from index.facts.entities.name_text import NameText

#: Quotes before and behind a name.
OPENING = ("\"", "«", "“", "„", "'", "”")
CLOSING = ("\"", "»", "”", "“", "'")
_LONGEST_ROLE = 10  # words
_PLURALS = ("ه", "ات", "ون", "ين")
_ROLE_PREPOSITIONS = frozenset(("في", "لدي", "باسم", "علي", "عن", "من", "بن", "ضد"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of words that is read as a person.

    Attributes:
        shape: the words of the name.
        reason: the words that it was known by; empty where the name itself is known.
        role: what the text says before the name that the person is.
    """

    shape: Shape
    reason: str = ""
    role: str = ""


def is_known_by_itself(shape: Shape) -> bool:
    """Tell whether a name needs no other reason than its words."""
    first, rest = shape.units[0], shape.units[1:]
    if first.kind in ("alone", "kunya"):
        return True
    if not rest:
        return False
    second = rest[0]
    if first.kind in ("given", "joined"):
        return True
    if first.kind == "given?":
        return second.is_sure or second.kind == "nisba"
    if first.kind == "family":
        return second.kind in ("alone", "family")
    return second.kind == "alone"


def is_of_bearer(text: NameText, at: int, cut: int) -> bool:
    """Tell whether a name belongs to what is called after a person: «ملعب الملك فهد».

    Args:
        text: that the name stands in.
        at: number of its first word.
        cut: letters of clitics in front of it.
    """
    if cut:
        return False
    while text.joined(at) and text.words[at - 1][2:4] == ("honorific", True):
        at -= 1
    return text.joined(at) and text.words[at - 1].bearer


def behind_title(text: NameText, title: int) -> Candidate | None:
    """Return the person that a title leads to: «وزير الخارجية عادل الجبير».

    Args:
        text: that the title stands in.
        title: number of its word.
    """
    at = title + 1
    if text.words[title].saying and text.words[at].title:
        return None  # «طالب رئيس النادي» is no student
    if len(text.terms[title]) == 1 and not _is_abbreviated(text, at):
        return None
    for _ in range(1 if text.words[title].title == "nation" else _LONGEST_ROLE):
        if not text.joined(at) and not _is_abbreviated(text, at):
            return _apposed(text, title, at) or _quoted(text, title, at)
        if text.words[at].title and text.words[at].cut == 0 and not text.words[at].may_be_name:
            if _begins_another_role(text, at):
                title = at  # «بحضور وزيرة السياحة»
            at += 1
            continue
        if text.words[at].may_be_name and text.words[at].cut:
            return None
        shape = shape_at(text, at)
        if shape and _is_led_to(text, title, at, shape):
            return Candidate(shape, text.text(title, at, text.words[title].cut), _role(text, title, at))
        if not _goes_on(text, at):
            return None
        at += 1
    return None


def _apposed(text: NameText, title: int, at: int) -> Candidate | None:
    """Return the person behind a role and a comma: «والي القيروان، توفيق الورتاني»."""
    if text.gap(at).strip() not in ("،", ",") or at == title + 1:
        return None
    shape = shape_at(text, at)
    if shape is None or shape.cut or len(shape.units) == 1:
        return None
    if shape.units[0].kind not in ("given", "given?", "joined") and text.joined(shape.end):
        return None
    return Candidate(shape, text.text(title, at, text.words[title].cut), _role(text, title, at))


def _quoted(text: NameText, title: int, at: int) -> Candidate | None:
    """Return the person behind a role who is quoted: «المدرب البرتغالي "جوميز"»."""
    shape = shape_at(text, at)
    if shape is None or shape.cut or text.gap(at).strip() not in OPENING:
        return None
    if text.gap(shape.end)[:1] not in CLOSING or not text.words[at - 1].definite:
        return None
    if shape.units[0].kind == "unknown" and text.words[at - 1].title != "honorific":
        return None
    return Candidate(shape, text.text(title, at, text.words[title].cut), _role(text, title, at))


def behind_following(text: NameText, noun: int) -> Candidate | None:
    """Return the person whose followers are named: «قوات صالح», «حكومة هادي»."""
    at = noun + 1
    word, behind = text.words[at], text.reading(at + 1)
    if not text.joined(at) or word.cut or word.title or not word.may_be_name:
        return None
    if text.joined(at + 1) and behind.exact and not (behind.stop or behind.verb):
        return None
    shape = Shape((Unit(at, at + 1, "family"),))
    return Candidate(shape, text.text(noun, noun + 1, text.words[noun].cut))


def _role(text: NameText, title: int, end: int) -> str:
    """Return what a title says without a clitic; للروائي is the article behind ل."""
    if text.words[title].title == "nation" or len(text.terms[title]) == 1:
        return ""
    while end - 1 > title and text.words[end - 1].title == "honorific":
        end -= 1
    role = text.text(title, end, text.words[title].cut)
    return f"ا{role}" if text.terms[title].startswith("لل") else role


def _begins_another_role(text: NameText, at: int) -> bool:
    """Tell whether a title behind other words is not a part of what they say."""
    before = text.reading(at - 1)
    if text.words[at - 1].title:
        return False
    is_loose = before.noun and not before.place and not text.terms[at - 1].startswith("ال")
    return before.clitic or (is_loose and not text.words[at].definite)


def _is_abbreviated(text: NameText, at: int) -> bool:
    return len(text.terms[at - 1]) == 1 and text.gap(at).strip() in (".", "/") 


def _is_led_to(text: NameText, title: int, at: int, shape: Shape) -> bool:
    """Tell whether a row of words right behind a title or what follows it is a name."""
    if is_known_by_itself(shape):
        return True
    before, first = text.words[at - 1], shape.units[0]
    if text.words[title].title == "nation" and len(shape.units) == 1:
        return text.terms[title - 1].startswith("ال") and first.kind in ("given", "family")
    is_definite = before.definite or text.terms[at - 1].startswith("ال") or text.reading(at - 1).place
    if first.kind in ("given", "joined"):
        return is_definite or before.title != ""
    if first.kind == "unknown" and text.terms[at].startswith("ال"):
        return before.definite and before.title == "role" and not text.terms[at].endswith(_PLURALS)
    if first.kind in ("unknown", "family"):
        return is_definite
    if len(shape.units) > 1:
        return is_definite and (before.definite or shape.units[1].kind != "family?")
    if first.kind != "given?" or not before.definite or before.title == "nation":
        return False
    behind = text.reading(shape.end)
    return not text.joined(shape.end) or behind.stop or behind.verb or not behind.exact


def _goes_on(text: NameText, at: int) -> bool:
    """Tell whether a word may stand between a title and the name."""
    reading = text.reading(at)
    if text.terms[at] in _ROLE_PREPOSITIONS or reading.place:
        return True
    if reading.stop:
        return False
    if text.words[at].saying:
        return False
    return reading.noun or reading.unknown


def behind_saying(text: NameText, verb: int) -> Candidate | None:
    """Return the person that a verb of saying leads to: «وقال أنديرس نوردستروم»."""
    at = verb + 1
    if not text.joined(at):
        return None
    shape = shape_at(text, at)
    if shape is None or shape.cut:
        return None
    reason = text.text(verb, verb + 1, text.words[verb].cut)
    if is_known_by_itself(shape):
        return Candidate(shape, "")
    first = shape.units[0]
    if first.kind in ("joined", "unknown") and len(shape.units) > 1:
        return Candidate(shape, reason)
    if first.kind in ("unknown", "family") and text.words[verb].saying == SURE:
        return Candidate(shape, reason)
    if first.kind == "given?" and len(shape.units) > 1:
        return Candidate(shape, reason)
    return None
