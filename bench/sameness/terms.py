"""Record what the lists of an index hold as checksums, to compare them with those of another.

usage: python -m bench.sameness.terms ADDRESS FILE [--no-postings]

FILE gets a line of JSON for every text field, level and first letter: how many terms there are, how
many postings, and checksums of the terms with their document frequencies (``term<TAB>df`` lines in
order) and of the postings (articles, frequencies, positions). One line each for the lengths of the
fields, the values of the facets, the days of publication, the days written about, and the copies.
ADDRESS is one of the embedded engine. ``bench.sameness.compared`` tells how two such files differ.
"""

import hashlib
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from bench.measuring import live_folder
from index.analysis import LEVELS, Level
from index.facets import INDEXED_FACETS
from index.fields import POSITIONED, TEXT_FIELDS
from search.engines.embedded.snapshot import Snapshot

Row = tuple[dict[str, str], dict[str, Any]]


def _checksum(*arrays: NDArray[Any]) -> str:
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def lists(snapshot: Snapshot, field: str, level: Level, *, postings: bool) -> Iterator[Row]:
    """Yield the checksums of one level of a text field, a first letter at a time.

    Args:
        snapshot: of the index.
        field: of text.
        level: of analysis.
        postings: whether the lists themselves are read, which takes minutes in a large index.
    """
    terms = sorted(snapshot.frequencies(field, level, ""), key=lambda found: found[0].encode())
    bar = tqdm(terms, desc=f"{field} {level}", disable=None, leave=False)
    for begin, found in groupby(bar, key=lambda one: one[0][:1]):
        frequencies, held = hashlib.sha256(), hashlib.sha256()
        count = total = 0
        for term, articles in found:
            count, total = count + 1, total + articles
            frequencies.update(f"{term}\t{articles}\n".encode())
            if postings:
                held.update(_postings(snapshot, field, level, term))
        row = {"terms": count, "postings": total, "frequencies": frequencies.hexdigest()}
        checked = {"held": held.hexdigest()} if postings else {}
        yield {"field": field, "level": level, "begin": begin}, row | checked


def _postings(snapshot: Snapshot, field: str, level: Level, term: str) -> bytes:
    found = snapshot.postings(field, level, term)
    assert found is not None, term
    packed = found.articles.astype("<i8").tobytes() + found.frequencies.astype("<f8").tobytes()
    if level not in POSITIONED:
        return packed
    return packed + snapshot.occurrences(field, level, (term,)).astype("<i8").tobytes()


def columns(snapshot: Snapshot) -> Iterator[Row]:
    """Yield the checksums of what an index holds of every article besides its words."""
    for field in TEXT_FIELDS:
        yield (
            {"lengths": field.name},
            {"sha256": _checksum(snapshot.lengths[field.name].astype("<f8"))},
        )
    for facet in INDEXED_FACETS:
        column = snapshot.facets[facet.name]
        values = [sorted(column.of(number)) for number in range(snapshot.size)]
        digest = hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
        yield {"facet": facet.name}, {"values": len(column.values), "sha256": digest}
    dates, spans = snapshot.dates, snapshot.spans
    yield {"dates": "published"}, {"sha256": _checksum(dates.seconds.astype("<i8"), dates.known)}
    order = np.lexsort((spans.last, spans.first, spans.articles))
    days = (spans.articles, spans.first, spans.last)
    sorted_days = [array[order].astype("<i8") for array in days]
    yield {"dates": "mentioned"}, {"spans": len(order), "sha256": _checksum(*sorted_days)}
    yield {"copies": "all"}, {"sha256": _checksum(snapshot.representatives.astype("<i8"))}


def recorded(snapshot: Snapshot, *, postings: bool) -> Iterator[tuple[str, Row]]:
    """Yield the kind, the question and the checksums of everything."""
    for field in TEXT_FIELDS:
        for level in LEVELS:
            for row in lists(snapshot, field.name, level, postings=postings):
                yield f"{field.name} {level}", row
    for row in columns(snapshot):
        yield "column", row


@click.command()
@click.argument("address")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--postings/--no-postings", default=True, help="Read every list, too.")
def main(address: str, file: Path, postings: bool) -> None:
    """Record the checksums of the index at ADDRESS in FILE."""
    snapshot = Snapshot.open(live_folder(address))
    with file.open("w", encoding="utf-8") as out:
        for kind, (asked, answer) in recorded(snapshot, postings=postings):
            line = {"kind": kind, "asked": asked, "answer": answer}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
