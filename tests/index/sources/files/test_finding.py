"""Files, folders and zip archives."""

import zipfile
from collections.abc import Callable
from pathlib import Path

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
    assert names(tmp_path, under=tmp_path) == ["a/x.txt", "linked/x.txt"]


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
