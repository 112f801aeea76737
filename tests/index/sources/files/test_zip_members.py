"""Members of zip archives, listed and opened without the library's list of all of them."""

import io
import zipfile
from pathlib import Path

import pytest

from index.article import Article
from index.sources import Problem, find, read
from index.sources.files import listing
from index.sources.files.zip_members import count_of, members

NAMES = ("أخبار/خبر.txt", "plain.txt", "folder/", "a/b/c.json")


def zipped(
    names: tuple[str, ...] = NAMES, method: int = zipfile.ZIP_DEFLATED, *, wide: bool = False
) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for number, name in enumerate(names):
            with archive.open(name, "w", force_zip64=wide) as member:
                member.write(b"" if name.endswith("/") else f"خبر {number} ".encode() * 50)
    return held.getvalue()


def with_comment(raw: bytes) -> bytes:
    held = io.BytesIO(raw)
    with zipfile.ZipFile(held, "a") as archive:
        archive.comment = "نشرة اليوم".encode()
    return held.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        zipped(),
        zipped(method=zipfile.ZIP_STORED),
        zipped(method=zipfile.ZIP_BZIP2),
        zipped(method=zipfile.ZIP_LZMA),
        zipped(wide=True),
        with_comment(zipped()),
        b"#! a program that unpacks\n" + zipped(),
        zipped(("cafés/é.txt",)),
        zipped(()),
        zipped(tuple(f"{number}.txt" for number in range(66_000)), zipfile.ZIP_STORED),
    ],
)
def test_members_are_those_that_the_library_lists(raw: bytes) -> None:
    found = list(members(io.BytesIO(raw)))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        listed = archive.infolist()
        assert [one.name.decode() for one in found] == [one.filename for one in listed]
        assert [one.is_folder for one in found] == [one.is_dir() for one in listed]
        for one, other in list(zip(found, listed, strict=True))[:10]:
            assert one.open(io.BytesIO(raw)).read() == archive.read(other)
    assert count_of(io.BytesIO(raw)) == len(found)


def test_only_one_of_so_many_is_given() -> None:
    raw = zipped(tuple(f"{number}.txt" for number in range(10)))
    assert [one.name for one in members(io.BytesIO(raw), 4)] == [b"0.txt", b"4.txt", b"8.txt"]


def test_damaged_list_is_told_as_a_whole(tmp_path: Path) -> None:
    raw = bytearray(zipped(("a.txt", "b.txt", "c.txt")))
    third = [at for at in range(len(raw)) if raw.startswith(b"PK\x01\x02", at)][2]
    raw[third : third + 4] = b"xxxx"
    (tmp_path / "a.zip").write_bytes(raw)
    told = [one.name.rpartition("/")[2] for one in find([tmp_path])]
    assert told == ["a.zip"]  # no order can be told of a list that is not whole


def test_members_that_lie_on_each_other_are_refused(tmp_path: Path) -> None:
    raw = bytearray(zipped(("a.txt", "b.txt"), zipfile.ZIP_STORED))
    entry = raw.index(b"PK\x01\x02")
    size = int.from_bytes(raw[entry + 20 : entry + 24], "little") + 90
    raw[entry + 20 : entry + 28] = size.to_bytes(4, "little") * 2
    (tmp_path / "a.zip").write_bytes(raw)
    damaged, sound = find([tmp_path])
    (problem,) = read(damaged)
    assert isinstance(problem, Problem)
    assert "one on the other" in problem.message
    assert problem.reason == "unreadable"
    assert sound.open().read()


def test_member_that_unpacks_as_no_text_does_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(100 << 20))
    (problem,) = [one for file in find([tmp_path]) for one in read(file)]
    assert isinstance(problem, Problem)
    assert "unpacks to more than" in problem.message


def test_many_files_are_listed_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = '{{"headline": "خبر {0}", "kalam": "نص الخبر {0}"}}'
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(5):
            archive.writestr(f"x/{number}.jsonl", record.format(number))
        archive.writestr("x/fihris.toml", '[fields]\nkalam = "body"\n')
    kept = find([tmp_path])
    monkeypatch.setattr(listing, "_KEPT", 2)
    many = find([tmp_path])
    assert (len(many), many.size) == (len(kept), kept.size) == (5, sum(one.size for one in kept))
    assert list(many) == list(kept) == list(many)
    found = [one for file in many for one in read(file)]
    assert [one.body for one in found if isinstance(one, Article)] == [
        f"نص الخبر {number}" for number in range(5)
    ]
