"""``names``: what an editor decides is kept in a file, and the archive has it at once."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from index.stores import open_store
from manage import cli
from search.query import Query
from search.searcher import open_archive
from tests.index.names.naming import build, named

FULL, SHORT = "سليم بن راشد الحداد", "سليم الحداد"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


@pytest.fixture
def engine(tmp_path: Path) -> str:
    address = f"whoosh:{tmp_path / 'index'}"
    minister = "وزير الزراعة"
    build(
        open_store(address),
        [
            named(1, (FULL, minister), "ليلى الناجي"),
            named(2, (SHORT, minister), "ليلى الناجي"),
            named(3, (FULL, minister)),
            named(4, "ليلى الناجي"),
        ],
    )
    return address


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "desk/names.tsv"
    monkeypatch.setenv("FIHRIS_NAMES", str(path))
    return path


def people(engine: str) -> dict[str, int]:
    page = open_archive(engine).facet(Query(), "person")
    return {value.value: value.count for value in page.values}


def test_an_editor_accepts_refuses_and_forgets(engine: str, file: Path) -> None:
    before = people(engine)
    offered = json.loads(run("names", "list", "--json", "--engine", engine).stdout)
    assert [(one["entry"]["name"], one["variant"]["name"]) for one in offered] == [(FULL, SHORT)]
    assert offered[0]["shared_role"] == "وزير الزراعة"

    told = run("names", "accept", FULL, SHORT, "--engine", engine)
    assert (told.exit_code, told.stdout) == (0, "accepted 1 writing\n1 article changed\n")
    assert people(engine) == {FULL: 3, "ليلى الناجي": 3}
    assert not json.loads(run("names", "list", "--json", "--engine", engine).stdout)

    run("names", "refuse", FULL, SHORT, "--engine", engine)
    assert people(engine) == before
    assert not json.loads(run("names", "list", "--json", "--engine", engine).stdout)
    assert f"refused\tperson\t{FULL}\t{SHORT}" in file.read_text("utf-8")

    run("names", "undo", FULL, "--engine", engine)
    assert FULL not in file.read_text("utf-8")
    assert json.loads(run("names", "list", "--json", "--engine", engine).stdout) == offered


def test_what_is_accepted_for_later_comes_with_apply(engine: str, file: Path) -> None:
    before = people(engine)
    run("names", "accept", FULL, SHORT, "--later", "--engine", engine)
    assert people(engine) == before
    assert "apply" in run("names", "list", "--engine", engine).stderr
    assert run("names", "apply", "--engine", engine).stdout == "1 article changed\n"
    assert people(engine)[FULL] == 3
    assert "already" in run("names", "apply", "--engine", engine).stdout


def test_a_broken_line_is_told_and_costs_itself_alone(engine: str, file: Path) -> None:
    file.parent.mkdir()
    lines = ["accepted\tperson", f"accepted\tperson\t{FULL}\t{SHORT}", "maybe\tperson\tا ب\tج د"]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = run("names", "apply", "--engine", engine)
    assert told.exit_code == 0
    assert [f"{file}, line {line}" in told.stderr for line in (1, 2, 3)] == [True, False, True]
    assert people(engine)[FULL] == 3
    run("names", "refuse", FULL, "ليلى الناجي", "--engine", engine)
    assert file.read_text("utf-8").splitlines()[:3] == lines


def test_what_contradicts_is_not_written(engine: str, file: Path) -> None:
    run("names", "accept", FULL, SHORT, "--engine", engine)
    before = file.read_bytes()
    for entry, variant in ((SHORT, FULL), ("ليلى الناجي", SHORT)):
        told = run("names", "accept", entry, variant, "--engine", engine)
        assert told.exit_code == 1
        assert file.read_bytes() == before


def test_an_archive_without_its_file_keeps_its_names(engine: str, file: Path) -> None:
    run("names", "accept", FULL, SHORT, "--engine", engine)
    file.unlink()
    assert "already" in run("names", "apply", "--engine", engine).stdout
    run("names", "refuse", FULL, "ليلى الناجي", "--engine", engine)
    assert f"accepted\tperson\t{FULL}\t{SHORT}" in file.read_text("utf-8")
    assert people(engine)[FULL] == 3


def test_a_reindex_takes_the_names_in_and_is_needed_for_them(tmp_path: Path, file: Path) -> None:
    engine, source = f"whoosh:{tmp_path / 'index'}", tmp_path / "a.jsonl"
    source.write_text(json.dumps({"id": "1", "title": "خبر"}, ensure_ascii=False) + "\n", "utf-8")
    run("reindex", str(source), "--engine", engine)
    assert "nothing to do" in run("reindex", "--if-needed", "--engine", engine).stdout
    run("names", "accept", FULL, SHORT, "--later", "--engine", engine)
    assert "indexed" in run("reindex", "--if-needed", "--engine", engine).stdout
    names = open_store(engine).manifest().names
    assert list(names.pairs()) == [("person", FULL, SHORT)]
    assert "nothing to do" in run("reindex", "--if-needed", "--engine", engine).stdout
    run("compact", "--engine", engine)
    assert open_store(engine).manifest().names == names


@pytest.mark.parametrize("command", ["compact", "names"])
def test_what_leaves_no_doubt_is_accepted_at_once(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    engine, role = f"whoosh:{tmp_path / 'index'}", "المدير الفني لنادي الشعلة"
    one, other, third = "غوستاف هارلمان", "جوستاف هارلمان", "غوستاف هارلمن"
    articles = [named(1, (one, role)), named(2, (one, role)), named(3, (other, role))]
    build(open_store(engine), [*articles, named(4, (third, role)), named(5, "نادر الحداد")])
    if command == "names":
        assert run("names", "accept", "--sure", "--engine", engine).exit_code == 0
    else:
        monkeypatch.setenv("FIHRIS_SURE_NAMES", "on")
        told = run("compact", "--engine", engine)
        assert "accepted 2 writings" in told.stdout, told.output
    assert people(engine) == {one: 4, "نادر الحداد": 1}
    assert run("names", "accept", "--sure", "--engine", engine).stdout.startswith("accepted 0")


def test_a_list_says_what_speaks_for_a_pair(engine: str) -> None:
    told = run("names", "list", "--engine", engine)
    assert [line.strip() for line in told.stdout.splitlines()] == [
        "candidate 0.60 person",
        f"{FULL} · 2 articles · وزير الزراعة (2)",
        f"{SHORT} · 1 article · وزير الزراعة (1)",
        "اسم أقصر؛ الصفة نفسها: وزير الزراعة",
    ]
    assert told.stderr == "1 candidate, 0 of them sure\n"
    assert not run("names", "list", "--sure", "--engine", engine).stdout
    assert not run("names", "list", "--kind", "organisation", "--engine", engine).stdout


def test_a_list_tells_which_names_are_several_people(tmp_path: Path) -> None:
    engine, name = f"whoosh:{tmp_path / 'index'}", "نادر الحداد"
    roles = ["لاعب نادي الشعلة"] * 3 + ["وزير الزراعة"] * 2
    build(open_store(engine), [named(at, (name, role)) for at, role in enumerate(roles)])
    told = run("names", "list", "--several", "--engine", engine)
    assert told.stdout == f"{name} · 5 articles · رياضة (3)، دولة (2)\n"


def test_the_file_lies_in_the_folder_of_the_index_and_stays_there(
    engine: str, tmp_path: Path
) -> None:
    run("names", "accept", FULL, SHORT, "--engine", engine)
    path = tmp_path / "index/names.tsv"
    before = path.read_bytes()
    for command in ("compact", "rollback"):
        assert run(command, "--engine", engine).exit_code == 0
    assert path.read_bytes() == before
