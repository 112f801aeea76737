"""How many words a second the analyzer gives terms to, beside Snowball's stemmer in the same run.

usage: python -m bench.speed.analysis_speed PATH [--articles N]

PATH is anything that ``manage.py reindex`` reads; the evidence is that of the texts measured. The
first round has seen no word before, the second every one. Snowball stems each distinct word once.
"""

import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import click
from snowballstemmer.arabic_stemmer import ArabicStemmer

from bench.measuring import articles_of
from index.analysis import Analyzer, EvidenceCounter, tokenize


def rate(words: int, work: Callable[[], None]) -> str:
    """Measure how many words a second a piece of work takes."""
    started = time.perf_counter()
    work()
    return f"{words / (time.perf_counter() - started):12,.0f} words/s"


def measure(texts: Sequence[str]) -> None:
    """Print the rates for these texts."""
    tokens = [[token.text for token in tokenize(text)] for text in texts]
    words = sum(map(len, tokens))
    distinct = {word for text in tokens for word in text}
    counter = EvidenceCounter()
    for text in tokens:
        counter.add(text)
    analyzer = Analyzer(counter.freeze())
    stemmer = ArabicStemmer()

    def analyze_all() -> None:
        for text in texts:
            for token in tokenize(text):
                analyzer.terms(token.text)

    def snowball() -> None:
        for word in distinct:
            stemmer.stemWord(word)

    print(f"{len(texts)} texts, {words:,} words, {len(distinct):,} distinct")
    print(f"cutting into words                      {rate(words, lambda: _cut(texts))}")
    print(f"all levels, no word seen before         {rate(words, analyze_all)}")
    print(f"all levels, every word seen before      {rate(words, analyze_all)}")
    print(f"Snowball alone, each distinct word once {rate(len(distinct), snowball)}")


def _cut(texts: Sequence[str]) -> None:
    for text in texts:
        tokenize(text)


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--articles", default=5000, show_default=True, help="So many from the beginning.")
def main(path: Path, articles: int) -> None:
    """Measure the analyzer on the articles of PATH."""
    found = islice(articles_of(path), articles)
    measure([f"{article.title}\n{article.body}" for article in found])


if __name__ == "__main__":
    main()
