"""What stands beside the name of a club that is also a word, and tells that the club is meant."""

from index.analysis import fold
from index.facts.entities.organisations.known_organisations import BY_WORDS, Writing
from index.facts.entities.organisations.name_pieces import is_glued
from index.facts.entities.organisations.name_words import CONTEXT
from index.facts.entities.organisations.word_kinds import is_of_a_country
from index.facts.entities.parts import Part, Span

_OPENING = '«"“”„'
_ARTICLE = "ال"
_VERSUS = "×"
_LATIN_VERSUS = "x"
#: So many words behind a club tell whom it plays: «فاز الشعلة بهدفين نظيفين على مضيفه الربيع».
_FARTHEST_OPPONENT = 4
_AND = "و"
#: Words that make a club even of a very common word.
_DECIDING = CONTEXT["team"] | CONTEXT["side"] | CONTEXT["opponent"]


def support_of_club(part: Part, span: Span, attached: str, writing: Writing) -> str:
    """Return the word that makes a club of a doubtful writing, as printed; empty for none."""
    at, end = span.first, span.end
    if is_glued(part, end) and part.terms[end] in writing.countries:
        return part.tokens[end].text
    if _VERSUS in part.gap(at) or _VERSUS in part.gap(end):
        return _VERSUS
    before = _word_before(part, at, attached)
    if writing.sign == "@" or fold(before) in _DECIDING:
        return before
    if writing.sign == "?":
        return before or _opponent_behind(part, end)
    return _opponent_behind(part, end) or before or _club_beside(part, span, attached)


def _word_before(part: Part, at: int, attached: str) -> str:
    if not at or not (is_glued(part, at) or part.gap(at).strip() in _OPENING):
        return ""
    before = part.terms[at - 1]
    if before.startswith(_ARTICLE) and is_of_a_country(part.terms[at]):  # الفريق المصري
        return ""
    if attached.startswith(("و", "ف")):
        return ""
    if before in CONTEXT["club"]:
        return part.tokens[at - 1].text
    is_dealt = at > 1 and before in CONTEXT["dealing link"] and is_glued(part, at - 1)
    return part.tokens[at - 2].text if is_dealt and part.terms[at - 2] in CONTEXT["dealing"] else ""


def _opponent_behind(part: Part, end: int) -> str:
    """Return the word for an opponent that the sentence goes on to: «فاز الشعلة على مضيفه»."""
    terms = part.terms
    for at in range(end, end + _FARTHEST_OPPONENT):
        if not is_glued(part, at):
            return ""
        if terms[at] in CONTEXT["opponent"]:
            return part.tokens[at].text
    return terms[end] if is_glued(part, end) and terms[end] == _LATIN_VERSUS else ""


def _club_beside(part: Part, span: Span, attached: str) -> str:
    """Return the club that و joins to one: «الهلال والشعلة»."""
    at, end, terms = span.first, span.end, part.terms
    if attached == _AND and is_glued(part, at) and _is_club(terms[at - 1]):
        return part.tokens[at - 1].text
    is_joined = is_glued(part, end) and terms[end].startswith(_AND) and _is_club(terms[end][1:])
    return part.tokens[end].text if is_joined else ""


def _is_club(term: str) -> bool:
    writing = BY_WORDS.get((term,))
    return writing is not None and writing.kind == "club"
