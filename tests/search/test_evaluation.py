import math
import sys
from pathlib import Path

import pytest

from index.article import Article
from index.errors import EvaluationError
from search.evaluation import Judgment, evaluate, read_judgments, read_queries
from tests.tables import ROOT


def ranking(*ids: str) -> list[Article]:
    return [Article(id=one, url=f"http://x/{one}") for one in ids]


JUDGMENTS = [
    Judgment("1", "a", 3),
    Judgment("1", "b", 1),
    Judgment("1", "c", 0),
    Judgment("2", "http://x/d", 1),
    Judgment("2", "e", 1),
]


def test_measures_by_hand() -> None:
    found = {"first": ranking("b", "x", "a", "c"), "second": ranking("y", "d")}
    report = evaluate(
        {"1": "first", "2": "second", "3": "not judged"}, JUDGMENTS, lambda text, _: found[text]
    )
    ideal = 3 / math.log2(2) + 1 / math.log2(3)
    first = (1 / math.log2(2) + 3 / math.log2(4)) / ideal
    second = (1 / math.log2(3)) / (1 / math.log2(2) + 1 / math.log2(3))
    assert report == {
        "queries": 2,
        "ndcg@10": pytest.approx((first + second) / 2, abs=1e-4),
        "map@100": pytest.approx(((1 + 2 / 3) / 2 + (1 / 2) / 2) / 2, abs=1e-4),
        "mrr@10": pytest.approx((1 + 1 / 2) / 2, abs=1e-4),
        "recall@100": pytest.approx((1 + 1 / 2) / 2, abs=1e-4),
        "p@10": pytest.approx((2 / 10 + 1 / 10) / 2, abs=1e-4),
        "unjudged@10": pytest.approx(2 / 6, abs=1e-4),
    }


def test_a_query_that_finds_nothing_counts_as_zero() -> None:
    report = evaluate(
        {"1": "first", "2": "second"},
        JUDGMENTS,
        lambda text, _: ranking("a", "b") if text == "first" else [],
    )
    assert (report["queries"], report["mrr@10"], report["recall@100"]) == (2, 0.5, 0.5)


def test_the_reciprocal_rank_ends_at_ten() -> None:
    found = ranking(*[f"x{n}" for n in range(10)], "a")
    report = evaluate({"1": "q"}, JUDGMENTS, lambda text, depth: found)
    assert (report["mrr@10"], report["p@10"]) == (0, 0)
    assert report["recall@100"] == 0.5


def test_each_query_names_documents_in_its_own_way() -> None:
    judgments = [Judgment("1", "a", 1), Judgment("2", "http://x/a", 1)]
    report = evaluate({"1": "q", "2": "q"}, judgments, lambda text, depth: ranking("a"))
    assert report["mrr@10"] == 1


def test_a_hundred_results_are_asked_for() -> None:
    depths = []

    def rank(text: str, depth: int) -> list[Article]:
        depths.append(depth)
        return ranking("a")

    evaluate({"1": "q"}, JUDGMENTS, rank)
    assert depths == [100]


def test_files(tmp_path: Path) -> None:
    queries, judgments = tmp_path / "queries.tsv", tmp_path / "qrels.tsv"
    queries.write_text("\ufeff1\tقمح\tعن القمح\n2\tشعير\n\n", encoding="utf-8")
    judgments.write_text("1\ta\t3\n2\tb\t0\n", encoding="utf-8")
    assert read_queries(queries) == {"1": "قمح", "2": "شعير"}
    assert read_judgments(judgments) == [Judgment("1", "a", 3), Judgment("2", "b", 0)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1\ta\n", r"qrels.tsv, line 1: is not of the form id<TAB>document<TAB>grade"),
        ("1\ta\t-1\n", r"'-1' is no whole number from 0 to 99"),
        ("1\ta\t1\n2\tb\t999999999999\n", r"line 2: '999999999999' is no whole number"),
        ("1\ta\t1\n2\tb\tviel\n", r"qrels.tsv, line 2: 'viel' is no whole number"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "qrels.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=message):
        read_judgments(path)


def test_an_id_that_stands_twice_is_named(tmp_path: Path) -> None:
    path = tmp_path / "queries.tsv"
    path.write_text("1\tقمح\n1\tشعير\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match="line 2: the id '1' stands there twice"):
        read_queries(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"none\.tsv: cannot be read"):
        read_queries(tmp_path / "none.tsv")


def test_queries_without_judgments() -> None:
    with pytest.raises(EvaluationError, match="no query"):
        evaluate({"9": "q"}, JUDGMENTS, lambda text, depth: [])


def test_measures_that_are_not_installed_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pytrec_eval", None)
    with pytest.raises(EvaluationError, match=r"install it with: .*requirements-evaluate.txt"):
        evaluate({"1": "قمح"}, [Judgment("1", "a", 1)], lambda text, depth: [])


def test_a_server_needs_no_measures() -> None:
    for name, needed in (("requirements.txt", False), ("requirements-evaluate.txt", True)):
        locked = (ROOT / name).read_text(encoding="utf-8")
        assert ("\nscipy==" in locked) is needed, name
