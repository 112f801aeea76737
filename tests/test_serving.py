"""What `serve` does with several processes: each answers, one may die, all move on, all end."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import IO

import pytest
from click.testing import CliRunner

from manage import cli
from tests.tables import ROOT

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="which processes there are is told by Linux alone"
)


def indexed(folder: Path, count: int) -> str:
    """The address of an archive of so many articles, published anew."""
    source = folder / "news.jsonl"
    articles = ({"id": str(n), "title": f"خبر {n}", "body": "نص"} for n in range(count))
    source.write_text("\n".join(json.dumps(article) for article in articles), encoding="utf-8")
    address = f"whoosh:{folder / 'index'}"
    assert CliRunner().invoke(cli, ["reindex", str(source), "--engine", address]).exit_code == 0
    return address


def running(*command: str) -> AbstractContextManager[tuple["subprocess.Popen[str]", str]]:
    return started([sys.executable, *command])


@contextmanager
def started(
    command: list[str], log: IO[bytes] | None = None
) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        # What a test runs under may ignore it, and a server then does as well.
        preexec_fn=partial(signal.signal, signal.SIGHUP, signal.SIG_DFL),
    )
    try:
        assert process.stdout is not None
        announced = (line for line in process.stdout if line.startswith("serving on "))
        yield process, next(announced).split()[2]
    finally:
        process.terminate()
        process.communicate(timeout=300)


def workers_of(process: "subprocess.Popen[str]") -> list[int]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
    return [int(pid) for pid in children.split()]


def until(holds: Callable[[], bool]) -> None:
    while not holds():
        time.sleep(0.02)


def articles(address: str) -> int:
    with urllib.request.urlopen(f"{address}healthz", timeout=300) as answer:
        return int(json.load(answer)["articles"])


@contextmanager
def resting(pid: int) -> Iterator[None]:
    """A process that does nothing meanwhile, so that others answer."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@pytest.mark.slow
def test_every_process_answers_and_moves_on_to_what_is_published(tmp_path: Path) -> None:
    address = indexed(tmp_path, 2)
    with running("manage.py", "serve", "--engine", address, "--port", "0", "--workers", "2") as (
        process,
        where,
    ):
        until(lambda: len(workers_of(process)) == 2)
        one, other = workers_of(process)
        for still in (one, other):
            with resting(still):
                assert articles(where) == 2
        indexed(tmp_path, 3)
        for still in (one, other):
            with resting(still):
                until(lambda: articles(where) == 3)


def held_by(pid: int, index: Path) -> set[str]:
    """The publications of an archive that a process has open.

    Evidence is kept as long as it is that of what answers, whichever publication it came with.
    """
    lines = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines()
    paths = (Path(line.split()[5]) for line in lines if f"{index}/publications/" in line)
    return {path.parent.name for path in paths if not path.name.startswith("evidence")}


def are_all_on(live: str, processes: Sequence[int], index: Path) -> bool:
    """Whether each of some processes holds one publication alone."""
    return all(held_by(pid, index) == {live} for pid in processes)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_processes_that_nobody_asks_move_on_and_keep_nothing(tmp_path: Path, workers: int) -> None:
    address, index = indexed(tmp_path, 2), tmp_path / "index"
    command = ("manage.py", "serve", "--engine", address, "--port", "0", "--workers", f"{workers}")
    with running(*command) as (process, _):
        until(lambda: len(workers_of(process)) == (workers if workers > 1 else 0))
        answer = workers_of(process) or [process.pid]
        for _ in range(3):
            (before,) = held_by(answer[0], index)
            indexed(tmp_path, 3)
            live = (index / "current").read_text(encoding="utf-8").split()[0]
            assert live != before
            until(partial(are_all_on, live, answer, index))
        # The process that leads them answers nothing, and keeps nothing.
        assert workers == 1 or not held_by(process.pid, index)
    assert process.returncode == 0


@pytest.mark.slow
def test_what_is_published_and_cannot_be_read_is_told_once_by_each(tmp_path: Path) -> None:
    address, index = indexed(tmp_path, 2), tmp_path / "index"
    log = tmp_path / "log"
    command = ("manage.py", "serve", "--engine", address, "--port", "0", "--workers", "2")
    with log.open("wb") as file, started([sys.executable, *command], file) as (process, where):
        until(lambda: len(workers_of(process)) == 2)
        one, other = workers_of(process)
        live = (index / "current").read_text(encoding="utf-8").split()[0]
        named = (index / "publications" / live).with_name("20300101T000000-00000000")
        shutil.copytree(index / "publications" / live, named)
        (named / "segments.json").write_bytes(b"{}")
        (index / "new").write_text(f"{named.name}\n{live}\n", encoding="utf-8")
        (index / "new").replace(index / "current")
        until(lambda: log.read_text(encoding="utf-8").count(named.name) >= 2)
        for still in (one, other):
            with resting(still):
                assert articles(where) == 2
        indexed(tmp_path, 3)
        for still in (one, other):
            with resting(still):
                until(lambda: articles(where) == 3)
    lines = log.read_text(encoding="utf-8").splitlines()
    assert sum("cannot be read" in line for line in lines) == 2
    assert "Traceback" not in "".join(lines)


@pytest.mark.slow
def test_a_process_that_dies_is_replaced_and_none_is_left_at_the_end(tmp_path: Path) -> None:
    address = indexed(tmp_path, 1)
    with running("manage.py", "serve", "--engine", address, "--port", "0", "--workers", "2") as (
        process,
        where,
    ):
        until(lambda: len(workers_of(process)) == 2)
        one, other = workers_of(process)
        os.kill(one, signal.SIGKILL)
        assert articles(where) == 1
        until(lambda: len(set(workers_of(process)) - {one}) == 2)
        (newest,) = set(workers_of(process)) - {one, other}
        with resting(other):
            assert articles(where) == 1
    assert process.returncode == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in (other, newest))


SLOW = """
import pathlib, sys, time
from functools import partial
from flask import Flask
from web.http import server, workers
from web.http.limits import ConnectionLimits

app, folder = Flask("slow"), pathlib.Path(sys.argv[1])
limits = ConnectionLimits(end_seconds=float(sys.argv[3]))

def held():
    (folder / "begun").touch()
    while not (folder / "go").exists():
        time.sleep(0.01)

@app.get("/")
def slow():
    held()
    return "done"

@app.get("/stream")
def stream():
    def parts():
        yield "begun, "
        held()
        yield "x" * (1 << 20) + "done"
    return parts(), 200

@app.get("/idle")
def idle():
    return "idle"

sockets = server.listen("127.0.0.1", 0)
announce = partial(print, "serving on", *server.addresses(sockets))
with server.interruptible():
    if sys.argv[2] == "1":
        server.run(server.create(app, sockets, 2, limits), announce)
    else:
        workers.run(
            app, sockets, workers=2, threads=2, begin=lambda: None, announce=announce, limits=limits
        )
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("workers", "number", "path"),
    [
        ("1", signal.SIGINT, ""),
        ("1", signal.SIGTERM, "stream"),
        ("1", signal.SIGHUP, ""),
        ("2", signal.SIGINT, "stream"),
        ("2", signal.SIGTERM, ""),
        ("2", signal.SIGHUP, "stream"),
    ],
)
def test_what_is_being_answered_is_answered_before_the_end(
    tmp_path: Path, workers: str, number: signal.Signals, path: str
) -> None:
    with running("-c", SLOW, str(tmp_path), workers, "300") as (process, where):
        kept = HTTPConnection(where.split("/")[2], timeout=300)
        kept.request("GET", "/idle")
        assert kept.getresponse().read() == b"idle"
        answers: list[bytes] = []

        def ask() -> None:
            with urllib.request.urlopen(where + path, timeout=300) as answer:
                answers.append(answer.read())

        asking = Thread(target=ask)
        asking.start()
        until((tmp_path / "begun").exists)
        process.send_signal(number)
        until(lambda: refused(where))
        assert kept.sock.recv(1) == b""
        kept.close()
        (tmp_path / "go").touch()
        asking.join(timeout=300)
        assert answers[0].endswith(b"done")
        assert process.wait(timeout=300) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("workers", "number", "seconds", "signals"),
    [
        ("1", signal.SIGTERM, "0", 1),
        ("1", signal.SIGHUP, "1", 1),
        ("1", signal.SIGINT, "300", 2),
        ("2", signal.SIGINT, "0", 1),
        ("2", signal.SIGTERM, "1", 1),
        ("2", signal.SIGTERM, "300", 2),
    ],
)
def test_what_takes_too_long_is_cut_off_at_the_end_and_by_a_second_signal(
    tmp_path: Path, workers: str, number: signal.Signals, seconds: str, signals: int
) -> None:
    with running("-c", SLOW, str(tmp_path), workers, seconds) as (process, where):
        host, port = where.split("/")[2].split(":")
        with socket.create_connection((host, int(port)), timeout=300) as asking:
            asking.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            until((tmp_path / "begun").exists)
            process.send_signal(number)
            if signals == 2:
                until(lambda: refused(where))
                process.send_signal(number)
            assert process.wait(timeout=120) == 0
            assert asking.recv(1) == b""


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_lost_terminal_is_let_be_where_whoever_started_us_ignores_it(
    tmp_path: Path, workers: str
) -> None:
    ignoring = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
    with running("-c", ignoring + SLOW, str(tmp_path), workers, "0") as (process, where):
        process.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        with urllib.request.urlopen(where + "idle", timeout=300) as answer:
            assert answer.read() == b"idle"


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_few_file_handles_are_told_in_one_line_and_do_for_a_crowd(
    tmp_path: Path, workers: str
) -> None:
    address = indexed(tmp_path, 1)
    command = 'ulimit -n 64; exec "$0" manage.py serve --engine "$1" --port 0 --workers "$2"'
    with (
        (tmp_path / "log").open("wb") as log,
        started(["sh", "-c", command, sys.executable, address, workers], log) as (_, where),
        ExitStack() as clients,
    ):
        host, port = where.split("/")[2].split(":")
        for _ in range(150):
            silent = socket.create_connection((host, int(port)), timeout=300)
            clients.enter_context(silent)
        for _ in range(5):
            assert articles(where) == 1
    (line,) = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert "open no more files" in line


def refused(where: str) -> bool:
    host, port = where.split("/")[2].split(":")
    try:
        socket.create_connection((host, int(port)), timeout=300).close()
    except ConnectionRefusedError:
        return True
    except ConnectionResetError:  # it was waiting to be taken when the server stopped listening
        pass
    return False


def status(address: str, **headers: str) -> int:
    asked = urllib.request.Request(
        address, headers={n.replace("_", "-"): v for n, v in headers.items()}
    )
    try:
        with urllib.request.urlopen(asked, timeout=300) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


@pytest.mark.slow
def test_processes_count_clients_and_requests_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = indexed(tmp_path, 1)
    monkeypatch.setenv("FIHRIS_RATE", "1")
    monkeypatch.setenv("FIHRIS_PROXIES", "1")
    with running("manage.py", "serve", "--engine", address, "--port", "0", "--workers", "2") as (
        process,
        where,
    ):
        until(lambda: len(workers_of(process)) == 2)
        one, other = workers_of(process)
        found = []
        for still in (one, other):
            with resting(still):
                found.append(status(where, X_Forwarded_For="203.0.113.9"))
        assert found == [200, 429]
        assert status(f"{where}metrics", X_Forwarded_For="127.0.0.1") == 404

        def counted(figure: str) -> bool:
            with urllib.request.urlopen(f"{where}metrics", timeout=300) as answer:
                return figure in answer.read().decode()

        # Each counts a request when its answer has ended, which may be after it has arrived.
        until(lambda: counted('fihris_requests_total{kind="pages.search",status="2xx"} 1.0'))
        until(lambda: counted('fihris_refused_total{reason="rate_exceeded"} 1.0'))


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    address = indexed(tmp_path, 1)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = CliRunner().invoke(
            cli, ["serve", "--engine", address, "--port", port, "--workers", "2"]
        )
    assert told.exit_code == 1
    (line,) = told.stderr.splitlines()
    assert f"cannot listen on 127.0.0.1:{port}" in line


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_index_that_cannot_be_opened_is_told(tmp_path: Path, workers: str) -> None:
    address = indexed(tmp_path, 1)
    largest = max((tmp_path / "index").glob("segments/*/*"), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-1])
    command = ["manage.py", "serve", "--engine", address, "--port", "0", "--workers", workers]
    told = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    assert "serving on" not in told.stdout
    assert "Traceback" not in told.stderr
    assert "build it anew" in told.stderr.splitlines()[-1]
