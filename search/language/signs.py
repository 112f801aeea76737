"""Quotation marks and dashes of every keyboard and typesetter, made those of the query language.

Every sign becomes as many signs, so that places in the text stay.
"""

import re

_SAME = str.maketrans(
    {
        "＂": '"', "″": '"', "‶": '"', "〃": '"', "〝": "“", "〞": "”", "〟": "”", "‟": "“",
        "❝": "“", "❞": "”", "｢": "«", "｣": "»", "「": "«", "」": "»", "『": "«", "』": "»",
        "《": "«", "》": "»", "‹": "«", "›": "»", "〈": "«", "〉": "»", "⟨": "«", "⟩": "»",
        "＊": "*", "：": ":", "（": "(", "）": ")", "｜": "|", "！": "!", "﹣": "-", "－": "-",
        "＝": "=", "＋": "+",
    }
)  # fmt: skip
#: Two brackets around words alone are quotes of Arabic papers: ((مجلس الأمن)).
_DOUBLED = (
    re.compile(r"\(\((?P<words>[^()|:\"«»“”„]*\w[^()|:\"«»“”„]*)\)\)"),
    re.compile(r"<<(?P<words>[^<>\"«»“”„]*\w[^<>\"«»“”„]*)>>"),
    re.compile(r"(?:''|``|’’|‘‘)(?P<words>[^'`’‘\"«»“”„]*\w[^'`’‘\"«»“”„]*)(?:''|``|’’|´´)"),
)
#: Single ones, where they stand around words as quotes do and not inside a word as apostrophes.
_SINGLE = re.compile(
    r"(?<![^\s(:=\-+!])['‘‚‛`’](?P<words>(?=[^\s'‘’])(?:[^'‘’`´\"«»“”„]|(?<=\w)['’](?=\w))*\w"
    r"(?:[^\w\s'‘’`´])?)['’´`](?=[\s),.،؛;:!?؟]|$)"
)
#: Dashes around words are a parenthesis: «الوزير -الذي زار مصر- يعود» excludes nothing.
_PARENTHESIS = re.compile(
    r"(?<!\S)[-\u2212\u2013\u2014](?P<words>\w[^-\u2212\u2013\u2014\n]*[^\W_])"
    r"[-\u2212\u2013\u2014](?=[\s،,.]|$)"
)
#: A dash that an editor made of a minus; in longer texts it is rather one of a sentence.
_DASH_FOR_MINUS = re.compile(r"(?<=\s)[\u2013\u2014](?=[\w\"«“(])")
_SHORT = 6
_OPERATOR_INSIDE = re.compile(r"(?<!\S)(?:OR|AND|NOT|أو|او|&&|[-−!+]\w.*)(?!\S)")


def with_plain_quotes(text: str) -> str:
    """Return a query with the quotes that the query language knows; nothing else changes place.

    Args:
        text: what was typed.
    """
    plain = _PARENTHESIS.sub(lambda found: f" {found['words']} ", text.translate(_SAME))
    if len(plain.split()) <= _SHORT:
        plain = _DASH_FOR_MINUS.sub("-", plain)
    for doubled in _DOUBLED:
        plain = doubled.sub(_quoted, plain)
    return _SINGLE.sub(lambda found: f"“{found['words']}”", plain)


def _quoted(found: "re.Match[str]") -> str:
    words = found["words"]
    return found.group() if _OPERATOR_INSIDE.search(words) else f'" {words} "'
