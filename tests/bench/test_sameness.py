"""What is recorded of an index, and what counts as a difference between two recordings."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bench.answers import by_key
from bench.sameness import answers, articles, compared, terms
from bench.sameness.questions import drawn
from bench.searches import Parameters
from index.article import Article
from index.errors import QueryInvalid
from search.results import Fragment, Match
from tests.conftest import ArchiveBuilder
from web.url.reading import read_search

DAY = date(2024, 10, 28)
ARTICLES = [
    Article(
        id=str(number),
        title=f"ارتفاع أسعار النفط في السوق {number}",
        body=f"قالت وزارة الطاقة إن سعر النفط ارتفع {number} دولارا.",
        source="الصحيفة",
        section="اقتصاد",
        published=DAY,
    )
    for number in range(12)
]
CHANGED = [*ARTICLES[:-1], Article(id="11", title="هطول الأمطار", published=DAY)]


def told(command: Any, *arguments: str) -> Result:
    return CliRunner().invoke(command.main, list(arguments))


def test_searches_are_drawn_by_the_seed_each_once() -> None:
    found = drawn(ARTICLES, 120, 1)
    assert len(set(found)) == len(found) == 120
    assert found == drawn(ARTICLES, 120, 1)
    assert found != drawn(ARTICLES, 120, 2)


def test_searches_that_are_drawn_have_every_operator() -> None:
    queries = drawn(ARTICLES, 300, 1)
    texts = [value for pairs in queries for name, value in pairs if name == "q"]
    for sign in ('"', "*", " -", "=", "OR", "أو", "(", "عنوان:", "صيغ:", "قسم:", "تاريخ:", "من 2"):
        assert any(sign in text for text in texts), sign
    names = {name for pairs in queries for name, _ in pairs}
    assert names >= {"sort", "page", "size", "words", "spellings", "copies", "from", "to"}
    assert {"section", "not_section"} <= names


def test_few_searches_that_are_drawn_are_refused() -> None:
    queries = drawn(ARTICLES, 200, 1)
    assert sum(not _is_refused(pairs) for pairs in queries) > 150


def _is_refused(pairs: Parameters) -> bool:
    try:
        read_search(pairs)
    except QueryInvalid:
        return True
    return False


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Match.EXACT, "EXACT"),
        (DAY, "2024-10-28"),
        (Article(id="x"), "x"),
        ((Fragment("a", True), Fragment("b")), [["a", True], ["b", False]]),
        ({Match.LIGHT: (1, 2.5)}, {"LIGHT": [1, 2.5]}),
        (None, None),
    ],
)
def test_values_are_written_as_json(value: Any, written: Any) -> None:
    assert answers.plain(value) == written


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (1.5, 1.5001, 0),
        (1.5, 1.502, 1),
        (1, 2, 1),
        (1.0, 1, 1),
        ({"hits": [{"score": 1.5}]}, {"hits": [{"score": 1.5001}]}, 0),
        (["a", "b"], ["b", "a"], 2),
        (1.5, float("nan"), 1),
    ],
)
def test_scores_may_differ_by_the_tolerance(before: Any, after: Any, lines: int) -> None:
    assert len(list(by_key(before, after, tolerance=1.5e-4))) == lines


@pytest.mark.parametrize(
    ("command", "options"),
    [
        pytest.param(answers, ("--drawn", "60"), marks=pytest.mark.slow),
        (articles, ()),
        (terms, ()),
        (terms, ("--no-postings",)),
    ],
)
def test_recordings_differ_where_indexes_do(
    archive: ArchiveBuilder, tmp_path: Path, command: Any, options: tuple[str, ...]
) -> None:
    paths = [str(tmp_path / name) for name in ("before", "again", "after")]
    for held, path in zip((ARTICLES, ARTICLES, CHANGED), paths, strict=True):
        assert told(command, archive(held), path, *options).exit_code == 0
    before, again, after = paths
    same = told(compared, before, again)
    assert same.exit_code == 0
    assert " 0 differ" in same.stdout
    different = told(compared, before, after, "--json")
    assert different.exit_code == 1
    rows = json.loads(different.stdout)
    assert sum(row["differ"] for row in rows["kinds"].values()) > 0
    assert rows["places"]


@pytest.mark.slow
def test_a_recording_names_what_was_asked(archive: ArchiveBuilder, tmp_path: Path) -> None:
    path = tmp_path / "answers"
    told(answers, archive(ARTICLES), str(path), "--drawn", "60")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    kinds = {row["kind"] for row in rows}
    assert kinds >= {"search", "refused", "explain first", "explain last", "facet", "facets"}
    assert kinds >= {"compare", "suggest", "knows", "rank", "scan", "marked", "copies", "related"}
    (row,) = (r for r in rows if r["kind"] == "search" and r["asked"] == {"search": [["q", "-"]]})
    assert row["answer"]["total"] == len(ARTICLES)
    assert "took_ms" not in row["answer"]


@pytest.mark.parametrize("line", ["{broken", '{"kind": "x"}', "[]"])
def test_what_is_no_recording_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "file"
    path.write_text(line + "\n", encoding="utf-8")
    refused = told(compared, str(path), str(path))
    assert refused.exit_code == 1
    assert "line 1" in refused.stderr


def test_the_same_question_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text('{"kind": "x", "asked": 1, "answer": 2}\n' * 2, encoding="utf-8")
    assert "asked twice" in told(compared, str(path), str(path)).stderr
