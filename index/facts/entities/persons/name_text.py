"""A text with what each of its words may be in a name."""

from dataclasses import dataclass

from index.facts.entities.parts import Part
from index.facts.entities.persons.known_words import PLAIN, Word, words
from index.facts.entities.persons.ordinary_words import Reading, as_printed, readings

WORDS = words()
READINGS = readings()
#: Beyond the last word.
_NOTHING = Reading(stop=True)
#: How far rules look beyond the last word.
_MARGIN = 16
#: Marks of direction, which stand between two words and part nothing.
UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u200b\u200c\u200d\u202a\u202b\u202c\ufeff"))
_NO_TERMS = [""] * _MARGIN
_PLAIN_WORDS = [PLAIN] * _MARGIN


@dataclass(frozen=True, slots=True)
class NameText:
    """A part of an article as names are looked for in it.

    Attributes:
        number: of the part among those of the article.
        part: the text and its words.
        terms: its folded words; beyond the last, and so before the first, empty ones.
        words: what each word may be in a name or beside one, plain beyond the last.
        length: how many words there are, and
        starts: where they begin, and
        ends: where they end.
    """

    number: int
    part: Part
    terms: list[str]
    words: list[Word]
    length: int
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, number: int, part: Part) -> "NameText":
        """Look the words of a part up."""
        words = [*map(WORDS.__getitem__, part.terms), *_PLAIN_WORDS]
        tokens = part.tokens
        terms = [*part.terms, *_NO_TERMS]
        return cls(number, part, terms, words, len(part.terms), tokens.starts, tokens.ends)

    def __len__(self) -> int:
        return len(self.part.terms)

    def reading(self, at: int) -> Reading:
        """Return whether a word is an ordinary one; beyond the text it is a particle."""
        term = self.terms[at]
        if not term:
            return _NOTHING
        reading = READINGS[term]
        return as_printed(self.part.tokens.words[at]) if reading.unknown else reading

    def gap(self, at: int) -> str:
        """Return what stands before a word."""
        return self.part.gap(at)

    def joined(self, at: int) -> bool:
        """Tell whether nothing but a space stands between a word and the one before it."""
        if not 0 < at < self.length:
            return False
        end, start = self.ends[at - 1], self.starts[at]
        gap = self.part.text[end:start]
        if gap == " " or gap == "-":
            return True
        gap = gap.translate(UNSEEN)
        return gap.isspace() and "\n" not in gap

    def text(self, first: int, end: int, cut: int = 0) -> str:
        """Return what is printed from one word up to another, without letters in front."""
        return self.part.text[self.start(first, cut) : self.part.tokens.ends[end - 1]]

    def start(self, at: int, cut: int = 0) -> int:
        """Return the offset of a word behind its first letters, their marks passed over."""
        offset = self.part.tokens.starts[at]
        for _ in range(cut):
            offset += 1
            while offset < self.part.tokens.ends[at] and not self.part.text[offset].isalpha():
                offset += 1
        return offset

    @property
    def tells_ali(self) -> bool:
        """Whether the text prints على with ى, so that علي in it is the name."""
        return "على " in self.part.text
