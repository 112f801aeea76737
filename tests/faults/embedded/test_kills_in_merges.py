"""kill -9 at the calls of the disk that merge segments, after the change before them is published.

The archive says what the change made of it, in the segments of before or in the merged one; the
next change merges what waits, and leaves nothing lying.
"""

import shutil
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.stores.embedded.store import EmbeddedStore
from tests.faults.embedded.commands import Commands, wait_for_all
from tests.faults.embedded.laws import State, drawn, edition, must_be_one_of, must_be_sound, shape

_CHANGES = ("open", "write", "sync", "mkdir", "rename", "link", "unlink", "rmdir")


@dataclass(frozen=True)
class Merging:
    """An archive, and a change of it that merges.

    Attributes:
        commands: run here.
        words: of the change, and
        after: what the archive says after it.
        next: the words of a change after that, which merges as well, and
        last: what the archive says then.
    """

    commands: Commands
    words: tuple[str, ...]
    after: State
    next: tuple[str, ...]
    last: State

    def prepare(self) -> None:
        """Bring the archive into its first state."""
        shutil.rmtree(self.commands.base)
        shutil.copytree(self.commands.base.with_name("prepared"), self.commands.base)

    def segments(self) -> int:
        """How many segments the archive is in."""
        return len(EmbeddedStore(self.commands.base / "index").opened().segments)


def merging(commands: Commands) -> Merging:
    """An archive of 60 articles in one segment, of which half are changed, and then others."""
    folder = commands.base.parent / "sources"
    folder.mkdir(exist_ok=True)
    files = [folder / f"merge-{number}.jsonl" for number in range(3)]
    whole, changed = edition(files[0], 0), edition(files[1], 1, 40, 70)
    later = edition(files[2], 2, 65, 80)
    commands.run("reindex", "--force", str(files[0])).must_be_whole()
    prepared = commands.base.with_name("prepared")
    shutil.rmtree(prepared, ignore_errors=True)
    shutil.copytree(commands.base, prepared)
    after = State({**whole, **changed})
    return Merging(
        commands,
        ("update", str(files[1])),
        after,
        ("update", str(files[2])),
        State({**after, **later}),
    )


def calls_of_the_merge(calls: list[str], store: Path) -> list[int]:
    """The numbers of the calls between the change that is published and the end, from 1 on."""
    renamed = [at for at, call in enumerate(calls, 1) if is_of_pointer(call, store)]
    assert len(renamed) == 2, "a change, and one merge after it"
    return list(range(renamed[0] + 1, len(calls) + 1))


def is_of_pointer(call: str, store: Path) -> bool:
    """Whether a call puts the file in its place that names the live publication."""
    kind, _, path = call.partition(" ")
    return kind == "rename" and Path(path).parent == store


def must_hold(commands: Commands, most: int | None, tell: Callable[[str], None]) -> None:
    """Kill a change at calls of its merge, and go on."""
    made = merging(commands)
    calls = commands.calls(*made.words, kinds=_CHANGES)
    assert made.segments() == 1
    commands.run(*made.next).must_be_whole()
    expected = Counter(shape(commands))
    numbers = calls_of_the_merge(calls, commands.base / "index")
    stood: Counter[int] = Counter()
    for at in drawn(numbers, most or len(numbers)):
        made.prepare()
        fault = {"at": at, "fault": "KILL", "kinds": _CHANGES}
        started = commands.start(*made.words, fault=fault)
        assert started.wait().code == -signal.SIGKILL, calls[at - 1]
        wait_for_all(started.pid)
        must_be_one_of(commands.address, [made.after])
        stood[made.segments()] += 1
        commands.run(*made.next).must_be_whole()
        must_be_one_of(commands.address, [made.last])
        assert made.segments() == 1
        assert Counter(shape(commands)) == expected, calls[at - 1]
        must_be_sound(commands)
    tell(f"{stood.total()} kills, segments that stood then: {dict(stood)}")


@pytest.mark.slow
def test_some_kills_in_a_merge(commands: Commands) -> None:
    must_hold(commands, 6, print)


@pytest.mark.long
def test_a_kill_at_every_call_of_a_merge(commands: Commands) -> None:
    must_hold(commands, None, print)
