"""Words that may name an organisation."""

from collections.abc import Iterator
from typing import NamedTuple

from index.facts.entities.organisations.clitics import without_attached
from index.facts.entities.organisations.known_organisations import Kind, Sign, Writing
from index.facts.entities.parts import Part, Span

#: The signs that close a quote, with what opened it.
_CLOSED = {'"': '"', "»": "«", ")": "(", "”": "“"}
_IN_REGION = frozenset({"بمنطقه", "بمحافظه", "بمدينه", "بولايه", "في"})


class Sighting(NamedTuple):
    """Words that may name an organisation.

    Attributes:
        span: where they stand.
        text: as printed, without letters attached.
        start: its offset in the part.
        words: folded, without letters attached.
        key: what tells the organisation from others: the name in the table, or the words.
        kind: as the table says; empty where it is known by its class noun alone.
        sign: of the writing; empty where the words are sure.
        support: the word beside it that makes a doubtful one sure; empty where none does.
        beside: words one of which the article must have, where it is doubtful.
        proper: how many of the first words are the class noun, where the rest stands alone too.
    """

    span: Span
    text: str
    start: int
    words: tuple[str, ...]
    key: str
    kind: Kind | str
    sign: Sign = ""
    support: str = ""
    proper: int = 0
    beside: frozenset[str] = frozenset()


def sighting_of(
    part: Part,
    span: Span,
    attached: str,
    words: tuple[str, ...],
    known: Writing | None,
    *,
    sign: Sign = "",
    support: str = "",
    proper: int = 0,
) -> Sighting:
    """Return the sighting of a name that is known, or of its words where it is not.

    Args:
        part: the text.
        span: where the name stands.
        attached: the letters before it that do not belong to it.
        words: folded, without those letters.
        known: the writing in the tables.
        sign: of the writing.
        support: the word that makes it sure.
        proper: how many words are the class noun.
    """
    text, start = printed(part, span, attached)
    return Sighting(
        span,
        text,
        start,
        words,
        known.name if known else " ".join(_without_kinds_of_region(words)),
        known.kind if known else "",
        sign,
        support,
        proper,
        known.beside if known and sign else frozenset(),
    )


def _without_kinds_of_region(words: tuple[str, ...]) -> Iterator[str]:
    """Yield the words of a name in one way: بمحافظة خيبر and في خيبر as بخيبر."""
    attached = ""
    for word in words:
        if word in _IN_REGION:
            attached = "ب"
        else:
            yield attached + word
            attached = ""


def printed(part: Part, span: Span, attached: str) -> tuple[str, int]:
    """Return words as printed in one line, without the letters attached, and where they begin."""
    first = part.tokens[span.first]
    head, start = without_attached(first, attached)
    end = part.tokens.ends[span.end - 1]
    rest = part.text[first.end : end]
    if not rest:
        return head, start
    closing = part.text[end : end + 1]
    if closing in _CLOSED and (rest.count('"') % 2 if closing == '"' else _CLOSED[closing] in rest):
        rest += closing
    return " ".join((head + rest).split()), start
