"""Where a credit is sure: what has to stand around a sign before it is taken for an agency.

A sign is a word of the language too (اليوم, سبق, وات). It is a credit

* behind a word that says what it is: وكالة, صحيفة, قناة;
* in brackets, between brackets' separators: (أ.ب - رويترز);
* in a line that names its source: «المصدر: الفرنسية», or behind «نقلا عن»;
* in quotes, unless something else bears that name: «الوطن», but not سوق «عكاظ»;
* behind words of crediting, if the table says so: «ذكرت كونا», «تصريح لوات»;
* in the dateline that opens a text, before its colon or behind its date;
* as the last word, behind the end of the last sentence.
"""

from index.facts.agency_lines import is_wire
from index.facts.agency_signs import COMMON_WORDS
from index.facts.agency_table import FIRST_WORDS, REPORTED
from index.facts.credit_edges import (
    SEPARATORS,
    TOWNS,
    in_closing,
    in_credit_line,
    in_dateline,
    in_signature,
    in_source_line,
)
from index.facts.credit_words import (
    BODIES,
    CORRESPONDENTS,
    CREDITING,
    INSTITUTIONS,
    MEDIA,
    NOTIONS,
    OTHER_THINGS,
    PHOTO_WORDS,
)
from index.facts.crediting import is_reported
from index.facts.kinds_before import KINDS_BEFORE, KINDS_OWNED, stands_close
from index.facts.tokenized_text import TokenizedText

_OPENING_QUOTES = frozenset("«»\"“”„'‘’(")
_CLOSING_QUOTES = frozenset("«»\"“”„'‘’)")
#: Several papers, whose names stand in quotes: صحف «الوطن» و«عكاظ».
_PAPERS = frozenset({"صحف", "وصحف", "لصحف", "مجلات", "ومجلات"})
#: Letters of an abbreviation that other bodies may have too: ANP is an army and a party.
_SHORT_LATIN = 5
#: Those that nobody else has.
_UNMISTAKABLE = frozenset({"afp", "dpa"})
#: Those of the signs that people and towns bear too.
_ALSO_NAMES = COMMON_WORDS | {"وفا", "بترا"}


def is_sure_credit(text: TokenizedText, at: int, length: int, agency_id: str) -> bool:
    """Tell whether a sign is a credit where it stands, and no other word of the language.

    Args:
        text: the text that it stands in.
        at: the number of its first word.
        length: how many words it has.
        agency_id: the agency that it would credit.
    """
    last = at + length - 1
    is_photo = at > 0 and text.terms[at - 1] in PHOTO_WORDS
    is_part = (text.before(at) or at == 0 or is_photo) and (
        text.after(last) or last == len(text.terms) - 1
    )
    if text.is_credit:
        return in_credit_line(text, at, last, agency_id)
    return (
        (is_part and _in_brackets(text, at, last, agency_id))
        or _in_quotes(text, at, last, agency_id)
        or in_dateline(text, at, last, agency_id)
        or in_closing(text, at, last, agency_id)
        or (at > 0 and agency_id == text.own and text.terms[at - 1] in CORRESPONDENTS)
        or in_source_line(text, at, last)
        or in_signature(text, at, last, agency_id)
        or _in_report(text, at, last, agency_id)
        or _is_latin_medium(text, at, last)
    )


def _in_report(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    if tuple(text.terms[at : last + 1]) not in REPORTED:
        return False
    is_word = _is_word(text, at, agency_id)
    return is_reported(text, at, last, has_clitic=False, is_word=is_word)


def _is_latin_medium(text: TokenizedText, at: int, last: int) -> bool:
    """Tell whether a word such as موقع stands before a name in Latin letters, which ends there."""
    if not (at and text.terms[at].isascii() and text.terms[at - 1] in MEDIA):
        return False
    is_whole = last + 1 == len(text.terms) or not text.terms[last + 1].isascii()
    return is_whole and stands_close(text, at - 1, at)


def is_told(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    """Tell whether a sign with a clitic is one that somebody speaks to: «تصريح للأناضول»."""
    if FIRST_WORDS[text.terms[at]].isascii():  # «قال مصدر في المطار لـCNN»
        return text.terms[at].startswith("ل")
    is_word = _is_word(text, at, agency_id)
    return is_reported(text, at, last, has_clitic=True, is_word=is_word)


def _is_word(text: TokenizedText, at: int, agency_id: str) -> bool:
    """Tell whether a sign, its clitic left out, is a word that may stand in another sense."""
    word = FIRST_WORDS[text.terms[at]]
    return word in _ALSO_NAMES or not (word.isascii() or is_wire(agency_id))


def _is_edge(char: str) -> bool:
    return not char or char in SEPARATORS


def _in_brackets(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    start, end = text.start(at), text.end(last)
    if not any(left <= start and end <= right for left, right in text.brackets):
        return False
    is_photo = at > 0 and text.terms[at - 1] in PHOTO_WORDS
    if not ((is_photo or _is_edge(text.before(at))) and _is_edge(text.after(last))):
        return False
    if agency_id == text.own or _is_credited(text, at):
        return True
    if at == last and not is_wire(agency_id) and text.terms[at].isascii():  # «… (DW)» signs it
        return _ends_line(text, end) and _ends_sentence_before(text, start)
    if not is_wire(agency_id) or not BODIES.isdisjoint(text.terms[max(0, at - 4) : at]):
        return False
    if at == last and _is_short_latin(text.terms[at]):
        return _ends_sentence_before(text, text.start(at))
    return text.terms[at] not in COMMON_WORDS or _ends_line(text, end)


def _is_short_latin(term: str) -> bool:
    return term.isascii() and len(term) <= _SHORT_LATIN and term not in _UNMISTAKABLE


def _ends_sentence_before(text: TokenizedText, at: int) -> bool:
    """Tell whether a bracket stands apart, and is no abbreviation of the words before it."""
    before = text.text[:at].rstrip(' ([/،,-–+«"“')
    return not before or before[-1] in '.!؟?…:»"\n'


def _ends_line(text: TokenizedText, end: int) -> bool:
    return text.text[end : end + 8].lstrip(" .)]/")[:1] in ("", "\n")


def _in_quotes(text: TokenizedText, at: int, last: int, agency_id: str) -> bool:
    if text.before(at) not in _OPENING_QUOTES or text.after(last) not in _CLOSING_QUOTES:
        return False
    if not text.before(at) or not text.after(last) or text.before(at) == "(":
        return False
    if at and text.terms[at - 1] in OTHER_THINGS:
        return False
    if agency_id == text.own or _is_credited(text, at):
        return True
    if not INSTITUTIONS.isdisjoint(text.terms[max(0, at - 2) : at]):
        return False
    if at == last and _is_short_latin(text.terms[at]):  # also an attribute: dir="RTL"
        return at > 0 and text.terms[at - 1] in MEDIA
    if is_wire(agency_id):  # «واس» behind a sentence signs the photo above
        is_word = text.terms[at] in COMMON_WORDS
        return at > 0 and not is_word and _ends_sentence_before(text, text.start(at))
    return text.terms[at] not in TOWNS and not (at == last and text.terms[at] in NOTIONS)


def _is_credited(text: TokenizedText, at: int) -> bool:
    """Tell whether a word before it speaks of sources: لـ, ذكرت, وكالة."""
    near = text.terms[max(0, at - 4) : at]
    if near and near[-1].removeprefix("و") in ("ل", "ب", "لل"):
        return True
    if any(term in KINDS_BEFORE or term in _PAPERS for term in near):
        return True
    if near and near[-1] in KINDS_OWNED:
        return True
    return bool(near) and (
        near[-1] in CREDITING or near[-1].removeprefix("و").removeprefix("ف") in CREDITING
    )
