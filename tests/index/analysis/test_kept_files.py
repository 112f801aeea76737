"""What is worked out once and kept in a file, whatever happens to the file."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.analysis import kept_files
from index.analysis.families import WordTable, read_families, word_table
from index.analysis.kept_files import kept


class Making:
    """Makes a text, and counts how often it is asked to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return self.text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files of this test lie."""
    monkeypatch.setattr(
        kept_files,
        "cache_from_source",
        lambda path: str(tmp_path / "made" / f"{Path(path).stem}.x.pyc"),
    )
    return tmp_path / "made"


TEXTS = ["قمح\nشعير\n\n", "", "a\r\nb\x00\u2028😀"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_made_once(folder: Path, text: str) -> None:
    making = Making(text)
    assert [kept("one", making), kept("one", making)] == [text, text]
    assert making.times == 1
    assert kept("other", Making("another")) == "another"
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"0", b"\0" * 60, b"\xff" * 60])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes) -> None:
    kept("one", Making("قمح"))
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    for content in (damage, whole[:8], whole[:-1], whole + b"1"):
        path.write_bytes(content)
        making = Making("قمح")
        assert kept("one", making) == "قمح"
        assert making.times == 1
        assert path.read_bytes() == whole


def test_other_sources_make_another_file_and_the_one_before_goes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept("one", Making("before"))
    kept("two", Making("of another name"))
    before = set(folder.iterdir())
    monkeypatch.setattr(kept_files, "_AT_START", "changed")
    monkeypatch.setattr(kept_files, "_sources_hash", lambda: "changed")
    assert kept("one", Making("after")) == "after"
    assert len(set(folder.iterdir()) - before) == 1
    assert len(set(folder.iterdir()) & before) == 1
    assert kept("one", Making("not asked for")) == "after"


def test_nothing_is_kept_where_the_sources_changed_beside_the_process(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_files, "_sources_hash", lambda: "changed")
    assert kept("one", Making("text")) == "text"
    assert not folder.exists()


def test_where_nothing_can_be_written_it_is_made_each_time(folder: Path) -> None:
    folder.write_text("a file, where a folder would be")
    making = Making("text")
    assert [kept("one", making), kept("one", making)] == ["text", "text"]
    assert making.times == 2


def test_a_python_that_keeps_no_modules_keeps_no_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> str:
        raise NotImplementedError

    monkeypatch.setattr(kept_files, "cache_from_source", refuse)
    assert kept("one", Making("text")) == "text"


def test_many_at_once_have_the_same_text(folder: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        texts = set(pool.map(lambda _: kept("one", Making("text" * 50_000)), range(40)))
    assert texts == {"text" * 50_000}
    assert len([path for path in folder.iterdir() if path.suffix == ".txt"]) == 1


def test_the_sources_are_the_code_and_the_tables_and_what_they_rest_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "room"
    (room / "tables").mkdir(parents=True)
    monkeypatch.setattr(kept_files, "_ROOM", room)
    hashes = [kept_files._sources_hash()]
    for name, content in (
        *(("code.py", "1"), ("code.py", "2"), ("tables/one.tsv", "1"), ("tables/one.tsv", "2")),
        *(("words.txt", "1"), ("words.txt", "2")),
    ):
        (room / name).write_text(content)
        hashes.append(kept_files._sources_hash())
    monkeypatch.setattr("index.analysis.stemming.release", lambda: "another")
    hashes.append(kept_files._sources_hash())
    assert len(set(hashes)) == len(hashes)
    (room / "__pycache__").mkdir()
    (room / "__pycache__" / "made.txt").write_text("1")
    assert kept_files._sources_hash() == hashes[-1]


def test_the_word_table_is_the_same_out_of_its_file() -> None:
    made = WordTable.of(read_families())
    assert WordTable.from_text(made.to_text()).to_text() == made.to_text()
    assert word_table().to_text() == made.to_text()
    assert word_table().members() == made.members()


def test_a_table_of_no_families_knows_nothing() -> None:
    empty = WordTable.from_text(WordTable.of(()).to_text())
    assert empty.meanings("قمح") == empty.meanings_however_written("قمح") == ()
    assert empty.families("قمح") == ()
    assert empty.members() == {}
