"""A corpus several times over: as many articles of the same days, and no copies among them."""

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from bench.measuring import articles_of
from bench.speed.shuffled import distinct, main, record, shuffled, shuffled_body, shuffled_title
from index.article import Article
from index.ingestion import same_stories

WORDS = ["".join(letters) for letters in product("بتجدر", "سعفقك", "ملنهو")]
BODY = "\n\n".join(" ".join(WORDS[at : at + 40]) for at in range(0, len(WORDS), 40))
ARTICLE = Article(
    id="x",
    url="https://paper.example/x",
    title="ارتفاع أسعار النفط في السوق",
    body=BODY,
    byline="كاتب",
    datelines=("الرياض", "جدة"),
    section="اقتصاد",
    source="الصحيفة",
    published=date(2024, 10, 28),
)
TEXTS = st.lists(st.lists(st.sampled_from("ابتثجحخد"), min_size=1), min_size=1).map(
    lambda paragraphs: "\n\n".join(" ".join(words) for words in paragraphs)
)


@given(TEXTS, st.integers())
def test_a_text_keeps_its_words_and_the_length_of_its_paragraphs(body: str, seed: int) -> None:
    mixed = shuffled_body(body, Random(seed))
    assert sorted(mixed.split()) == sorted(body.split())
    lengths = [[len(part.split()) for part in text.split("\n\n")] for text in (mixed, body)]
    assert lengths[0] == lengths[1]
    assert mixed.split()[:6] == body.split()[:6]
    assert len(body.split()) < 9 or mixed.split()[-3:] == body.split()[-3:]


def test_a_headline_keeps_its_words() -> None:
    assert sorted(shuffled_title("أ ب ج د", Random(1)).split()) == ["أ", "ب", "ج", "د"]


def test_another_part_has_names_of_its_own_and_the_same_facts() -> None:
    other = shuffled(ARTICLE, 2, 13)
    assert other == shuffled(ARTICLE, 2, 13) != shuffled(ARTICLE, 2, 14)
    assert (other.id, other.url) == ("x#2", "https://paper.example/x#2")
    assert other == replace(ARTICLE, id=other.id, url=other.url, title=other.title, body=other.body)


def test_parts_are_no_copies() -> None:
    parts = [ARTICLE, *(shuffled(ARTICLE, part, 13) for part in range(1, 10))]
    assert not any(same_stories(parts).values())


def test_articles_of_one_id_or_address_are_one() -> None:
    same = replace(ARTICLE, id="y")
    assert list(distinct([ARTICLE, same, replace(same, url="")])) == [
        ARTICLE,
        replace(same, url=""),
    ]


def test_a_record_is_read_as_the_article_that_it_was(tmp_path: Path) -> None:
    folder, path = tmp_path / "made", tmp_path / "one.jsonl"
    path.write_text('{"id": "1", "title": "قمح", "body": "سعر القمح"}\n', encoding="utf-8")
    told = CliRunner().invoke(main, [str(path), str(folder), "--times", "3"])
    assert told.output.startswith("3 articles")
    first, *others = articles_of(folder)
    assert (first.id, first.title, first.body) == ("1", "قمح", "سعر القمح")
    assert [article.id for article in others] == ["1#1", "1#2"]
    again = CliRunner().invoke(main, [str(path), str(folder)])
    assert again.exit_code == 1
    assert "not empty" in again.output


@pytest.mark.parametrize("name", ["deck", "caption", "photo_agency", "section_id"])
def test_a_record_leaves_out_what_is_empty(name: str) -> None:
    assert name not in record(ARTICLE)
    assert record(ARTICLE)["dateline"] == ["الرياض", "جدة"]
