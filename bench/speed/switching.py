"""How soon every process of `serve` answers from a new publication, and who waits for that.

usage: python -m bench.speed.switching [ADDRESS] [--updates N] [--clients N] [--workers N]
       [--queries FILE] [--json]

Serves a copy of the embedded index at ADDRESS. So many clients ask for the results of the queries
of FILE in turn, each with a rest after every answer. Beside them ``manage.py update`` puts in one
article after the other, and somebody asks each process over a connection of its own whether it has
the article. Printed are, for each update, the seconds from the moment when it was published until
the last process had it, and the slowest answer that a client waited for from that moment until a
second after the last process had moved on; beside both the median and the 99 % quantile of answers
while nothing was published. Which process has a connection is told by Linux alone.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode, urlsplit

import click

from bench.measuring import (
    ROOT,
    address_argument,
    json_option,
    quantile,
    queries_option,
    read_lines,
    tell,
)
from bench.speed.http import serving, workers_of
from index.stores.address import parse_address
from index.stores.embedded.files import CURRENT

#: In no other article.
_WORD = "zzqswitch"
_REST = 0.05
_LOOK = 0.01
#: What is waited for in vain so long, in seconds, never comes.
_PATIENCE = 60.0
_AFTER = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that a client waited for: when it asked, and how long, in seconds."""

    asked: float
    took: float


class Clients:
    """Clients who ask in turn for pages, each with a rest after every answer."""

    def __init__(self, host: str, paths: Sequence[str], count: int) -> None:
        """
        Args:
            host: and port of the server.
            paths: of the pages.
            count: of clients.
        """
        self.answers: list[Answer] = []
        self._ended = threading.Event()
        self._threads = [
            threading.Thread(target=self._ask, args=(host, islice(cycle(paths), at, None)))
            for at in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def _ask(self, host: str, paths: Iterator[str]) -> None:
        connection = HTTPConnection(host, timeout=_PATIENCE)
        while not self._ended.wait(_REST):
            asked = time.monotonic()
            _got(connection, next(paths))
            self.answers.append(Answer(asked, time.monotonic() - asked))

    def between(self, first: float, last: float) -> list[float]:
        """Return how long those waited who asked then, in seconds."""
        return [one.took for one in list(self.answers) if first <= one.asked <= last]

    def end(self) -> None:
        """Ask no more."""
        self._ended.set()
        for thread in self._threads:
            thread.join()


def connections_to(leader: int, host: str) -> list[HTTPConnection]:
    """Return a connection to each process that answers."""
    found: dict[int, HTTPConnection] = {}
    workers = workers_of(leader) or [leader]
    while len(found) < len(workers):
        connection = HTTPConnection(host, timeout=_PATIENCE)
        _got(connection, "/robots.txt")
        owner = _owner(workers, connection.sock.getsockname()[1])
        if found.setdefault(owner, connection) is not connection:
            connection.close()
    return list(found.values())


def _owner(workers: Sequence[int], port: int) -> int:
    """The process that has the other end of a connection from a port (proc(5) of Linux)."""
    rows = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    socket = next(f"socket:[{row[9]}]" for row in rows if row[2].endswith(f":{port:04X}"))
    for worker in workers:
        for handle in Path(f"/proc/{worker}/fd").iterdir():
            try:
                if str(handle.readlink()) == socket:
                    return worker
            except OSError:
                continue
    raise click.ClickException(f"no process has the connection from port {port}")


def _got(connection: HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise click.ClickException(f"{path}: {answer.status}")
    return content


def switched(store: Path, number: int, to: Sequence[HTTPConnection]) -> dict[str, float]:
    """Put an article in; return when it was published, and when the last process had it."""
    source = store.parent / "article.json"
    name = f"{_WORD}{number}"
    source.write_text(json.dumps({"id": name, "title": name, "body": name}), encoding="utf-8")
    pointer, before = store / CURRENT, (store / CURRENT).stat().st_ino
    command = [sys.executable, "manage.py", "update", str(source), "--engine", f"whoosh:{store}"]
    update = subprocess.Popen([*command, "--workers", "1"], stdout=subprocess.DEVNULL, cwd=ROOT)
    while pointer.stat().st_ino == before:
        if update.poll():
            raise click.ClickException(f"update ended with {update.returncode}")
        time.sleep(_LOOK / 5)
    published = time.monotonic()
    path = f"/api/v1/search?{urlencode({'q': name})}"
    left = list(to)
    while left and time.monotonic() < published + _PATIENCE:
        left = [one for one in left if not json.loads(_got(one, path))["total"]]
        time.sleep(_LOOK)
    ended = time.monotonic()
    update.wait()
    if left:
        raise click.ClickException(f"{len(left)} processes do not move on")
    return {"published": published, "ended": ended}


def measured(store: Path, updates: int, clients: Clients, to: Sequence[HTTPConnection]) -> Any:
    """Return a row for each update, and the times of answers while nothing was published."""
    tell("clients alone")
    began = time.monotonic()
    time.sleep(2 * _AFTER)  # the first answers find everything cold
    time.sleep(20 * _AFTER)
    alone = clients.between(began + 2 * _AFTER, time.monotonic())
    rows = []
    for number in range(updates):
        row = switched(store, number, to)
        time.sleep(2 * _AFTER)
        waited = clients.between(row["published"], row["ended"] + _AFTER)
        rows.append({"switch": row["ended"] - row["published"], "slowest": max(waited, default=0)})
        tell(f"update {number + 1}: {rows[-1]['switch']:.2f} s")
    return {"rows": rows, "median": statistics.median(alone), "p99": quantile(alone, 0.99)}


@click.command()
@address_argument
@click.option("--updates", type=click.IntRange(1), default=30, show_default=True)
@click.option("--clients", type=click.IntRange(1), default=4, show_default=True)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True)
@queries_option
@json_option
def main(
    address: str, updates: int, clients: int, workers: int, queries: Path, as_json: bool
) -> None:
    """Publish beside clients, and measure how soon all processes have moved on."""
    paths = [f"/?{urlencode({'q': text})}" for text in read_lines(queries)]
    with TemporaryDirectory(dir=os.environ.get("TMPDIR")) as temporary:
        store = Path(temporary) / "index"
        shutil.copytree(parse_address(address).location, store)
        with serving(f"whoosh:{store}", workers, paths[0]) as server:
            host = urlsplit(server.address).netloc
            to = connections_to(server.process.pid, host)
            asking = Clients(host, paths, clients)
            try:
                found = measured(store, updates, asking, to)
            finally:
                asking.end()
    if as_json:
        click.echo(json.dumps(found))
        return
    _tell(found)


def _tell(found: dict[str, Any]) -> None:
    for what, name in (("until every process answers", "switch"), ("slowest answer", "slowest")):
        values = [row[name] for row in found["rows"]]
        click.echo(f"{what}: median {statistics.median(values):.3f} s, longest {max(values):.3f} s")
    alone = f"median {found['median']:.3f} s, 99 % {found['p99']:.3f} s"
    click.echo(f"answers while nothing is published: {alone}")


if __name__ == "__main__":
    main()
