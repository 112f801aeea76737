"""kill -9 at any moment of every command, and of the server, while others read.

Whom it strikes and when is drawn: at a moment of the time that the command takes, or before one of
its calls of the disk. Readers see one publication, and never an error; the archive is the old or
the new one; the same command works again at once, and nothing is left lying.
"""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from tests.faults.embedded.commands import Commands, Ended, Started, of_session, wait_for_all
from tests.faults.embedded.laws import (
    State,
    edition,
    must_be_one_of,
    must_be_sound,
    seed,
    shape,
    state,
)
from tests.faults.embedded.readers import ALWAYS, Reader, is_gone, reading

WRITING = ("reindex", "update", "delete", "publish", "rollback", "restore", "backup")
_CHANGES = ("open", "write", "sync", "mkdir", "rename", "unlink", "rmdir")


@dataclass
class Archive:
    """An archive, what it says, and what it will say.

    Attributes:
        commands: run here.
        live: what it says,
        before: what the publication before says, and
        kept: what its backup says.
    """

    commands: Commands
    live: State = field(default_factory=State)
    before: State = field(default_factory=State)
    kept: State = field(default_factory=State)
    _editions: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def backup(self) -> Path:
        """The file of the backup."""
        return self.commands.base / "kept.tar"

    def begin(self) -> None:
        """Publish twice, and make a backup of the first."""
        for _ in range(2):
            words, after = self.asked("reindex")
            self.commands.run(*words).must_be_whole()
            self.publish(after)
            if not self.kept:
                self.commands.run("backup", str(self.backup)).must_be_whole()
                self.kept = self.live

    def asked(self, kind: str) -> tuple[tuple[str, ...], State]:
        """A command of a kind, and what the archive says after it."""
        number = next(self._editions)
        sources = self.commands.base.parent / "sources"
        sources.mkdir(exist_ok=True)
        file = sources / f"{number}.jsonl"
        if kind in ("reindex", "publish"):
            return ("reindex", "--force", str(file)), edition(file, number)
        if kind == "update":
            first = number % 40
            new = edition(file, number, first, first + 30)
            return ("update", str(file)), State({**self.live, **new})
        if kind == "delete":
            gone = sorted(self.live.keys() - {ALWAYS})[number % 7 :: 9]
            left = {id_: title for id_, title in self.live.items() if id_ not in gone}
            return ("delete", *gone), State(left)
        if kind == "rollback":
            return ("rollback",), self.before
        if kind == "restore":
            return ("restore", str(self.backup)), self.kept
        return ("backup", str(self.backup)), self.live

    def publish(self, new: State) -> None:
        """Note that something was published."""
        self.live, self.before = new, self.live


@dataclass
class Killer:
    """Ends commands at drawn moments, and counts how each went on.

    Attributes:
        archive: that they write.
        chance: what is drawn.
        seconds: what each kind takes.
        calls: how many calls of the disk each makes.
        figures: how often what was killed, and what came of it.
    """

    archive: Archive
    chance: random.Random
    seconds: dict[str, float] = field(default_factory=dict)
    calls: dict[str, int] = field(default_factory=dict)
    figures: Counter[str] = field(default_factory=Counter)

    def measure(self) -> None:
        """Run every command once to its end."""
        for kind in WRITING:
            words, after = self.archive.asked(kind)
            begun = time.monotonic()
            self.archive.commands.run(*words).must_be_whole()
            self.seconds[kind] = time.monotonic() - begun
            self.settle(kind, after)
        for kind in WRITING:
            words, after = self.archive.asked(kind)
            self.calls[kind] = len(self.archive.commands.calls(*words, kinds=_CHANGES))
            self.settle(kind, after)

    def settle(self, kind: str, after: State) -> None:
        """Note that a command was done."""
        archive = self.archive
        if kind == "backup":
            archive.kept = archive.live
        elif after != archive.live or kind != "delete":
            archive.publish(after)
        assert state(archive.commands.address) == archive.live

    def kill(self, kind: str) -> None:
        """End a command somewhere, see what is left, and run it again."""
        archive, commands = self.archive, self.archive.commands
        if kind == "restore" and archive.kept == archive.live:
            kind = "reindex"
        words, after = archive.asked(kind)
        whom = self.chance.choice(("all", "all", "leader", "worker"))
        ended = self._strike(kind, words, whom)
        found = must_be_one_of(commands.address, (archive.live, after))
        self.figures[f"{kind}, {whom}: {self._came_of_it(ended, found, after)}"] += 1
        if kind == "backup":
            self._must_be_a_backup()
        elif found != archive.live:
            archive.publish(after)
        words, after = (words, after) if kind != "rollback" else archive.asked(kind)
        commands.run(*words).must_be_whole()
        self.settle(kind, after)

    def _strike(self, kind: str, words: tuple[str, ...], whom: str) -> Ended:
        commands = self.archive.commands
        several = {"FIHRIS_WORKERS": "2"} if whom == "worker" or self.chance.random() < 0.2 else {}
        if whom != "worker" and self.chance.random() < 0.5:
            last = self.calls[kind]
            at = self.chance.randint(last - 8 if kind == "publish" else 1, last)
            fault = {"at": at, "fault": "KILL" if whom == "all" else "END", "kinds": _CHANGES}
            started = commands.start(*words, fault=fault, settings=several)
        else:
            started = commands.start(*words, settings=several)
            # Processes have to be started first.
            time.sleep(self.chance.uniform(0, self.seconds[kind] * (4 if several else 1)))
            _kill(started, whom)
        ended = started.wait()
        wait_for_all(started.pid)
        if ended.code > 0:
            ended.must_be_refused()
        return ended

    def _came_of_it(self, ended: Ended, found: State, after: State) -> str:
        how = {0: "done before", -signal.SIGKILL: "killed"}.get(ended.code, "told in a line")
        return f"{how}, {'new' if found == after else 'old'}"

    def _must_be_a_backup(self) -> None:
        """Make sure that the file is the backup from before or the new one, whole."""
        commands, other = self.archive.commands, f"{self.archive.commands.address}-other"
        commands.run("restore", str(self.archive.backup), "--engine", other).must_be_whole()
        must_be_one_of(other, (self.archive.kept, self.archive.live))


def _kill(started: Started, whom: str) -> None:
    with suppress(ProcessLookupError):
        if whom == "all":
            os.killpg(started.pid, signal.SIGKILL)
            return
        others = [pid for pid in of_session(started.pid) if pid != started.pid]
        os.kill(others[0] if others and whom == "worker" else started.pid, signal.SIGKILL)


def must_have_seen(readers: dict[str, Reader], allowed: set[str], *, may_break: bool) -> None:
    """Make sure that readers saw these publications alone."""
    for name, reader in readers.items():
        seen = reader.seen()
        wrong = {one for one in seen - allowed if not (may_break and is_gone(one))}
        assert not wrong, (name, wrong)


def rounds(commands: Commands, kills: int, tell: Callable[[str], None]) -> None:
    """Kill so many times, a server among others each eighth time."""
    archive = Archive(commands)
    archive.begin()
    killer = Killer(archive, random.Random(seed()))
    killer.measure()
    with reading(commands) as (server, readers):
        other = f"{commands.address}-other"
        for _ in range(2):
            commands.run("restore", str(archive.backup), "--engine", other).must_be_whole()
        expected = Counter(shape(commands))
        seen: set[str] = set()
        for number in range(kills):
            # A process that answers moves on within a moment of what was published.
            last, seen = seen, {archive.live.digest}
            kind = (*WRITING, "serve")[number % 8]
            if kind == "serve":
                whom = killer.chance.choice(("all", "leader", "worker"))
                server.kill(whom)
                killer.figures[f"serve, {whom}"] += 1
            else:
                before = archive.live, archive.before
                killer.kill(kind)
                seen |= {one.digest for one in (*before, archive.live, archive.before)}
            must_have_seen(readers, {*last, *seen}, may_break=kind == "serve")
            server.must_come_to(archive.live)
            must_lie_as_before(commands, expected)
            if number % 10 == 0:
                must_be_sound(commands)
        must_be_sound(commands)
        looks = {name: reader.all_looks for name, reader in readers.items()}
    assert not list((commands.base / "temporary").iterdir())
    for what, times in sorted(killer.figures.items()):
        tell(f"{times:4} {what}")
    tell(f"{kills} kills, looks {looks}")


def must_lie_as_before(commands: Commands, expected: Counter[str]) -> None:
    """Make sure that there is nothing but two publications, a backup, and what the server has."""
    more = Counter(shape(commands)) - expected
    assert not {name for name in more if not name.startswith("temporary/")}, more
    assert len(list((commands.base / "temporary").iterdir())) == 1


@pytest.mark.slow
def test_a_dozen_kills(commands: Commands) -> None:
    rounds(commands, 10, print)


@pytest.mark.long
def test_kills_under_readers(commands: Commands) -> None:
    rounds(commands, int(os.environ.get("FIHRIS_FAULTS_KILLS", "200")), print)
