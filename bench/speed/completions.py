#!/usr/bin/env python3
"""How fast completions come while somebody types.

usage: bench/speed/completions.py [ADDRESS] [--queries FILE] [--headlines N] [--seed N] [--json]

Types the lines of FILE, by default the queries beside this script, and the first four words of some
headlines, letter by letter, every second letter a request. Times are of the second round.
"""

import json
import random
import statistics
import sys
import time
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from search.searcher import open_archive

_WORDS = 4
_QUERIES = Path(__file__).with_name("queries.txt")


@click.command()
@click.argument("address", default="whoosh:var/index")
@click.option("--queries", default=_QUERIES, type=click.Path(path_type=Path, exists=True))
@click.option("--headlines", default=150, show_default=True)
@click.option("--seed", default=3, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def main(address: str, queries: Path, headlines: int, seed: int, as_json: bool) -> None:
    """Measure the time of completions."""
    engine = open_archive(address)
    ids = sorted(engine.article_ids())
    chosen = random.Random(seed).sample(ids, min(headlines, len(ids)))
    found = [article for article_id in chosen if (article := engine.article(article_id))]
    texts = [" ".join(article.title.split()[:_WORDS]) for article in found]
    texts += [line for line in queries.read_text(encoding="utf-8").splitlines() if line]
    typed = [text[:length] for text in texts for length in range(1, len(text) + 1, 2)]
    milliseconds: list[float] = []
    for measured in (False, True):
        for text in typed:
            started = time.perf_counter()
            engine.suggest(text)
            if measured:
                milliseconds.append((time.perf_counter() - started) * 1000)
    percentiles = statistics.quantiles(milliseconds, n=100)
    report = {
        "requests": len(milliseconds),
        "median ms": round(percentiles[49], 2),
        "95 % ms": round(percentiles[94], 2),
        "99 % ms": round(percentiles[98], 2),
        "slowest ms": round(max(milliseconds), 2),
    }
    click.echo(json.dumps(report, indent=None if as_json else 2))


if __name__ == "__main__":
    main()
