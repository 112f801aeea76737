"""Commands that do what has changed and no more: ``update``, ``reindex --if-needed``."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from filelock import FileLock

from index.errors import IndexMissing
from index.stores import open_store
from index.stores.embedded.pointer import new_name
from index.stores.embedded.writing_lock import written_by_one
from manage import cli
from tests.tables import ROOT

#: So long a real command may take on a machine that has much to do, in seconds.
_PATIENCE = 300.0


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


@pytest.fixture
def engine(tmp_path: Path) -> str:
    return f"whoosh:{tmp_path / 'index'}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    return folder


def write(path: Path, *ids: str, title: str = "خبر") -> Path:
    rows = (json.dumps({"id": one, "title": f"{title} {one}"}, ensure_ascii=False) for one in ids)
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def live(engine: str) -> str:
    return (Path(engine.partition(":")[2]) / "current").read_text("utf-8")


def test_an_update_in_which_nothing_changed_publishes_nothing(engine: str, folder: Path) -> None:
    write(folder / "a.jsonl", "1", "2")
    write(folder / "b.jsonl", "3")
    run("reindex", str(folder), "--engine", engine)
    before = live(engine)
    for path in (folder, folder / "b.jsonl"):
        assert run("update", str(path), "--engine", engine).exit_code == 0
    told = run("update", str(folder), "--engine", engine).stdout
    assert told == (
        "nothing changed, unchanged 3 (2 files not read), skipped 0; the archive has 3 articles\n"
    )
    assert live(engine) == before
    write(folder / "b.jsonl", "3", "4")
    told = run("update", str(folder), "--engine", engine).stdout
    assert told == (
        "added 1, replaced 0, unchanged 3 (1 file not read), skipped 0; "
        "the archive has 4 articles\n"
    )
    every = run("update", str(folder), "--all", "--engine", engine).stdout
    assert every.startswith("nothing changed, unchanged 4, skipped 0")


@pytest.mark.parametrize("command", [("update",), ("reindex", "--if-needed")])
def test_what_a_killed_writer_left_goes_where_nothing_is_to_be_done(
    engine: str, folder: Path, command: tuple[str, ...]
) -> None:
    write(folder / "a.jsonl", "1", "2")
    run("reindex", str(folder), "--engine", engine)
    before, index = live(engine), Path(engine.partition(":")[2])
    left = [index / kind / new_name() for kind in ("publications", "segments")]
    for path in left:
        path.mkdir()
    # Whoever writes may be about to publish them.
    with written_by_one(index, 0):
        assert run(*command, str(folder), "--engine", engine).exit_code == 0
        assert all(path.is_dir() for path in left)
    assert run(*command, str(folder), "--engine", engine).exit_code == 0
    assert not any(path.exists() for path in left)
    assert live(engine) == before


@pytest.mark.parametrize("command", [("update",), ("reindex", "--if-needed")])
def test_what_finds_nothing_to_write_forgets_a_writer_that_was_ended(
    engine: str, folder: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    write(folder / "1.jsonl", "1")
    run("reindex", str(folder), "--engine", engine)
    # Ended behind its publication, before it took back its own name.
    named = tmp_path / "index" / "writer.json"
    named.write_text('{"pid": 1}\n')
    with FileLock(tmp_path / "index" / "lock"):
        assert run(*command, str(folder), "--engine", engine).exit_code == 0
        assert named.exists()
    assert run(*command, str(folder), "--engine", engine).exit_code == 0
    assert not named.exists()


def test_articles_go_with_their_files_on_demand(engine: str, folder: Path) -> None:
    for number in range(6):
        write(folder / f"{number}.jsonl", str(number), f"{number}0")
    run("reindex", str(folder), "--engine", engine)
    (folder / "0.jsonl").unlink()
    write(folder / "1.jsonl", "1")
    assert "removed" not in run("update", str(folder), "--engine", engine).stdout
    told = run("update", str(folder), "--removals", "--engine", engine).stdout
    assert told.startswith("added 0, replaced 0, removed 3, unchanged 9")
    for number in range(1, 6):
        (folder / f"{number}.jsonl").unlink()
    write(folder / "new.jsonl", "new")
    refused = run("update", str(folder), "--removals", "--engine", engine)
    assert "5 of 5 files are gone at once" in refused.stderr
    assert "the archive has 10 articles" in refused.stdout
    forced = run("update", str(folder), "--removals", "--force", "--engine", engine)
    assert "the archive has 1 article\n" in forced.stdout


def test_a_build_that_is_not_needed_is_left(engine: str, folder: Path) -> None:
    def told(*arguments: str) -> str:
        done = run("reindex", *arguments, "--if-needed", "--engine", engine)
        assert done.exit_code == 0
        return done.stdout.partition(" ")[0]

    write(folder / "a.jsonl", "1")
    assert (told(str(folder)), told(str(folder)), told()) == ("indexed", "nothing", "nothing")
    # In place, what is new comes as well, and what is deleted is no matter of the sources.
    write(folder / "b.jsonl", "2")
    run("update", str(folder), "--engine", engine)
    run("delete", "1", "--engine", engine)
    assert told() == "nothing"
    assert (told(str(folder), "--format", "json"), told(), told("--map", "x=body")) == (
        "indexed", "nothing", "indexed")  # fmt: skip
    before = (folder / "b.jsonl").stat()
    write(folder / "b.jsonl", "3")
    os.utime(folder / "b.jsonl", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (told(), told()) == ("indexed", "nothing")
    (folder / "b.jsonl").rename(folder / "c.jsonl")
    assert (told(), told()) == ("indexed", "nothing")
    (folder / "a.jsonl").unlink()
    assert run("reindex", "--if-needed", "--force", "--engine", engine).stdout[:7] == "indexed"
    assert told() == "nothing"


def test_only_folders_are_watched(engine: str, folder: Path) -> None:
    refused = run("update", "--watch", str(write(folder / "a.jsonl", "1")), "--engine", engine)
    assert refused.exit_code == 2
    assert "only folders are watched" in refused.output


@contextmanager
def watching(engine: str, folder: Path, *options: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "update", "--watch", folder, "--engine", engine, *options],
        cwd=ROOT,
        env={**os.environ, "FIHRIS_WATCH_QUIET": "1", "FIHRIS_WATCH_SECONDS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(engine: str, ids: set[str], process: "subprocess.Popen[str]") -> None:
    """Wait until an archive has these articles and no others."""

    def found() -> set[str]:
        try:
            return {article.id for article in open_store(engine).articles()}
        except IndexMissing:
            return set()

    eventually(lambda: found() == ids, process)


def eventually(holds: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--poll",)], ids=["told", "looking"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_folder_is_watched_until_a_signal_comes(
    engine: str, folder: Path, options: tuple[str, ...], number: signal.Signals
) -> None:
    with watching(engine, folder, *options) as process:
        write(folder / "a.jsonl", "1", "2")
        wait_for(engine, {"1", "2"}, process)
        write(folder / "b.jsonl.part", "3").rename(folder / "b.jsonl")
        wait_for(engine, {"1", "2", "3"}, process)
        write(folder / "a.jsonl", "1", title="معدل")
        wait_for(engine, {"1", "3"}, process)
        (folder / "b.jsonl").unlink()
        wait_for(engine, {"1"}, process)
        (folder / "new").mkdir()
        write(folder / "new" / "c.jsonl", "4")
        wait_for(engine, {"1", "4"}, process)
        process.send_signal(number)
        told, wrong = process.communicate(timeout=_PATIENCE)
    assert (process.returncode, wrong) == (0, "")
    assert told.splitlines()[0].startswith("indexed 2 articles")
    assert told.splitlines()[-1] == "ended"
    assert f"new: {folder / 'b.jsonl'}: 1 article put in\n" in told
    assert f"changed: {folder / 'a.jsonl'}: 1 article put in, 1 taken out\n" in told
    assert f"removed: {folder / 'b.jsonl'}: 1 article taken out\n" in told
