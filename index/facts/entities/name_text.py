"""A text with what each of its words may be in a name."""

from dataclasses import dataclass

from index.facts.entities.known_words import PLAIN, Word, words
from index.facts.entities.ordinary_words import Reading, readings
from index.facts.entities.parts import Part

WORDS = words()
READINGS = readings()
#: Beyond the last word.
_NOTHING = Reading(stop=True)


@dataclass(frozen=True, slots=True)
class NameText:
    """A part of an article as names are looked for in it.

    Attributes:
        number: of the part among those of the article.
        part: the text and its words.
        words: what each word may be in a name or beside one.
    """

    number: int
    part: Part
    words: list[Word]

    @classmethod
    def of(cls, number: int, part: Part) -> "NameText":
        """Look the words of a part up."""
        return cls(number, part, [WORDS[term] for term in part.terms])

    def __len__(self) -> int:
        return len(self.words)

    def word(self, at: int) -> Word:
        """Return what a word may be; nothing where there is none."""
        return self.words[at] if 0 <= at < len(self.words) else PLAIN

    def term(self, at: int) -> str:
        """Return a word in folded spelling; empty where there is none."""
        return self.part.terms[at] if 0 <= at < len(self.words) else ""

    def reading(self, at: int) -> Reading:
        """Return whether a word is an ordinary one; beyond the text it is a particle."""
        if not 0 <= at < len(self.words):
            return _NOTHING
        reading = READINGS[self.part.terms[at]]
        if reading.unknown:
            return READINGS.as_printed(self.part.tokens[at].text)
        return reading

    def gap(self, at: int) -> str:
        """Return what stands before a word."""
        return self.part.gap(at)

    def joined(self, at: int) -> bool:
        """Tell whether nothing but a space stands between a word and the one before it."""
        if not 0 < at < len(self.words):
            return False
        tokens = self.part.tokens
        gap = self.part.text[tokens[at - 1].end : tokens[at].start]
        return gap in (" ", "-") or (gap.isspace() and "\n" not in gap)

    def text(self, first: int, end: int, cut: int = 0) -> str:
        """Return what is printed from one word up to another, without letters in front."""
        return self.part.text[self.start(first, cut) : self.part.tokens[end - 1].end]

    def start(self, at: int, cut: int = 0) -> int:
        """Return the offset of a word behind its first letters, their marks passed over."""
        token = self.part.tokens[at]
        offset = token.start
        for _ in range(cut):
            offset += 1
            while offset < token.end and not self.part.text[offset].isalpha():
                offset += 1
        return offset

    @property
    def tells_ali(self) -> bool:
        """Whether the text prints على with ى, so that علي in it is the name."""
        return "على " in self.part.text

    def ends_in_maqsura(self, at: int) -> bool:
        """Tell whether a word is printed with ى at its end."""
        return self.part.tokens[at].text.endswith("ى")
