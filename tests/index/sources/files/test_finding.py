"""Files, folders and zip archives."""

import io
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.article import Article
from index.errors import SourceError
from index.sources import Problem, find, read

LINE = '{"title": "خبر"}\n'


def write(path: Path, text: str = LINE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def archive(path: Path, members: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as writer:
        for name, text in members.items():
            writer.writestr(name, text)
    return path


def names(*paths: Path, under: Path) -> list[str]:
    return [file.name.removeprefix(f"{under}/") for file in find(paths)]


def test_folder_is_walked_by_name(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a/z.jsonl", "a/b/c.txt", "c.csv"):
        write(tmp_path / name)
    assert names(tmp_path, under=tmp_path) == ["a/b/c.txt", "a/z.jsonl", "b.jsonl", "c.csv"]


def test_hidden_and_documentation_are_left_out_unless_named(tmp_path: Path) -> None:
    left_out = [".git/x.txt", ".hidden", "README", "Readme.txt", "LICENSE.txt", "README.ar.md"]
    for name in [*left_out, "a.txt"]:
        write(tmp_path / name)
    assert names(tmp_path, under=tmp_path) == ["a.txt"]
    assert names(tmp_path / "README.ar.md", under=tmp_path) == ["README.ar.md"]


MARKDOWN = {
    "arabic.md": "# خبر\n",
    "front.md": "---\ntitle: News\n---\nText\n",
    "toml.md": "+++\ntitle = 1\n+++\n",
    "json.md": '{"title": 1}\n',
    "notes.md": "# Notes\n\nHow to build it.\n",
    "rule.md": "---\n\nHow to build it.\n",
    "CONTRIBUTING.md": "# كيف تشارك\n",
}


def test_markdown_is_read_where_it_may_be_an_article(tmp_path: Path) -> None:
    for name, text in MARKDOWN.items():
        write(tmp_path / "a" / name, text)
    expected = ["arabic.md", "front.md", "json.md", "toml.md"]
    assert [Path(name).name for name in names(tmp_path / "a", under=tmp_path)] == expected
    path = archive(tmp_path / "x.zip", MARKDOWN)
    assert sorted(Path(file.name).name for file in find([path])) == expected
    assert len(find([tmp_path / "a" / "notes.md"])) == 1


def test_folders_named_like_documentation_are_read(tmp_path: Path) -> None:
    for name in ("licenses-2024/a.txt", "Readme-articles/b.txt", "readme/c.txt"):
        write(tmp_path / name)
    assert len(names(tmp_path, under=tmp_path)) == 3


def test_names_have_one_line(tmp_path: Path) -> None:
    (file,) = find([archive(tmp_path / "a.zip", {"a\nb\x1b[2J.jsonl": LINE})])
    assert "\n" not in file.name
    assert "\x1b" not in file.name


def test_links_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    write(tmp_path / "a/x.txt")
    (tmp_path / "a/loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "linked").symlink_to(tmp_path / "a", target_is_directory=True)
    assert names(tmp_path, under=tmp_path) == ["a/x.txt"]


def test_link_to_nothing_is_reported_when_read(tmp_path: Path) -> None:
    (tmp_path / "gone.jsonl").symlink_to(tmp_path / "nowhere")
    (file,) = find([tmp_path])
    assert [one.reason for one in read(file) if isinstance(one, Problem)] == ["unreadable"]


def test_members_of_an_archive_in_its_order(tmp_path: Path) -> None:
    members = {"b.jsonl": LINE, "a/": "", "a/c.jsonl": LINE * 2, "__MACOSX/b.jsonl": "x"}
    path = archive(tmp_path / "x.ZIP", {**members, "a/.DS_Store": "x", "README.md": "x"})
    files = list(find([path]))
    assert [file.name for file in files] == [f"{path}/b.jsonl", f"{path}/a/c.jsonl"]
    assert [file.size for file in files] == [len(LINE.encode()), 2 * len(LINE.encode())]
    assert [len(list(read(file))) for file in files] == [1, 2]
    assert [len(list(read(file))) for file in reversed(files)] == [2, 1]  # read again


def test_more_archives_than_are_kept_open(tmp_path: Path) -> None:
    for number in range(5):
        archive(tmp_path / f"{number}.zip", {"a.jsonl": f'{{"title": "{number}"}}'})
    streams = [(file, read(file)) for file in find([tmp_path])]
    assert [next(stream) for _, stream in streams] == [next(read(file)) for file, _ in streams]


def test_archive_that_was_replaced_is_opened_anew(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", {"a.jsonl": '{"title": "قديم"}'})
    find([path])
    path.unlink()
    archive(path, {"ب.jsonl": '{"title": "جديد جداً"}'})
    (file,) = find([path])
    (article,) = read(file)
    assert isinstance(article, Article)
    assert article.title == "جديد جداً"


def damaged_list(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def damaged_member(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[40:60] = bytes(20)
    path.write_bytes(raw)


def encrypted(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[6] |= 1  # the flag in the member's own header
    raw[raw.index(b"PK\x01\x02") + 8] |= 1  # and in the list of members
    path.write_bytes(raw)


def unknown_method(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[8] = 77
    raw[raw.index(b"PK\x01\x02") + 10] = 77
    path.write_bytes(raw)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    "damage", [damaged_list, damaged_member, encrypted, unknown_method, emptied]
)
def test_damaged_archive_is_a_problem_when_read(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    path = archive(tmp_path / "x.zip", {"a.jsonl": LINE * 50})
    damage(path)
    write(tmp_path / "y.jsonl")
    found = [one for file in find([tmp_path]) for one in read(file)]
    assert [one.reason for one in found if isinstance(one, Problem)] == ["unreadable"]
    assert isinstance(found[-1], Article)


@pytest.mark.parametrize("at", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.txt"])
def test_nothing_of_a_damaged_member_is_read(
    tmp_path: Path, name: str, method: int, at: float
) -> None:
    record = '{{"title": "{0}", "content": "{0}"}}'
    records = [record.format(number**7) for number in range(5000)]
    text = f"[{','.join(records)}]" if name == "a.json" else "\n".join(records)
    path = archive(tmp_path / "x.zip", {name: text, "b.jsonl": LINE}, method)
    raw = bytearray(path.read_bytes())
    raw[int(len(raw) * at)] ^= 0x55
    path.write_bytes(raw)
    damaged, sound = find([path])
    assert [one.reason for one in read(damaged) if isinstance(one, Problem)] == ["unreadable"]
    assert not [one for one in read(damaged) if isinstance(one, Article)]
    assert [type(one) for one in read(sound)] == [Article]


def test_path_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nowhere\.txt"):
        find([tmp_path / "nowhere.txt"])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b".", "(no name)"),
        (b"..", "(no name)"),
        (b"/", "(no name)"),
        (b"", "(no name)"),
        (b"\0.jsonl", "(no name)"),
        (b"a.jsonl\0.exe", "a.jsonl"),
        (b"/etc/a.jsonl", "etc/a.jsonl"),
        (b"../../a.jsonl", "../../a.jsonl"),
        (b"..\\..\\a.jsonl", "..\\..\\a.jsonl"),
        (b"./a.jsonl", "a.jsonl"),
        (b"C:\\a.jsonl", "C:\\a.jsonl"),
        (b"   ", "   "),
        (b"a\nb.jsonl", "a\ufffdb.jsonl"),
        (b"a" * 60_000 + b".jsonl", None),
        (b"a/" * 30_000 + b"b.jsonl", None),
    ],
)
def test_a_member_of_any_name_is_read_or_told(
    name: bytes, shown: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as writer:
        # The library cuts names at a null byte.
        held = "N" * len(name) if name else "N"
        writer.writestr(held, LINE)
        writer.writestr("z.jsonl", '{"title": "آخر"}')
    raw = path.read_bytes()
    raw = raw.replace(held.encode(), name) if name else _nameless(raw)
    path.write_bytes(raw)
    first, last = find([path])
    assert last.name == f"{path}/z.jsonl"
    assert len(first.name) < len(str(path)) + 4200
    if shown is not None:
        assert first.name == f"{path}/{shown}"
    (found,) = read(first)
    is_folder = name.endswith(b"/")
    assert isinstance(found, Problem if is_folder else Article)
    assert [type(one) for one in read(last)] == [Article]


def _nameless(raw: bytes) -> bytes:
    """Take the name away of the first member, ``N``."""
    list_at = raw.index(b"PK\x01\x02")
    local = raw[:26] + b"\0\0" + raw[28:30] + raw[31:list_at]
    listed = raw[list_at : list_at + 28] + b"\0\0" + raw[list_at + 30 : list_at + 46]
    rest = bytearray(raw[list_at + 47 :])
    second = rest.index(b"PK\x01\x02")
    offset = int.from_bytes(rest[second + 42 : second + 46], "little") - 1
    rest[second + 42 : second + 46] = offset.to_bytes(4, "little")
    end = rest.index(b"PK\x05\x06")
    for at in (12, 16):
        value = int.from_bytes(rest[end + at : end + at + 4], "little") - 1
        rest[end + at : end + at + 4] = value.to_bytes(4, "little")
    return local + listed + bytes(rest)


def test_members_of_one_name_are_two_and_links_are_none(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as writer:
        writer.writestr("a.jsonl", '{"title": "أول"}')
        with pytest.warns(UserWarning, match="Duplicate name"):
            writer.writestr("a.jsonl", '{"title": "ثان"}')
        link = zipfile.ZipInfo("link.jsonl")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        writer.writestr(link, "../../secret.jsonl")
    found = [one for file in find([tmp_path]) for one in read(file)]
    assert [one.title for one in found if isinstance(one, Article)] == ["أول", "ثان"]
    (told,) = [one for one in found if isinstance(one, Problem)]
    assert told.reason == "left_out"
    assert "link.jsonl" in told.message


def test_a_member_that_is_listed_again_and_again_is_read_once(tmp_path: Path) -> None:
    raw = archive(tmp_path / "x.zip", {"a.jsonl": LINE}).read_bytes()
    at, end = raw.index(b"PK\x01\x02"), raw.index(b"PK\x05\x06")
    listed = raw[at:end] * 500
    tail = bytearray(raw[end:])
    tail[8:12] = (500).to_bytes(2, "little") * 2
    tail[12:16] = len(listed).to_bytes(4, "little")
    (tmp_path / "x.zip").write_bytes(raw[:at] + listed + bytes(tail))
    found = [one for file in find([tmp_path]) for one in read(file)]
    assert [type(one) for one in found[:2]] == [Article, Problem]
    assert len(found) == 500
    assert all("one on the other" in one.message for one in found if isinstance(one, Problem))


_TAR_KINDS = {
    "link": (tarfile.SYMTYPE, "/etc/passwd", "left_out"),
    "itself": (tarfile.SYMTYPE, "itself", "left_out"),
    "hard": (tarfile.LNKTYPE, "a.jsonl", "left_out"),
    "outside": (tarfile.LNKTYPE, "../../a.jsonl", "left_out"),
    "pipe": (tarfile.FIFOTYPE, "", "unreadable"),
    "device": (tarfile.CHRTYPE, "", "unreadable"),
    "disk": (tarfile.BLKTYPE, "", "unreadable"),
    "sparse": (tarfile.GNUTYPE_SPARSE, "", "unreadable"),
}


@pytest.mark.parametrize("name", _TAR_KINDS)
@pytest.mark.parametrize("suffix", ["tar", "tar.gz"])
def test_what_is_no_file_in_a_tar_archive(name: str, suffix: str, tmp_path: Path) -> None:
    kind, target, reason = _TAR_KINDS[name]
    mode: Any = "w:gz" if suffix == "tar.gz" else "w"
    with tarfile.open(tmp_path / f"x.{suffix}", mode, format=tarfile.GNU_FORMAT) as writer:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, target
        writer.addfile(member)
        sound = tarfile.TarInfo("z.jsonl")
        sound.size = len(LINE.encode())
        writer.addfile(sound, io.BytesIO(LINE.encode()))
    found = [one for file in find([tmp_path]) for one in read(file)]
    assert [type(one) for one in found].count(Article) == 1
    (told,) = [one for one in found if isinstance(one, Problem)]
    assert told.reason == reason
