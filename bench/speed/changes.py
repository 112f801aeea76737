"""How fast an embedded index takes in what is new: one article, and many in several publications.

usage: python -m bench.speed.changes [ADDRESS] [--articles N] [--publications N] [--json]

Works on a copy of the index at ADDRESS. One article is put in by ``manage.py update``, from the
start of Python until it is searched. Then the last articles of the archive are taken out and put
in again: at once, in several publications, and into an index of their own, as ``reindex`` does.
Seconds are those of a processor, in one process; of the command those of the clock, too.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from bench.measuring import ROOT, address_argument, json_option, tell
from index.article import Article
from index.change_set import ChangeSet
from index.indexing import Report, Watcher
from index.intake import tasks_of_articles
from index.manifest import Origin
from index.records import article_json
from index.stores.address import parse_address
from index.stores.embedded.store import EmbeddedStore
from index.write_loop import write

_TIMES = 5


def measure_command(store: Path, article: Article) -> dict[str, float]:
    """Return the least seconds of a command that puts one article in, and of its start alone."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "one.jsonl"
        record = article_json(replace(article, id="bench-one", url="https://bench.example/one"))
        kept = {key: record[key] for key in ("id", "url", "title", "body") if key in record}
        source.write_text(json.dumps(kept, ensure_ascii=False) + "\n", encoding="utf-8")
        update = ("manage.py", "update", str(source), "--engine", f"whoosh:{store}")
        start = ("-c", "import commands.changing, index.stores.embedded.codec")
        found = [(_run(update), _run(start)) for _ in range(_TIMES)]
    return {
        "command": min(took for (took, _), _ in found),
        "command_processor": min(used for (_, used), _ in found),
        "start_processor": min(used for _, (_, used) in found),
    }


def _run(arguments: Sequence[str]) -> tuple[float, float]:
    """Run Python; the seconds that it took, and those of a processor."""
    before, started = os.times(), time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    used = after.children_user - before.children_user + after.children_system
    return time.perf_counter() - started, used - before.children_system


def measure_publications(store: Path, count: int, publications: int) -> dict[str, float]:
    """Return the seconds that the last articles of an archive take to be put in."""
    archive = EmbeddedStore(store)
    held = archive.opened().held
    last = [held.article(number) for number in range(max(0, held.size - count), held.size)]
    found = {"built": _seconds(lambda: _build(store.with_name("built"), last))}
    size = -(-len(last) // publications)
    parts = [last[at : at + size] for at in range(0, len(last), size)]
    for name, changes in (("at_once", [last]), ("in_publications", parts)):
        _change(archive, ChangeSet(gone=[article.id for article in last]))
        found[name] = _seconds(partial(_change_all, archive, changes))
    found["segments"] = len(archive.opened().segments)
    return found


def _build(folder: Path, articles: Sequence[Article]) -> None:
    write(
        EmbeddedStore(folder),
        tasks_of_articles(articles),
        lambda _: Origin((), None, {}),
        Report(),
        Watcher(),
        workers=1,
    )


def _change_all(store: EmbeddedStore, changes: Sequence[Sequence[Article]]) -> None:
    for new in changes:
        _change(store, ChangeSet(new))


def _change(store: EmbeddedStore, changes: ChangeSet) -> None:
    store.change(changes, lambda before: before, lambda _: None, 1)


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


@click.command()
@address_argument
@click.option("--articles", default=1_000, help="How many are taken out and put in again.")
@click.option("--publications", default=20, help="In how many publications.")
@json_option
def main(address: str, articles: int, publications: int, as_json: bool) -> None:
    """Print what one article and many take."""
    source = Path(parse_address(address).location)
    with tempfile.TemporaryDirectory(prefix="bench-changes-") as name:
        store = Path(name) / "index"
        tell("copying the index")
        shutil.copytree(source, store)
        held = EmbeddedStore(store).opened().held
        tell("one article")
        found = measure_command(store, held.article(held.size - 1))
        tell(f"{articles} articles")
        found |= measure_publications(store, articles, publications)
    if as_json:
        click.echo(json.dumps(found))
        return
    click.echo(
        f"one article: {found['command']:.2f} s; of a processor "
        f"{found['command_processor']:.2f} s, the start alone {found['start_processor']:.2f} s"
    )
    for name, what in (
        ("built", "an index of their own"),
        ("at_once", "one publication"),
        ("in_publications", f"{publications} publications"),
    ):
        click.echo(f"{articles} articles in {what}: {articles / found[name]:.0f} a second")


if __name__ == "__main__":
    main()
