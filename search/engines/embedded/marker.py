"""Marks the words of articles without analysis, by the words that are kept of every text.

The query is asked of the vocabulary of a segment once: which of its words match, each by what part
of the query. A text is a row of numbers of words, so that a look into that table marks it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.stores.embedded.segment import Segment
from search.deadline import UNLIMITED, Deadline
from search.engines.embedded.snapshot import Snapshot
from search.language.syntax import Expression, Node, Phrase, Prefix, Visible
from search.markers import (
    Matches,
    WordPlaces,
    is_one_word,
    parts_in,
    shown_parts,
    terms_by_level,
)

#: For every word of the vocabulary the number of the part that it matches and one; 0 for no part.
_PartOfWord = NDArray[np.uint16]

# So many words of expressions are told apart in one look at a text.
_MOST_BITS = 64

_Parts = tuple[tuple[int, Visible], ...]
_Row = tuple[int, Expression]


@dataclass(frozen=True, slots=True)
class _FieldParts:
    """What a query asks of the texts of a field.

    Attributes:
        literal: its prefixes and phrases, each with the number of its part.
        of_word: what its words match.
        rows: its expressions of several words, as many at a time as there are bits for.
    """

    literal: _Parts
    of_word: _PartOfWord
    rows: "tuple[_Rows, ...]"


@dataclass(frozen=True, slots=True)
class StoredMarker:
    """Marks by what is stored of articles; see :class:`search.markers.Marker`.

    Attributes:
        parts: of the query.
        snapshot: the index that the articles are of.
        deadline: when all must be marked; later texts raise ``TimeExceeded``.
    """

    parts: tuple[Visible, ...]
    snapshot: Snapshot
    deadline: Deadline = UNLIMITED
    _by_field: dict[tuple[Path, str], _FieldParts] = field(default_factory=dict, compare=False)
    _tables: dict[tuple[Path, tuple[int, ...]], _PartOfWord] = field(
        default_factory=dict, compare=False
    )
    _numbers: dict[str, int | None] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, node: Node, snapshot: Snapshot, deadline: Deadline = UNLIMITED) -> "StoredMarker":
        """Return the marker of a query over an index."""
        return cls(shown_parts(node), snapshot, deadline)

    def matches(self, article: Article, field: str) -> Matches:
        self.deadline.check()
        number = self._number(article)
        if number is None or not self.parts:
            return {}
        segment, local = self.snapshot.held.located(number)
        words = segment.words(local, field)
        asked = self._asked_of(segment, field)
        matches: dict[int, int] = {}
        for of_part, part in self.deadline.each(asked.literal):
            matches |= dict.fromkeys(_literally(segment, part, words), of_part)
        for rows in asked.rows:
            matches |= rows.matches(words)
        found = asked.of_word[words]
        at = found.nonzero()[0]
        matches.update(zip(at.tolist(), (found[at] - 1).tolist(), strict=True))
        return matches

    def places(self, article: Article, field: str) -> WordPlaces:
        number = self._number(article)
        if number is None:
            return WordPlaces((), ())
        segment, local = self.snapshot.held.located(number)
        starts, ends = segment.places(local, field)
        return WordPlaces(starts.tolist(), ends.tolist())

    def _number(self, article: Article) -> int | None:
        if article.id not in self._numbers:
            self._numbers[article.id] = self.snapshot.number(article.id)
        return self._numbers[article.id]

    def _asked_of(self, segment: Segment, field: str) -> _FieldParts:
        asked = segment.folder, field
        if asked not in self._by_field:
            parts = parts_in(self.parts, field)
            table = segment.folder, tuple(number for number, _ in parts)
            if table not in self._tables:
                self._tables[table] = self._part_of_words(segment, parts)
            literal = tuple(one for one in parts if isinstance(one[1], Prefix | Phrase))
            long = tuple(one for one in parts if not is_one_word(one[1]))
            self._by_field[asked] = _FieldParts(
                literal, self._tables[table], tuple(_rows_of(segment, long))
            )
        return self._by_field[asked]

    def _part_of_words(self, segment: Segment, parts: _Parts) -> _PartOfWord:
        """Look up in a vocabulary what matches, the widest level first, the closest last."""
        levels = segment.levels
        table = np.zeros(len(levels["exact"].spelling_ends), dtype=np.uint16)
        for level, terms in self.deadline.each(reversed(terms_by_level(parts).items())):
            held = levels[level]
            found = [
                (*held.spellings_of(number), part)
                for term, part in terms.items()
                if (number := held.terms.find(term)) is not None
            ]
            if len(found) > 1 and any(ranks.any() for _, ranks, _ in found):
                _set_by_rank(table, found)
            else:
                for spellings, _, part in found:
                    table[spellings] = part + 1
        return table


def _literally(segment: Segment, part: Visible, words: NDArray[np.uint32]) -> list[int]:
    """Return which words of a text a prefix or a phrase matches."""
    assert isinstance(part, Prefix | Phrase)
    held = segment.levels["exact"]
    terms = held.spelling_terms[words]
    if isinstance(part, Prefix):
        wanted = held.terms.beginning(part.exact)
        at: list[int] = np.flatnonzero((terms >= wanted.start) & (terms < wanted.stop)).tolist()
        return at
    numbers = [held.terms.find(term) for term in part.exact]
    length = len(numbers)
    if None in numbers or len(terms) < length:
        return []
    starts = np.ones(len(terms) - length + 1, dtype=bool)
    for offset, number in enumerate(numbers):
        starts &= terms[offset : len(terms) - length + 1 + offset] == number
    found = np.unique(np.flatnonzero(starts)[:, None] + np.arange(length))
    return [int(place) for place in found]


def _rows_of(segment: Segment, parts: _Parts) -> "Iterator[_Rows]":
    together: list[_Row] = []
    words: set[object] = set()
    for of_part, part in parts:
        if isinstance(part, Expression):
            if together and len(words.union(part.terms)) > _MOST_BITS:
                yield _Rows.of(segment, together)
                together, words = [], set()
            together.append((of_part, part))
            words.update(part.terms)
    if together:
        yield _Rows.of(segment, together)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The expressions of several words that a query looks for in a field.

    Attributes:
        bits: for every word of the vocabulary a bit for each word of an expression that it matches.
        rows: of each expression the number of its part and the bits of its words, in their order.
    """

    bits: NDArray[np.uint64]
    rows: tuple[tuple[int, tuple[np.uint64, ...]], ...]

    @classmethod
    def of(cls, segment: Segment, parts: Sequence[_Row]) -> "_Rows":
        """Look the words of expressions up; ``_MOST_BITS`` different ones at most."""
        words = dict.fromkeys(word for _, part in parts for word in part.terms)
        bit_of = {word: np.uint64(1 << at) for at, word in enumerate(words)}
        bits = np.zeros(len(segment.levels["exact"].spelling_ends), dtype=np.uint64)
        for (level, terms), bit in bit_of.items():
            held = segment.levels[level]
            for term in terms:
                if (number := held.terms.find(term)) is not None:
                    bits[held.spellings_of(number)[0]] |= bit
        rows = ((of_part, tuple(map(bit_of.__getitem__, part.terms))) for of_part, part in parts)
        return cls(bits, tuple(rows))

    def matches(self, words: NDArray[np.uint32]) -> dict[int, int]:
        """Return which words of a text stand in a row, each with the number of its part."""
        found: dict[int, int] = {}
        bits = self.bits[words]
        present = np.bitwise_or.reduce(bits, initial=np.uint64(0))
        for of_part, row in self.rows:
            if len(words) < len(row) or any(not present & bit for bit in row):
                continue
            starts = np.ones(len(words) - len(row) + 1, dtype=bool)
            for offset, bit in enumerate(row):
                starts &= (bits[offset : offset + len(starts)] & bit) > 0
            for start in starts.nonzero()[0].tolist():
                found |= dict.fromkeys(range(start, start + len(row)), of_part)
        return found


def _set_by_rank(
    table: _PartOfWord, found: Sequence[tuple[NDArray[np.uint32], NDArray[np.uint8], int]]
) -> None:
    """Set what words match where they have several terms: the first of these decides."""
    spellings = np.concatenate([spellings for spellings, _, _ in found])
    ranks = np.concatenate([ranks for _, ranks, _ in found])
    parts = np.repeat([part + 1 for _, _, part in found], [len(held) for held, _, _ in found])
    order = np.argsort(-ranks.astype(np.int64), kind="stable")
    # Of several writes to one entry the last stays.
    table[spellings[order]] = parts[order]
