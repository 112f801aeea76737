"""Names in quotes, which tell where they end: شركة «أبل», «جمعية بنزرت أجمل»."""

from index.analysis.stop import is_stop_word
from index.facts.entities.organisations.class_nouns import FORMS
from index.facts.entities.organisations.word_kinds import is_name, is_noun, is_ordinary
from index.facts.entities.parts import Part

_ARTICLE = "ال"
_MOST_QUOTED = 6
_QUOTES = frozenset("«\"“”„'‘")
_CLOSING = "»\"“”'’)"
#: Brackets are quotes before a word that the language does not know: منظمة (غرينبيس).
_BRACKET = "("
#: What ends a name of a list.
_BETWEEN_NAMES = '»"“”،, '


def quoted_end(part: Part, at: int, *, in_list: bool = False) -> int:
    """Return the end of the name in quotes or brackets that begins here; 0 where none does.

    Args:
        part: the text.
        at: the number of its first word.
        in_list: whether the quotes of another name and a comma may end before it.
    """
    gap = part.gap(at)
    quote = gap.lstrip(_BETWEEN_NAMES).strip() if in_list else gap.strip()
    if in_list and not quote and gap:  # closing and opening quotes are alike: "نبضات"، "أنامل"
        quote = gap[-1]
    if gap[-1].isspace() or not (quote in _QUOTES or (quote == _BRACKET and _is_unknown(part, at))):
        return 0
    if is_stop_word(part.terms[at]):  # what somebody says
        return 0
    for end in range(at + 1, min(at + 1 + _MOST_QUOTED, len(part.terms) + 1)):
        between = part.gap(end)
        if any(char in _CLOSING for char in between):
            return 0 if _is_description(part, at, end) else end
        if between != " ":
            return 0
    return 0


def _is_unknown(part: Part, at: int) -> bool:
    word = part.terms[at]
    is_known = is_ordinary(word) or is_name(word) or word.startswith(_ARTICLE)
    return not (is_known or word.isdecimal())


def _is_description(part: Part, at: int, end: int) -> bool:
    """Tell whether one word in quotes says what something is like: تنظيم «إرهابي»."""
    word = part.terms[at]
    return end == at + 1 and word.endswith(("ي", "يه")) and is_ordinary(word) and not is_noun(word)


def quote_end(part: Part, at: int, end: int) -> int:
    """Return the end of the quotes that a name fills: رئيس «جمعية بنزرت أجمل»; else its own end.

    Args:
        part: the text.
        at: the number of its first word, and
        end: of the word behind its last, as far as the words tell.
    """
    if not at or part.gap(at)[-1:] not in _QUOTES:
        return end
    for here in range(end, min(at + 1 + _MOST_QUOTED, len(part.terms) + 1)):
        between = part.gap(here)
        if any(char in _CLOSING for char in between):
            return here
        if between != " " or _begins_statement(part.terms[here]):
            break
    return end


def _begins_statement(word: str) -> bool:
    """Tell whether a word is of a sentence rather than of a name: «وزارة الصحة تدعو المرضى»."""
    is_other_body = word.startswith("و") and word[1:] in FORMS
    return is_other_body or is_stop_word(word) or (word[0] in "يتنلب" and word[:2] != "لل")
