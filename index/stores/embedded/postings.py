"""Postings by sorting: from words in the order of the texts to articles in the order of terms.

Texts are taken in runs that fit into memory. A run is sorted by field and term, which keeps the
order of articles and positions within a term. Where there is more than one run, the runs are put
on disk and merged, a stretch of terms at a time (external sorting: Knuth, The Art of Computer
Programming, volume 3, section 5.4).
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from index.arrays import ArrayWriter, map_arrays, narrow, width_of
from index.fields import TEXT_FIELDS
from index.stores.embedded.names import WORDS

_Numbers = NDArray[Any]

#: So many words are sorted at once, which takes some 40 bytes each; more in an archive that would
#: have more runs than can be merged at a time.
WORDS_A_RUN = 1_000_000
_MOST_RUNS = 256

_TOKEN_BITS = np.uint64(32)
_TOKEN_MASK = np.uint64(2**32 - 1)


@dataclass(frozen=True, slots=True)
class Run:
    """Postings of some consecutive articles, or a stretch of them.

    Attributes:
        keys: the terms, each as the number of its field times the number of terms, plus its own.
        counts: how many articles have each.
        places: how many occurrences each has.
        articles: numbers of articles, term by term.
        frequencies: how often each has the term.
        positions: of all occurrences, article by article; empty on levels without positions.
    """

    keys: _Numbers
    counts: _Numbers
    places: _Numbers
    articles: _Numbers
    frequencies: _Numbers
    positions: _Numbers


def write_postings(
    folder: Path,
    file: ArrayWriter,
    spelling_ends: _Numbers,
    spelling_terms: _Numbers,
    indexed: NDArray[np.bool_] | None,
    *,
    positions: bool,
) -> None:
    """Write the postings of a level.

    Args:
        folder: of the index; it holds the words of all texts.
        file: of the level.
        spelling_ends: of every word where its terms end in
        spelling_terms: the terms of all words, by their numbers.
        indexed: which terms have postings; ``None`` for all.
        positions: whether positions are kept.
    """
    terms = int(spelling_terms.max(initial=-1)) + 1 if indexed is None else len(indexed)
    held = map_arrays(folder / WORDS)
    texts = _Texts(held["words"], held["ends"].reshape(-1, len(TEXT_FIELDS)))
    parts = list(texts.parts())

    def run(part: range) -> Run:
        return _sorted_run(
            texts, part, spelling_ends, spelling_terms, indexed, terms, positions=positions
        )

    longest = width_of(texts.longest())
    with _Output(folder, file, width_of(max(0, texts.size - 1)), longest) as output:
        if len(parts) < 2:
            for part in parts:
                output.add(run(part))
            return
        with tempfile.TemporaryDirectory(dir=folder, prefix="runs-") as spool:
            # In one file: each would take a file handle.
            path = Path(spool) / "runs"
            with ArrayWriter(path) as runs:
                for part in parts:
                    _spool(run(part), runs, part.start)
            held_runs = map_arrays(path)
            for stretch in _merged([_spooled(held_runs, part.start) for part in parts]):
                output.add(stretch)


@dataclass(frozen=True, slots=True)
class _Texts:
    """The words of all texts.

    Attributes:
        words: numbers of words, text by text.
        ends: where each text ends, a row an article and a column a field.
    """

    words: _Numbers
    ends: _Numbers

    @property
    def size(self) -> int:
        """How many articles there are."""
        return len(self.ends)

    def longest(self) -> int:
        """Return how many words the longest text has."""
        return int(np.diff(self.ends.ravel().astype(np.int64), prepend=0).max(initial=0))

    def parts(self) -> Iterator[range]:
        """Cut the articles into runs of at most so many words, of one article at least."""
        ends = self.ends[:, -1].astype(np.int64)
        at_once = max(WORDS_A_RUN, len(self.words) // _MOST_RUNS)
        first = 0
        while first < len(ends):
            before = int(ends[first - 1]) if first else 0
            last = int(np.searchsorted(ends, before + at_once, side="right"))
            last = max(last, first + 1)
            yield range(first, last)
            first = last


def _sorted_run(
    texts: _Texts,
    part: range,
    spelling_ends: _Numbers,
    spelling_terms: _Numbers,
    indexed: NDArray[np.bool_] | None,
    terms: int,
    *,
    positions: bool,
) -> Run:
    fields = len(TEXT_FIELDS)
    start = int(texts.ends[part.start - 1, -1]) if part.start else 0
    ends = texts.ends[part.start : part.stop].ravel().astype(np.int64) - start
    words = texts.words[start : start + int(ends[-1])]
    lengths = np.diff(ends, prepend=0)
    text_of = np.repeat(np.arange(len(ends), dtype=np.uint32), lengths)
    token, term = _terms_of(words, spelling_ends, spelling_terms)
    if indexed is not None:
        kept = indexed[term]
        token, term = token[kept], term[kept]
    text = text_of[token]
    keys = (text % np.uint32(fields)).astype(np.uint64) * np.uint64(terms)
    keys += term.astype(np.uint64)
    keys <<= _TOKEN_BITS
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    order = (keys & _TOKEN_MASK).astype(np.uint32)
    keys >>= _TOKEN_BITS
    text, token = text[order], token[order]
    return _grouped(
        keys.astype(np.uint32),
        text // np.uint32(fields) + np.uint32(part.start),
        (token - (ends - lengths)[text]).astype(np.uint32),
        positions=positions,
    )


def _terms_of(
    words: _Numbers, spelling_ends: _Numbers, spelling_terms: _Numbers
) -> tuple[_Numbers, _Numbers]:
    """Return of all words in turn their terms, each with the place of the word."""
    ends = spelling_ends[words]
    counts = np.diff(spelling_ends, prepend=0)[words]
    token = np.repeat(np.arange(len(words), dtype=np.uint32), counts)
    first = ends - counts
    before = np.cumsum(counts) - counts
    at = np.arange(len(token), dtype=np.int64) + np.repeat(first - before, counts)
    return token, spelling_terms[at]


def _grouped(keys: _Numbers, articles: _Numbers, positions_: _Numbers, *, positions: bool) -> Run:
    """Return the occurrences of terms, in their order, gathered by article and term."""
    new_key = np.ones(len(keys), dtype=bool)
    new_key[1:] = keys[1:] != keys[:-1]
    new = new_key.copy()
    new[1:] |= articles[1:] != articles[:-1]
    starts = np.flatnonzero(new)
    frequencies = np.diff(np.append(starts, len(keys)))
    key_starts = np.flatnonzero(new_key)
    posting_of_key = np.flatnonzero(new_key[starts])
    return Run(
        keys=keys[key_starts],
        counts=np.diff(np.append(posting_of_key, len(starts))),
        places=np.diff(np.append(key_starts, len(keys))),
        articles=articles[starts],
        frequencies=frequencies,
        positions=positions_ if positions else positions_[:0],
    )


def _spool(run: Run, file: ArrayWriter, number: int) -> None:
    for name in Run.__slots__:
        file.add(f"{number}.{name}", narrow(getattr(run, name)))


def _spooled(held: Mapping[str, _Numbers], number: int) -> Run:
    return Run(**{name: held[f"{number}.{name}"] for name in Run.__slots__})


def _merged(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield the postings of runs of consecutive articles in the order of terms, in stretches."""
    keys, index = np.unique(np.concatenate([run.keys for run in runs]), return_inverse=True)
    places = np.bincount(index, np.concatenate([run.places for run in runs]))
    stretch_of = (np.cumsum(places) // WORDS_A_RUN).astype(np.int64)
    borders = np.flatnonzero(np.diff(stretch_of, prepend=-1))
    cursors = [_Cursor(run) for run in runs]
    for until in (*keys[borders[1:]].tolist(), None):
        yield _joined([cursor.until(until) for cursor in cursors])


class _Cursor:
    """Goes through a run from its first term to its last."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._key = self._posting = self._place = 0

    def until(self, key: int | None) -> Run:
        """Return the postings of the next terms, up to a key; ``None`` for all that are left."""
        run = self._run
        last = len(run.keys) if key is None else int(np.searchsorted(run.keys, key))
        chosen = slice(self._key, last)
        counts, places = run.counts[chosen], run.places[chosen]
        posting = self._posting + int(counts.sum(dtype=np.int64))
        place = self._place + int(places.sum(dtype=np.int64))
        found = Run(
            run.keys[chosen],
            counts,
            places,
            run.articles[self._posting : posting],
            run.frequencies[self._posting : posting],
            run.positions[self._place : place],
        )
        self._key, self._posting, self._place = last, posting, place
        return found


def _joined(runs: Sequence[Run]) -> Run:
    """Join stretches of the same terms; within a term the runs follow each other."""
    keys, index = np.unique(np.concatenate([run.keys for run in runs]), return_inverse=True)
    counts = np.concatenate([run.counts for run in runs])
    places = np.concatenate([run.places for run in runs])
    postings = np.argsort(np.repeat(index, counts), kind="stable")
    positions = np.concatenate([run.positions for run in runs])
    if len(positions):
        positions = positions[np.argsort(np.repeat(index, places), kind="stable")]
    return Run(
        keys,
        np.bincount(index, counts).astype(np.int64),
        np.bincount(index, places).astype(np.int64),
        np.concatenate([run.articles for run in runs])[postings],
        np.concatenate([run.frequencies for run in runs])[postings],
        positions,
    )


class _Output:
    """Writes postings, stretch by stretch; a context manager.

    Only one array of a file can grow, so the others wait in temporary files.
    """

    def __init__(
        self, folder: Path, file: ArrayWriter, article: np.dtype[Any], place: np.dtype[Any]
    ) -> None:
        self._file = file
        self._folder = folder
        self._place = place
        self._runs: list[tuple[_Numbers, _Numbers, _Numbers]] = []
        self._positioned = False
        file.begin("articles", article)

    def __enter__(self) -> "_Output":
        self._frequencies = tempfile.TemporaryFile(dir=self._folder)
        self._positions = tempfile.TemporaryFile(dir=self._folder)
        return self

    def __exit__(self, kind: object, *error: object) -> None:
        with self._frequencies, self._positions:
            if kind is None:
                self._finish()

    def add(self, run: Run) -> None:
        """Write the postings of further terms."""
        self._file.append(run.articles)
        self._frequencies.write(run.frequencies.astype(self._place).tobytes())
        self._positions.write(run.positions.astype(self._place).tobytes())
        self._positioned |= bool(len(run.positions))
        self._runs.append((run.keys, run.counts, run.places))

    def _finish(self) -> None:
        self._copy("frequencies", self._frequencies)
        self._copy("positions", self._positions)
        nothing = np.zeros(0, dtype=np.int64)
        keys, counts, places = (
            (np.concatenate([nothing, *arrays]) for arrays in zip(*self._runs, strict=True))
            if self._runs
            else (nothing, nothing, nothing)
        )
        self._file.add("keys", narrow(keys))
        self._file.add("ends", narrow(np.cumsum(counts)))
        self._file.add("position_ends", narrow(np.cumsum(places) if self._positioned else nothing))

    def _copy(self, name: str, spool: BinaryIO) -> None:
        self._file.begin(name, self._place)
        spool.seek(0)
        while part := spool.read(1 << 20):
            self._file.append(part)
