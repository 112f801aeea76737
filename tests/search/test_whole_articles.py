"""All articles of a query one by one, and one of them with its words marked."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from search.query import Query
from search.results import Highlighted
from search.searcher import open_archive
from tests.conftest import ArchiveBuilder

pytestmark = pytest.mark.contract

ARTICLES = [
    Article(id="ب", title="سعر القمح", deck="ارتفاع في السوق", body="القمح غالٍ.\n\nوقمحنا كثير.",
            caption="حقل قمح", published=date(2024, 5, 3)),
    Article(id="أ", title="سعر القمح", body="القمح غالٍ.", published=date(2024, 5, 1)),
    Article(id="c", title="خبر", body="الشعير رخيص", published=date(2024, 5, 2)),
]  # fmt: skip
LEADS = [0, 0, 2]


def test_every_copy_is_read_in_the_order_of_the_query(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive(ARTICLES, LEADS))
    ids = [article.id for article in engine.scan(Query("القمح", sort="oldest", size=1))]
    assert ids == ["أ", "ب"]
    query = Query(sort="newest", excluded=(("date", "2024-05-03"),))
    assert [article.id for article in engine.scan(query)] == ["c", "أ"]
    assert list(engine.scan(Query("لا وجود لها", words="all"))) == []


def test_articles_are_read_only_when_they_are_asked_for(archive: ArchiveBuilder) -> None:
    """Others search meanwhile, and an index published meanwhile changes nothing."""
    engine = open_archive(archive(ARTICLES, LEADS))
    scanned = engine.scan(Query(sort="newest"))
    assert isinstance(scanned, Iterator)
    assert next(scanned).id == "ب"
    assert engine.search(Query("القمح")).total == 2
    engine.close()
    assert [article.id for article in scanned] == ["c", "أ"]


@given(st.permutations(range(len(ARTICLES))))
def test_ids_stand_in_one_order(archive: ArchiveBuilder, order: list[int]) -> None:
    engine = open_archive(archive([ARTICLES[number] for number in order]))
    assert list(engine.article_ids()) == ["c", "أ", "ب"]
    engine.close()


def test_an_article_is_found_by_its_id_or_any_spelling_of_its_address(
    archive: ArchiveBuilder,
) -> None:
    escaped = "https://x.example/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/7/"
    articles = [
        Article(id="n-1", title="أول", url=escaped),
        Article(id="http://صحيفة.example/8?id=5", title="ثان"),
        Article(id="https://x.example/أخبار/9", title="ثالث", url="https://x.example/10"),
        Article(id="https://x.example/10/", title="رابع"),
        Article(id="https://x.example/" + "قمح" * 5000, title="خامس"),
    ]
    engine = open_archive(archive(articles))
    for name, title in [
        ("n-1", "أول"),
        (escaped, "أول"),
        ("http://X.example/أخبار/7?fbclid=1", "أول"),
        ("https://xn--ogbhx3c3b.example/8/?id=5#top", "ثان"),
        ("https://x.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/9", "ثالث"),
        ("https://x.example/10/", "رابع"),  # its id, letter by letter
        ("https://x.example/10", "ثالث"),  # the first with this address
        ("http://x.example/" + "قمح" * 5000, "خامس"),
    ]:
        found = engine.article(name)
        assert found is not None, name
        assert found.title == title, name
    for name in ("https://www.x.example/أخبار/7", "https://x.example/7", "x.example/10", "N-1",
                 "https://xn--ogbhx3c3b.example/8?id=6", "https://x.example/\ud800"):  # fmt: skip
        assert engine.article(name) is None, name


def marked(text: Highlighted) -> list[str]:
    return [part.text for part in text if part.marked]


def test_the_words_of_a_query_are_marked_in_the_whole_article(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive(ARTICLES, LEADS))
    found = engine.marked(Query("قمح السوق"), "ب")
    assert found is not None
    assert found.article == engine.article("ب")
    for name, words in (
        ("title", ["القمح"]), ("deck", ["السوق"]), ("body", ["القمح", "وقمحنا"]),
        ("caption", ["قمح"]),
    ):  # fmt: skip
        text: Highlighted = getattr(found, name)
        assert "".join(part.text for part in text) == getattr(found.article, name)
        assert marked(text) == words, name


def test_a_word_of_one_field_is_marked_there_alone(archive: ArchiveBuilder) -> None:
    engine = open_archive(archive(ARTICLES, LEADS))
    found = engine.marked(Query("عنوان:القمح"), "ب")
    assert found is not None
    assert (marked(found.title), marked(found.body)) == (["القمح"], [])
    plain = engine.marked(Query(), "ب")
    assert plain is not None
    assert not any(marked(text) for text in (plain.title, plain.deck, plain.body))
    assert engine.marked(Query("القمح"), "ليس هنا") is None
