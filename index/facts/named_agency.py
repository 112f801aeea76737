"""Which agency a name means where it stands: by the word before it, the country, the paper."""

import re

from index.facts.agency_lines import AGENCIES
from index.facts.agency_table import FIRST_WORDS, longest_first
from index.facts.agency_writings import CALL_LETTERS, OPENINGS, WRITINGS, Tier, Writing
from index.facts.credit_context import is_sure_credit, is_told
from index.facts.credit_edges import in_source_line
from index.facts.credit_words import NAMED
from index.facts.kinds_before import kinds_before, kinds_of_quoted, stands_close
from index.facts.origin import ARAB_COUNTRIES, COUNTRY_NAMED
from index.facts.tokenized_text import TokenizedText

_NEWS = frozenset({"الانباء", "انباء"})
_LONGEST_NAME = 3  # words
_OPENS = frozenset({"«", '"', "“", "("})
_CLOSES = frozenset({"»", '"', "”", ")"})
#: Second words that make another paper of a name, folded.
_LONGER_NAMES = frozenset(
    {"الجديد", "الجديده", "العربي", "الاشتراكي", "الاسلامي", "اونلاين", "برس"}
)
_PUBLIC_OPINION = ["الراي", "العام"]
_CLOSE = re.compile(r"[ »”\"')\u00a0]{1,3}")


def country_of(own: str) -> str:
    """Return the country of a paper by its id; empty where the table does not have it."""
    return AGENCIES[own].country if own in AGENCIES else ""


def agency_at(text: TokenizedText, at: int) -> tuple[str, int] | None:
    """Return the agency named at this word and how many words its name takes.

    Args:
        text: the text.
        at: the number of a word that begins the name of some agency.

    Returns:
        The id and the number of words; ``None`` where another thing is meant.
    """
    if text.terms[at] in CALL_LETTERS and _continues_letters(text, at):
        return None
    if at and text.terms[at - 1] in NAMED and stands_close(text, at - 1, at):
        return None
    for writing, length in longest_first(text.terms, at):
        if text.is_one_name(at, length) and (agency_id := _meant(text, at, length, writing)):
            other = _called_otherwise(text, at, length, agency_id)
            return other or _longer_called(text, at, length) or (agency_id, length)
    return None


def _called_otherwise(
    text: TokenizedText, at: int, length: int, agency_id: str
) -> tuple[str, int] | None:
    """Return whom quotes behind an agency of a country name, if another: الروسية «إنترفاكس»."""
    name = at + length
    if length < 2 or text.terms[at + 1] not in _NEWS or name >= len(text.terms):
        return None
    if text.text[text.end(name - 1) : text.start(name)].strip(" ") not in _OPENS:
        return None
    for last in range(name, min(name + _LONGEST_NAME, len(text.terms))):
        if text.text[text.end(last) : text.end(last) + 1] in _CLOSES:
            words = tuple(text.terms[name : last + 1])
            writing = WRITINGS.get(words)
            ids = writing.ids if writing else (OPENINGS.get(words) or _printed(text, name, last),)
            is_other = bool(ids) and agency_id not in ids
            return (ids[0], last + 1 - at) if is_other else None
    return None


def _printed(text: TokenizedText, first: int, last: int) -> str:
    return " ".join(text.text[text.start(first) : text.end(last)].split())


def _longer_called(text: TokenizedText, at: int, length: int) -> tuple[str, int] | None:
    """Return the longer name that begins with what «صحيفة القدس» names: «القدس العربي»."""
    if length < 2 or not kinds_before(text, at + 1):
        return None
    longer = agency_at(text, at + 1)
    return (longer[0], longer[1] + 1) if longer and longer[1] >= length else None


def _meant(text: TokenizedText, at: int, length: int, writing: Writing) -> str | None:
    kinds = kinds_before(text, at)
    last = at + length - 1
    if writing.tier is Tier.SIGN and FIRST_WORDS[text.terms[at]] != text.terms[at]:
        found = writing.id_for(None, text.own, text.country)
        return found if found and is_told(text, at, last, found) else None
    if writing.tier is not Tier.NAME and not kinds:
        quoted = kinds_of_quoted(text, at, last)
        kinds = quoted if quoted and writing.id_for(quoted, text.own, text.country) else None
    if writing.tier is Tier.CALLED and not kinds:
        return _without_its_kind(text, at, last, writing)
    own, country, named = text.own, text.country, ""
    if last + 1 < len(text.terms) and text.terms[last + 1] in COUNTRY_NAMED:
        named = _country_named(text, last)
        country = named or country
        own = own if not named or country_of(own) == named else ""
    called = writing.id_for(kinds, own, country) if kinds else None
    found = called or writing.id_for(None, own, country)
    if not found or (named and _is_of_another(found, named, writing)):
        return None
    if AGENCIES[found].kind == "paper" and _goes_on(text, last):
        return None
    if called or writing.tier is Tier.NAME:
        return found
    if kinds:
        return None
    if not is_sure_credit(text, at, length, found):
        return None
    # «نقلا عن الجزيرة» at the end of a Saudi column is the Saudi paper.
    is_source = len(writing.ids) > 1 and in_source_line(text, at, last)
    return _of_several(writing, text.country, found) if is_source else found


def _of_several(writing: Writing, country: str, else_: str) -> str | None:
    """Return the one that is meant by the name alone: of the country, or where it is the only."""
    if len(writing.ids + writing.shared) == 1:
        return writing.ids[0] if writing.ids else else_ or None
    return writing.of_country(country) or else_ or None


def _without_its_kind(text: TokenizedText, at: int, last: int, writing: Writing) -> str | None:
    """Return whom what is left of a name means where no word before it says what it is."""
    if text.own in writing.ids or text.own in writing.shared:
        return text.own if is_sure_credit(text, at, last - at + 1, text.own) else None
    return _of_several(writing, text.country, "") if in_source_line(text, at, last) else None


def _country_named(text: TokenizedText, last: int) -> str:
    """Return the country that the word behind a name tells: «الوطن» العمانية."""
    gap = text.text[text.end(last) : text.start(last + 1)]
    return COUNTRY_NAMED[text.terms[last + 1]] if _CLOSE.fullmatch(gap) else ""


def _goes_on(text: TokenizedText, last: int) -> bool:
    """Tell whether another name goes on where this one ends: الحياة الجديدة is not الحياة."""
    pair = text.terms[last : last + 2]
    if len(pair) < 2 or (pair[1] not in _LONGER_NAMES and pair != _PUBLIC_OPINION):
        return False
    return text.text[text.end(last) : text.start(last + 1)].isspace()


def _is_of_another(agency_id: str, country: str, writing: Writing) -> bool:
    """Tell whether it is a paper of one Arab country where another is named.

    What is read in all of them (الحياة, الجزيرة) may be called after any, and a broadcaster too.
    """
    agency = AGENCIES[agency_id]
    if agency.country == country or agency.country not in ARAB_COUNTRIES:
        return False
    return agency_id in writing.shared + writing.ids[1:] or agency.kind in ("paper", "site")


def _continues_letters(text: TokenizedText, at: int) -> bool:
    """Tell whether letters stand before it: the station كيه.إيه.بي.سي is not إيه بي سي."""
    if not at or text.terms[at - 1] not in CALL_LETTERS:
        return False
    return text.text[text.end(at - 1) : text.start(at)] == "."
