"""Whether an archive stays well under a crowd and changes: rates, times and memory by the minute.

usage: python -m bench.speed.soak [ADDRESS] [--minutes N] [--clients N] [--every N] [--workers N]
       [--queries FILE] [--json]

Copies the embedded index at ADDRESS and serves the copy. ``wrk`` lets so many clients ask for pages
of results, each as fast as it is answered. Beside them ``manage.py update`` puts a new version of
one article into the copy, every so many seconds or as soon as the update before it has ended, and
somebody looks for that article ten times a second. What he finds must be one version, whole, and
never an older one than before. How long a version is published before he finds it is told, too: the
processes that answer move on together once each is ready. Printed are for every minute the answers
a second, the median and the 95 and 99 % quantile of their times in milliseconds, how many took
longer than two seconds, errors, the publications, and the memory of each process without files, in
MiB.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import click

from bench.measuring import ROOT, address_argument, json_option, queries_option, read_lines
from bench.speed.http import measured, memory, serving
from index.stores.address import parse_address

#: In no other article.
_WORD = "zzqmark"
_ASKED_EVERY = 0.1


@dataclass
class Changes:
    """An article that changes again and again, and what a reader saw of it.

    Attributes:
        newest: the newest version that an update has ended for, and when that was, in seconds of
            a clock.
        latest: how long after that somebody did not find it yet, at most, in seconds.
        looked: how often somebody looked, and
        wrong: what he should not have seen, a line each.
        seconds: that the updates took.
    """

    newest: tuple[int, float] = (0, 0.0)
    latest: float = 0.0
    looked: int = 0
    wrong: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def published(self) -> int:
        """The newest version that an update has ended for."""
        return self.newest[0]


def update(
    address: str, folder: Path, every: float, changes: Changes, ended: threading.Event
) -> None:
    """Publish version after version until told to end.

    Args:
        address: of the index.
        folder: for the file of the article.
        every: seconds from the beginning of one update to that of the next, if it has ended then.
        changes: what is told of it.
        ended: says when.
    """
    file = folder / "article.json"
    while not ended.is_set():
        began = time.monotonic()
        version = changes.published + 1
        article = {"id": _WORD, "title": f"{_WORD} {version}", "body": f"{_WORD} " * version}
        file.write_text(json.dumps(article), encoding="utf-8")
        command = [sys.executable, "manage.py", "update", str(file), "--engine", address]
        subprocess.run([*command, "--workers", "1"], check=True, capture_output=True, cwd=ROOT)
        changes.newest = version, time.monotonic()
        changes.seconds.append(time.monotonic() - began)
        ended.wait(max(0.0, every - (time.monotonic() - began)))


def look(root: str, changes: Changes, ended: threading.Event) -> None:
    """Look for the article until told to end.

    Args:
        root: address of the server.
        changes: what is seen of it.
        ended: says when.
    """
    last = 0
    while not ended.wait(_ASKED_EVERY):
        published, at = changes.newest
        try:
            seen = versions(f"{root}api/v1/search?{urlencode({'q': _WORD})}")
        except OSError as error:
            changes.wrong.append(f"no answer: {error}")
            continue
        changes.looked += 1
        if (seen or last) and (len(seen) != 1 or seen[0] < last):
            changes.wrong.append(f"versions {seen}, not one from {last} on")
        if max(seen, default=0) < published:
            changes.latest = max(changes.latest, time.monotonic() - at)
        last = max([last, *seen])


def versions(address: str) -> list[int]:
    """Return the versions of the article that an address of the API finds, a whole one each.

    Raises:
        OSError: there is no answer, or it is an error.
    """
    with urllib.request.urlopen(address, timeout=30) as answer:
        found = json.load(answer)
    return [int(hit["title"].split()[-1]) for hit in found["hits"]]


@click.command()
@address_argument
@click.option("--minutes", type=click.IntRange(1), default=30, show_default=True)
@click.option("--clients", type=click.IntRange(1), default=50, show_default=True)
@click.option("--every", type=click.IntRange(1), default=20, show_default=True, metavar="SECONDS")
@click.option("--workers", type=click.IntRange(1), help="By default as the settings have it.")
@queries_option
@json_option
def main(
    address: str, minutes: int, clients: int, every: int, workers: int | None, queries: Path,
    as_json: bool,
) -> None:  # fmt: skip
    """Let a crowd ask an index that changes."""
    if not shutil.which("wrk"):
        raise click.ClickException("wrk is not installed: apt-get install wrk")
    paths = [f"/?{urlencode({'q': text})}" for text in read_lines(queries)]
    with TemporaryDirectory(dir=os.environ.get("TMPDIR")) as temporary:
        folder = Path(temporary)
        shutil.copytree(parse_address(address).location, folder / "index")
        (folder / "paths").write_text("\n".join(paths), encoding="utf-8")
        copy = f"whoosh:{folder / 'index'}"
        with serving(copy, workers, paths[0]) as server:
            changes = Changes()
            rows = _minutes(server.address, server.process.pid, copy, folder, minutes, clients,
                            every, changes)  # fmt: skip
    if as_json:
        click.echo(json.dumps({"rows": rows, "looked": changes.looked, "wrong": changes.wrong,
                               "updates": changes.seconds}))  # fmt: skip
        return
    _tell(rows, changes)


def _minutes(
    root: str, leader: int, address: str, folder: Path, minutes: int, clients: int, every: int,
    changes: Changes,
) -> list[dict[str, Any]]:  # fmt: skip
    ended = threading.Event()
    beside = [
        threading.Thread(target=update, args=(address, folder, every, changes, ended)),
        threading.Thread(target=look, args=(root, changes, ended)),
    ]
    for thread in beside:
        thread.start()
    rows = []
    try:
        for _ in range(minutes):
            row = measured(root, folder / "paths", clients, 60)
            rows.append({**row, "published": changes.published, "memory": memory(leader)})
    finally:
        ended.set()
        for thread in beside:
            thread.join()
    return rows


def _tell(rows: Sequence[dict[str, Any]], changes: Changes) -> None:
    click.echo(
        "minute  answers/s  median ms   95 % ms   99 % ms  over 2 s  errors  publications  MiB"
    )
    for number, row in enumerate(rows, 1):
        held = " ".join(f"{worker['anonymous']:.0f}" for worker in row["memory"])
        click.echo(
            f"{number:6}  {row['per_second']:9.1f}  {row['median']:9.1f}  {row['p95']:8.1f}  "
            f"{row['p99']:8.1f}  {row['timeouts']:8}  {row['errors']:6}  {row['published']:12}  "
            f"{held}"
        )
    longest = max(changes.seconds, default=0.0)
    click.echo(f"{changes.published} updates, the longest {longest:.1f} s")
    click.echo(
        f"looked {changes.looked} times; wrong: {len(changes.wrong)}; the latest found "
        f"{changes.latest:.1f} s after its update"
    )
    for line in changes.wrong[:20]:
        click.echo(f"  {line}")


if __name__ == "__main__":
    main()
