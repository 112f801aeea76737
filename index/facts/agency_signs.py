"""What an agency signs with at the edges of a text, where the place of the sign makes it sure."""

import re
from collections.abc import Iterator
from functools import lru_cache

from index.analysis import folded_words
from index.facts.agency_lines import is_wire
from index.facts.agency_writings import OPENINGS, WRITINGS, Tier
from index.facts.place_before_text import is_verb
from index.facts.places import known
from index.facts.tokenized_text import TokenizedText

_SIGNS_KEPT = 4096
_LONGEST = 40
_LONGEST_CLOSING = 60
_PART = re.compile(r"[^-–—/،,:()|+]+")
#: «… (ومع)», «… /بنا/» at the end of a text.
_CLOSING = re.compile(r"[(/]\s*(\w[\w. ]{0,7})\s*[)/][\s.]*$")
#: «// انتهى //16:30 ت م 0123»: the Saudi agency and its clock.
_END_AND_HOUR = re.compile(r"//\s*انتهى\s*//\s*\d\d?:\d\d\s*ت\s*م(?!\w)")
_SHORT_WORDS = r"(?:[^\W\d_]{1,4}(?![^\W\d_]) ?){1,3}"
_INITIALS = re.compile(rf"\n[ \t]*({_SHORT_WORDS}(?:[/-] ?{_SHORT_WORDS})+)\s*\Z")
#: Signs of agencies that are words, names or towns as well.
_ALSO_WORDS = "قنا الفرنسيه الالمانيه العمانيه فارس معا سبا مهر شهاب صفا تسنيم اخلاص تاس"
COMMON_WORDS = frozenset(_ALSO_WORDS.split())
_NEWS = frozenset({"انباء", "الانباء"})
_BEFORE_SIGN = frozenset("(«\"“'")
_BEHIND_SIGN = frozenset(")»\"”'")
#: Besides these, what running text may go on with: «عمان - بترا مدينة …».
_BEFORE_TEXT = COMMON_WORDS | {"بترا", "واع", "وفا", "الاناضول", "اناضول", "سبوتنيك"}

#: Those of them that may stand before a verb without a stop: they are no people.
_NO_SUBJECTS = frozenset({"بترا", "واع", "الاناضول", "اناضول", "سبوتنيك"})


@lru_cache(maxsize=_SIGNS_KEPT)
def signed(text: str, own: str = "", country: str = "") -> str | None:
    """Return the id of the agency that a part of a head is nothing but the sign of, or ``None``.

    Of papers and broadcasters names and abbreviations in Latin letters count, since their signs
    are common words; of the paper itself its sign does.

    Args:
        text: what stands between two separators, or in brackets.
        own: id of the paper that it stands in, and
        country: of that paper.
    """
    words = folded_words(text) if len(text) <= _LONGEST else ()
    if words and words[0] in ("وكاله", "وكالات") and len(words) > 1:
        words = words[1:] if words not in WRITINGS else words
    if not words:
        return None
    if agency_id := OPENINGS.get(words):
        return agency_id
    writing = WRITINGS.get(words)
    found = writing.id_for(None, own, country) if writing else None
    if not writing or not found or found == own:
        return found
    is_sure = is_wire(found) or writing.tier is Tier.NAME or all(word.isascii() for word in words)
    return found if is_sure and writing.tier is not Tier.CALLED else None


def is_common_word(text: str) -> bool:
    """Tell whether the sign of an agency is a common word too, or a name: معا, وفا, بنا."""
    words = folded_words(text)
    return words in OPENINGS or (len(words) == 1 and words[0] in _BEFORE_TEXT)


def may_speak(sign: str, following: str) -> bool:
    """Tell whether a sentence of its own begins behind a sign: «غزة/ الأناضول أعلنت …».

    Args:
        sign: of an agency, and a common word too.
        following: the word behind it.
    """
    words = folded_words(sign)
    return len(words) == 1 and words[0] in _NO_SUBJECTS and is_verb(following)


def sign_called(text: TokenizedText, at: int) -> tuple[str, int] | None:
    """Return the agency whose sign stands in quotes or brackets behind وكالة: «وكالة «بنا»».

    Args:
        text: the text.
        at: the number of the word that says what the name is.

    Returns:
        The id and the number of words, that word included; ``None`` where there is none.
    """
    sign = at + 1
    if sign < len(text.terms) and text.terms[sign] in _NEWS:
        sign += 1
    if sign >= len(text.terms) or not text.terms[at].endswith("وكاله"):
        return None
    found = OPENINGS.get((text.terms[sign],))
    is_quoted = text.before(sign) in _BEFORE_SIGN and text.after(sign) in _BEHIND_SIGN
    return (found, sign - at + 1) if found and is_quoted else None


def closing_sign(text: str) -> tuple[str, int, int] | None:
    """Return the agency whose style closes a text, and where that stands; ``None`` without one."""
    last = max(0, len(text) - _LONGEST_CLOSING)
    tail = text[last:]
    if (
        tail.rstrip(" .\n").endswith((")", "/"))
        and (match := _CLOSING.search(text, last))
        and (agency_id := OPENINGS.get(folded_words(match[1])))
    ):
        return agency_id, *match.span(1)
    match = _END_AND_HOUR.search(text, last) if "//" in tail else None
    return ("spa", *match.span()) if match else None


def initials_at(text: str) -> int | None:
    """Return where the initials of editors begin that close an agency's text: «هو/ماب/ب ق».

    A line of short words is initials if one of them is neither a sign nor a place.
    """
    last = max(0, len(text) - _LONGEST_CLOSING)
    match = _INITIALS.search(text, last)
    if match is None:
        return None
    parts = [part for part in _PART.findall(match[1]) if part.strip()]
    return match.start(1) if any(not (signed(part) or known(part)) for part in parts) else None


def signed_parts(line: str) -> Iterator[tuple[str, int, int]]:
    """Yield the agencies that sign a byline with a common word, and where: «المنامة - بنا»."""
    for match in _PART.finditer(line):
        printed = match.group()
        if agency_id := OPENINGS.get(folded_words(printed)):
            start = match.start() + len(printed) - len(printed.lstrip())
            yield agency_id, start, start + len(printed.strip())
