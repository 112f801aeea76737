"""What stands beside a listed name and tells whether the organisation is meant there."""

from index.facts.entities.organisations.known_organisations import Writing
from index.facts.entities.organisations.name_pieces import is_glued
from index.facts.entities.organisations.name_words import CONTEXT
from index.facts.entities.parts import Part, Span

_OPENING = '«"“”„'
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
    at = span.first
    if writing.kind != "club":
        return _members_or_quote(part, at, writing)
    if not at or not (is_glued(part, at) or part.gap(at).strip() in _OPENING):
        return ""
    before = part.terms[at - 1]
    if before in CONTEXT["club"] and not attached.startswith(("و", "ف")):
        return part.tokens.words[at - 1]
    return ""


def _members_or_quote(part: Part, at: int, writing: Writing) -> str:
    quote = part.gap(at).strip()[-1:]
    if quote and quote in _OPENING:
        return quote
    is_group = writing.kind in _OF_MEMBERS and at > 0 and is_glued(part, at)
    return (
        part.tokens.words[at - 1] if is_group and part.terms[at - 1] in CONTEXT["members"] else ""
    )
