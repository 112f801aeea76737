"""How many articles a second are read for their facts and signed, and how long grouping takes.

usage: python -m bench.speed.facts_speed PATH [--articles N]

PATH is anything that ``manage.py reindex`` reads. All is processor time of one process. Cutting
into words is measured by itself, since facts and signatures use words that the index needs too:
they are timed right behind it, as in a build. The first round has seen no word before.
"""

import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import click

from bench.measuring import articles_of
from index.article import Article
from index.facts.near_duplicates.article_signature import Signature, signature_of
from index.facts.near_duplicates.finder import CopyFinder
from index.facts.reading import read_facts
from index.ingestion import printable, text_words


def measure(articles: Sequence[Article]) -> None:
    """Print the rates for these articles."""
    print(f"{len(articles):,} articles")
    for round_ in ("first round", "second round"):
        spent, signatures = _read_all(articles)
        for what, taken in spent.items():
            print(f"{round_}: {what:20} {_rate(len(articles), taken)}")
    with CopyFinder() as finder:
        started = time.process_time()
        for signature in signatures:
            finder.append(signature)
        appended = time.process_time()
        finder.freeze()
        grouped = time.process_time()
    print(f"taking signatures in              {_rate(len(articles), appended - started)}")
    print(f"grouping all                      {grouped - appended:12,.2f} s")


def _read_all(articles: Sequence[Article]) -> tuple[dict[str, float], list[Signature]]:
    """Return the seconds of every step, and the signatures."""
    spent = dict.fromkeys(("cutting into words", "facts", "signatures"), 0.0)
    signatures: list[Signature] = []
    for article in articles:
        started = time.process_time()
        words = text_words(article)
        cut = time.process_time()
        read_facts(printable(article))
        read = time.process_time()
        signatures.append(signature_of(article, words))
        signed = time.process_time()
        spent["cutting into words"] += cut - started
        spent["facts"] += read - cut
        spent["signatures"] += signed - read
    return spent, signatures


def _rate(articles: int, taken: float) -> str:
    return f"{articles / taken:12,.0f} articles/s {taken / articles * 1000:8.3f} ms each"


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--articles", default=5000, show_default=True, help="So many from the beginning.")
def main(path: Path, articles: int) -> None:
    """Measure facts, signatures and grouping on the articles of PATH."""
    measure(list(islice(articles_of(path), articles)))


if __name__ == "__main__":
    main()
