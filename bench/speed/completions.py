"""How fast completions come while somebody types.

usage: python -m bench.speed.completions [ADDRESS] [--queries FILE] [--headlines N] [--seed N]
       [--json]

Types the lines of FILE, by default the queries beside this script, and the first four words of some
headlines, letter by letter, every second letter a request. Times are of the second round.
"""

import json
import random
import statistics
from functools import partial
from pathlib import Path

import click

from bench.measuring import (
    address_argument,
    json_option,
    milliseconds,
    quantile,
    queries_option,
    read_lines,
)
from search.searcher import open_archive

_WORDS = 4


@click.command()
@address_argument
@queries_option
@click.option("--headlines", default=150, show_default=True)
@click.option("--seed", default=3, show_default=True)
@json_option
def main(address: str, queries: Path, headlines: int, seed: int, as_json: bool) -> None:
    """Measure the time of completions."""
    engine = open_archive(address)
    ids = sorted(engine.article_ids())
    chosen = random.Random(seed).sample(ids, min(headlines, len(ids)))
    found = [article for article_id in chosen if (article := engine.article(article_id))]
    texts = [" ".join(article.title.split()[:_WORDS]) for article in found]
    texts += read_lines(queries)
    typed = [text[:length] for text in texts for length in range(1, len(text) + 1, 2)]
    times: list[float] = []
    for _ in ("a first round, to warm up", "the round that counts"):
        times = [milliseconds(partial(engine.suggest, text)) for text in typed]
    report = {
        "requests": len(times),
        "median ms": round(statistics.median(times), 2),
        "95 % ms": round(quantile(times, 0.95), 2),
        "99 % ms": round(quantile(times, 0.99), 2),
        "slowest ms": round(max(times), 2),
    }
    click.echo(json.dumps(report, indent=None if as_json else 2))


if __name__ == "__main__":
    main()
