"""What stands beside a listed name and tells whether the organisation is meant there."""

from index.facts.entities.organisations.club_support import support_of_club
from index.facts.entities.organisations.known_organisations import BY_WORDS, Writing
from index.facts.entities.organisations.name_pieces import is_glued
from index.facts.entities.organisations.name_words import CONTEXT
from index.facts.entities.parts import Part, Span

_OPENING = '«"“”„'
_CLOSING = '»"“”'
_SPACE = " \u00a0"
#: No verb has such a word as its object without another noun before it.
_FEMININE_RELATIONAL = "يه"
_CREDITING = frozenset("()[]-–—|/\\:\n")
#: Kinds of organisations that have members: «زعيم القاعدة».
_OF_MEMBERS = ("party", "armed", "state")


def is_means(part: Part, at: int, end: int, writing: Writing) -> bool:
    """Tell whether a medium is credited outside a sentence, or a platform only the means."""
    before, after = part.gap(at).strip(' \u00a0"«“'), part.gap(end).strip(' \u00a0"»”')
    if writing.kind == "media":
        return at == 0 or not _CREDITING.isdisjoint(before + after)
    return at > 0 and part.terms[at - 1] in CONTEXT["medium"]


def support_of(part: Part, span: Span, attached: str, writing: Writing) -> str:
    """Return the word that makes a doubtful writing sure, as printed; empty where none does."""
    if not writing.sign:
        return ""
    if writing.kind == "ministry":
        return _of_ministry(part, span, attached)
    if writing.kind != "club":
        return _members_or_quote(part, span, writing)
    return support_of_club(part, span, attached, writing)


def _of_ministry(part: Part, span: Span, attached: str) -> str:
    """Return what makes a ministry of its field of work: quotes, a headline, a verb of saying."""
    at, behind = span.first, part.gap(span.end).strip(_SPACE)
    before = part.gap(at).strip(_SPACE)
    if before and behind and before[-1] in _OPENING and behind[0] in _CLOSING:
        return before[-1:] + behind[:1]
    if not attached and at == 0 and behind[:1] == ":" and part.name == "title":
        return ":"
    is_said = at > 0 and is_glued(part, at) and part.terms[at - 1] in CONTEXT["saying"]
    is_adjective = part.terms[at].endswith(_FEMININE_RELATIONAL)
    return part.tokens[at - 1].text if is_said and is_adjective and not attached else ""


def _members_or_quote(part: Part, span: Span, writing: Writing) -> str:
    at = span.first
    quote = part.gap(at).strip()[-1:]
    if quote and quote in _OPENING:
        return quote
    if writing.kind not in _OF_MEMBERS:
        return ""
    if at > 0 and is_glued(part, at) and part.terms[at - 1] in CONTEXT["members"]:
        return part.tokens[at - 1].text
    if writing.kind == "state":
        return _acting(part, at, writing)
    return _joined(part, span, writing)


def _acting(part: Part, at: int, writing: Writing) -> str:
    """Return the verb before a force, of which it is the subject: باشر المرور; empty for none."""
    if not at or not is_glued(part, at) or part.terms[at] != writing.words[0]:
        return ""
    return part.tokens[at - 1].text if part.terms[at - 1] in CONTEXT["acting"] else ""


def _joined(part: Part, span: Span, writing: Writing) -> str:
    """Return the party that و joins to one: حماس وفتح; empty where there is none."""
    terms, at, end = part.terms, span.first, span.end
    if at > 0 and is_glued(part, at) and terms[at][0] == "و" and _is_party(terms[at - 1], writing):
        return part.tokens[at - 1].text
    if is_glued(part, end) and terms[end][0] == "و" and _is_party(terms[end][1:], writing):
        return part.tokens[end].text
    return ""


def _is_party(term: str, other: Writing) -> bool:
    """Tell whether a word names a party beside another; of two common words none does."""
    writing = BY_WORDS.get((term,))
    if writing is None or writing.kind != "party":
        return False
    return other.sign == "?" or writing.sign != "!"
