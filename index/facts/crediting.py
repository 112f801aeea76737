"""Whether a bare sign is credited in running text: «ذكرت كونا أن», «في تصريح لوات», «بحسب سانا»."""

from pathlib import Path

from index import tables
from index.analysis import folded_words
from index.facts.tokenized_text import TokenizedText

_TABLE = Path(__file__).with_name("crediting.tsv")
_CONJUNCTIONS = ("", "و", "ف")
_PRONOUNS = ("", "ه", "ها")
#: Words between one who speaks and the medium: «قال الوزير في وقت متأخر لكونا».
_SPEECH_REACH = 4


def _roles() -> dict[str, frozenset[str]]:
    return {
        row.cells[0]: frozenset(
            word for text in tables.several(row.cells[1]) for word in folded_words(text)
        )
        for row in tables.read(_TABLE, ("role", "words"), filled=("words",))
    }


def _joined(words: frozenset[str], endings: tuple[str, ...] = ("",)) -> frozenset[str]:
    return frozenset(
        start + word + end for start in _CONJUNCTIONS for word in words for end in endings
    )


_ROLES = _roles()
_VERBS = _joined(_ROLES["verb"], _PRONOUNS)
_BETWEEN = _ROLES["between"]
_SOURCES = _joined(_ROLES["source"])
_BY = _joined(_ROLES["by"])
_SPEECH = _joined(_ROLES["speech"])
_OF = _joined(_ROLES["of"])
_ONWARD = _ROLES["onward"]
_STOPS = frozenset(".،,؛:!؟?\n")


def is_reported(
    text: TokenizedText, at: int, last: int, *, has_clitic: bool, is_word: bool
) -> bool:
    """Tell whether words of crediting stand right before a sign, or before its attached ل.

    Args:
        text: the text.
        at: the number of the sign's first word.
        last: the number of its last one.
        has_clitic: whether something is attached to the sign; only ل credits it.
        is_word: whether it is a word of the language too. Then the sentence must go on as behind
            a source (إن، عن), or stop; a person of that name is not taken for it.
    """
    if not at or (is_word and not _goes_on(text, last)) or not _adjoins(text, at, has_clitic):
        return False
    before = text.terms[at - 1]
    if has_clitic:
        return text.terms[at].startswith(("ل", "ول")) and _is_told(text, at, is_word=is_word)
    if before == "ل":
        return _is_told(text, at - 1, is_word=is_word)
    if before in _BETWEEN or before == "عن":
        earlier = text.terms[at - 2] if at > 1 else ""
        if before == "عن":
            return earlier == "نقلا"
        return earlier in _VERBS or (before == "به" and earlier in _SPEECH)
    return before in _VERBS or before in _SOURCES or before in _OF


def _is_told(text: TokenizedText, at: int, *, is_word: bool) -> bool:
    """Tell whether somebody speaks to the medium whose ل is the word at a number."""
    before = text.terms[max(0, at - _SPEECH_REACH) : at]
    if not before or before[-1] in _BY:
        return bool(before)
    return not is_word and not _SPEECH.isdisjoint(before)


def _adjoins(text: TokenizedText, at: int, has_clitic: bool) -> bool:
    gap = text.text[text.end(at - 1) : text.start(at)]
    return not any(sign in gap for sign in _STOPS) and not (has_clitic and "(" in gap)


def _goes_on(text: TokenizedText, last: int) -> bool:
    if last + 1 == len(text.terms) or text.terms[last + 1] in _ONWARD:
        return True
    return any(sign in text.text[text.end(last) : text.start(last + 1)] for sign in _STOPS)
