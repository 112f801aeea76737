"""How many words a second the analyzer gives terms to, beside Snowball's stemmer in the same run.

usage: python -m bench.speed.analysis_speed PATH [--articles N] [--spellings]

PATH is anything that ``manage.py reindex`` reads; the evidence is that of the texts measured. The
first round has seen no word before, the second every one. With ``--spellings`` each distinct word
is analyzed once instead, without the texts around it. Snowball stems each distinct word once, as it
is installed and in pure Python. Times are the processor's, so that other work weighs little.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path

import click
import snowballstemmer
from snowballstemmer.arabic_stemmer import ArabicStemmer

from bench.measuring import articles_of
from index.analysis import Analyzer, Evidence, tokenize
from index.analysis.corpus_frequencies import normal_spelling


def rate(words: int, work: Callable[[], None]) -> str:
    """Measure how many words a second a piece of work takes."""
    started = time.process_time()
    work()
    seconds = time.process_time() - started
    return f"{words / seconds:12,.0f} words/s {seconds / words * 1e6:8.1f} µs a word"


def measure(texts: Sequence[str], *, spellings: bool) -> None:
    """Print the rates for these texts, or for their distinct words."""
    tokens = [[token.text for token in tokenize(text)] for text in texts]
    words = sum(map(len, tokens))
    distinct = {word for text in tokens for word in text}
    counts = Counter(form for text in tokens for form in {normal_spelling(word) for word in text})
    analyzer = Analyzer(Evidence.of_counts(counts, len(tokens)))

    def analyze_all() -> None:
        for text in texts:
            for token in tokenize(text):
                analyzer.terms(token.text)

    def each(work: Callable[[str], object]) -> str:
        return rate(len(distinct), lambda: _each(distinct, work))

    print(f"{len(texts)} texts, {words:,} words, {len(distinct):,} distinct")
    if spellings:
        print(f"all levels, each distinct word once     {each(analyzer.terms)}")
    else:
        print(f"cutting into words                      {rate(words, lambda: _cut(texts))}")
        print(f"all levels, no word seen before         {rate(words, analyze_all)}")
        print(f"all levels, every word seen before      {rate(words, analyze_all)}")
    installed = snowballstemmer.stemmer("arabic")
    installed.maxCacheSize = 0
    print(f"Snowball alone, as it is installed      {each(installed.stemWord)}")
    print(f"Snowball alone, in pure Python          {each(ArabicStemmer().stemWord)}")


def _each(words: Iterable[str], work: Callable[[str], object]) -> None:
    for word in words:
        work(word)


def _cut(texts: Sequence[str]) -> None:
    for text in texts:
        tokenize(text)


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--articles", default=5000, show_default=True, help="So many from the beginning.")
@click.option("--spellings", is_flag=True, help="Measure distinct words instead of texts.")
def main(path: Path, articles: int, spellings: bool) -> None:
    """Measure the analyzer on the articles of PATH."""
    found = islice(articles_of(path), articles)
    measure([f"{article.title}\n{article.body}" for article in found], spellings=spellings)


if __name__ == "__main__":
    main()
