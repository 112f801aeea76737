"""How much of what was found for earlier queries a process keeps."""

from dataclasses import dataclass

# Where nothing is set: what the words of queries match grows with the archive, as the lists of
# words do; the words that people type do not.
_LEAST_BYTES = 64 << 20
_BYTES_AN_ARTICLE = 1024
_WORDS = 1 << 15

# What is found for one more word that is typed, in all: its terms, stems, family and spellings.
_BYTES_A_WORD = 2048
# Of a number that is set, words have this part, but so many at least: fewer words are hardly more
# than the tables of a process have.
_PART_OF_WORDS = 4
_LEAST_WORDS = 1 << 13


@dataclass(frozen=True, slots=True)
class Memory:
    """What may be kept.

    Attributes:
        megabytes: in all; ``None`` for what fits the archive.
    """

    megabytes: int | None = None

    @property
    def words(self) -> int:
        """For how many different words what was found for them is kept."""
        if self.megabytes is None:
            return _WORDS
        return max(_LEAST_WORDS, (self.megabytes << 20) // _PART_OF_WORDS // _BYTES_A_WORD)

    def findings(self, articles: int) -> int:
        """Return how many bytes of arrays are kept of what parts of queries match.

        Args:
            articles: that the archive holds.
        """
        if self.megabytes is None:
            return _LEAST_BYTES + _BYTES_AN_ARTICLE * articles
        return (self.megabytes << 20) * (_PART_OF_WORDS - 1) // _PART_OF_WORDS


#: Where nothing is set.
AS_FITS = Memory()
