"""The texts of an article in which names are read, cut into words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from index.analysis import TokenColumns, token_columns
from index.article import Article, TextPart

_PARTS: tuple[TextPart, ...] = ("title", "deck", "body", "caption")


@dataclass(frozen=True, slots=True)
class Part:
    """A text of an article with its words.

    Attributes:
        name: which one it is.
        text: as printed.
        tokens: its words, each with its offsets.
        terms: its folded words, in the same order.
    """

    name: TextPart
    text: str
    tokens: TokenColumns
    terms: list[str]

    def gap(self, at: int) -> str:
        """Return what stands between a word and the one before it."""
        start = self.tokens.ends[at - 1] if at else 0
        end = self.tokens.starts[at] if at < len(self.tokens) else len(self.text)
        return self.text[start:end]


class Span(NamedTuple):
    """Words of a part that belong together; a tuple, because articles have many of them.

    Attributes:
        part: its number among the parts of the article.
        first: number of the first word, and
        end: of the one behind the last.
    """

    part: int
    first: int
    end: int


def parts_of(article: Article) -> tuple[Part, ...]:
    """Return the texts of an article that are not empty, in the order of reading."""
    return tuple(_parts(article))


def _parts(article: Article) -> Iterator[Part]:
    for name in _PARTS:
        if text := getattr(article, name):
            tokens = token_columns(text)
            yield Part(name, text, tokens, tokens.exact)
