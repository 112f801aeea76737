"""Signs at the edges of a text: in its byline, dateline, source line, signature and last words."""

import re

from index.facts.agency_lines import is_wire
from index.facts.credit_words import HEADS, PHOTO_WORDS
from index.facts.tokenized_text import LONGEST_LAST_LINE, SOURCE_REACH, TokenizedText

SEPARATORS = frozenset("-–—ـ،,/\\;؛+&|:()[]«»\"“”„'’*•\n")
_LONGEST_DATELINE = 14  # words
_LONGEST_ITEM_HEAD = 40  # letters
_DASHES = frozenset("-–—ـ/،")
_YEAR = re.compile(r"(?:1[34]|20)\d\d")
_SENTENCE_END = frozenset('.!؟?/\\-–\n…*|«»"')
#: Signs that are also towns, of the papers that print their name beside other towns.
TOWNS = {"الرياض": "alriyadh", "المدينه": "almadina"}


def in_source_line(text: TokenizedText, at: int, last: int) -> bool:
    """Tell whether these words are a part of a line that names the source of the text."""
    start = text.start(at)
    if len(text.text) - start > SOURCE_REACH or not text.source_lines:
        return False
    end = text.end(last)
    if not any(left <= start and end <= right for left, right in text.source_lines):
        return False
    begins = text.before(at) in SEPARATORS or text.terms[at - 1] == "عن"
    return begins and (last == len(text.terms) - 1 or text.after(last) in SEPARATORS)


def in_signature(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    """Tell whether it is a part of the line that signs a text: «سانا + وكالات»."""
    if len(text.text) - text.end(last) > LONGEST_LAST_LINE + 40:
        return False
    left, right = text.signature
    if not (left <= text.start(at) and text.end(last) <= right) or not is_wire(agency_id):
        return False
    ends = last == len(text.terms) - 1 or text.after(last) in SEPARATORS
    return ends and text.before(at) in SEPARATORS


def in_credit_line(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    """Tell whether it is a part between separators, or begins one before من: «سبق من الرياض»."""
    begins = at == 0 or text.before(at) in SEPARATORS or _is_apart(text, at)
    ends = last == len(text.terms) - 1 or text.after(last) != "" or _is_apart(text, last + 1)
    if not begins and text.terms[at - 1] in HEADS | PHOTO_WORDS:
        begins = True
    if not ends and text.terms[last + 1] in PHOTO_WORDS | {"من", "في"}:
        ends = True
    return begins and ends and not _is_town(text, at, last, agency_id)


def _is_apart(text: TokenizedText, at: int) -> bool:
    """Tell whether more than a blank stands before a word: «د ب أ  واس»."""
    return len(text.text[text.end(at - 1) : text.start(at)]) > 1


def _is_town(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    """Tell whether الرياض or المدينة is the town here, as it is in every paper but the one.

    «الرياض» names itself behind a town (لندن - الرياض), «المدينة» before one (المدينة - جدة).
    """
    town = text.terms[at] if at == last else ""
    if town not in TOWNS:
        return False
    if TOWNS[town] != text.own:
        return True
    if at and text.terms[at - 1] == "مكتب":
        return False
    begins, ends = at == 0, last == len(text.terms) - 1
    return begins or not ends if town == "الرياض" else ends or not begins


def in_dateline(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    """Tell whether it is a part of the dateline that opens a text, or signs a line of its own."""
    before, after = text.before(at), text.after(last)
    if before in _DASHES and after == ":" and is_wire(agency_id) and _begins_item(text, at):
        return True
    if last >= _LONGEST_DATELINE or _is_town(text, at, last, agency_id):
        return False
    if at == 0 or (agency_id == text.own and before == "\n"):
        return after in _DASHES or (after == ":" and at == 0)
    if before in _DASHES and after == "\n":  # «سعاد علي – عين اليوم» on a line of its own
        return True
    if before in _DASHES and text.end(last) <= text.dateline_end:
        return after in _DASHES or after == ":"
    return is_wire(agency_id) and _behind_date(text, at)


def _begins_item(text: TokenizedText, at: int) -> bool:
    """Tell whether a line begins shortly before: of a round-up's items each has its dateline."""
    end = text.start(at)
    return "\n" in text.text[max(0, end - _LONGEST_ITEM_HEAD) : end]


def _behind_date(text: TokenizedText, at: int) -> bool:
    """Tell whether a year stands before it: «جدة 3 شوال 1436هـ الموافق 19 يوليو 2015م واس …»."""
    here = at - 1
    if text.terms[here] in ("م", "ه") and here:
        here -= 1
    return bool(_YEAR.fullmatch(text.terms[here]))


def in_closing(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    """Tell whether it is the agency's signature, behind the end of the last sentence."""
    if last != len(text.terms) - 1 or not is_wire(agency_id):
        return False
    before = text.before(at)
    return (before != "" and before in _SENTENCE_END) or text.terms[at - 1] == "انتهي"
