"""Folders as disks have them: links, pipes, sockets, devices, circles, depths, odd names."""

import os
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.errors import SourceError
from index.limits import LINKS, Links, SourceLimits
from index.sources import Problem, find, read
from tests.tables import ROOT

LINE = '{"title": "خبر"}\n'
#: Reading ends by itself; a test that waits for a pipe must not.
_SECONDS = 60


def write(path: Path, text: str = LINE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def told(folder: Path, links: Links = "inside") -> list[str]:
    """Return what is read in another process: an article's file, or a problem."""
    program = (
        "import sys; from pathlib import Path; from index.limits import SourceLimits\n"
        "from index.article import Article; from index.sources import find, read\n"
        "for file in find([Path(sys.argv[1])], (), SourceLimits(links=sys.argv[2])):\n"
        "    for one in read(file):\n"
        "        name = file.name.removeprefix(sys.argv[1] + '/')\n"
        "        is_article = isinstance(one, Article)\n"
        "        print(name if is_article else f'{one.reason} {name} {one.message}')\n"
    )
    run = [sys.executable, "-c", program, str(folder), links]
    done = subprocess.run(
        run, cwd=ROOT, capture_output=True, timeout=_SECONDS, check=True, text=True
    )
    assert not done.stderr
    return done.stdout.splitlines()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def linked_pipe(path: Path) -> None:
    os.mkfifo(path.parent / f".{path.name}")
    path.symlink_to(path.parent / f".{path.name}")


def bound_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(here)


def loop(path: Path) -> None:
    path.symlink_to(path)


def link_to_nothing(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


@pytest.mark.skipif(os.name != "posix", reason="kinds of a Unix disk")
@pytest.mark.parametrize(
    ("make", "message"),
    [
        (pipe, "a named pipe, no file"),
        (linked_pipe, "a named pipe, no file"),
        (bound_socket, "a socket, no file"),
        (loop, "symbolic links"),
        (link_to_nothing, "No such file"),
    ],
)
def test_what_is_no_file_is_one_line(
    make: Callable[[Path], None], message: str, tmp_path: Path
) -> None:
    names = ["x", "x.html", "x.jsonl", "x.md", "x.tar.gz", "x.warc", "x.zip"]
    for name in names:
        make(tmp_path / name)
    write(tmp_path / "z.jsonl")
    *found, article = told(tmp_path)
    assert [line.split()[:2] for line in found] == [["unreadable", name] for name in names]
    assert all(message in line for line in found)
    assert article == "z.jsonl"


@pytest.mark.skipif(os.name != "posix", reason="kinds of a Unix disk")
@pytest.mark.parametrize(
    ("path", "message"),
    [("/dev/null", "a device"), ("/dev/zero", "a device"), ("pipe", "a named pipe")],
)
def test_a_path_that_is_no_file_is_refused(path: str, message: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError, match=message):
        find([tmp_path / path])


def test_folders_that_lead_to_each_other(tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(12)]
    for folder in folders:
        write(folder / "x.jsonl", f'{{"title": "{folder.name}"}}')
        for other in folders:
            (folder / f"to-{other.name}").symlink_to(other)
    for links in LINKS:
        names = [line for line in told(tmp_path, links) if not line.startswith("left_out")]
        assert names == sorted(f"{number}/x.jsonl" for number in range(12))


def test_links_out_of_the_folder(tmp_path: Path) -> None:
    write(tmp_path / "out/a.jsonl")
    write(tmp_path / "out/b.jsonl", '{"title": "ثان"}')
    write(tmp_path / "in/z.jsonl", '{"title": "ثالث"}')
    (tmp_path / "in/file.jsonl").symlink_to(tmp_path / "out/a.jsonl")
    (tmp_path / "in/folder").symlink_to(tmp_path / "out")
    (tmp_path / "in/up").symlink_to(tmp_path)
    (tmp_path / "named").symlink_to(tmp_path / "in")
    for path in (tmp_path / "in", tmp_path / "named"):
        article, left = told(path)
        assert article == "z.jsonl"
        assert "left_out" in left
        assert "out of the folder: 3, first" in left
        assert "FIHRIS_LINKS=all" in left
        assert told(path, "all") == ["file.jsonl", "folder/b.jsonl", "z.jsonl"]
        assert "not followed: 3" in told(path, "none")[-1]


def test_links_into_a_hidden_folder_are_followed(tmp_path: Path) -> None:
    write(tmp_path / ".store/1")
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).symlink_to(".store/1")
    assert told(tmp_path) == ["a.jsonl"]


def test_names_of_one_file_on_the_disk_are_files(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").hardlink_to(write(tmp_path / "a.jsonl"))
    assert told(tmp_path) == ["a.jsonl", "b.jsonl"]


def test_folders_may_lie_deeper_than_calls(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1800):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    file = os.open("x.jsonl", os.O_WRONLY | os.O_CREAT, dir_fd=here)
    os.write(file, LINE.encode())
    os.close(file)
    os.close(here)
    try:
        (line,) = told(tmp_path)
        assert line == "d/" * 1800 + "x.jsonl" or "name too long" in line
    finally:
        subprocess.run(["/bin/rm", "-rf", tmp_path / "d"], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
@pytest.mark.parametrize(
    "name", [b"a\nb.jsonl", b"\x1b[2J.jsonl", b"\xff\xfe.jsonl", b"   ", b"\xe2\x80\xae.jsonl"]
)
def test_any_name_is_one_line(name: bytes, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(LINE, "utf-8")
    (line,) = told(tmp_path)
    assert "\x1b" not in line
    assert "\u202e" not in line


def test_a_file_that_goes_or_changes_before_it_is_read(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path / f"{name}.jsonl")
    files = find([tmp_path])
    (tmp_path / "a.jsonl").unlink()
    write(tmp_path / "b.jsonl", LINE * 2)
    (tmp_path / "c.jsonl").unlink()
    (tmp_path / "c.jsonl").mkdir()
    found = [list(read(file)) for file in files]
    assert [len(one) for one in found] == [1, 2, 1]
    for one in (found[0][0], found[2][0]):
        assert isinstance(one, Problem)
        assert one.reason == "unreadable"


_TREES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("dlf"), st.integers(0, 9)), max_size=14
)


@given(_TREES, st.sampled_from(LINKS))
def test_each_real_file_is_read_once(entries: list[tuple[str, str, int]], links: Links) -> None:
    with tempfile.TemporaryDirectory() as made:
        base = Path(made, "in")
        out = Path(made, "out")
        out.mkdir()
        folders, places, files = [base], [base, out], []
        base.mkdir()
        for number, (name, kind, chosen) in enumerate(entries):
            path = folders[chosen % len(folders)] / f"{name}{number}"
            if kind == "d":
                path.mkdir()
                folders.append(path)
                places.append(path)
            elif kind == "f":
                files.append(write(path.with_suffix(".jsonl")))
                places.append(files[-1])
            else:
                path.symlink_to(places[chosen % len(places)])
        write(out / "x.jsonl")
        read_ = [file for file in find([base], (), SourceLimits(links=links)) if not file.left_out]
        real = Counter(os.path.realpath(file.name) for file in read_)
        assert set(real.values()) <= {1}
        inside = {os.path.realpath(file) for file in files}
        assert inside <= set(real)
        assert set(real) - inside <= ({str(out.resolve() / "x.jsonl")} if links == "all" else set())
        articles = [one for file in read_ for one in read(file)]
        assert all(isinstance(one, Article) for one in articles)
