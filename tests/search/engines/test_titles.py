"""Titles that go on as somebody typed: each once, on either engine in the same order."""

from datetime import date

import pytest

from index.article import Article
from search.completion.phrases import Typed
from search.engines import open_engine
from search.ranking.bm25 import Ranking
from tests.conftest import PARTED, ArchiveBuilder

ARTICLES = [
    Article(id="twice", title="الوزراء السكان الوزراء", published=date(2024, 2, 29)),
    Article(id="once", title="الوزراء والسوق", published=date(2015, 8, 2)),
    Article(id="further on", title="مجلس الوزراء", published=date(2023, 3, 1)),
    Article(id="undated", title="عبدالرحمن الوزراء"),
    Article(id="other", title="سعر القمح", published=date(2024, 3, 2)),
]


@pytest.mark.contract
@pytest.mark.parametrize(
    ("typed", "most", "ids"),
    [
        ("الو", 8, ["twice", "once", "further on", "undated"]),
        ("الوزراء ", 8, ["twice", "once", "further on", "undated"]),
        # A title that has what was typed twice takes one place, not two.
        ("الو", 3, ["twice", "once", "further on"]),
        ("الوزراء السكان ا", 8, ["twice"]),
        ("السكان الو", 8, ["twice"]),
        ("القم", 1, ["other"]),
        ("الو", 0, []),
        ("زرافة", 8, []),
    ],
)
def test_a_title_is_offered_once(
    archive: ArchiveBuilder, typed: str, most: int, ids: list[str]
) -> None:
    engine = open_engine(archive(ARTICLES), PARTED, Ranking())
    found = engine.open().titles(Typed.of(typed), most)
    assert [(one.value, one.kind) for one in found] == [(id_, "title") for id_ in ids]
    engine.close()
