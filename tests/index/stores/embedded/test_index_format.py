"""The document of the format names what lies in an index, file by file and array by array."""

import re
from pathlib import Path

import pytest

from index.arrays import map_arrays
from index.article import Article
from index.completions import FILE_NAME as COMPLETIONS
from index.stores.embedded.store import EmbeddedStore
from tests.conftest import build
from tests.tables import ROOT

PAGE = (ROOT / "docs/index-format.md").read_text(encoding="utf-8")
TABLE = PAGE.split("## The files")[1].split("\n## ")[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("store")
    build(store, [Article(id="1", body="قمح " * 300, url="https://example.org/1")])
    return EmbeddedStore(store).live_folder()


def section(name: str) -> str:
    """The rows of a file: from the one that names it to the next that names one."""
    rows = re.split(r"^\| \*\*", TABLE, flags=re.M)
    (found,) = (row for row in rows if f"`{name}`" in row.splitlines()[0])
    return found


def named(rows: str) -> set[str]:
    """The names of arrays in the first column; ``.ends`` goes on where the name before it ends."""
    names: set[str] = set()
    for row in rows.splitlines()[1:]:
        last = ""
        for name in re.findall(r"`([^`]+)`", row.split("|")[1]):
            last = last.rpartition(".")[0] + name if name.startswith(".") else name
            names.add(last)
    return names


def test_every_file_is_named(folder: Path) -> None:
    for path in folder.iterdir():
        assert section(path.name)


def test_every_array_is_named_and_no_other(folder: Path) -> None:
    for path in folder.glob("*.arrays"):
        if path.name == COMPLETIONS:
            continue
        held = {re.sub(r"^facet\.\w+", "facet.NAME", name) for name in map_arrays(path)}
        texts = {name for name in held if name.endswith(".words")}
        if texts:
            held = held - texts | {"title.words", "source.words"}
            assert {"title.words", "source.words"} <= texts
        assert named(section(path.name)) == held, path.name


def test_fixed_types_are_as_told(folder: Path) -> None:
    for path in folder.glob("*.arrays"):
        if path.name == COMPLETIONS:
            continue
        for name, array in map_arrays(path).items():
            (row,) = re.findall(rf"^\| `{re.escape(name)}` \|.*$", section(path.name), re.M) or [""]
            told = row.split("|")[2].strip() if row else "narrow"
            if re.fullmatch(r"[ui]\d", told):
                assert array.dtype.str.endswith(told), name
            else:
                assert array.dtype.kind == "u" or array.dtype.str.endswith("i8"), name


def test_shares_add_up_to_the_whole() -> None:
    whole = [float(share) for share in re.findall(r"\*\*([\d.]+) %\*\* \|$", TABLE, re.M)]
    assert sum(whole) == pytest.approx(100, abs=0.5)
