"""How fast an index is written and read, step by step: words, postings, records, snippets a second.

usage: python -m bench.speed.writing [ADDRESS] [--articles N] [--queries FILE]

Takes articles out of the embedded index at ADDRESS and does anew what a build does with them: cuts
their texts into numbered words, writes the postings of a level, packs and unpacks their records.
Then the ten hits of every query are marked and their snippets cut. All is processor time of one
process.
"""

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import numpy as np

from bench.measuring import address_argument, live_folder, queries_option, read_lines
from index import records
from index.arrays import ArrayWriter, map_arrays
from index.article import Article
from index.numbering import number_texts
from index.stores.embedded.names import WORDS
from index.stores.embedded.postings import write_postings
from search.engines.embedded.marker import StoredMarker
from search.engines.embedded.snapshot import Snapshot
from search.highlighter import Highlighter
from search.language.parser import parse
from search.query import Query
from search.searcher import open_archive


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _tell(what: str, count: int, seconds: float) -> None:
    click.echo(f"{what:28} {count / seconds:14,.0f} a second {seconds / count * 1e6:10.2f} µs each")


def measure_writing(articles: Sequence[Article]) -> None:
    """Print the rates of the steps that write an index of some articles."""
    texts = number_texts(articles)
    _tell("words cut and numbered", len(texts.words), _seconds(lambda: number_texts(articles)))
    # One term a word, as on the exact level.
    spellings = np.arange(len(texts.spellings))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with ArrayWriter(folder / WORDS) as file:
            file.add("words", texts.words)
            file.add("ends", np.cumsum(texts.lengths, dtype=np.int64))

        def write() -> None:
            with ArrayWriter(folder / "level") as level:
                write_postings(folder, level, spellings + 1, spellings, None, positions=True)

        seconds = _seconds(write)
        postings = len(map_arrays(folder / "level")["articles"])
    _tell("postings of a level written", postings, seconds)
    packed = list(map(records.to_bytes, articles))
    _tell("records packed", len(packed), _seconds(lambda: list(map(records.to_bytes, articles))))
    _tell("records read", len(packed), _seconds(lambda: list(map(records.from_bytes, packed))))


def measure_snippets(address: str, queries: Sequence[str]) -> None:
    """Print how many hits a second are marked, with headline and snippet."""
    archive = open_archive(address)
    snapshot = Snapshot.open(live_folder(address))
    pages = [
        (parse(text, snapshot.analyzer).node, archive.search(Query(text)).hits) for text in queries
    ]

    def mark() -> None:
        for node, hits in pages:
            highlighter = Highlighter(StoredMarker.of(node, snapshot))
            for hit in hits:
                highlighter.title(hit.article)
                highlighter.snippet(hit.article)

    mark()
    _tell("headlines with snippets", sum(len(hits) for _, hits in pages), _seconds(mark))


@click.command()
@address_argument
@click.option("--articles", default=5000, show_default=True, help="So many from the beginning.")
@queries_option
def main(address: str, articles: int, queries: Path) -> None:
    """Measure the steps of writing and reading on the index at ADDRESS."""
    snapshot = Snapshot.open(live_folder(address))
    held = [snapshot.article(number) for number in range(min(articles, snapshot.size))]
    measure_writing(held)
    measure_snippets(address, read_lines(queries))


if __name__ == "__main__":
    main()
