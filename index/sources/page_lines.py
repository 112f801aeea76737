"""What the two parsers of page text share: its lines, and the articles made of them."""

import re
from dataclasses import dataclass, replace

from index.article import Article, identity
from index.sources.decoding import DIRECTION_MARKS

# Direction marks and the like cling to copied lines.
_TRIM = " \t\v\f\xa0\u200b" + DIRECTION_MARKS
#: A photo credit at the end of a caption.
CREDIT = re.compile(r"\(([^()]{1,40})\)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text in it.

    Attributes:
        number: line of the file, from 1.
        text: trimmed, never empty.
        block: the same for lines with no blank line between them.
    """

    number: int
    text: str
    block: int


def lines_of(text: str) -> list[Line]:
    """The lines that have text in them."""
    lines: list[Line] = []
    block = 0
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        stripped = raw.strip(_TRIM)
        if stripped:
            lines.append(Line(number, stripped, block))
        else:
            block += 1
    return lines


def same(lines: list[Line], one: int, other: int) -> bool:
    """Whether both lines are there and say the same."""
    return one >= 0 and 0 <= other < len(lines) and lines[one].text == lines[other].text


def identified(article: Article) -> Article:
    """The article with the id that its text gives it."""
    text = (article.title, article.deck, article.caption, article.body)
    return replace(article, id=identity(text=text))
