"""The terms of an archive, level by level: every distinct word analyzed once, then its postings.

Both steps are done by other processes where there are any: the words are analyzed piece by piece,
then each level is sorted and written into a file of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis import LEVELS, ROOT, Level, analyzer_of, forget_analyzer
from index.arrays import ArrayWriter, narrow
from index.fields import POSITIONED
from index.packed_strings import PackedStrings
from index.stores.embedded.names import level_file
from index.stores.embedded.postings import write_postings
from index.stores.embedded.text_writer import ranked

_SPELLINGS_A_PIECE = 10_000

_Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of an archive, to be analyzed.

    Attributes:
        evidence: the folder that holds the evidence of the archive.
        spellings: the words as they stand.
    """

    evidence: Path
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelTerms:
    """The terms of some words on one level.

    Attributes:
        terms: the distinct ones.
        counts: how many terms each word has.
        numbers: the terms of all words, one word behind the other: numbers of ``terms``.
    """

    terms: tuple[str, ...]
    counts: _Numbers
    numbers: _Numbers


@dataclass(frozen=True, slots=True)
class LevelTask:
    """A level to be written.

    Attributes:
        folder: of the segment; it holds the words of all texts.
        level: which.
        pieces: the terms of all words of the archive, in the order of their numbers.
    """

    folder: Path
    level: Level
    pieces: tuple[LevelTerms, ...]


def pieces_of(evidence: Path, spellings: Sequence[str]) -> Iterator[Piece]:
    """Cut words into pieces to be analyzed.

    Args:
        evidence: the folder that holds the evidence of the archive.
        spellings: the words as they stand, by their numbers.
    """
    waiting = iter(spellings)
    while piece := tuple(islice(waiting, _SPELLINGS_A_PIECE)):
        yield Piece(evidence, piece)


def analyze(piece: Piece) -> tuple[LevelTerms, ...]:
    """Return the terms of some words, level by level in the order of ``LEVELS``."""
    analyzer = analyzer_of(piece.evidence)
    analyzed = [analyzer.terms(spelling) for spelling in piece.spellings]
    return tuple(_numbered([terms.at(level) for terms in analyzed]) for level in LEVELS)


def _numbered(terms: Sequence[tuple[str, ...]]) -> LevelTerms:
    distinct = {term: number for number, term in enumerate(dict.fromkeys(chain(*terms)))}
    return LevelTerms(
        tuple(distinct),
        np.fromiter(map(len, terms), dtype=np.uint32, count=len(terms)),
        np.fromiter(map(distinct.__getitem__, chain(*terms)), dtype=np.uint32),
    )


def write_level(task: LevelTask) -> Level:
    """Write the file of a level: its terms, which words have them, and its postings."""
    if len(task.pieces) > 1:
        forget_analyzer()  # all words are analyzed, and they were many
    joined = _joined(task.pieces)
    packed, ranks = ranked([term.encode() for term in joined.terms])
    ends = np.cumsum(joined.counts, dtype=np.int64)
    of_spelling = ranks[joined.numbers]
    with ArrayWriter(task.folder / level_file(task.level)) as file:
        for name, array in packed.arrays("terms").items():
            file.add(name, array)
        file.add("spelling_ends", narrow(ends))
        file.add("spelling_terms", narrow(of_spelling))
        _write_spellings_of_terms(file, len(packed), joined.counts, of_spelling)
        indexed = _indexed(task.level, packed)
        write_postings(
            task.folder, file, ends, of_spelling, indexed, positions=task.level in POSITIONED
        )
    return task.level


def _joined(pieces: Sequence[LevelTerms]) -> LevelTerms:
    if len(pieces) == 1:
        (piece,) = pieces
        return LevelTerms(piece.terms, piece.counts.astype(np.int64), piece.numbers)
    distinct: dict[str, int] = {}
    numbers = [np.zeros(0, dtype=np.int64)]
    for piece in pieces:
        own = [distinct.setdefault(term, len(distinct)) for term in piece.terms]
        numbers.append(np.array(own, dtype=np.int64)[piece.numbers])
    counts = np.concatenate([np.zeros(0, np.int64), *(piece.counts for piece in pieces)])
    return LevelTerms(tuple(distinct), counts, np.concatenate(numbers))


def _write_spellings_of_terms(
    file: ArrayWriter, terms: int, counts: _Numbers, of_spelling: _Numbers
) -> None:
    """Write which words have each term, and as their which term, for marking them in texts."""
    spelling = np.repeat(np.arange(len(counts)), counts)
    first = np.cumsum(counts) - counts
    rank = np.arange(len(of_spelling)) - np.repeat(first, counts)
    order = np.argsort(of_spelling, kind="stable")
    file.add("term_ends", narrow(np.cumsum(np.bincount(of_spelling, minlength=terms))))
    file.add("term_spellings", narrow(spelling[order]))
    file.add("term_ranks", narrow(rank[order]))


def _indexed(level: Level, terms: PackedStrings) -> NDArray[np.bool_] | None:
    """Tell which terms have postings; ``None`` for all of them.

    Of the wide level only the roots: its families are found by the lemmas of the light level.
    """
    if level != "wide":
        return None
    roots = np.zeros(len(terms), dtype=bool)
    within = terms.beginning(ROOT)
    roots[within.start : within.stop] = True
    return roots
