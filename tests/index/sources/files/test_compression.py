"""Compressed files and archives are read as what they hold, damaged ones as far as that goes."""

import bz2
import gzip
import io
import lzma
import os
import pickle
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from index.article import Article
from index.sources import InputFile, Problem, find, read
from index.sources.files import archives
from index.sources.files.compression import plain_name


def line(number: int) -> bytes:
    return f'{{"title": "خبر رقم {number}", "body": "فُتحت الحديقة مساء أمس."}}\n'.encode()


def titles(*paths: Path) -> list[str]:
    found = [one for file in find(paths) for one in read(file)]
    return [one.title for one in found if isinstance(one, Article)]


def problems(*paths: Path) -> list[Problem]:
    found = [one for file in find(paths) for one in read(file)]
    return [one for one in found if isinstance(one, Problem)]


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("members", [1, 3])
def test_a_packed_file_is_read(tmp_path: Path, suffix: str, members: int) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(b"".join(PACKERS[suffix](line(number)) for number in range(members)))
    assert titles(path) == [f"خبر رقم {number}" for number in range(members)]
    assert [file.name for file in find([path])] == [str(path)]


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_packed_file_is_known_by_its_bytes_too(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(PACKERS[suffix](line(1)))
    assert titles(path) == ["خبر رقم 1"]
    path = tmp_path / f"b.jsonl{suffix}"
    path.write_bytes(line(2))
    assert titles(path) == ["خبر رقم 2"]


@pytest.mark.parametrize("suffix", PACKERS)
def test_what_comes_before_a_cut_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    raw = PACKERS[suffix](b"".join(line(number**9) for number in range(20_000)))
    path.write_bytes(raw[: len(raw) * 2 // 3])
    assert (len(titles(path)) > 0) == (suffix != ".bz2") or len(titles(path)) > 0
    (told,) = [one for one in problems(path) if one.reason == "unreadable"]
    assert "cut off" in told.message


def test_a_wrong_checksum_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    raw = bytearray(gzip.compress(line(1)))
    raw[-5] ^= 0xFF
    path.write_bytes(raw)
    assert [one.reason for one in problems(path)][-1] == "unreadable"


def test_what_unpacks_beyond_all_bounds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.sources.files.compression._ALWAYS", 100_000)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" * 50_000_000))
    (told,) = problems(path)
    assert told.reason == "unreadable"
    assert "unpacks to more than" in told.message


def zipped(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return held.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, raw in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(raw)
            archive.addfile(entry, io.BytesIO(raw))
    return held.getvalue()


MEMBERS = {"b/1.jsonl": line(1), "a/2.jsonl": line(2), "README.md": b"x", "a/.x": b"y"}


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.tar", tarred(MEMBERS)),
        ("a.tar.gz", gzip.compress(tarred(MEMBERS))),
        ("a.tgz", gzip.compress(tarred(MEMBERS))),
        ("a.tar.bz2", bz2.compress(tarred(MEMBERS))),
        ("a.txz", lzma.compress(tarred(MEMBERS))),
        ("a.zip", zipped(MEMBERS)),
        ("a.zip.gz", gzip.compress(zipped(MEMBERS))),
        ("a.download", zipped(MEMBERS)),
        ("a", tarred(MEMBERS)),
        ("b.zip", zipped({"1.jsonl.gz": gzip.compress(line(1)), "2.jsonl": line(2)})),
        ("b.zip", zipped({"x.zip": zipped(MEMBERS)})),
        ("b.zip", zipped({"x.tar.gz": gzip.compress(tarred(MEMBERS))})),
        ("b.tar", tarred({"x.zip": zipped(MEMBERS)})),
    ],
)
def test_archives_of_all_kinds(tmp_path: Path, name: str, raw: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    assert titles(path) == ["خبر رقم 1", "خبر رقم 2"]
    files = [pickle.loads(pickle.dumps(file)) for file in find([path])]
    assert all(file.name.startswith(f"{path}/") for file in files)
    backwards = [one for file in reversed(files) for one in read(file)]
    assert [one.title for one in backwards if isinstance(one, Article)] == [
        "خبر رقم 2",
        "خبر رقم 1",
    ]


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
@pytest.mark.parametrize("suffix", list(PACKERS))
def test_a_packed_member_too_long_to_be_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, suffix: str
) -> None:
    monkeypatch.setattr(archives, "_HELD", 10)
    raw = tarred({"x.jsonl": line(1), f"y.jsonl{suffix}": PACKERS[suffix](line(2))})
    (tmp_path / name).write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    assert titles(tmp_path / name) == ["خبر رقم 1", "خبر رقم 2"]


def test_archives_within_archives_end(tmp_path: Path) -> None:
    raw = zipped({"1.jsonl": line(1)})
    for _ in range(6):
        raw = zipped({"x.zip": raw})
    (tmp_path / "a.zip").write_bytes(raw)
    (told,) = problems(tmp_path)
    assert "too deep" in told.message


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz", "a.zip.gz"])
def test_a_cut_archive_is_told(tmp_path: Path, name: str) -> None:
    raw = tarred({f"{number}.jsonl": line(number) * 50 for number in range(9)})
    if name == "a.zip.gz":
        raw = zipped(MEMBERS)
    path = tmp_path / name
    packed = gzip.compress(raw) if name.endswith(".gz") else raw
    path.write_bytes(packed[: len(packed) // 2])
    assert "unreadable" in [one.reason for one in problems(path)]


@pytest.mark.parametrize(
    ("name", "plain"),
    [("a.jsonl.gz", "a.jsonl"), ("a.GZ", "a"), ("b/a.xml.bz2.xz", "b/a.xml"), ("a.txt", "a.txt")],
)
def test_plain_names(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize("codec", ["cp1256", "utf-8", "cp720"])
def test_names_of_members_are_shown_in_their_letters(tmp_path: Path, codec: str) -> None:
    name = "أخبار الاقتصاد والأسواق.jsonl"
    encoded = name.encode(codec)
    raw = zipped({"x" * len(encoded): line(1)}).replace(b"x" * len(encoded), encoded)
    (tmp_path / "a.zip").write_bytes(raw)
    (file,) = find([tmp_path])
    assert file.name == f"{tmp_path}/a.zip/{name}"
    assert titles(tmp_path) == ["خبر رقم 1"]


@pytest.mark.parametrize("name", ["أخبار الاقتصاد".encode("cp1256"), b"\xff\xfe", b"\xc3"])
def test_names_that_are_not_utf8(tmp_path: Path, name: bytes) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system takes no such name")
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name + b".jsonl"))
    path.write_bytes(line(1))
    for named in (folder, path, tmp_path):
        assert titles(named) == ["خبر رقم 1"]
        (file,) = find([named])
        assert isinstance(file, InputFile)
        file.name.encode("utf-8")
