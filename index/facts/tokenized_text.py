"""A text with its words and where they lie, its brackets, and the lines that name its source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from index.analysis import TokenColumns, token_columns
from index.facts.places import known

# Between the words of one name nothing else may stand. A dash beside a blank parts a place from a
# paper: دبي - الرياضية, but أ - ف - ب.
_WITHIN_NAME = re.compile(r"(?:[\s.ـ'’\"“”„«»()]|(?<!\s)-(?!\s)){0,4}")
_BEFORE_DASH = re.compile(r"[\s.\-ـ]{0,4}")
_BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]{1,80})[)\]）]")
# «الرياض - واس: …»: what stands before the first colon of a text is its dateline.
_DATELINE = re.compile(r"\s*([^:\n]{1,60}):")
#: «المصدر: الفرنسية», «(المصدر: رويترز + الجزيرة)», «نقلا عن سانا»: up to the end of the line.
_SOURCE_WORDS = ("مصدر", "مصادر", "نقلا عن", "نقلًا عن", "نقلاً عن")
_SOURCE_LINE = re.compile(
    r"(?:(?:مصدر|مصادر)(?: الخبر| الصورة?)?\s*[:：/–-]|نقل[اًـ\u064b]*\s+عن\s*:?)"
    r"\s*([^\n()\[\]]{1,60}?)\s*(?=[)\]]|\.?\s*(?:\n|$))"
)
_BEFORE_SOURCE_LINE = frozenset('\n([.!؟»…"')
#: Such a line stands near the end of a text.
SOURCE_REACH = 300
#: The last line of a text, where it is no longer than several signatures.
LONGEST_LAST_LINE = 60
_LONGEST_SIGNATURE = 6  # words


@dataclass(frozen=True)
class TokenizedText:
    """A text, its words and where they lie.

    Attributes:
        text: as printed.
        own: id of the paper that it stands in; empty where that is not known.
        country: of that paper; empty where that is not known.
        is_credit: whether it names sources, people and places and nothing else.
        tokens: its words, each with its offsets.
        terms: its folded words.
    """

    text: str
    own: str
    country: str
    is_credit: bool
    tokens: TokenColumns
    terms: list[str]

    @classmethod
    def of(
        cls, text: str, *, own: str = "", country: str = "", is_credit: bool = False
    ) -> "TokenizedText":
        """Tokenize a text; see the attributes."""
        tokens = token_columns(text)
        return cls(text, own, country, is_credit, tokens, tokens.exact)

    def start(self, at: int) -> int:
        """Return the offset of a word."""
        return self.tokens.starts[at]

    def end(self, at: int) -> int:
        """Return the offset behind a word."""
        return self.tokens.ends[at]

    def is_one_name(self, at: int, length: int) -> bool:
        """Tell whether nothing that ends a name stands between these words."""
        return length == 1 or all(map(self._is_joined, range(at, at + length - 1)))

    def _is_joined(self, here: int) -> bool:
        gap = (self.text, self.end(here), self.start(here + 1))
        if _WITHIN_NAME.fullmatch(*gap):
            return True
        if _BEFORE_DASH.fullmatch(*gap) is None:
            return False
        return not known(self.text[self.start(here) : self.end(here)])

    def before(self, at: int) -> str:
        """Return the sign before a word, spaces left out; empty at the start or behind a word."""
        gap = self.text[self.end(at - 1) if at else 0 : self.start(at)]
        return gap.strip(" ")[-1:]

    def after(self, last: int) -> str:
        """Return the sign behind a word, spaces and full stops left out; empty at the end."""
        end = self.start(last + 1) if last + 1 < len(self.terms) else len(self.text)
        return self.text[self.end(last) : end].strip(" .")[:1]

    @cached_property
    def brackets(self) -> list[tuple[int, int]]:
        """Where the contents of short brackets lie."""
        return [match.span(1) for match in _BRACKETS.finditer(self.text)]

    @cached_property
    def source_lines(self) -> list[tuple[int, int]]:
        """Where lines name the source of the text: «المصدر: الفرنسية»."""
        return list(_source_lines(self.text))

    @cached_property
    def signature(self) -> tuple[int, int]:
        """Where the last line lies, if it is as short as a signature; else nowhere."""
        text = self.text.rstrip()
        start = text.rfind("\n") + 1
        is_short = len(text) - start <= LONGEST_LAST_LINE
        if not start or not is_short or len(text[start:].split()) > _LONGEST_SIGNATURE:
            return (0, 0)
        return start, len(text)

    @cached_property
    def dateline_end(self) -> int:
        """Where the colon of the dateline stands; 0 without one."""
        match = _DATELINE.match(self.text)
        return match.end(1) if match else 0


def _source_lines(text: str) -> Iterator[tuple[int, int]]:
    for word in _SOURCE_WORDS:
        at = text.find(word, max(0, len(text) - SOURCE_REACH))
        while at >= 0:
            if (match := _SOURCE_LINE.match(text, at)) and _begins_line(text, at, word):
                yield match.span(1)
            at = text.find(word, at + 1)


def _begins_line(text: str, at: int, word: str) -> bool:
    """Tell whether nothing of a sentence stands before a word of sources; نقلا may stand in one."""
    if word.startswith("نقل"):
        return True
    before = text[:at].removesuffix("ال").rstrip(" \t*•–-")
    return not before or before[-1] in _BEFORE_SOURCE_LINE
