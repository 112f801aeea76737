import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Evidence, fingerprint
from index.article import Article, DateMention
from index.errors import NothingIndexed, SourceError
from index.facets import INDEXED_FACETS
from index.fields import FIELDS
from index.indexing import Watcher, reindex
from index.ingestion import printable
from index.sources.reading import Problem
from index.spool import Spool
from index.stores import Store, open_store
from search.query import Query
from search.searcher import open_archive


def lines(path: Path, *records: object) -> Path:
    text = "\n".join(
        record if isinstance(record, str) else json.dumps(record, ensure_ascii=False)
        for record in records
    )
    path.write_text(text + "\n", encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"whoosh:{tmp_path / 'index'}")


def _address(tmp_path: Path) -> str:
    return f"whoosh:{tmp_path / 'index'}"


def test_counts_and_manifest(store: Store, tmp_path: Path) -> None:
    source = lines(
        tmp_path / "news.jsonl",
        {"title": "أول"},
        {"title": "أول"},
        {"url": "u", "title": "ثان", "body": "متن", "published": "غداً"},
        {"title": ""},
        "{",
    )
    told: list[Problem] = []
    report = reindex(store, [source], watcher=Watcher(problem=told.append))
    assert report.indexed == 2
    assert report.skipped == {"repeated": 1, "no_text": 1, "broken": 1}
    assert report.remarks == {"bad_date": 1}
    assert [(problem.line, problem.reason) for problem in told] == [
        (None, "repeated"),
        (3, "bad_date"),
        (4, "no_text"),
        (5, "broken"),
    ]
    manifest = store.manifest()
    assert manifest.articles == 2
    assert manifest.skipped == {"repeated": 1, "no_text": 1, "broken": 1}
    assert manifest.sources == (str(source),)
    assert manifest.fingerprint == fingerprint()
    assert manifest.evidence == open_archive(_address(tmp_path)).analyzer.evidence.digest
    facets = [f"facet {facet.name}" for facet in INDEXED_FACETS]
    assert manifest.fields == (*(field.name for field in FIELDS), *facets)
    assert set(manifest.software) == {"fihris", "whoosh-reloaded", "snowballstemmer", "pyarabic"}


def test_all_bytes_are_reported_to_the_progress_bar(store: Store, tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", {"title": "خبر", "body": "نص"}, "{")
    lines(tmp_path / "b.jsonl", {"title": "خبر آخر"})
    totals: list[int] = []
    advanced: list[int] = []

    def indexing(articles: int) -> None:
        totals.append(sum(advanced) + articles)

    watcher = Watcher(total=totals.append, advance=advanced.append, indexing=indexing)
    reindex(store, [tmp_path / "a.jsonl", tmp_path / "b.jsonl"], watcher=watcher)
    # Bytes first, then articles.
    size, after = totals
    assert size == sum((tmp_path / name).stat().st_size for name in ("a.jsonl", "b.jsonl"))
    assert (after, sum(advanced)) == (size + 2, size + 2)


def test_the_words_of_every_text_field_are_evidence(store: Store, tmp_path: Path) -> None:
    source = lines(
        tmp_path / "a.jsonl",
        {"title": "قمح", "body": "القمح والقمح", "byline": "سلمى", "dateline": ["تونس"]},
        {"title": "القمح", "caption": "صورة", "section": "اقتصاد"},
        {"title": "", "section": "متروك"},
    )
    reindex(store, [source])
    assert open_archive(_address(tmp_path)).analyzer.evidence == Evidence(
        {"قمح": 1, "القمح": 2, "والقمح": 1, "سلمي": 1, "تونس": 1, "صورة": 1}
    )


def test_the_order_of_the_articles_changes_no_term(store: Store, tmp_path: Path) -> None:
    records = [{"id": str(n), "body": f"بورغندي {'و' * (n % 2)}بورغندي رقم{n}"} for n in range(6)]
    answers = []
    for order in (records, records[::-1]):
        reindex(store, [lines(tmp_path / "a.jsonl", *order)])
        results = open_archive(_address(tmp_path)).search(Query("وبورغندي"))
        answers.append(
            (store.manifest().evidence, {hit.article.id: hit.score for hit in results.hits})
        )
    assert answers[0] == answers[1]
    assert len(answers[0][1]) == 6


@given(st.lists(st.text()))
def test_a_spool_gives_back_what_was_put_in(texts: list[str]) -> None:
    articles = [Article(id=text, body=text, datelines=(text,)) for text in texts]
    with Spool[Article]() as spool:
        for article in articles:
            spool.add(article)
        assert list(spool.contents()) == articles
        assert list(spool.contents()) == articles


def test_of_a_repeated_article_the_first_is_kept(store: Store, tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", {"id": "1", "title": "أول"}, {"id": "1", "title": "ثان"})
    reindex(store, [source])
    engine = open_archive(f"whoosh:{tmp_path / 'index'}")
    found = engine.article("1")
    assert found is not None
    assert found.title == "أول"


@pytest.mark.parametrize(
    "records",
    [
        [{"id": "a", "title": "x"}, {"id": "a\u0000", "title": "y"}],
        [{"id": "a", "url": "http://x/1", "title": "x"}, {"url": "http://x/1", "title": "y"}],
        [{"url": "http://x/1", "title": "x"}, {"id": "b", "url": "http://x/1", "title": "y"}],
        [{"title": "x", "body": "نص"}, {"title": "x", "body": " نص "}],
    ],
)
def test_one_article_under_two_records(
    store: Store, tmp_path: Path, records: list[dict[str, str]]
) -> None:
    report = reindex(store, [lines(tmp_path / "a.jsonl", *records)])
    assert (report.indexed, report.skipped) == (1, {"repeated": 1})


def test_nothing_to_index_leaves_the_live_index(store: Store, tmp_path: Path) -> None:
    reindex(store, [lines(tmp_path / "a.jsonl", {"title": "خبر"})])
    with pytest.raises(NothingIndexed, match="1 broken"):
        reindex(store, [lines(tmp_path / "b.jsonl", "{")])
    with pytest.raises(SourceError, match="nowhere"):
        reindex(store, [tmp_path / "nowhere"])
    assert store.manifest().articles == 1


def test_an_article_comes_back_as_it_went_in(store: Store, tmp_path: Path) -> None:
    record = {
        "id": "http://paper.example/a/1?x=ا#1", "url": "http://paper.example/a/1", "title": "عنوان",
        "deck": "مقدمة", "body": "نص\n\nأمس", "caption": "صورة", "credit": "أ.ب", "byline": "كاتبة",
        "dateline": ["تونس", "عمّان"], "section": "محليات", "agency": ["واس"], "source": "جريدة",
        "published": "2024-10-28",
    }  # fmt: skip
    reindex(store, [lines(tmp_path / "a.jsonl", record)])
    engine = open_archive(f"whoosh:{tmp_path / 'index'}")
    expected = Article(
        id="http://paper.example/a/1?x=ا#1", url="http://paper.example/a/1", title="عنوان",
        deck="مقدمة", body="نص\n\nأمس", caption="صورة", credit="أ.ب", byline="كاتبة",
        datelines=("تونس", "عمّان"), section="محليات", agencies=("spa", "ap"), source="جريدة",
        published=date(2024, 10, 28), published_evidence="given", photo_agencies=("ap",),
        section_id="local", places=("تونس", "عمّان"),
        dates=(DateMention("أمس", 4, date(2024, 10, 27), date(2024, 10, 27), "day"),),
    )  # fmt: skip
    assert engine.article("http://paper.example/a/1?x=ا#1") == expected
    assert engine.article("http://paper.example/a/1") == expected
    assert engine.article("http://paper.example/a/2") is None


def test_what_no_page_can_show_is_left_out(store: Store, tmp_path: Path) -> None:
    source = lines(
        tmp_path / "a.jsonl", '{"title": "قمح \\ud800\\u0000 <b>", "section": "\\ud800"}'
    )
    reindex(store, [source])
    hit = open_archive(f"whoosh:{tmp_path / 'index'}").search(Query("قمح")).hits[0]
    assert hit.article.title == "قمح \ufffd <b>"


@given(st.text(st.characters() | st.sampled_from("\x00\ud800\udfff\x1f\t\n")))
def test_printable_text_can_be_written_and_is_not_changed_again(text: str) -> None:
    article = printable(Article(id=text, title=text, datelines=(text,)))
    "".join((article.id, article.title, *article.datelines)).encode("utf-8")
    assert article.id
    assert all(article.datelines)
    assert printable(article) is article


@given(st.text(st.characters() | st.sampled_from("\x00\ud800\udfff\x1f\t\n")))
def test_every_character_is_printable_or_not_by_itself(text: str) -> None:
    def title(text: str) -> str:
        return printable(Article(id="1", title=f"x{text}x")).title.removeprefix("x")[:-1]

    assert title(text) == "".join(map(title, text))


def test_mentions_are_printable_as_well() -> None:
    day = date(2024, 10, 28)
    article = Article(id="1", title="x", dates=(DateMention("\ud800\0أ", 0, day, day, "day"),))
    assert printable(article).dates[0].text == "\ufffdأ"
    assert printable(printable(article)) is not article


def test_what_nothing_printable_is_left_of_is_skipped(store: Store, tmp_path: Path) -> None:
    source = lines(
        tmp_path / "a.jsonl",
        '{"title": "\\u0001"}',
        '{"id": "\\u0001", "title": "عنوان", "section": "\\u0001", "agency": ["\\u0001"]}',
    )
    report = reindex(store, [source])
    assert (report.indexed, report.skipped) == (1, {"no_text": 1})
    article = open_archive(f"whoosh:{tmp_path / 'index'}").search(Query()).hits[0].article
    assert article.id.startswith("sha256-")
    assert (article.section, article.agencies) == ("", ())


def test_everything_that_is_indexed_can_be_found(store: Store, tmp_path: Path) -> None:
    words = ["قمح", "b" * 10_000, "😀", "ـ", "a\u0301", "٣", "ﷺ"]
    reindex(store, [lines(tmp_path / "a.jsonl", *[{"id": w, "body": w} for w in words])])
    engine = open_archive(f"whoosh:{tmp_path / 'index'}")
    for word in ("قمح", "b" * 10_000, "á", "3", "صلىاللهعليهوسلم"):
        assert engine.search(Query(word)).total == 1, word
