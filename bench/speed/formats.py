"""How fast each format is read, beside the bare library that parses it.

usage: python -m bench.speed.formats PATH [--articles N] [--only NAME]…

PATH is anything that ``manage.py reindex`` reads. So many of its articles are written in every
format, to a folder that is gone at the end, and read again: by a bare library, which makes no
articles, and by the reader. All is processor time of one process. ``peak`` is what the reader holds
at most, as Python counts it.
"""

import time
import tracemalloc
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench.measuring import articles_of
from bench.speed.written_formats import WRITTEN, WrittenFormat, rows_of
from index import sources
from index.article import Article


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that a piece of work takes."""
    started = time.process_time()
    work()
    return max(time.process_time() - started, 1e-6)


def read(path: Path) -> int:
    """Return how many articles are read from files."""
    return sum(
        isinstance(found, Article) for file in sources.find([path]) for found in sources.read(file)
    )


def _peak(path: Path) -> float:
    tracemalloc.start()
    read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def _size(path: Path) -> float:
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sum(one.stat().st_size for one in files) / 1e6


def measure(written: WrittenFormat, path: Path) -> str:
    """Return a line of the table."""
    size = _size(path)
    bare = seconds(lambda: written.parse(path))
    articles = read(path)
    taken = seconds(lambda: read(path))
    return (
        f"{written.name:15}{articles:9,}{size:8.1f}{size / taken:9.1f}{articles / taken:11,.0f}"
        f"{taken / bare:9.1f}{_peak(path):9.1f}"
    )


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--articles", default=2_000, show_default=True)
@click.option("--only", multiple=True, type=click.Choice([one.name for one in WRITTEN]))
def main(path: Path, articles: int, only: tuple[str, ...]) -> None:
    """Measure and print."""
    drawn = [article for article in islice(articles_of(path), articles) if article.body]
    rows = rows_of(drawn, articles)
    click.echo("format          articles      MB     MB/s articles/s  x bare  peak MB")
    for written in WRITTEN:
        if only and written.name not in only:
            continue
        with TemporaryDirectory() as folder:
            place = Path(folder) / written.name
            written.write(place, rows)
            click.echo(measure(written, place))


if __name__ == "__main__":
    main()
