"""The same queries on several engines in one run: what moving an archive costs and gives.

usage: python -m bench.speed.engines ADDRESS ADDRESS... [--queries FILE] [--rounds N] [--json]

Queries are the lines of FILE, by default fifty that lie beside this script. Every query asks for
the first ten hits with all facets and the timeline, first where it has not been asked before, then
in further rounds. In each round every engine answers a query before the next query is asked, in
turns, so that what else the machine does weighs on all alike. The options of a cluster are the
settings of the environment. An embedded archive can be asked as if it were several times as large
(``whoosh*10:var/index``, see bench/speed/repeated.py). Ratios are against the first address.
"""

import json
import re
import statistics
from functools import partial
from pathlib import Path

import click

import settings
from bench.measuring import json_option, milliseconds, quantile, queries_option, read_lines
from bench.speed.repeated import repeated_archive
from index.stores.cluster import ClusterOptions
from search.query import Query
from search.searcher import Searcher, open_archive

_ROUNDS = 5


def opened(address: str, cluster: ClusterOptions) -> Searcher:
    """Open the engine at an address; ``whoosh*10:`` is ten times an embedded archive."""
    times = re.fullmatch(r"whoosh\*(\d+):(.+)", address)
    if times:
        return repeated_archive(Path(times[2]), int(times[1]))
    return open_archive(address, cluster)


def measure(engines: dict[str, Searcher], queries: list[Query]) -> dict[str, list[float]]:
    """Measure every engine, a time a query; each query is asked of all before the next one."""
    times: dict[str, list[float]] = {address: [] for address in engines}
    for number, query in enumerate(queries):
        order = list(engines)
        # Whoever is asked first finds the processor's caches as the others left them.
        turn = number % len(order)
        for address in (*order[turn:], *order[:turn]):
            times[address].append(milliseconds(partial(engines[address].search, query)))
    return times


def summed_up(times: list[float]) -> dict[str, float]:
    """Return the median, the 95th percentile and the slowest."""
    return {
        "median": statistics.median(times),
        "p95": quantile(times, 0.95),
        "slowest": max(times),
    }


@click.command()
@click.argument("addresses", nargs=-1, required=True)
@queries_option
@click.option("--rounds", default=_ROUNDS, show_default=True, help="After the first.")
@json_option
def main(addresses: tuple[str, ...], queries: Path, rounds: int, as_json: bool) -> None:
    """Print the times of every engine for new queries and for those asked before."""
    asked = [Query(line) for line in read_lines(queries)]
    cluster = settings.read().cluster
    engines = {address: opened(address, cluster) for address in addresses}
    for engine in engines.values():
        engine.search(Query())  # opens the index
    new = measure(engines, asked)
    again: dict[str, list[float]] = {address: [] for address in addresses}
    for _ in range(rounds):
        for address, taken in measure(engines, asked).items():
            again[address] += taken
    report = {
        address: {"new": summed_up(new[address]), "again": summed_up(again[address])}
        for address in addresses
    }
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    first = report[addresses[0]]
    for address, row in report.items():
        click.echo(f"{address} ({engines[address].manifest.articles:,} articles)")
        for name, times in row.items():
            shown = (
                f"{what} {time_:7.1f} ms ({time_ / first[name][what]:.2f})"
                for what, time_ in times.items()
            )
            click.echo(f"  {name:6} {'   '.join(shown)}")


if __name__ == "__main__":
    main()
