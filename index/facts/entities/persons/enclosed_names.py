"""Names of any words between what leads to them and what ends them: «الدكتورة وديعة بوكر، رئيسة».

Between «قال الكاتب» and «إن» stands the subject alone. There, behind an honorific and in quotes,
words belong to a name that could be other words elsewhere.
"""

from index.facts.entities.persons.closed_words import group
from index.facts.entities.persons.known_words import SURE
from index.facts.entities.persons.letter_signs import has_hamza_behind_clitic
from index.facts.entities.persons.name_text import NameText
from index.facts.entities.persons.unit_signs import (
    ARTICLE_BEHIND_CLITIC,
    is_preposition,
)
from index.facts.entities.persons.units import Shape, Unit

#: What a quotation begins with, behind its speaker.
_THAT = group("that")
_TIMES = group("time") | group("order")
_OF_OFFICE = group("of office")
_OF_RANK = group("of rank")
_FEWEST, _MOST = 2, 4  # words
_MOST_WORDS = 2  # that are ordinary ones
_SHORTEST = 3  # letters
_ARTICLE = "ال"
#: Signs behind which a phrase does not go on.
_SIGNS = tuple('،,.:؛;)»”"-–—\n')
_FATHER = "بو"
#: How an indefinite object or a circumstance ends, and «ون» of those who act.
_ENDINGS = ("ا", "ون", "ين", "ات", "ها", "هم")


def behind_title(text: NameText, title: int, at: int) -> Shape | None:
    """Return the name that stands alone between a title and an end; ``None`` where none does.

    Args:
        text: that it stands in.
        title: number of the title, and
        at: of the word behind all that is said with it.
    """
    if text.terms[at].startswith(_ARTICLE) or text.words[at].cut:
        return None  # «التقى الوزير بجون كيري»
    before = text.words[at - 1]
    is_styled = before.title == "honorific" and before.definite
    if not (is_styled or (text.terms[at - 1].startswith(_ARTICLE) and text.joined(at))):
        return None
    end = _end(text, at, is_styled=is_styled)
    if not _FEWEST <= end - at <= _MOST or text.terms[at] in _OF_RANK:
        return None
    if has_hamza_behind_clitic(text, at):
        return None
    is_letter = len(text.terms[title]) == 1  # «عام 1963م. مرة أخرى»
    if is_styled and not (is_letter and text.reading(at).exact and not text.words[at].given):
        return _shape(at, end)
    names = sum(_is_like_name(text, here) for here in range(at, end))
    if not names or end - at - names > _MOST_WORDS:
        return None
    is_name = is_said(text, title) and text.terms[end] in _THAT
    is_woman = text.terms[title].endswith("ه") and text.terms[at].endswith("ه")
    is_first = text.words[at].given == SURE or is_woman or not text.reading(at).exact
    is_name = is_name or (_is_no_subject(text, title) and is_first)
    return _shape(at, end) if is_name and end - at > _letters_alone(text, at, end) else None


def to_its_end(text: NameText, shape: Shape) -> Shape:
    """Return the name of a speaker up to the quotation: «قال المواطن محمد العمرة | إن».

    Args:
        text: that it stands in.
        shape: what is known of the name.
    """
    is_first = len(shape.units) == 1 and shape.units[0].kind in ("given", "given?", "joined")
    if not is_first or not text.joined(shape.end) or text.reading(shape.first).stop:
        return shape
    if len(text.terms[shape.first]) < _SHORTEST:
        return shape  # «فأكد لي الوزير أن»
    end = _end(text, shape.end)
    if text.terms[end] not in _THAT or not 1 <= end - shape.end < _MOST:
        return shape
    more = (Unit(here, here + 1, "nisba") for here in range(shape.end, end))
    return Shape((*shape.units, *more), shape.cut)


def before_sign(text: NameText, shape: Shape) -> Shape:
    """Return the name of a speaker up to a comma and his role: «أكد ستيفان فاتر، المدير».

    Args:
        text: that it stands in.
        shape: what is known of the name: a first name that is no other word.
    """
    at = shape.end
    is_alone = shape.units[0].kind == "given" and len(shape.units) == 1
    if not is_alone or not text.reading(shape.first).unknown or not text.joined(at):
        return shape
    if _end(text, at) != at + 1 or not text.gap(at + 1).strip().startswith(("،", ",")):
        return shape
    is_role = text.words[at + 1].title and not text.words[at + 1].cut
    return Shape((*shape.units, Unit(at, at + 1, "nisba")), shape.cut) if is_role else shape


def in_quotes(
    text: NameText, at: int, closing: tuple[str, ...], *, is_sure: bool = False
) -> Shape | None:
    """Return the name that fills a quote which begins at a first name.

    Args:
        text: that it stands in.
        at: number of the first word.
        closing: signs that end the quote.
        is_sure: whether all words of the quote are a name, since an office stands behind it.
    """
    if at >= len(text):
        return None
    end = at + 1
    while text.joined(end) and (is_sure or _may_be_part(text, end)) and end - at <= _MOST:
        end += 1
    is_filled = text.gap(end)[:1] in closing and _FEWEST <= end - at <= _MOST
    is_name = text.words[at].given == SURE or (is_sure and text.words[at].given > 0)
    return _shape(at, end) if is_filled and is_name else None


def _letters_alone(text: NameText, at: int, end: int) -> int:
    """Return how many words are too short for names: «مراسل الجوهرة اف ام»."""
    return sum(len(term) < _SHORTEST for term in text.terms[at:end])


def is_said(text: NameText, title: int) -> bool:
    """Tell whether a verb of saying stands before a title."""
    return text.joined(title) and text.words[title - 1].saying > 0


def may_have_object(text: NameText, title: int) -> bool:
    """Tell whether a title is the subject of a verb of doing: «قاد المدرب أسامة الفريق»."""
    is_verb = text.reading(title - 1).verb and text.joined(title)
    return is_verb and not text.words[title - 1].saying


def _end(text: NameText, at: int, *, is_styled: bool = False) -> int:
    """Return the number of the word behind those that may be a name and end in one place."""
    end = at
    while end - at <= _MOST and (end == at or text.joined(end)):
        if not _may_be_part(text, end, is_styled=is_styled):
            break
        end += 1
    if text.joined(end):
        is_end = text.terms[end] in _THAT or text.words[end].title == "role"
    else:
        gap = text.gap(end) if end <= len(text) else ""
        is_end = end >= len(text) or gap.startswith("\n") or gap.strip(" ").startswith(_SIGNS)
    return end if is_end else at


def _may_be_part(text: NameText, at: int, *, is_styled: bool = False) -> bool:
    """Tell whether a word may belong to a name; behind an honorific nearly any may."""
    word, reading, term = text.words[at], text.reading(at), text.terms[at]
    if reading.stop or word.saying or word.bearer or term in _TIMES or term in _OF_OFFICE:
        return False
    if term.startswith(ARTICLE_BEHIND_CLITIC):
        return False
    if (word.title and not word.given) or is_preposition(text, at):
        return False
    if reading.unknown or word.is_name:
        return True
    if is_styled:
        has_preposition = reading.clitic and not term.startswith(_FATHER)
        is_verb = reading.verb and not reading.noun
        is_object = not reading.exact and term.endswith("ا")  # مستشارا
        is_place = reading.place and not term.startswith(_FATHER)
        is_other = has_preposition or is_verb or is_object or is_place
        return not (is_other or term.startswith(_ARTICLE))
    is_other = reading.clitic or (reading.verb and not reading.noun) or reading.place
    has_pronoun = not reading.exact and text.part.tokens.words[at].endswith("ه")
    return not (is_other or has_pronoun or term.endswith(_ENDINGS))


def _is_like_name(text: NameText, at: int) -> bool:
    return text.reading(at).unknown or text.words[at].is_name


def _is_no_subject(text: NameText, title: int) -> bool:
    """Tell whether a title is no subject, whose object could stand behind it: للكاتبة."""
    if text.words[title].cut and text.terms[title].startswith("ل"):
        return True
    return text.joined(title) and not (text.reading(title - 1).verb or text.words[title - 1].saying)


def _shape(at: int, end: int) -> Shape:
    more = (Unit(here, here + 1, "nisba") for here in range(at + 1, end))
    return Shape((Unit(at, at + 1, "given?"), *more))
