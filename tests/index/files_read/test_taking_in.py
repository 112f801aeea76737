"""What changed in files is taken in, and nothing else is read."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import ingestion
from index.files_read import reading
from index.files_read.kept import FilesRead
from index.files_read.record import FileRead, State
from index.files_read.removals import guarded
from index.files_read.survey import Told, stamp_of, survey
from index.files_read.taking_in import CHANGED, Scope, take_in
from index.limits import SourceLimits
from index.progress import Report, Watcher
from index.sources.reading import InputFile
from tests.index.files_read.folders import STEPS, Archive, Record, do, fresh, write

Steps = list[tuple[Any, Any, Any]]

#: All that is done while a folder is watched.
MIRRORED = Scope(is_removing=True, is_restoring=False, keeps_order=True)

A: Record = ("1", "", "أول")
A2: Record = ("1", "", "أول جديد")
B: Record = ("2", "", "ثان")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, from now on."""
    names: list[str] = []
    read_file = ingestion.read_file

    def spied(file: InputFile, format: str | None, **options: Any) -> Iterator[Any]:
        names.append(Path(file.name).name)
        return read_file(file, format, **options)

    monkeypatch.setattr(reading, "read_file", spied)
    return names


@settings(max_examples=150)
@given(STEPS)
def test_any_sequence_of_changes_gives_what_a_build_would(
    steps: Steps,
) -> None:
    with TemporaryDirectory() as name:
        folder, archive = Path(name), Archive()
        for kind, one, what in [*steps, ("look", None, None)]:
            do(folder, kind, one, what)
            if kind == "look":
                archive.take_in(folder, MIRRORED)
                assert archive.held == fresh(folder)
        again = archive.take_in(folder, MIRRORED)
        assert (again.new, again.going, again.is_record_changed) == ((), (), False)
        assert again.files_unchanged == again.files
        assert again.unchanged == len(archive.articles)


@settings(max_examples=80)
@given(STEPS, st.lists(st.sampled_from("1234"), max_size=3))
def test_all_that_files_have_is_there_after_an_update(steps: Steps, deleted: list[str]) -> None:
    with TemporaryDirectory() as name:
        folder, archive = Path(name), Archive()
        for kind, one, what in [*steps, ("look", None, None)]:
            do(folder, kind, one, what)
            if kind == "look":
                before = archive.held
                archive.take_in(folder, CHANGED)
                # What is gone from the files stays, unless another has its name.
                assert fresh(folder) <= archive.held <= fresh(folder) | before
        for one in deleted:
            archive.delete(one)
        archive.take_in(folder, CHANGED)
        assert fresh(folder) <= archive.held


def test_only_what_changed_is_read(tmp_path: Path, read: list[str]) -> None:
    archive = Archive()
    write(tmp_path / "a.jsonl", [A]), write(tmp_path / "b.jsonl", [B])
    archive.take_in(tmp_path, CHANGED)
    assert read == ["a.jsonl", "b.jsonl"]
    read.clear()
    write(tmp_path / "b.jsonl", [B, ("3", "", "ثالث")])
    taken = archive.take_in(tmp_path, CHANGED)
    assert (read, [one.id for one in taken.new], taken.unchanged) == (["b.jsonl"], ["3"], 2)


def test_a_copy_and_a_touched_file_are_not_read(tmp_path: Path, read: list[str]) -> None:
    archive, folder = Archive(), tmp_path / "sources"
    write(folder / "a.jsonl", [A])
    archive.take_in(folder, CHANGED)
    read.clear()
    (folder / "a.jsonl").touch()
    taken = archive.take_in(folder, CHANGED)
    shutil.copytree(folder, tmp_path / "copy")
    shutil.rmtree(folder)
    shutil.move(tmp_path / "copy", folder)
    again = archive.take_in(folder, CHANGED)
    assert (read, taken.is_record_changed, again.is_record_changed) == ([], False, False)


def test_a_change_that_the_time_does_not_tell_is_seen(tmp_path: Path) -> None:
    archive, file = Archive(), write(tmp_path / "a.jsonl", [("1", "", "قمح")])
    archive.take_in(tmp_path, CHANGED)
    before = file.stat()
    write(file, [("1", "", "سوق")])  # of the same length
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    archive.take_in(tmp_path, CHANGED)
    assert archive.held == fresh(tmp_path)


def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, file = Archive(), write(tmp_path / "a.jsonl", [A])
    read_file = ingestion.read_file

    def meanwhile(*given: Any, **options: Any) -> Iterator[Any]:
        write(file, [A2])
        yield from read_file(*given, **options)
        # What was there comes back: another file, of the same bytes.
        write(tmp_path / "other", [A]).replace(file)

    with monkeypatch.context() as changing:
        changing.setattr(reading, "read_file", meanwhile)
        archive.take_in(tmp_path, CHANGED)
    assert archive.held == {A2}
    archive.take_in(tmp_path, CHANGED)
    assert archive.held == {A}


@pytest.mark.parametrize("is_settled", [True, False])
def test_the_file_system_is_believed_when_a_change_would_have_shown(
    tmp_path: Path, is_settled: bool
) -> None:
    path = str(write(tmp_path / "a.jsonl", [A]))
    known = b"x" * 16
    kept = FilesRead.of(
        [FileRead(path=path, stamp=stamp_of(path), is_settled=is_settled, digest=known,
                  reading=known)]
    )  # fmt: skip
    (there,) = survey([tmp_path], Told(), kept)
    assert (there.digest == known) == is_settled
    (there,) = survey([tmp_path], Told(), kept, trusting=False)
    assert there.digest != known


@pytest.mark.parametrize(
    "told",
    [
        Told(mapping=(("kalam", "body"),)),
        Told(format="json"),
        Told(limits=SourceLimits(places=10)),
    ],
)
def test_nothing_is_skipped_where_files_are_read_otherwise(tmp_path: Path, told: Told) -> None:
    archive = Archive()
    write(tmp_path / "a.jsonl", [A, B])
    archive.take_in(tmp_path, CHANGED)
    taken = take_in(archive.files, [tmp_path], told, CHANGED, Report(), Watcher())
    assert [one.id for one in taken.new] == ["1", "2"]


def test_nothing_is_skipped_by_other_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive()
    write(tmp_path / "a.jsonl", [A])
    archive.take_in(tmp_path, CHANGED)
    monkeypatch.setattr("index.files_read.survey.readers_fingerprint", lambda: b"others")
    assert len(archive.take_in(tmp_path, CHANGED).new) == 1


def test_what_a_folder_tells_of_its_files_counts(tmp_path: Path, read: list[str]) -> None:
    archive = Archive()
    write(tmp_path / "a.jsonl", [A]), write(tmp_path / "c/d.jsonl", [B])
    archive.take_in(tmp_path, CHANGED)
    read.clear()
    (tmp_path / "c/fihris.toml").write_text('[constant]\nsource = "الرصيف"\n', "utf-8")
    (new,) = archive.take_in(tmp_path, CHANGED).new
    assert (read, new.source) == (["d.jsonl"], "الرصيف")


def test_everything_is_read_on_demand(tmp_path: Path, read: list[str]) -> None:
    archive = Archive()
    write(tmp_path / "a.jsonl", [A])
    archive.take_in(tmp_path, CHANGED)
    taken = archive.take_in(tmp_path, Scope(is_reading_all=True))
    assert (read, taken.new, taken.unchanged) == (["a.jsonl", "a.jsonl"], (), 1)


def test_what_was_deleted_comes_back_by_an_update_and_not_by_a_watch(tmp_path: Path) -> None:
    archive = Archive()
    write(tmp_path / "a.jsonl", [A, B])
    archive.take_in(tmp_path, MIRRORED)
    archive.delete("1")
    archive.take_in(tmp_path, MIRRORED)
    assert archive.held == {B}
    write(tmp_path / "c.jsonl", [("3", "", "ثالث")])
    archive.take_in(tmp_path, MIRRORED)
    assert archive.held == {B, ("3", "", "ثالث")}
    write(tmp_path / "a.jsonl", [A2, B])  # its source says something new
    archive.take_in(tmp_path, MIRRORED)
    assert A2 in archive.held
    archive.delete("1")
    archive.take_in(tmp_path, CHANGED)
    assert archive.held == fresh(tmp_path)


def test_half_a_file_takes_nothing_out(tmp_path: Path) -> None:
    archive, file = Archive(), write(tmp_path / "a.jsonl", [A, B])
    archive.take_in(tmp_path, MIRRORED)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 3])
    (outcome,) = archive.take_in(tmp_path, MIRRORED).outcomes
    assert (archive.held, outcome.is_sound) == ({A, B}, False)
    archive.take_in(tmp_path, MIRRORED)
    write(file, [A])
    archive.take_in(tmp_path, MIRRORED)
    assert archive.held == {A}


def test_a_renamed_file_keeps_its_articles(tmp_path: Path) -> None:
    archive, file = Archive(), write(tmp_path / "a.jsonl", [A, B])
    archive.take_in(tmp_path, MIRRORED)
    file.rename(tmp_path / "b.jsonl")
    taken = archive.take_in(tmp_path, MIRRORED)
    (outcome,) = taken.outcomes
    assert (taken.new, taken.going, outcome.before) == ((), (), str(file))
    (tmp_path / "b.jsonl").unlink()
    write(tmp_path / "c.jsonl", [("3", "", "ثالث")])
    archive.take_in(tmp_path, MIRRORED)
    assert archive.held == fresh(tmp_path)


@pytest.mark.parametrize(
    ("files", "gone", "are_given_up"),
    [(2, 1, True), (1, 1, False), (5, 3, True), (5, 4, False), (5, 5, False), (60, 6, True),
     (60, 7, False), (60, 60, False)],
)  # fmt: skip
def test_a_folder_that_was_emptied_takes_nothing_out(
    tmp_path: Path, files: int, gone: int, are_given_up: bool
) -> None:
    archive, told = Archive(), list[str]()
    for number in range(files):
        write(tmp_path / f"{number}.jsonl", [(str(number), "", "خبر")])
    archive.take_in(tmp_path, MIRRORED)
    for number in range(gone):
        (tmp_path / f"{number}.jsonl").unlink()
    archive.take_in(tmp_path, replace(MIRRORED, gone=guarded(told.append)))
    assert len(archive.articles) == (files - gone if are_given_up else files)
    assert len(told) == (not are_given_up)
    archive.take_in(tmp_path, replace(MIRRORED, gone=guarded(told.append, force=True)))
    assert len(archive.articles) == files - gone


def test_a_file_that_is_being_written_stays_as_it_was(tmp_path: Path, read: list[str]) -> None:
    archive = Archive()
    known, new = write(tmp_path / "a.jsonl", [A]), tmp_path / "b.jsonl"
    archive.take_in(tmp_path, MIRRORED)
    read.clear()
    write(known, [A2]), write(new, [B])
    archive.take_in(tmp_path, replace(MIRRORED, at_rest={}))
    assert (archive.held, read) == ({A}, [])


def test_what_was_read_is_kept_whole(tmp_path: Path) -> None:
    archive = Archive()
    odd = os.fsdecode(b"\xe3\xcf.jsonl")
    write(tmp_path / odd, [A, ("http://x/1", "http://x/1", "خبر"), A2])
    write(tmp_path / "empty.jsonl", [])
    archive.take_in(tmp_path, CHANGED)
    files = FilesRead.from_bytes(archive.files.to_bytes())
    assert list(files) == list(archive.files)
    file = files.file(str(tmp_path / odd))
    assert file is not None
    assert [one.state for one in file.articles] == [State.HELD, State.HELD, State.REPEATED]
    assert files.under(str(tmp_path)) == [one.path for one in files]
    assert list(files.renewed([], [file.path])) == [one for one in files if one != file]
    with pytest.raises(ValueError, match="no file of arrays"):
        FilesRead.from_bytes(b"nothing of that")


def test_the_pages_beside_a_page_count(tmp_path: Path) -> None:
    page = "<html><title>{} - الرصيف</title><body><article><p>نص</p></article></body></html>"
    for number in range(2):
        (tmp_path / f"{number}.html").write_text(page.format(number), "utf-8")
    before = {file.name: file.reading for file in survey([tmp_path], Told())}
    (tmp_path / "0.html").write_text(page.format("other"), "utf-8")
    after = {file.name: file.reading for file in survey([tmp_path], Told())}
    assert before.keys() == after.keys()
    assert all(before[name] != after[name] for name in before)
