from pathlib import Path

import pytest

from bench.measuring import QUERIES, articles_of, quantile, read_lines
from tests.tables import ROOT


def test_lines_of_a_file_are_queries_unless_empty_or_remarks(tmp_path: Path) -> None:
    path = tmp_path / "queries.txt"
    path.write_text("# remark\n\nقمح\n  \nسوق #2\n", encoding="utf-8")
    assert read_lines(path) == ["قمح", "سوق #2"]
    assert len(read_lines(QUERIES)) == 50


@pytest.mark.parametrize(
    ("share", "value"), [(0.0, 1), (0.5, 3), (0.95, 5), (0.79, 4), (0.8, 5), (1.0, 5)]
)
def test_a_quantile_is_one_of_the_values(share: float, value: float) -> None:
    assert quantile([5, 1, 4, 2, 3], share) == value


def test_articles_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "1", "title": "قمح"}\n{broken\n', encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"id": "2", "title": "سوق"}\n', encoding="utf-8")
    assert [article.id for article in articles_of(tmp_path)] == ["1", "2"]
    assert sum(1 for _ in articles_of(ROOT / "sample")) == 119
