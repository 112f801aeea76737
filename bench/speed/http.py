"""How many pages a second `serve` gives, from how many clients, and how soon after its start.

usage: python -m bench.speed.http [ADDRESS] [--workers N] [--clients N …] [--seconds N]
       [--queries FILE] [--json]

Starts ``manage.py serve`` on the index at ADDRESS, asks for one page, and then lets ``wrk`` (a
package of Debian and Ubuntu) ask for the results of the queries of FILE in turn, by 1, 8 and 50
clients, each as fast as it is answered. Printed are answers a second, the median and the 95 %
quantile of their times in milliseconds, timeouts (2 s) and other errors; then what the start took,
and the memory of each process that answers in MiB: its part of what is shared (PSS), and what it
holds apart from files (Linux alone tells them).
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import click

from bench.measuring import ROOT, address_argument, json_option, queries_option, read_lines

_SCRIPT = Path(__file__).with_suffix(".lua")
_ANNOUNCED = "serving on "
_TOLD = "JSON "
_KIB = 1024


@dataclass(frozen=True, slots=True)
class Started:
    """A server that runs.

    Attributes:
        process: that was started; with several workers it leads them.
        address: of its first page.
        announced: seconds from its start until it said that it answers, and
        answered: until its first page of results was there.
    """

    process: "subprocess.Popen[str]"
    address: str
    announced: float
    answered: float


@contextmanager
def serving(address: str, workers: int | None, path: str) -> Iterator[Started]:
    """Serve an index in a process of its own, and end it.

    Args:
        address: of the index.
        workers: processes that answer; by default as the settings have it.
        path: of the first page to ask for.

    Raises:
        click.ClickException: the server ended before it answered.
    """
    more = [] if workers is None else ["--workers", str(workers)]
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, ROOT / "manage.py", "serve", "--engine", address, "--port", "0", *more],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        root = _announced(process)
        announced = time.perf_counter() - began
        urllib.request.urlopen(root + path.lstrip("/")).read()
        yield Started(process, root, announced, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _announced(process: "subprocess.Popen[str]") -> str:
    for line in process.stdout or ():
        if line.startswith(_ANNOUNCED):
            return line.split()[2]
    raise click.ClickException(f"serve ended with {process.wait()} before it answered")


def measured(address: str, paths: Path, clients: int, seconds: int) -> dict[str, Any]:
    """Return the sums of so many clients that ask as fast as they are answered.

    Args:
        address: of the server.
        paths: a file with a path a line.
        clients: each with a connection of its own.
        seconds: how long.
    """
    command = ["wrk", "-t", str(min(clients, 2)), "-c", str(clients), "-d", f"{seconds}s"]
    told = subprocess.run(
        [*command, "-s", str(_SCRIPT), address, "--", str(paths)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    (line,) = (line for line in told.splitlines() if line.startswith(_TOLD))
    found: dict[str, Any] = json.loads(line.removeprefix(_TOLD))
    return {"clients": clients, "per_second": found["answers"] / found["seconds"], **found}


def memory(leader: int) -> list[dict[str, float]]:
    """Return what the processes that answer take, in MiB; nothing where the system does not tell.

    Args:
        leader: the process that leads them, or the only one.
    """
    try:
        return [_memory_of(pid) for pid in workers_of(leader) or [leader]]
    except OSError:
        return []


def workers_of(leader: int) -> list[int]:
    """Return the processes that another started (proc(5) of Linux)."""
    found = Path(f"/proc/{leader}/task/{leader}/children").read_text(encoding="ascii")
    return [int(pid) for pid in found.split()]


def _memory_of(pid: int) -> dict[str, float]:
    shared = _sizes(Path(f"/proc/{pid}/smaps_rollup"))
    own = _sizes(Path(f"/proc/{pid}/status"))
    return {"pid": pid, "pss": shared["Pss"], "resident": own["VmRSS"], "anonymous": own["RssAnon"]}


def _sizes(path: Path) -> dict[str, float]:
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {words[0].rstrip(":"): int(words[1]) / _KIB for words in lines if words[2:] == ["kB"]}


@click.command()
@address_argument
@click.option("--workers", type=click.IntRange(1), help="By default as the settings have it.")
@click.option("--clients", type=click.IntRange(1), multiple=True, default=(1, 8, 50))
@click.option("--seconds", type=click.IntRange(1), default=10, show_default=True)
@queries_option
@json_option
def main(
    address: str, workers: int | None, clients: Sequence[int], seconds: int, queries: Path,
    as_json: bool,
) -> None:  # fmt: skip
    """Measure the answers of `serve` over the index at ADDRESS."""
    if not shutil.which("wrk"):
        raise click.ClickException("wrk is not installed: apt-get install wrk")
    paths = [f"/?{urlencode({'q': text})}" for text in read_lines(queries)]
    with TemporaryDirectory() as folder, serving(address, workers, paths[0]) as server:
        file = Path(folder, "paths")
        file.write_text("\n".join(paths), encoding="utf-8")
        rows = [measured(server.address, file, count, seconds) for count in clients]
        held = memory(server.process.pid)
    if as_json:
        start = {"announced": server.announced, "answered": server.answered}
        click.echo(json.dumps({"start": start, "rows": rows, "memory": held}))
        return
    click.echo("clients   answers/s   median ms   95 % ms   timeouts   errors")
    for row in rows:
        click.echo(
            f"{row['clients']:7}   {row['per_second']:9.1f}   {row['median']:9.1f}   "
            f"{row['p95']:7.1f}   {row['timeouts']:8}   {row['errors']:6}"
        )
    click.echo(f"first answer {server.answered:.2f} s after the start")
    for worker in held:
        click.echo(
            f"process {worker['pid']:.0f}: PSS {worker['pss']:.0f} MiB, without files "
            f"{worker['anonymous']:.0f} MiB"
        )


if __name__ == "__main__":
    main()
