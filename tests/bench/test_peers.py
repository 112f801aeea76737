"""The peers find what they are asked for, and the same; how fast is not tested."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.speed import peers
from bench.speed.peer_engines import PEERS, Match, document, stem, stems
from index.article import Article

ARTICLES = [
    Article(id="1", title="أسعار القمح", body="ارتفعت أسعار القمح في السوق.", source="الأولى"),
    Article(id="2", title="السوق", body="في السوق قمح كثير وشعير قليل.", source="الثانية"),
    Article(id="3", title="الأمطار", body="هطلت أمطار على السوق.", source="الأولى"),
    Article(id="4", title="مباراة", body="انتهت المباراة بلا أهداف.", source="الثانية"),
]


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [("المدارس", "مدارس"), ("Oil", "oil"), ("٢٠٢٤", "2024"), ("running", "run")],
)
def test_words_are_stemmed_and_folded(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


@pytest.mark.parametrize("name", PEERS)
@pytest.mark.parametrize(
    ("match", "text", "ids", "papers"),
    [
        ("any", "القمح السوق", {"1", "2", "3"}, {"الأولى": 2, "الثانية": 1}),
        ("all", "القمح السوق", {"1", "2"}, {"الأولى": 1, "الثانية": 1}),
        ("all", "قمح", {"1", "2"}, {"الأولى": 1, "الثانية": 1}),
        ("any", "ذهب", set(), {}),
    ],
)
def test_peers_find_the_same(
    tmp_path: Path, name: str, match: Match, text: str, ids: set[str], papers: dict[str, int]
) -> None:
    PEERS[name].index(map(document, ARTICLES), tmp_path)
    found = PEERS[name].open(tmp_path, match).search(stems(text).split())
    assert set(found.ids) == ids
    assert found.papers == papers
    assert len(found.snippets) == len(found.titles) == len(ids)
    assert all(found.snippets)


@pytest.mark.parametrize("name", PEERS)
def test_a_word_in_the_headline_counts_more(tmp_path: Path, name: str) -> None:
    PEERS[name].index(map(document, ARTICLES), tmp_path)
    found = PEERS[name].open(tmp_path, "any").search([stem("القمح")])
    assert found.ids == ("1", "2")
    assert found.titles == ("أسعار القمح", "السوق")


@pytest.mark.parametrize("name", PEERS)
def test_ten_hits_are_given_and_all_are_counted(tmp_path: Path, name: str) -> None:
    articles = [
        Article(id=str(n), title="السوق", body="القمح " * (n + 1), source="صحيفة")
        for n in range(25)
    ]
    PEERS[name].index(map(document, articles), tmp_path)
    found = PEERS[name].open(tmp_path, "any").search([stem("القمح")])
    assert len(found.ids) == len(found.snippets) == 10
    assert found.papers == {"صحيفة": 25}


def test_queries_are_words_of_headlines_by_the_seed_without_stop_words() -> None:
    articles = [Article(id=str(n), title=f"ارتفاع في أسعار النفط {100 + n}") for n in range(50)]
    found = peers.drawn_queries(articles, 20, 1)
    assert len(set(found)) == len(found) == 20
    assert found == peers.drawn_queries(articles, 20, 1) != peers.drawn_queries(articles, 20, 2)
    assert all(2 <= len(text.split()) <= 4 and "في" not in text.split() for text in found)


@pytest.mark.slow
def test_a_run_prints_every_engine_and_every_ratio(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    lines = (json.dumps({"id": a.id, "title": a.title, "body": a.body}) for a in ARTICLES)
    path.write_text("\n".join(lines), encoding="utf-8")
    told = CliRunner().invoke(peers.main, [str(path), "--rounds", "2", "--json"])
    assert told.exit_code == 0, told.stderr
    report = json.loads(told.stdout)
    assert set(report["engines"]) == {peers.OURS, *PEERS}
    assert report["articles"] == len(ARTICLES)
    assert len(report["ratios"]) == 8
    table = peers.markdown(report)
    assert "| tantivy |" in table
    assert "at most 1.5" in table
