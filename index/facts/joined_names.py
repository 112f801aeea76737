"""Names that follow another: «صحيفتا الغارديان والتايمز», «رويترز وكونا», «… البحرين (بنا)»."""

from collections.abc import Iterator

from index.facts.agency_kinds import KINDS_CALLED, KINDS_OF_SEVERAL
from index.facts.agency_lines import AGENCIES, AgencyKind, is_wire
from index.facts.agency_signs import COMMON_WORDS
from index.facts.agency_table import REPORTED
from index.facts.agency_writings import OPENINGS, WRITINGS
from index.facts.kinds_before import kinds_before
from index.facts.tokenized_text import TokenizedText

_LONGEST_NAME = 4  # words
_BETWEEN = frozenset(" \u00a0،,«»\"“”()'.وـ-–")
_BEFORE_SIGN = frozenset('(«"“')
#: Behind an agency: what is joined to it must be an agency's sign and nothing else.
_WIRES: tuple[AgencyKind, ...] = ("agency", "photo")
_SEVERAL = frozenset(start + word for word in KINDS_OF_SEVERAL for start in ("", "و", "ل", "ب"))


def joined(
    text: TokenizedText, at: int, free: int, agency_id: str
) -> Iterator[tuple[str, int, int]]:
    """Yield the names that are joined to one, and the sign that a bracket behind it repeats.

    Args:
        text: the text.
        at: the number of the first word of the name that was found.
        free: the number of the first word behind it.
        agency_id: whose it is.

    Yields:
        The id, the number of the first word, and that of the first word behind the name.
    """
    if free >= len(text.terms) or agency_id not in AGENCIES:
        return
    opening = OPENINGS.get((text.terms[free],))
    if opening == agency_id and text.before(free) in _BEFORE_SIGN:
        yield agency_id, free, free + 1
        return
    kinds = _of_several(text, at) or (_WIRES if is_wire(agency_id) else None)
    while kinds and free < len(text.terms) and (found := _next(text, free, kinds)):
        yield found
        free = found[2]


def _of_several(text: TokenizedText, at: int) -> tuple[AgencyKind, ...] | None:
    before = text.terms[max(0, at - 2) : at]
    return None if _SEVERAL.isdisjoint(before) else kinds_before(text, at)


def _next(
    text: TokenizedText, free: int, kinds: tuple[AgencyKind, ...]
) -> tuple[str, int, int] | None:
    """Return the name that stands behind و at a number, if it is of the kinds."""
    start = free
    first = text.terms[start]
    if first == "و" and start + 1 < len(text.terms):
        start += 1
        first = text.terms[start]
    elif first.startswith("و"):
        first = first[1:]
    else:
        return None
    gap = text.text[text.end(free - 1) : text.start(start)]
    if not _BETWEEN.issuperset(gap):
        return None
    for length in range(min(_LONGEST_NAME, len(text.terms) - start), 0, -1):
        words = (first, *text.terms[start + 1 : start + length])
        writing = WRITINGS.get(words)
        is_sure = kinds is not _WIRES or (words in REPORTED and first not in COMMON_WORDS)
        if writing and is_sure and text.is_one_name(start, length):
            found = writing.id_for(kinds, text.own, text.country)
            if found and first not in KINDS_CALLED:
                return found, start, start + length
    return None
