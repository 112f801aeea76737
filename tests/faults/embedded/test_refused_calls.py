"""The disk refuses one call, or all from one on: full, broken, read-only, or not ours.

Every command is run once for each call that it makes of the disk. It says in a line what happened
where; the archive stays the old or is the new one, and what is left lying goes with the next
success.
"""

import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.embedded.commands import Commands, Ended
from tests.faults.embedded.laws import (
    State,
    drawn,
    edition,
    must_be_one_of,
    must_be_sound,
    shape,
    state,
)

#: Calls that need room.
ROOM = ("open", "write", "sync", "mkdir", "rename")
#: Calls that change something.
CHANGES = (*ROOM, "unlink", "rmdir")
EVERY = (*CHANGES, "read")

#: What may be refused: the error, the calls, and whether all later ones are refused too.
FAULTS = (
    ("ENOSPC", ROOM, True),
    ("ENOSPC", ROOM, False),
    ("EDQUOT", ROOM, True),
    ("EROFS", CHANGES, True),
    ("EACCES", EVERY, False),
    ("EIO", EVERY, False),
    ("EIO", EVERY, True),
    ("EMFILE", ("open", "read"), False),
    ("ENOENT", ("read",), False),
)
COMMANDS = ("reindex", "update", "delete", "rollback", "backup", "restore")


@dataclass(frozen=True)
class Archive:
    """An archive with one before it, and what is done to it.

    Attributes:
        commands: run here.
        old: what it says.
        before: what the publication before it says.
        words: of every command.
        after: what the archive says after each.
    """

    commands: Commands
    old: State
    before: State
    words: dict[str, tuple[str, ...]]
    after: dict[str, State]

    def prepare(self) -> None:
        """Bring the archive into its first state."""
        base = self.commands.base
        shutil.rmtree(base)
        shutil.copytree(base.with_name("prepared"), base)


def archive(commands: Commands) -> Archive:
    """An archive of 60 articles, and commands that change it."""
    folder = commands.base.parent / "sources"
    folder.mkdir(exist_ok=True)
    files = [folder / f"{number}.jsonl" for number in range(4)]
    before, old, new = (edition(file, at) for at, file in enumerate(files[:3]))
    more = edition(files[3], 3, 40, 70)
    gone = sorted(old)[:5]
    kept, made = folder / "kept.tar", commands.base / "made.tar"
    for at in (2, 0, 1):
        commands.run("reindex", "--force", str(files[at])).must_be_whole()
        if at == 2:
            commands.run("backup", str(kept)).must_be_whole()
    prepared = commands.base.with_name("prepared")
    shutil.rmtree(prepared, ignore_errors=True)
    shutil.copytree(commands.base, prepared)
    return Archive(
        commands,
        old,
        before,
        {
            "reindex": ("reindex", "--force", str(files[2])),
            "update": ("update", str(files[3])),
            "delete": ("delete", *gone),
            "rollback": ("rollback",),
            "backup": ("backup", str(made)),
            "restore": ("restore", str(kept)),
        },
        {
            "reindex": new,
            "update": State({**old, **more}),
            "delete": State({id_: title for id_, title in old.items() if id_ not in gone}),
            "rollback": before,
            "backup": old,
            "restore": new,
        },
    )


def chosen(calls: Sequence[str], most: int | None) -> list[int]:
    """The numbers of calls to be refused, from 1 on: each that is like no other, or so many."""
    if most is None:
        return list(range(1, len(calls) + 1))
    like_no_other = {call: number for number, call in enumerate(calls, 1)}
    return drawn(sorted(like_no_other.values()), most)


def refuse(archive: Archive, name: str, fault: str, kinds: Sequence[str], at: int,
           *, stays: bool) -> Ended:  # fmt: skip
    told = {"at": at, "fault": fault, "kinds": tuple(kinds), "stays": stays}
    return archive.commands.run(*archive.words[name], fault=told)


def must_hold(commands: Commands, name: str, fault: str, kinds: Sequence[str], *, stays: bool,
              most: int | None) -> int:  # fmt: skip
    """Refuse calls of a command one by one; how many."""
    made = archive(commands)
    made.prepare()
    calls = commands.calls(*made.words[name], kinds=tuple(kinds))
    expected = Counter(shape(commands))
    states = (made.old, made.after[name])
    # A library tries there whether it may write, and cannot take that back then.
    trial = f"unlink {commands.base / 'temporary'}"
    numbers = [at for at in chosen(calls, most) if not calls[at - 1].startswith(trial)]
    for at in numbers:
        where = f"{fault} at call {at} of {name}, {calls[at - 1]}"
        made.prepare()
        ended = refuse(made, name, fault, kinds, at, stays=stays)
        if ended.code:
            ended.must_be_refused()
        found = must_be_one_of(commands.address, states if ended.code else states[1:])
        assert ended.code == 0 or found == made.old or is_told(ended), where
        assert not list((commands.base / "temporary").iterdir()), where
        again(made, name, found)
        assert Counter(shape(commands)) <= expected, where
    must_be_sound(commands)
    return len(numbers)


def is_told(ended: Ended) -> bool:
    """Whether a command that failed says that it has changed the archive all the same."""
    return "is published" in ended.complaint


def again(made: Archive, name: str, found: State) -> None:
    """Run the command once more, which needs no cleaning up by hand."""
    if name == "rollback" and found != made.old:
        made.commands.run("rollback").must_be_whole()  # there again
    made.commands.run(*made.words[name]).must_be_whole()
    assert state(made.commands.address) == made.after[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk(commands: Commands, name: str) -> None:
    assert must_hold(commands, name, "ENOSPC", ROOM, stays=True, most=2)


@pytest.mark.parametrize(("fault", "kinds", "stays"), FAULTS[2:], ids=str)
def test_another_fault_of_the_disk(
    commands: Commands, fault: str, kinds: tuple[str, ...], stays: bool
) -> None:
    assert must_hold(commands, "reindex", fault, kinds, stays=stays, most=1)


@pytest.mark.long
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(("fault", "kinds", "stays"), FAULTS, ids=str)
def test_every_call_is_refused_once(
    commands: Commands, name: str, fault: str, kinds: tuple[str, ...], stays: bool
) -> None:
    print(must_hold(commands, name, fault, kinds, stays=stays, most=None), "calls refused")


def test_a_file_may_be_only_so_long(commands: Commands, tmp_path: Path) -> None:
    made = archive(commands)
    made.prepare()
    for most in (3_000, 10_000, 20_000, 40_000):
        ended = commands.run(*made.words["reindex"], limits={"bytes": most})
        if ended.code:
            ended.must_be_refused()
            must_be_one_of(commands.address, [made.old])
