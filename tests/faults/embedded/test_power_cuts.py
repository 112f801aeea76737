"""What a power cut may leave at any moment of a publication, and that each sync is needed."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from index.errors import FihrisError, IndexMissing
from index.stores import open_store
from manage import cli
from tests.faults.embedded.calls import watched
from tests.faults.embedded.laws import State, drawn, edition, state
from tests.faults.embedded.power import (
    Call,
    Folder,
    Record,
    Tree,
    at_the_end,
    folder_of,
    put,
    states,
)

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="which file a number stands for is told by Linux"
)

KINDS = ("first", "reindex", "update", "delete", "rollback", "restore")


class Published:
    """What a command did to an archive, call by call.

    Attributes:
        before: gives the folder as it was.
        calls: of the command.
        old: what the archive said; ``None`` for nothing.
        new: what it says now.
        tries: how many states were looked at.
    """

    def __init__(self, folder: Path, kind: str) -> None:
        self._folder = folder
        base, self._kept = folder / "disk", folder / "was"
        base.mkdir()
        address = f"whoosh:{base / 'deep' / 'index'}"
        words = self._words(folder, kind, address)
        self.old = None if kind == "first" else state(address)
        shutil.copytree(base, self._kept)
        record = Record(base)
        with watched(base, record):
            run(*words, "--engine", address)
        self.calls = record.calls
        self.new = state(address)
        self.tries = 0

    def _words(self, folder: Path, kind: str, address: str) -> tuple[str, ...]:
        files = [folder / f"{number}.jsonl" for number in range(3)]
        made = [edition(file, number, end=20) for number, file in enumerate(files)]
        kept = folder / "kept.tar"
        if kind != "first":
            for file in files[:2]:
                run("reindex", str(file), "--engine", address)
                if not kept.exists():
                    run("backup", str(kept), "--engine", address)
        one = next(iter(made[0]))
        return {
            "rollback": ("rollback",),
            "restore": ("restore", str(kept)),
            "update": ("update", str(files[2])),
            "delete": ("delete", one),
        }.get(kind, ("reindex", str(files[2])))

    def before(self) -> Folder:
        """The folder as it was, all of it on disk."""
        return folder_of(self._kept)

    def is_right(self, tree: Tree, allowed: tuple[State | None, ...]) -> bool:
        """Whether an archive that a power cut left says one of these things, whole."""
        base = self._folder / "left"
        shutil.rmtree(base, ignore_errors=True)
        put(tree, base)
        address = f"whoosh:{base / 'deep' / 'index'}"
        self.tries += 1
        try:
            open_store(address).check()
            return state(address) in allowed
        except IndexMissing:
            return None in allowed
        except (FihrisError, AssertionError, OSError):
            return False

    def first_wrong(self, calls: list[Call], most: int | None = None) -> Tree | None:
        """A state that is wrong, of those that a power cut may leave; ``None`` where none is.

        Args:
            calls: of the disk.
            most: how many states before the end are tried, drawn; ``None`` for all of them.
        """
        for tree in at_the_end(self.before(), calls):
            if not self.is_right(tree, (self.new,)):
                return tree
        every = states(self.before(), calls)
        for tree in reversed(every if most is None else drawn(every, most)):
            if not self.is_right(tree, (self.old, self.new)):
                return tree
        return None


def run(*words: str) -> None:
    """Run a command in this process."""
    ended = CliRunner().invoke(cli, [*words, "--workers", "1"] if words[0] in WORK else [*words])
    assert ended.exit_code == 0, ended.output


WORK = ("reindex", "update", "delete")


@pytest.mark.parametrize("kind", KINDS)
def test_a_power_cut_leaves_the_old_or_the_new_archive(tmp_path: Path, kind: str) -> None:
    published = Published(tmp_path, kind)
    assert published.old != published.new
    assert published.first_wrong(published.calls, most=40) is None


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_every_state_that_a_power_cut_may_leave(tmp_path: Path, kind: str) -> None:
    published = Published(tmp_path, kind)
    assert published.first_wrong(published.calls) is None
    print(kind, published.tries, "states")


@pytest.mark.parametrize("kind", ["first", "reindex", "rollback", "restore"])
def test_no_sync_may_be_left_out(tmp_path: Path, kind: str) -> None:
    published = Published(tmp_path, kind)
    needless = []
    for at, call in enumerate(published.calls):
        if call.kind == "sync":
            left = published.calls[:at] + published.calls[at + 1 :]
            if published.first_wrong(left) is None:
                needless.append(call.path)
    assert not needless
