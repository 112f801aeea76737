"""The tokens of a line that names places, people and papers: «لندن - باريس: سعاد علي (رويترز)»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.facts.places import certain, known

#: Agencies as they sign.
SOURCE = (
    r"(?:رويترز|واس|وام|كونا|قنا|بنا|بترا|سانا|وفا|صفا|معا|واع|وكالات|الوكالات|فرانس برس|الأناضول"
    r"|الاناضول|شينخوا|تاس|سبوتنيك|نوفوستي|إينا|يو بي أي"
    r"|[أا]\s?\.?\s?ف\s?\.?\s?ب\.?|د\s?\.?\s?ب\s?\.?\s?[أا]\.?|[أا]\s?\.?\s?ش\s?\.?\s?[أا]\.?"
    r"|[أا]\s?\.\s?ب\.?|AFP|AP|Reuters)"
)
#: A tatweel is a dash where it stands apart, and a lengthened letter inside a word.
_BETWEEN = re.compile(
    r"\s*(?:[:،,/|؛;_()\[\]{}]|[-–—‑]+|(?<=\s)ـ+|ـ+(?=\s)|(?<=^)ـ+|ـ+$)"
    r"(?:\s*(?:[:،,/|؛;_()\[\]{}]|[-–—‑]+|ـ+(?=\s)))*\s*"
)
_EDGES = " \t\n.\"'“”*\u200f\u200e\u202b\u202c\xa0"
_WORK_BEHIND = re.compile(r"(.+?)\s+(تصوير|تحقيق|متابعة|حوار|تقرير|عدسة|استطلاع|هاتفيا|هاتفياً)$")
#: «لندن «المرسى»», «نيويورك رويترز»: no separator between place and paper.
_SOURCE_BEHIND = re.compile(rf"(.+?)\s+(«[^»]+»|{SOURCE})$")
_AND = re.compile(r"\s+و\s?(?=\S{2})")
_FROM = " من "
_LONGEST_PAIR = 6


@dataclass(frozen=True, slots=True)
class BylineToken:
    """What stands between two separators.

    Attributes:
        text: without spaces, dots and quotes around it.
        before: the separator in front of it, as printed.
        places: the places that it consists of, as printed; empty for a person or a paper.
        sure: whether these are nothing but places.
        name: what of it is no place.
        after: the separator behind it.
    """

    text: str
    before: str
    places: tuple[str, ...]
    sure: bool
    name: str
    after: str


def byline_tokens(line: str) -> list[BylineToken]:
    """Return the tokens of a line in order; a place with its region in brackets is one."""
    return _with_regions(list(_apart(line)))


def _apart(line: str) -> Iterator[BylineToken]:
    at, before = 0, ""
    for match in (*_BETWEEN.finditer(line), None):
        start, end = match.span() if match else (len(line), len(line))
        if text := line[at:start].strip(_EDGES):
            yield _token(text, before, match.group() if match else "")
            before = ""
        before += match.group() if match else ""
        at = end


def _token(text: str, before: str, after: str) -> BylineToken:
    places, name = _read(text)
    return BylineToken(text, before, places, all(map(certain, places)), name, after)


def _read(text: str) -> tuple[tuple[str, ...], str]:
    """Return the places of a token, and what of it is none."""
    if places := _places(text):
        return places, ""
    for behind_place in (_WORK_BEHIND, _SOURCE_BEHIND):
        if (match := behind_place.match(text)) and (
            places := _places(match.group(1).strip(_EDGES))
        ):
            return places, match.group(2)
    name, joint, behind = text.rpartition(_FROM)
    if joint and (places := _places(behind)):
        return places, name.strip()
    return (), text


def _places(text: str) -> tuple[str, ...]:
    """Return the one place that a text names, or the several that it joins by و or by nothing."""
    if known(text):
        return (text,)
    joined = _AND.split(text)
    if len(joined) > 1 and all(map(certain, joined)):
        return tuple(joined)
    words = text.split()[: _LONGEST_PAIR + 1]
    if len(words) <= _LONGEST_PAIR:
        for at in range(1, len(words)):
            pair = (" ".join(words[:at]), " ".join(words[at:]))
            if all(map(certain, pair)):
                return pair
    return ()


def _with_regions(found: list[BylineToken]) -> list[BylineToken]:
    """Join two tokens where brackets hold the second: «الحديدة (اليمن)» is one place."""
    joined: list[BylineToken] = []
    for token in found:
        last = joined[-1] if joined else None
        is_region = (
            last is not None
            and len(last.places) == len(token.places) == 1
            and not last.name + token.name
            and token.before.strip() == "("
            and token.after.lstrip().startswith(")")
        )
        if last is not None and is_region:
            text = f"{last.text} ({token.text})"
            joined[-1] = BylineToken(text, last.before, (text,), last.sure, "", token.after)
        else:
            joined.append(token)
    return joined
