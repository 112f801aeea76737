"""Two who write at once: one waits, or ends with a line; what either did is not lost."""

import fcntl
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from index.errors import IndexLocked
from index.stores import open_store
from tests.faults.embedded.commands import Commands, Ended
from tests.faults.embedded.laws import State, edition, must_be_one_of, seed, state

Change = Callable[[State], State]

PAIRS = (
    ("reindex", "update"),
    ("update", "delete"),
    ("reindex", "rollback"),
    ("restore", "update"),
    ("update", "update"),
    ("delete", "rollback"),
    ("restore", "reindex"),
    ("backup", "reindex"),
)


def changes(commands: Commands) -> dict[str, tuple[tuple[str, ...], Change]]:
    """Commands, and what each makes of what an archive says."""
    sources = commands.base.parent / "sources"
    sources.mkdir(exist_ok=True)
    names = ("before", "live", "new", "more", "others")
    files = {name: sources / f"{name}.jsonl" for name in names}
    before = edition(files["before"], 0)
    live = edition(files["live"], 1)
    new = edition(files["new"], 2)
    more = edition(files["more"], 3, 30, 70)
    kept = sources / "kept.tar"
    commands.run("reindex", "--force", str(files["before"])).must_be_whole()
    commands.run("backup", str(kept)).must_be_whole()
    commands.run("reindex", "--force", str(files["live"])).must_be_whole()
    assert state(commands.address) == live
    gone = sorted(live)[:9]

    def left(said: State) -> State:
        return State({id_: title for id_, title in said.items() if id_ not in gone})

    return {
        "reindex": (("reindex", "--force", str(files["new"])), lambda said: new),
        "update": (("update", str(files["more"])), lambda said: State({**said, **more})),
        "delete": (("delete", *gone), left),
        "rollback": (("rollback",), lambda said: before if said == live else live),
        "restore": (("restore", str(kept)), lambda said: before),
        "backup": (("backup", str(sources / "made.tar")), lambda said: said),
    }


def possible(live: State, one: Change, other: Change, ended: tuple[Ended, Ended]) -> list[State]:
    """What an archive may say, by which of two changes were made."""
    made = [change for change, end in zip((one, other), ended, strict=True) if end.code == 0]
    if len(made) < 2:
        return [change(live) for change in made]
    return [other(one(live)), one(other(live))]


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_two_writers_at_once(commands: Commands, pair: tuple[str, str]) -> None:
    chance = random.Random(seed())
    must_both_be_right(commands, chance.choice((pair, pair[::-1])), chance)


@pytest.mark.long
@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_two_writers_at_once_again_and_again(commands: Commands, pair: tuple[str, str]) -> None:
    chance = random.Random(seed())
    for _ in range(10):
        for order in (pair, pair[::-1]):
            must_both_be_right(commands, order, chance)


def must_both_be_right(commands: Commands, order: tuple[str, str], chance: random.Random) -> None:
    """Start two commands and look at what comes of it."""
    known = changes(commands)
    live = state(commands.address)
    begun = [commands.start(*known[order[0]][0])]
    time.sleep(chance.choice((0, 0, 0.05, 0.15)))
    begun.append(commands.start(*known[order[1]][0]))
    first, second = (one.wait() for one in begun)
    for ended in (first, second):
        if ended.code:
            ended.must_be_refused()
            assert "another process is writing" in ended.complaint
    assert 0 in (first.code, second.code)
    allowed = possible(live, known[order[0]][1], known[order[1]][1], (first, second))
    if "rollback" in order:  # it brings back what was live before the other as well
        allowed.append(live)
    must_be_one_of(commands.address, allowed)


def test_a_writer_who_waits_in_vain_ends_with_a_line(commands: Commands) -> None:
    known = changes(commands)
    live = state(commands.address)
    with FileLock(commands.base / "index" / "lock"):
        for name in ("reindex", "rollback"):
            ended = commands.run(*known[name][0])
            ended.must_be_refused()
            assert "wait until it has ended" in ended.complaint
        commands.run(*known["backup"][0]).must_be_whole()
        assert state(commands.address) == live
    commands.run(*known["reindex"][0]).must_be_whole()


def test_where_there_are_no_locks_a_line_says_what_to_remove(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", none)
    store = open_store(f"whoosh:{tmp_path}")
    (tmp_path / "lock").write_text("1\nanother-machine\n", encoding="utf-8")
    with pytest.raises(IndexLocked, match=r"another machine.*remove .*lock"), store.build():
        pass
    (tmp_path / "lock").unlink()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), store.build():
            raise ZeroDivisionError
