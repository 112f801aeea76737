"""Fihris beside SQLite FTS5, Tantivy and stock Whoosh, on the same articles in the same run.

usage: python -m bench.speed.peers [PATH...] [--queries N] [--rounds N] [--indexings N]
       [--match any|all] [--seed S] [--json]

PATH is anything that ``manage.py reindex`` reads; by default four days of SaudiNewsNet.

Every index is written in a fresh process: ours by ``index.indexing.reindex``, with all fields,
levels, facts, copies and completions; the others with what ``bench/speed/peer_engines.py`` says.
For them the time of the engine alone is told, and the whole time, with reading and stemming.

Queries are two to four words of headlines that are no stop words, drawn by a seed. Every engine is
asked for ten hits with snippets and for counts by paper; ours gives everything that a search gives:
all facets, the timeline, notes, corrections. A query is asked of all engines before the next one,
in turns, so that what else the machine does weighs on all alike. ``any`` has the peers look for
articles with any of the words, since ours also ranks articles that lack some; ``all`` for those
with all.
"""

import json
import os
import platform
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

import click
from tqdm import tqdm

from bench.measuring import CORPORA, articles_of, json_option, milliseconds, quantile, tell
from bench.speed.peer_engines import PEERS, Match, document, stems
from bench.speed.shuffled import distinct
from index.analysis import tokenize
from index.analysis.stop import is_stop_word
from index.article import Article
from index.indexing import reindex
from index.stores import open_store
from index.version import VERSION
from search.query import Query
from search.searcher import open_archive

OURS = "Fihris"
_ADDRESS = "whoosh:{}"
_DAYS = ("2015-07-25", "2015-07-26", "2015-07-27", "2015-07-31")
_WORDS = (2, 4)

#: What is asked of Fihris: quotient of which figures, and how large; empty where it is only told.
_TARGETS = (
    ("articles/s", OURS, "whoosh-reloaded", "at least 5"),
    ("articles/s, from files", OURS, "whoosh-reloaded", ""),
    ("processor ms", OURS, "whoosh-reloaded", "at most 0.2"),
    ("processor ms, from files", OURS, "whoosh-reloaded", ""),
    ("again, median", OURS, "tantivy", "at most 4"),
    ("again, 95 %", OURS, "tantivy", "at most 8"),
    ("again, median", OURS, "SQLite FTS5", "below 1"),
)

Times = dict[str, list[float]]
Ask = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Written:
    """What writing an index took.

    Attributes:
        articles: in it.
        engine: seconds of the engine alone; for ours the same as ``whole``.
        whole: seconds from the first file to the finished index.
        engine_processor: seconds of all processors in the time of the engine, and
        processor: in the whole time; other work on the machine weighs less on these.
        megabytes: of the index on disk.
    """

    articles: int
    engine: float
    whole: float
    engine_processor: float
    processor: float
    megabytes: float


def write(name: str, paths: Sequence[Path], folder: Path) -> Written:
    """Write the index of one engine; to be called in a process of its own.

    Args:
        name: of the engine.
        paths: of the articles.
        folder: that is empty.
    """
    started, used = time.perf_counter(), _processor_seconds()
    if name == OURS:
        read, used_reading = started, used
        articles = reindex(open_store(_ADDRESS.format(folder)), paths).indexed
    else:
        found = distinct(article for path in paths for article in articles_of(path))
        documents = [document(article) for article in found]
        articles = len(documents)
        read, used_reading = time.perf_counter(), _processor_seconds()
        PEERS[name].index(documents, folder)
    ended, used_at_end = time.perf_counter(), _processor_seconds()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Written(
        articles=articles,
        engine=ended - read,
        whole=ended - started,
        engine_processor=used_at_end - used_reading,
        processor=used_at_end - used,
        megabytes=size / 1e6,
    )


def _processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def written(name: str, paths: Sequence[Path], folder: Path) -> Written:
    """Write the index of one engine in a fresh process."""
    folder.mkdir(parents=True)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        return fresh.submit(write, name, paths, folder).result()


def drawn_queries(articles: Sequence[Article], count: int, seed: int) -> list[str]:
    """Return queries of some words of headlines in their order, each once; no stop words.

    Args:
        articles: whose headlines words are taken from.
        count: how many at most; fewer where the headlines do not give as many.
        seed: of the drawing.
    """
    random = Random(seed)
    found: dict[str, None] = {}
    for article in random.sample(articles, len(articles)):
        tokens = [one for one in tokenize(article.title) if not is_stop_word(one.exact)]
        words = [token.text for token in tokens if len(token.exact) > 1]
        if len(words) < _WORDS[0]:
            continue
        size = min(len(words), random.randint(*_WORDS))
        places = sorted(random.sample(range(len(words)), size))
        found[" ".join(words[place] for place in places)] = None
        if len(found) == count:
            break
    return list(found)


def measure(engines: dict[str, Ask], queries: Sequence[str]) -> Times:
    """Ask every engine every query, in turns; return the milliseconds of each."""
    times: Times = {name: [] for name in engines}
    names = list(engines)
    for number, text in enumerate(queries):
        turn = number % len(names)
        for name in (*names[turn:], *names[:turn]):
            times[name].append(milliseconds(partial(engines[name], text)))
    return times


def measured(engines: dict[str, Ask], queries: Sequence[str], rounds: int) -> tuple[Times, Times]:
    """Return the times of the first asking, and the medians of further rounds, by query."""
    first = measure(engines, queries)
    again = [measure(engines, queries) for _ in tqdm(range(rounds), disable=None, unit=" rounds")]
    medians = {
        name: [
            statistics.median(times) for times in zip(*(one[name] for one in again), strict=True)
        ]
        for name in engines
    }
    return first, medians


def opened(folders: dict[str, Path], match: Match) -> dict[str, Ask]:
    """Open the index of every engine and ask each for what no query asks."""
    archive = open_archive(_ADDRESS.format(folders[OURS]))
    asks: dict[str, Ask] = {OURS: lambda text: archive.search(Query(text))}
    for name, kind in PEERS.items():
        asks[name] = partial(_stemmed, kind.open(folders[name], match).search)
    for ask in asks.values():
        ask("ضصثقفغ")
    return asks


def _stemmed(search: Callable[[Sequence[str]], object], text: str) -> object:
    return search(stems(text).split())


def row(
    writings: Sequence[Written], first: Sequence[float], again: Sequence[float]
) -> dict[str, float]:
    """Return the figures of one engine, by the heads of their columns."""
    middle = sorted(writings, key=lambda one: one.whole)[len(writings) // 2]
    return {
        "articles/s": middle.articles / middle.engine,
        "articles/s, from files": middle.articles / middle.whole,
        "processor ms": 1000 * middle.engine_processor / middle.articles,
        "processor ms, from files": 1000 * middle.processor / middle.articles,
        "index, MB": middle.megabytes,
        "first, median": statistics.median(first),
        "first, 95 %": quantile(first, 0.95),
        "again, median": statistics.median(again),
        "again, 95 %": quantile(again, 0.95),
    }


def ratios(rows: dict[str, dict[str, float]], first: Times, again: Times) -> list[dict[str, Any]]:
    """Return what is asked of Fihris beside what was measured."""
    found = [
        {
            "ratio": f"{what}: {one} / {other}",
            "is": rows[one][what] / rows[other][what],
            "wanted": wanted,
        }
        for what, one, other, wanted in _TARGETS
    ]
    quotient = statistics.median(first[OURS]) / statistics.median(again[OURS])
    found.append(
        {"ratio": f"{OURS}: first / again, medians", "is": quotient, "wanted": "at most 1.5"}
    )
    return found


def machine() -> dict[str, str]:
    """Return what was measured on, and with which versions."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text(encoding="utf-8").splitlines() if cpu.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "date": date.today().isoformat(),
        "processor": models[0] if models else platform.processor() or platform.machine(),
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}",
        "Python": platform.python_version(),
        OURS: VERSION,
        "whoosh-reloaded": version("whoosh-reloaded"),
        "SQLite": sqlite3.sqlite_version,
        "tantivy": version("tantivy"),
    }


def markdown(report: dict[str, Any]) -> str:
    """Return a report as Markdown."""
    said = ", ".join(f"{name} {value}" for name, value in report["machine"].items())
    heads = list(next(iter(report["engines"].values())))
    base = report["engines"]["whoosh-reloaded"]["articles/s"]
    lines = [
        f"{report['articles']:,} articles, {report['queries']} queries of headlines"
        f" ({report['match']} word), {report['rounds']} rounds; {said}. Times in ms; processor time"
        " by the article.",
        "",
        f"| engine | {' | '.join((*heads[:1], '÷ Whoosh', *heads[1:]))} |",
        f"|---|{'---|' * (len(heads) + 1)}",
    ]
    for name, figures in report["engines"].items():
        rate, *others = (_figure(value) for value in figures.values())
        against = f"{figures['articles/s'] / base:.2f}"
        lines.append(f"| {name} | {' | '.join((rate, against, *others))} |")
    lines += ["", "| ratio | measured | wanted |", "|---|---|---|"]
    for one in report["ratios"]:
        lines.append(f"| {one['ratio']} | {one['is']:.2f} | {one['wanted']} |")
    return "\n".join(lines)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def _default_paths() -> tuple[Path, ...]:
    return tuple(CORPORA / "saudinewsnet" / f"{day}.zip" for day in _DAYS)


@click.command()
@click.argument("path", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--queries", default=200, show_default=True, help="So many.")
@click.option("--rounds", default=5, show_default=True, help="Of all queries, after the first.")
@click.option("--indexings", default=1, show_default=True, help="Of each engine, in turns.")
@click.option("--match", type=click.Choice(["any", "all"]), default="any", show_default=True)
@click.option("--seed", default=13, show_default=True, help="Of the queries.")
@json_option
def main(
    path: tuple[Path, ...],
    queries: int,
    rounds: int,
    indexings: int,
    match: Match,
    seed: int,
    as_json: bool,
) -> None:
    """Index the articles of PATH with every engine, ask all, and print a table."""
    paths = path or _default_paths()
    articles = list(distinct(article for one in paths for article in articles_of(one)))
    asked = drawn_queries(articles, queries, seed)
    writings: dict[str, list[Written]] = {name: [] for name in (OURS, *PEERS)}
    with tempfile.TemporaryDirectory(prefix="peers") as work:
        for number in range(indexings):
            for name in writings:
                tell(f"indexing, {number + 1} of {indexings}: {name}")
                folder = Path(work) / str(number) / name.replace(" ", "-")
                writings[name].append(written(name, paths, folder))
        last = Path(work) / str(indexings - 1)
        tell(f"asking {len(asked)} queries")
        engines = opened({name: last / name.replace(" ", "-") for name in writings}, match)
        first, again = measured(engines, asked, rounds)
    rows = {name: row(writings[name], first[name], again[name]) for name in writings}
    report = {
        "machine": machine(),
        "articles": writings[OURS][0].articles,
        "queries": len(asked),
        "rounds": rounds,
        "match": match,
        "engines": rows,
        "indexings": {name: [asdict(one) for one in found] for name, found in writings.items()},
        "ratios": ratios(rows, first, again),
    }
    click.echo(json.dumps(report, ensure_ascii=False, indent=2) if as_json else markdown(report))


if __name__ == "__main__":
    main()
