import math

import numpy as np
import pytest

from index.article import Article
from search.engines import open_engine
from search.query import Query
from search.ranking import FieldParameters, Ranking, idf, saturate, weighted_frequency
from tests.conftest import ArchiveBuilder


def ranked(archive: ArchiveBuilder, query: str, *articles: Article) -> list[str]:
    return [found.id for found in open_engine(archive(articles)).rank(query, 100)]


FILLER = "كلام كثير عن أشياء أخرى لا شأن لها بالأمر"


def test_the_headline_counts_more_than_the_body(archive: ArchiveBuilder) -> None:
    assert ranked(
        archive,
        "القمح",
        Article(id="body", title="خبر", body=f"القمح {FILLER}"),
        Article(id="title", title="القمح", body=f"خبر {FILLER}"),
    ) == ["title", "body"]


def test_the_word_as_written_counts_more_than_its_other_forms(archive: ArchiveBuilder) -> None:
    assert ranked(
        archive,
        "مدرسة",
        Article(id="other", body=f"المدرسة {FILLER}"),
        Article(id="as written", body=f"مدرسة {FILLER}"),
    ) == ["as written", "other"]


def test_more_of_a_word_counts_more_and_a_longer_text_less(archive: ArchiveBuilder) -> None:
    assert ranked(
        archive,
        "القمح",
        Article(id="once, long", body=f"القمح {FILLER} {FILLER} {FILLER}"),
        Article(id="once", body=f"القمح {FILLER}"),
        Article(id="twice", body=f"القمح والقمح {FILLER}"),
    ) == ["twice", "once", "once, long"]


def test_a_rare_word_counts_more_than_a_common_one(archive: ArchiveBuilder) -> None:
    common = [Article(id=f"common {number}", body=f"القمح {FILLER}") for number in range(9)]
    rare = Article(id="rare", body=f"الكركم {FILLER}")
    assert ranked(archive, "القمح أو الكركم", *common, rare)[0] == "rare"


def test_equal_articles_stand_newest_first(archive: ArchiveBuilder) -> None:
    from datetime import date

    articles = [
        Article(id=str(year), body="القمح", published=date(year, 1, 1))
        for year in (2020, 2024, 2022)
    ]
    assert ranked(archive, "القمح", *articles) == ["2024", "2022", "2020"]


def test_a_phrase_of_rare_words_counts_more(archive: ArchiveBuilder) -> None:
    common = [Article(id=f"{n}", body=f"سعر القمح {FILLER}") for n in range(9)]
    rare = Article(id="rare", body=f"سعر الكركم {FILLER}")
    assert ranked(archive, '"سعر القمح" أو "سعر الكركم"', *common, rare)[0] == "rare"


def test_an_absent_field_does_not_lower_the_average_length(archive: ArchiveBuilder) -> None:
    """Scored by hand: one word in a title of average length, whatever articles lack a title."""
    engine = open_engine(
        archive(
            [
                Article(id="1", title="القمح اليوم"),
                *(Article(id=f"{n}", body=FILLER) for n in range(2, 9)),
            ]
        )
    )
    hit = engine.search(Query("القمح")).hits[0]
    ranking = Ranking()
    weight = ranking.of_field("title").weight
    once = idf(8, 1) * weight * (ranking.k1 + 1) / (weight + ranking.k1)
    assert hit.score == pytest.approx(once * sum(ranking.levels.values()), abs=1e-3)


def test_a_wide_prefix_takes_its_most_frequent_words(
    archive: ArchiveBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.whoosh_evaluator.MAX_PREFIX_WORDS", 1)
    engine = open_engine(
        archive(
            [
                Article(id="1", body="قمة"),
                Article(id="2", body="قمح"),
                Article(id="3", body="قمح"),
            ]
        )
    )
    results = engine.search(Query("قم*"))
    assert {hit.article.id for hit in results.hits} == {"2", "3"}
    assert [note.code for note in results.notes] == ["prefix_too_wide"]


def test_two_wide_prefixes_both_match(
    archive: ArchiveBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.whoosh_evaluator.MAX_PREFIX_WORDS", 2)
    engine = open_engine(archive([Article(id="1", body="قمة قمح قمر شعر شعير شعار")]))
    assert engine.search(Query("قم* شع*")).total == 1


def test_bm25f_by_hand() -> None:
    """One word, twice in a body of 8 words (average 4) and once in a title of average length."""
    body = weighted_frequency(
        np.array([2.0], np.float32), np.array([8.0], np.float32), 4.0, FieldParameters(1.0, 0.75)
    )
    title = weighted_frequency(
        np.array([1.0], np.float32), np.array([3.0], np.float32), 3.0, FieldParameters(2.0, 0.3)
    )
    weighted = 2 / (0.25 + 0.75 * 2) + 2 * 1 / (0.7 + 0.3)
    assert float((body + title)[0]) == pytest.approx(weighted)
    assert float(saturate(body + title, 1.2)[0]) == pytest.approx(weighted * 2.2 / (weighted + 1.2))
    assert idf(100, 10) == pytest.approx(math.log(1 + 90.5 / 10.5))


def test_idf_is_never_negative() -> None:
    assert all(idf(10, containing) > 0 for containing in range(11))
