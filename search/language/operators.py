"""Words between the parts of a query that join or exclude them: OR, AND, NOT, أو, وليس.

They stand in ``operators.tsv`` beside this module, with when each of them is an operator. A word
that may be meant either way is told, so that nobody who means an exclusion gets the articles that
should be left out.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from index import tables
from index.analysis.words import ARABIC_LETTERS, MARKS

Operator = Literal["or", "and", "not"]
When = Literal["always", "arabic", "last", "never"]

TABLE = Path(__file__).with_name("operators.tsv")
COLUMNS = ("word", "operator", "when")

#: A query of more words is rather a sentence, such as a headline that was pasted.
_SHORT = 6
_OPERAND = re.compile(
    r"\s+([-!+]?(?:(?=[^\s()|\"«»“”„\w]*\w)[^\s()|\"«»“”„]+|\((?=[^()\w]*\w)[^()]*\)"
    r"|\"(?=[^\"\w]*\w)[^\"]*\"|«(?=[^»\w]*\w)[^»]*»|“(?=[^”\w]*\w)[^”]*”))"
)
_ARABIC_BEFORE = re.compile(rf"[{ARABIC_LETTERS}{MARKS}][^\w\s]*$")
_ARABIC_BEHIND = re.compile(rf"\s+[^\w\s]*[{ARABIC_LETTERS}]")
_WORD_BEFORE = re.compile(r"\w[^\w\s]*$")
#: So many characters are looked at before an operator: a text of marks would take for ever.
_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Read:
    """What a run of characters is, where the table has it.

    Attributes:
        operator: that it is; ``None`` where it is a word.
        doubtful: what stands behind it, where it may be meant as an exclusion or as a word.
    """

    operator: Operator | None
    doubtful: str = ""


@cache
def _operators() -> dict[str, tuple[Operator, When]]:
    found: dict[str, tuple[Operator, When]] = {}
    for line, (word, operator, when) in tables.read(TABLE, COLUMNS, filled=COLUMNS):
        if operator not in get_args(Operator) or when not in get_args(When):
            what = "an operator is or, and, not; it is one always, arabic, last or never"
            raise tables.error_at(TABLE, line, what)
        found[word] = cast("Operator", operator), cast("When", when)
    return found


def may_be_operator(run: str) -> bool:
    """Return whether a run of characters is an operator somewhere, so no word of a language."""
    return run in _operators()


def read_operator(text: str, start: int, end: int) -> Read | None:
    """Return what a run of characters is in a query; ``None`` where no table has it.

    Args:
        text: the query.
        start: where the run begins, in characters.
        end: where it ends.
    """
    known = _operators().get(text[start:end])
    if known is None:
        return None
    operator, when = known
    if when == "always":
        return Read(operator)
    before = text[:start].rstrip()[-_LOOKED_AT:] if text[start - 1 : start].isspace() else ""
    behind = text[end:]
    if when == "arabic":
        between = _ARABIC_BEFORE.search(before) and _ARABIC_BEHIND.match(behind)
        return Read(operator) if between else None
    if len(text.split()) > _SHORT or not _WORD_BEFORE.search(before):
        return None
    part = _OPERAND.match(behind)
    if part is None:
        return None
    is_last = not behind[part.end() :].strip()
    return Read(operator if when == "last" and is_last else None, doubtful=part[1])


def has_operand(behind: str) -> bool:
    """Return whether something that an operator can work on follows it."""
    part = _OPERAND.match(" " + behind)
    if part is None:
        return False
    known = _operators().get(part[1])
    return known is None or known[1] != "always"
