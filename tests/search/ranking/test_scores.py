"""Scores worked out by hand, on the engine that has the formulas exactly."""

import math

import pytest

from index.article import Article
from search.query import Query
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder

FILLER = "كلام كثير عن أشياء أخرى لا شأن لها بالأمر"


def score_of(engine: Searcher, query: Query, article_id: str) -> float:
    (score,) = [hit.score for hit in engine.search(query).hits if hit.article.id == article_id]
    return score


@pytest.mark.parametrize(
    ("typed", "other", "weight"),
    [
        ("غوغل", "جوجل", 0.7),
        ("عبد الرحمن", "عبدالرحمن", 2 * 0.7),
        ("عبدالرحمن", '"عبد الرحمن"', 0.7 / 2),
    ],
)
def test_another_spelling_counts_by_the_words_of_both(
    archive: ArchiveBuilder, typed: str, other: str, weight: float
) -> None:
    articles = [
        Article(id="other", title="خبر اليوم", body=f"{other} {FILLER}"),
        *(Article(id=str(n), body=f"{FILLER} {n}") for n in range(5)),
    ]
    engine = open_archive(archive(articles))
    by_itself = score_of(engine, Query(other, spellings="typed"), "other")
    assert score_of(engine, Query(typed), "other") == pytest.approx(weight * by_itself, rel=0.01)


@pytest.mark.parametrize("field", ["title", "body"])
def test_near_words_count_by_the_length_of_the_body_and_not_of_the_headline(
    archive: ArchiveBuilder, field: str
) -> None:
    long = " ".join([FILLER] * 3)
    texts = {"short": "محصول الكركم", "long": f"محصول الكركم {long}", "none": FILLER}
    articles = [
        Article(id=id_, title=text) if field == "title" else Article(id=id_, body=text)
        for id_, text in texts.items()
    ]
    engine = open_archive(archive(articles))
    scores = {}
    for id_ in ("short", "long"):
        found = engine.explain(Query("محصول الكركم"), id_)
        assert found is not None
        scores[id_] = [part.score for part in found.parts if part.kind == "near"]
    rarity = math.log1p((3 - 2 + 0.5) / (2 + 0.5))
    if field == "title":
        assert scores["short"] == scores["long"] == [pytest.approx(0.35 * rarity, rel=0.01)]
    else:
        lengths = [len(text.split()) for text in texts.values()]
        norm = 0.25 + 0.75 * lengths[1] / (sum(lengths) / 3)
        worth = 1 / norm
        expected = 0.35 * rarity * worth * 2.2 / (worth + 1.2)
        assert scores["long"] == [pytest.approx(expected, rel=0.01)]
        assert scores["short"][0] > scores["long"][0]
