"""The document of the format names what lies in an index, file by file and array by array."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest

from index.arrays import Array, map_arrays
from index.article import Article
from index.change_set import ChangeSet
from index.completions import FILE_NAME as COMPLETIONS
from index.facts.reading import read_facts
from index.stores import open_store
from index.stores.embedded.checking import segments_of
from index.stores.embedded.store import EmbeddedStore
from tests.conftest import build
from tests.tables import ROOT

PAGE = (ROOT / "docs/index-format.md").read_text(encoding="utf-8")
FILES = PAGE.split("## The files")[1].split("\n## ")[0]
PUBLICATIONS = PAGE.split("## Publications")[1].split("\n## ")[0]
TABLES = FILES + PUBLICATIONS


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All files of an archive that was changed, by their names."""
    store = tmp_path_factory.mktemp("store")
    address = build(store, [Article(id="1", body="قمح " * 300, url="https://example.org/1")])
    new = read_facts(Article(id="2", title="خبر عن القمح", body="قمح"))[0]
    open_store(address).change(ChangeSet([new]), lambda before: before, lambda _: None)
    live = EmbeddedStore(store).live_folder()
    folders = (live, *segments_of(live))
    return {path.name: path for folder in folders for path in folder.iterdir()}


def arrays(files: dict[str, Path]) -> Iterator[tuple[str, dict[str, Array]]]:
    """The arrays of each file but the completions, by names as the document has them."""
    for name, path in files.items():
        if name.endswith(".arrays") and name != COMPLETIONS:
            held = map_arrays(path).items()
            yield name, {re.sub(r"^facet\.\w+", "facet.NAME", one): array for one, array in held}


def section(name: str) -> str:
    """The rows of a file: from the one that names it to the next that names one."""
    rows = re.split(r"^\| \*\*", TABLES, flags=re.M)
    (found,) = (row for row in rows if f"`{name}`" in row.splitlines()[0].split("|")[0])
    return found.split("\n\n")[0]


def named(rows: str) -> dict[str, str]:
    """The names of arrays in the first column, each with its type.

    A name such as ``.ends`` goes on where the one before it ends.
    """
    names: dict[str, str] = {}
    for row in rows.splitlines()[1:]:
        last = ""
        columns = row.split("|")
        found = re.findall(r"`([^`]+)`", columns[1])
        types = [kind.strip() for kind in columns[2].split(",")]
        for name, kind in zip_longest(found, types, fillvalue=types[-1]):
            last = last.rpartition(".")[0] + name if name.startswith(".") else name
            names[last] = kind
    return names


def test_every_file_is_named(files: dict[str, Path]) -> None:
    for name in files:
        assert section(name)


def test_every_array_is_named_and_no_other(files: dict[str, Path]) -> None:
    for name, held in arrays(files):
        texts = {one for one in held if one.endswith(".words")}
        found = held.keys() - texts | ({"title.words", "source.words"} if texts else set())
        assert {"title.words", "source.words"} <= texts or not texts
        assert named(section(name)).keys() == found, name


def test_fixed_types_are_as_told(files: dict[str, Path]) -> None:
    for name, held in arrays(files):
        told = named(section(name))
        for one, array in held.items():
            kind = told.get(one, "narrow")
            if re.fullmatch(r"[ui]\d", kind):
                assert array.dtype.str.endswith(kind), (name, one)
            else:
                assert array.dtype.kind == "u" or array.dtype.str.endswith("i8"), (name, one)


def test_shares_add_up_to_the_whole() -> None:
    whole = [float(share) for share in re.findall(r"\*\*([\d.]+) %\*\* \|$", FILES, re.M)]
    assert sum(whole) == pytest.approx(100, abs=0.5)
