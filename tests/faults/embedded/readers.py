"""Readers who ask an archive all the time: one over HTTP, and one who opens it anew each time."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Condition, Thread
from urllib.parse import quote

from index.errors import FihrisError
from search.searcher import open_archive
from tests.faults.asking import environment
from tests.faults.embedded.commands import Commands, of_session, wait_for_all
from tests.faults.embedded.laws import State, answer
from tests.tables import ROOT

#: An article that is in every publication.
ALWAYS = "report-50"
#: Between two looks, so that those who write come to it.
_REST = 0.03
#: What is asked beside the articles; none of it may fail.
_PAGES = (
    *("/", "/?q=الميناء", "/results.csv", "/healthz", "/readyz", "/suggestions.json?q=المي"),
    *("/sitemap.xml", "/feed.atom?q=السوق", "/compare?q=القمح", f"/articles/{ALWAYS}"),
)


class Server:
    """A real ``manage.py serve`` on a port of its own, with two processes that answer."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands
        self.port = 0
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port), "--workers", "2"],
            cwd=ROOT,
            env=environment(
                {
                    "FIHRIS_ENGINE": self._commands.address,
                    "TMPDIR": str(self._commands.base / "temporary"),
                    "PYTHONUNBUFFERED": "1",
                }
            ),
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self._process.stdout is not None
        line = next(line for line in self._process.stdout if line.startswith("serving on "))
        self.port = int(line.split("/")[2].rpartition(":")[2])

    def workers(self) -> list[int]:
        """The processes that answer."""
        return [pid for pid in of_session(self._process.pid) if pid != self._process.pid]

    def kill(self, whom: str) -> None:
        """End ``all`` of its processes without a word, the ``leader`` or one ``worker``."""
        if whom == "worker":
            before = self.workers()
            os.kill(before[0], signal.SIGKILL)
            while before[0] in self.workers() or len(self.workers()) < 2:
                time.sleep(_REST)
            return
        (os.killpg if whom == "all" else os.kill)(self._process.pid, signal.SIGKILL)
        self._process.communicate()
        wait_for_all(self._process.pid)
        self._start()

    def end(self) -> None:
        """End it as whoever runs it would."""
        self._process.terminate()
        self._process.communicate()
        assert self._process.returncode == 0
        wait_for_all(self._process.pid)

    def ask(self, path: str) -> bytes:
        """What it answers, which must be a page.

        Raises:
            OSError, HTTPException: it does not answer.
        """
        connection = HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            connection.request("GET", quote(path, safe="/?=&"))
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        assert answer.status == 200, (path, answer.status, content[:300])
        return content

    def state(self) -> State:
        """What the archive says by it."""
        found = json.loads(self.ask("/api/v1/search?size=100&copies=together"))
        said = State({hit["id"]: hit["title"] for hit in found["hits"]})
        assert found["total"] == len(said), found["total"]
        return said

    def must_come_to(self, said: State) -> None:
        """Wait until the archive says this by it."""
        while self.state() != said:
            time.sleep(_REST)


class Reader:
    """Looks at an archive again and again, in a thread."""

    def __init__(self, look: Callable[[], str]) -> None:
        """
        Args:
            look: what is seen; whatever it raises is seen too.
        """
        self._look = look
        self._seen: set[str] = set()
        self._changed = Condition()
        self._looks = self.all_looks = 0
        self._ended = False
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._ended:
            try:
                seen = self._look()
            except Exception as error:
                seen = f"{type(error).__name__}: {error}"
            with self._changed:
                self._looks += 1
                self.all_looks += 1
                self._seen.add(seen)
                self._changed.notify_all()
            time.sleep(_REST)

    def seen(self) -> set[str]:
        """What was seen since the last time, up to a look that has begun just now."""
        with self._changed:
            self._looks = 0
            self._changed.wait_for(lambda: self._looks >= 2)
            seen, self._seen = self._seen, set()
            return seen

    def end(self) -> None:
        """Look no more."""
        self._ended = True
        self._thread.join()


@contextmanager
def reading(commands: Commands) -> Iterator[tuple[Server, dict[str, Reader]]]:
    """A server and readers while others write."""
    server = Server(commands)
    turns = iter(range(10**9))

    def over_http() -> str:
        said = server.state()
        server.ask(_PAGES[next(turns) % len(_PAGES)])
        return said.digest

    opening = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.embedded.readers", commands.address],
        cwd=ROOT,
        env=environment({}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def opened_anew() -> str:
        assert opening.stdin is not None
        assert opening.stdout is not None
        print(file=opening.stdin, flush=True)
        return opening.stdout.readline().strip()

    readers = {"http": Reader(over_http), "opened": Reader(opened_anew)}
    try:
        yield server, readers
    finally:
        for reader in readers.values():
            reader.end()
        opening.communicate("")
        server.end()


def is_gone(seen: str) -> bool:
    """Whether nobody answered, which may be where all of a server was killed."""
    broken = ("ConnectionRefusedError", "ConnectionResetError", "RemoteDisconnected",
              "IncompleteRead", "BrokenPipeError")  # fmt: skip
    return seen.startswith(broken)


def _look_when_asked(address: str) -> None:
    for _ in sys.stdin:
        try:
            said = answer(open_archive(address)).digest
        except (FihrisError, AssertionError, OSError) as error:
            said = f"{type(error).__name__}: {error}".replace("\n", " ")
        print(said, flush=True)


if __name__ == "__main__":
    _look_when_asked(sys.argv[1])
