"""Commands of ``manage.py``, each in a process of its own that a fault may strike."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from tests.faults.asking import assert_line, environment
from tests.tables import ROOT

#: So often is looked whether a process has ended that should: minutes on any machine.
_LOOKS = 30_000


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended.

    Attributes:
        code: of its exit; below 0 the signal that ended it.
        told: what it printed.
        complaint: what it printed on standard error.
    """

    code: int
    told: str
    complaint: str

    def must_be_whole(self) -> None:
        """Make sure that it did what was asked."""
        assert self.code == 0, self.complaint

    def must_be_refused(self) -> None:
        """Make sure that it ended with one line that says why."""
        assert self.code in (1, 2, 3), (self.code, self.complaint)
        lines = [line for line in self.complaint.splitlines() if line.startswith("Error: ")]
        assert len(lines) == 1, self.complaint
        assert "Traceback" not in self.complaint, self.complaint
        assert_line(lines[0])


@dataclass(frozen=True, slots=True)
class Started:
    """A command that runs: the first process of a group and session of its own."""

    pid: int
    _commands: "Commands"
    _out: Path
    _err: Path

    def wait(self) -> Ended:
        """Wait until it has ended."""
        code = int(self._commands.ask({"wait": self.pid}))
        return Ended(code, self._out.read_text("utf-8"), self._err.read_text("utf-8"))


@dataclass
class Commands:
    """Runs commands on an archive.

    Attributes:
        base: a folder for all that they write: ``index`` the archive, ``temporary`` the rest.
    """

    base: Path
    _process: "subprocess.Popen[str]"
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def address(self) -> str:
        """Of the archive."""
        return f"whoosh:{self.base / 'index'}"

    def start(
        self,
        *arguments: str,
        fault: Mapping[str, Any] | None = None,
        limits: Mapping[str, int] | None = None,
        clock: float = 0,
        settings: Mapping[str, str] | None = None,
    ) -> Started:
        """Start a command.

        Args:
            arguments: of ``manage.py``.
            fault: what strikes it; see :class:`tests.faults.embedded.calls.Refusing`.
            limits: ``handles`` that it may open, ``bytes`` that a file of it may have.
            clock: how many seconds its clock stands behind that of the machine.
            settings: of Fihris; the archive and the number of processes are told.
        """
        number = next(self._numbers)
        beside = self.base.parent / "told"
        beside.mkdir(exist_ok=True)
        out, err = beside / f"{number}.out", beside / f"{number}.err"
        for told in (out, err):
            told.touch()  # it may be killed before it opens them
        order = {
            "arguments": arguments,
            "base": str(self.base),
            "out": str(out),
            "err": str(err),
            "environment": {
                "FIHRIS_ENGINE": self.address,
                "FIHRIS_WORKERS": "1",
                "FIHRIS_SEGMENTS": "2",  # so that updates merge
                "TMPDIR": str(self.base / "temporary"),
                **(settings or {}),
            },
            "fault": fault and {"kinds": (), "stays": False, "log": f"{beside}/calls", **fault},
            "limits": limits or {},
            "clock": clock,
        }
        return Started(int(self.ask(order)), self, out, err)

    def run(self, *arguments: str, **more: Any) -> Ended:
        """Run a command to its end."""
        return self.start(*arguments, **more).wait()

    def calls(self, *arguments: str, kinds: tuple[str, ...] = ()) -> list[str]:
        """Run a command; what it asked of the disk, one line a call."""
        log = self.base.parent / "told" / "counted"
        log.unlink(missing_ok=True)
        fault = {"at": 0, "fault": "EIO", "kinds": kinds, "log": str(log)}
        self.run(*arguments, fault=fault).must_be_whole()
        return log.read_text("utf-8").splitlines()

    def ask(self, order: Mapping[str, Any]) -> str:
        """Hand an order to the process that has all loaded; its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(order), file=self._process.stdin, flush=True)
        return self._process.stdout.readline()

    def files(self) -> set[str]:
        """All files and folders that there are."""
        return {str(path.relative_to(self.base)) for path in self.base.rglob("*")}


@contextmanager
def running(base: Path) -> Iterator[Commands]:
    """What runs commands below a folder."""
    (base / "temporary").mkdir(parents=True)
    command = [sys.executable, "-m", "tests.faults.embedded.preloaded"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment({}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield Commands(base, process)
        finally:
            # What was forked off meanwhile may hold its standard input, so that it does not end.
            process.kill()


def of_session(leader: int) -> list[int]:
    """The processes of a session that are there, those that its leader began among them."""
    every = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())
    return [pid for pid in every if _session(pid) == leader]


def wait_for_all(leader: int) -> None:
    """Wait until no process of a session is left, whichever of them was killed."""
    for _ in range(_LOOKS):
        if not of_session(leader):
            return
        time.sleep(0.01)
    raise AssertionError(f"{of_session(leader)} did not end with {leader}")


def _session(pid: int) -> int | None:
    """The session of a process; ``None`` where it has ended."""
    try:
        state, _, _, session = (
            Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[:4]
        )
    except OSError:
        return None
    return None if state in "ZX" else int(session)
