"""Folders that are watched: after every look the archive is that of the folder."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IndexLocked, IndexMissing
from index.files_read.kept import FilesRead
from index.files_read.survey import Told
from index.progress import Watcher
from index.stores import Store, open_store
from index.updates import UpdateReport, delete, update
from index.watching.looking import is_temporary
from index.watching.watching import Event, FolderWatch, Pace, Trouble, Watched
from tests.index.files_read.folders import STEPS, do, fresh, said, write


class Never:
    """Tells nothing of folders; who looks is the test."""

    are_coming = False

    def begin(self) -> str:
        """Do nothing."""
        return ""

    def wait(self, seconds: float) -> None:
        """Do nothing."""

    def wake(self) -> None:
        """Do nothing."""


class Clock:
    """A clock that a test turns on; it begins long after all files were written."""

    def __init__(self) -> None:
        self.seconds = 4e9

    def now(self) -> float:
        return self.seconds


class Watch:
    """A watch of one folder, looked at when a test says so."""

    def __init__(self, store: Store, *folders: Path, quiet: float = 0.0, force: bool = False):
        self.told: list[Event] = []
        self.clock = Clock()
        watched = Watched(store, folders, Told(), force, 1)
        pace = Pace(quiet, 10.0)
        self._watch = FolderWatch(
            watched, pace, Never(), now=self.clock.now, tell=self.told.append, watcher=Watcher()
        )  # fmt: skip

    def look(self, after: float = 0.0) -> None:
        self.clock.seconds += after
        self._watch.step()

    @property
    def troubles(self) -> list[str]:
        return [event.line for event in self.told if isinstance(event, Trouble)]

    @property
    def updates(self) -> list[UpdateReport]:
        return [event for event in self.told if isinstance(event, UpdateReport)]


@pytest.fixture(params=["whoosh", "opensearch"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "whoosh":
        return open_store(f"whoosh:{tmp_path / 'index'}")
    return open_store(request.getfixturevalue("opensearch_address"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    return folder


def held(store: Store) -> set[tuple[str, ...]]:
    return set(map(said, store.articles()))


def check_watch(store: Store, steps: list[tuple[Any, Any, Any]]) -> None:
    with suppress(IndexMissing):  # what another example left in a cluster
        delete(store, [article.id for article in store.articles()])
    with TemporaryDirectory() as name:
        folder = Path(name)
        # So many others that no step empties the folder.
        for number in range(4):
            write(folder / f"x{number}.jsonl", [(f"x{number}", "", "ثابت")])
        watch = Watch(store, folder)
        for kind, one, what in [*steps, ("look", None, None)]:
            do(folder, kind, one, what)
            if kind == "restart":
                watch = Watch(store, folder)
            if kind in ("look", "restart"):
                watch.look()
                assert held(store) == fresh(folder)
        mark = store.manifest().mark
        Watch(store, folder).look()
        assert store.manifest().mark == mark
        store.check()


WITH_RESTARTS = STEPS.flatmap(
    lambda steps: st.lists(
        st.sampled_from([*steps, ("restart", None, None)]), max_size=len(steps) + 2
    )
)


@settings(max_examples=6)
@given(WITH_RESTARTS)
def test_an_archive_in_a_folder_is_that_of_the_watched_one(
    steps: list[tuple[Any, Any, Any]],
) -> None:
    with TemporaryDirectory() as name:
        check_watch(open_store(f"whoosh:{name}"), steps)


@settings(max_examples=4)
@given(WITH_RESTARTS)
def test_an_archive_in_a_cluster_is_that_of_the_watched_folder(
    opensearch_module_address: str, steps: list[tuple[Any, Any, Any]]
) -> None:
    check_watch(open_store(opensearch_module_address), steps)


def test_many_files_at_once_are_one_publication(store: Store, folder: Path) -> None:
    write(folder / "0.jsonl", [("0", "", "خبر")])
    watch = Watch(store, folder)
    watch.look()
    for number in range(1, 6):
        write(folder / f"{number}.jsonl", [(str(number), "", "خبر")])
    watch.look()
    watch.look()
    (change,) = watch.updates
    assert (change.added, len(change.files), change.unchanged) == (5, 5, 1)


def test_a_file_is_read_when_it_is_quiet(folder: Path, tmp_path: Path) -> None:
    store = open_store(f"whoosh:{tmp_path / 'index'}")
    write(folder / "a.jsonl", [("1", "", "أول")])
    watch = Watch(store, folder, quiet=5)
    watch.look()
    # A server's clock may be another: what is of the future is whole when it stays the same.
    watch.clock.seconds = 1e9
    watch.look()
    write(folder / "b.jsonl", [("2", "", "ثان")])
    watch.look(1)
    write(folder / "b.jsonl", [("2", "", "ثان"), ("3", "", "ثالث")])
    watch.look(4)
    watch.look(4)
    assert {one[0] for one in held(store)} == {"1"}
    watch.look(1)
    assert {one[0] for one in held(store)} == {"1", "2", "3"}
    # One that is replaced by another of its name is never gone.
    (folder / "b.jsonl").unlink()
    watch.look(1)
    write(folder / "b.jsonl", [("2", "", "ثان")])
    for _ in range(3):
        watch.look(4)
    assert {one[0] for one in held(store)} == {"1", "2"}
    assert [change.removed for change in watch.updates] == [0, 1]


def test_a_file_that_is_written_for_ever_does_not_hold_up_others(
    folder: Path, tmp_path: Path
) -> None:
    store = open_store(f"whoosh:{tmp_path / 'index'}")
    write(folder / "a.jsonl", [("1", "", "أول")])
    watch = Watch(store, folder, quiet=2)
    watch.look()
    watch.clock.seconds = 1e9
    watch.look()
    watch.look(5)
    write(folder / "b.jsonl", [("2", "", "ثان")])
    for number in range(30):
        write(folder / "log.jsonl", [(f"l{number}", "", "خبر" * number)])
        watch.look(1)
    assert {one[0] for one in held(store)} == {"1", "2"}


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("a.json.part", True), ("a.TMP", True), ("a.json~", True), ("~$a.xlsx", True),
     ("#a.md#", True), ("a.crdownload", True), ("a.json", False), ("parts.json", False)],
)  # fmt: skip
def test_temporary_names(name: str, is_one: bool) -> None:
    assert is_temporary(name) == is_one


def test_what_has_a_temporary_name_comes_when_it_is_renamed(folder: Path, tmp_path: Path) -> None:
    store = open_store(f"whoosh:{tmp_path / 'index'}")
    write(folder / "a.jsonl", [("1", "", "أول")])
    for name in ("b.jsonl.part", ".c.jsonl", "d.jsonl~"):
        write(folder / name, [(name, "", "ثان")])
    watch = Watch(store, folder)
    watch.look()
    assert {one[0] for one in held(store)} == {"1"}
    (folder / "b.jsonl.part").rename(folder / "b.jsonl")
    watch.look()
    assert {one[0] for one in held(store)} == {"1", "b.jsonl.part"}


def test_a_folder_that_is_gone_takes_nothing_along(store: Store, folder: Path) -> None:
    other = folder.parent / "other"
    other.mkdir()
    write(folder / "a.jsonl", [("1", "", "أول")])
    write(other / "b.jsonl", [("2", "", "ثان")])
    watch = Watch(store, folder, other)
    watch.look()
    mark = store.manifest().mark
    folder.rename(folder.parent / "away")
    watch.look()
    watch.look()
    assert len(watch.troubles) == 1
    assert "sources: the folder is not there" in watch.troubles[0]
    Watch(store, folder, other).look()
    assert store.manifest().mark == mark
    (folder.parent / "away").rename(folder)
    (other / "b.jsonl").rename(other / "c.jsonl")
    watch.look()
    assert store.manifest().mark == mark
    assert len(held(store)) == 2


def test_a_folder_that_is_empty_takes_nothing_along_unless_it_is_to(
    folder: Path, tmp_path: Path
) -> None:
    store = open_store(f"whoosh:{tmp_path / 'index'}")
    for number in range(3):
        write(folder / f"{number}.jsonl", [(str(number), "", "خبر")])
    watch = Watch(store, folder)
    watch.look()
    for file in folder.iterdir():
        file.unlink()
    watch.look()
    watch.look()
    assert len(held(store)) == 3
    assert len(watch.troubles) == 1
    Watch(store, folder, force=True).look()
    assert held(store) == set()


def test_who_is_writing_is_waited_for(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(f"whoosh:{tmp_path / 'index'}")
    write(folder / "a.jsonl", [("1", "", "أول")])
    watch = Watch(store, folder)
    watch.look()
    write(folder / "b.jsonl", [("2", "", "ثان")])

    def locked(*_: object, **__: object) -> str:
        raise IndexLocked("somebody is writing")

    with monkeypatch.context() as writing:
        writing.setattr(store, "change", locked)
        watch.look()
        watch.look()
    assert watch.troubles == ["somebody is writing"]
    watch.look()
    assert len(held(store)) == 2


def test_settings_that_are_wrong_are_told_and_read_again(folder: Path, tmp_path: Path) -> None:
    store = open_store(f"whoosh:{tmp_path / 'index'}")
    write(folder / "a.jsonl", [("1", "", "أول")])
    (folder / "fihris.toml").write_text("no toml", "utf-8")
    watch = Watch(store, folder)
    watch.look()
    watch.look()
    (trouble,) = watch.troubles
    assert "fihris.toml" in trouble
    (folder / "fihris.toml").unlink()
    watch.look()
    assert len(held(store)) == 1


def test_what_a_folder_tells_of_its_files_is_noticed(folder: Path, tmp_path: Path) -> None:
    store = open_store(f"whoosh:{tmp_path / 'index'}")
    write(folder / "a.jsonl", [("1", "", "أول")])
    watch = Watch(store, folder)
    watch.look()
    (folder / "fihris.toml").write_text('[constant]\nsource = "الرصيف"\n', "utf-8")
    watch.look()
    assert [article.source for article in store.articles()] == ["الرصيف"]


def test_two_updates_at_once_both_count(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(f"whoosh:{tmp_path / 'index'}")
    write(folder / "a.jsonl", [("1", "", "أول")])
    Watch(store, folder).look()
    other = write(tmp_path / "b.jsonl", [("2", "", "ثان")])
    third = write(tmp_path / "c.jsonl", [("3", "", "ثالث")])
    files_read = store.files_read

    def meanwhile() -> FilesRead:
        monkeypatch.undo()
        found = files_read()
        update(store, [third])
        return found

    monkeypatch.setattr(store, "files_read", meanwhile)
    update(store, [other])
    assert {one[0] for one in held(store)} == {"1", "2", "3"}
    Watch(store, folder).look()
    assert {one[0] for one in held(store)} == {"1", "2", "3"}


def test_what_others_do_meanwhile_stays(store: Store, folder: Path) -> None:
    write(folder / "a.jsonl", [("1", "", "أول"), ("2", "", "ثان")])
    watch = Watch(store, folder)
    watch.look()
    delete(store, ["1"])
    mended = write(folder.parent / "mended.jsonl", [("2", "", "ثان معدل")])
    update(store, [mended])
    write(folder / "b.jsonl", [("3", "", "ثالث")])
    watch.look()
    Watch(store, folder).look()
    assert held(store) == {("2", "", "ثان معدل"), ("3", "", "ثالث")}
    update(store, [folder])
    assert held(store) == {("1", "", "أول"), ("2", "", "ثان"), ("3", "", "ثالث")}


def test_after_a_rollback_what_came_since_comes_again(folder: Path, tmp_path: Path) -> None:
    store = open_store(f"whoosh:{tmp_path / 'index'}")
    write(folder / "a.jsonl", [("1", "", "أول")])
    Watch(store, folder).look()
    write(folder / "b.jsonl", [("2", "", "ثان")])
    Watch(store, folder).look()
    store.rollback()
    assert len(held(store)) == 1
    Watch(store, folder).look()
    assert len(held(store)) == 2


@pytest.mark.parametrize("kept_by", [lambda store: None, lambda store: delete(store, ["2"])])
def test_what_was_read_lasts(
    folder: Path, tmp_path: Path, kept_by: Callable[[Store], object]
) -> None:
    """Neither a change nor a renamed file makes a later look read what is as it was."""
    store = open_store(f"whoosh:{tmp_path / 'index'}")
    rows = "".join(json.dumps({"id": str(one), "title": f"خبر {one}"}) + "\n" for one in range(3))
    (folder / "a.jsonl").write_text(rows, "utf-8")
    Watch(store, folder).look()
    kept_by(store)
    (folder / "a.jsonl").rename(folder / "b.jsonl")
    first, second = Watch(store, folder), Watch(store, folder)
    first.look()
    second.look()
    assert [change.files_unchanged for change in (*first.updates, *second.updates)] == [0, 1]
