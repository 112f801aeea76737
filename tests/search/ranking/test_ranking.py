import math
from datetime import date

import numpy as np
import pytest

from index.article import Article
from search.query import Query, Sort
from search.ranking.bm25 import (
    FieldParameters,
    Ranking,
    idf,
    normalized,
    required_coverage,
    saturate,
)
from search.results import Match
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder

pytestmark = pytest.mark.contract


def ranking_by(address: str, ranking: Ranking) -> Searcher:
    """The archive at an address, ranked by other parameters than the usual ones."""
    return open_archive(address, ranking=ranking)


def ranked(archive: ArchiveBuilder, query: str, *articles: Article) -> list[str]:
    return [found.id for found in open_archive(archive(articles)).rank(query, 100)]


FILLER = "كلام كثير عن أشياء أخرى لا شأن لها بالأمر"


def test_the_headline_counts_more_than_the_body(archive: ArchiveBuilder) -> None:
    assert ranked(
        archive,
        "القمح",
        Article(id="body", title="خبر", body=f"{FILLER} {FILLER} {FILLER} القمح"),
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
    articles = [
        Article(id=str(year), body="القمح", published=date(year, 1, 1))
        for year in (2020, 2024, 2022)
    ]
    assert ranked(archive, "القمح", *articles) == ["2024", "2022", "2020"]


def test_a_phrase_of_rare_words_counts_more(archive: ArchiveBuilder) -> None:
    common = [Article(id=f"{n}", body=f"سعر القمح {FILLER}") for n in range(9)]
    rare = Article(id="rare", body=f"سعر الكركم {FILLER}")
    assert ranked(archive, '"سعر القمح" أو "سعر الكركم"', *common, rare)[0] == "rare"


def test_bm25_by_hand() -> None:
    """A word that stands twice in a body of 8 words, where the average is 4."""
    frequency = normalized(
        np.array([2.0], np.float32), np.array([8.0], np.float32), 4.0, FieldParameters(1.0, 0.75)
    )
    expected = 2 / (0.25 + 0.75 * 2)
    assert float(frequency[0]) == pytest.approx(expected)
    assert float(saturate(frequency, 1.2)[0]) == pytest.approx(expected * 2.2 / (expected + 1.2))
    assert idf(100, 10) == pytest.approx(math.log(1 + 90.5 / 10.5))


@pytest.mark.parametrize(("average", "norm"), [(0.5, 2.0), (1.0, 2.0), (1.5, 1.5), (2.0, 1.25)])
def test_a_length_is_taken_by_the_average_but_by_one_word_at_least(
    average: float, norm: float
) -> None:
    """A field of three words, of which half counts."""
    frequency = normalized(
        np.array([1.0], np.float32), np.array([3.0], np.float32), average, FieldParameters(1.0, 0.5)
    )
    assert float(frequency[0]) == pytest.approx(1 / norm)
    assert frequency.dtype == np.float32


def test_idf_is_never_negative() -> None:
    assert all(idf(10, containing) > 0 for containing in range(11))


def test_a_longer_query_may_lack_more() -> None:
    shares = [required_coverage(words) for words in range(40)]
    assert shares == sorted(shares, reverse=True)
    assert shares[1] == 1
    assert all(0 < share <= 1 for share in shares)


@pytest.mark.parametrize(
    ("words", "share"),
    [(0, 1.0), (1, 1.0), (2, 0.70711), (3, 0.3849), (4, 0.25), (6, 0.13608), (9, 0.07407)],
)
def test_the_share_that_is_asked_for(words: int, share: float) -> None:
    assert required_coverage(words) == pytest.approx(share, abs=1e-5)


def test_a_closer_form_counts_more_than_a_wider_one(archive: ArchiveBuilder) -> None:
    engine = open_archive(
        archive(
            [
                Article(id="family", body=f"الوزارة {FILLER}"),
                Article(id="form", body=f"الوزراء {FILLER}"),
                Article(id="written", body=f"وزير {FILLER}"),
                Article(id="none", body=FILLER),
            ]
        )
    )
    results = engine.search(Query("وزير"))
    assert [(hit.article.id, hit.match) for hit in results.hits] == [
        ("written", Match.EXACT),
        ("form", Match.LIGHT),
        ("family", Match.WIDE),
    ]
    assert results.matches == {Match.EXACT: 1, Match.LIGHT: 1, Match.WIDE: 1}


def test_a_word_in_the_lead_counts_more_than_one_further_down(archive: ArchiveBuilder) -> None:
    long = " ".join([FILLER] * 4)
    assert ranked(
        archive,
        "القمح",
        Article(id="below", body=f"{long} القمح"),
        Article(id="lead", body=f"القمح {long}"),
    ) == ["lead", "below"]


def test_words_near_each_other_count_more_than_words_apart(archive: ArchiveBuilder) -> None:
    assert ranked(
        archive,
        "محصول الكركم",
        Article(id="apart", body=f"محصول {FILLER} الكركم"),
        Article(id="near", body=f"الكركم محصول {FILLER}"),
        *(Article(id=f"{n}", body=FILLER) for n in range(5)),
    ) == ["near", "apart"]


def test_a_spelling_that_was_not_typed_counts_less(archive: ArchiveBuilder) -> None:
    engine = open_archive(
        archive(
            [
                Article(id="other", body=f"عبدالرحمن {FILLER}"),
                Article(id="typed", body=f"عبد الرحمن {FILLER}"),
            ]
        )
    )
    results = engine.search(Query("عبد الرحمن"))
    assert [(hit.article.id, hit.match) for hit in results.hits] == [
        ("typed", Match.EXACT),
        ("other", Match.SPELLING),
    ]
    assert "عبدالرحمن" in results.expansions
    typed = engine.search(Query("عبد الرحمن", spellings="typed", words="all"))
    assert [hit.article.id for hit in typed.hits] == ["typed"]
    assert typed.expansions == ()


def test_another_spelling_stands_for_all_the_words_that_were_typed() -> None:
    ranking = Ranking()
    assert ranking.of_spelling(1, 1) == pytest.approx(0.7)
    assert ranking.of_spelling(2, 1) == pytest.approx(1.4), "one word for two"
    assert ranking.of_spelling(1, 2) == pytest.approx(0.35), "two words for one"
    assert ranking.of_spelling(2, 2) == pytest.approx(0.7)
    assert Ranking(other_spelling=0.5).of_spelling(3, 2) == pytest.approx(0.75)


def test_what_has_all_words_stands_before_what_lacks_one(archive: ArchiveBuilder) -> None:
    engine = open_archive(
        archive(
            [
                Article(id="two", body=f"سعر القمح القمح القمح {FILLER}"),
                Article(id="all", body=f"سعر القمح {FILLER} في الميناء"),
                Article(id="one", body=f"سعر الشعير {FILLER}"),
                *(Article(id=f"{n}", body=FILLER) for n in range(5)),
            ]
        )
    )
    results = engine.search(Query("سعر القمح الميناء"))
    assert [(hit.article.id, hit.missing) for hit in results.hits][:2] == [
        ("all", ()),
        ("two", ("الميناء",)),
    ]
    assert results.notes == ()
    assert results.total == sum(results.matches.values())
    complete = engine.search(Query("سعر القمح الميناء", words="all"))
    assert [hit.article.id for hit in complete.hits] == ["all"]


@pytest.mark.parametrize(("enough", "found"), [(1, ["0", "1"]), (2, ["0", "1"]), (3, None)])
def test_articles_that_lack_a_word_join_only_where_few_have_all(
    archive: ArchiveBuilder, enough: int, found: list[str] | None
) -> None:
    articles = [Article(id=str(n), body=f"سعر القمح والزيتون {FILLER} {n}") for n in range(2)]
    articles += [Article(id="lacking", body="سعر القمح"), Article(id="no", body=FILLER)]
    engine = ranking_by(archive(articles), Ranking(enough=enough))
    ids = [hit.article.id for hit in engine.search(Query("سعر القمح الزيتون")).hits]
    assert sorted(ids) == (found or ["0", "1", "lacking"])


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_by_date_only_what_has_all_words_is_listed(archive: ArchiveBuilder, sort: Sort) -> None:
    articles = [
        Article(id="all", body="سعر القمح والزيتون", published=date(2020, 1, 1)),
        Article(id="two", body="سعر القمح", published=date(2024, 1, 1)),
    ]
    engine = open_archive(archive(articles))
    hits = engine.search(Query("سعر القمح الزيتون", sort=sort)).hits
    assert [hit.article.id for hit in hits] == ["all"]


def test_what_the_query_marks_is_never_missing(archive: ArchiveBuilder) -> None:
    articles = [
        Article(id="all", body="سعر القمح والزيتون"),
        Article(id="without the phrase", body="القمح والزيتون وسعر"),
        Article(id="without the word", body="سعر القمح"),
    ]
    engine = open_archive(archive(articles))
    found = engine.search(Query('"سعر القمح" الزيتون')).hits
    assert found[0].article.id == "all"
    assert "without the phrase" not in [hit.article.id for hit in found]


def test_where_nothing_has_everything_a_phrase_may_be_missing(archive: ArchiveBuilder) -> None:
    articles = [
        Article(id="phrase", body="سعر القمح"),
        Article(id="words", body="القمح والزيتون وسعر"),
        Article(id="neither", body="ميناء الصيد"),
    ]
    query = Query('"سعر القمح" الزيتون والشعير')
    hits = open_archive(archive(articles)).search(query).hits
    assert {hit.article.id: hit.missing for hit in hits} == {
        "phrase": ("الزيتون", "والشعير"),
        "words": ("سعر القمح", "والشعير"),
    }


def found_by(engine: Searcher, text: str) -> dict[str, tuple[str, ...]]:
    """The articles that are listed, each with what it lacks."""
    return {hit.article.id: hit.missing for hit in engine.search(Query(text, size=100)).hits}


def coverage_of(engine: Searcher, text: str, article_id: str) -> float:
    found = engine.explain(Query(text), article_id)
    assert found is not None
    return found.coverage


# Of three plain words an article must have two fifths by rarity: one common word is too little.
COMMON = [Article(id=f"common {n}", body=f"السوق {FILLER}") for n in range(6)]


def test_an_article_has_a_large_enough_share_of_the_query(archive: ArchiveBuilder) -> None:
    enough = Article(id="enough", body=f"الكركم {FILLER}")
    engine = open_archive(archive([*COMMON, enough, Article(id="other", body="الزعفران")]))
    assert found_by(engine, "السوق الكركم الزعفران").keys() == {"enough", "other"}


def test_where_none_has_a_large_enough_share_any_plain_word_will_do(
    archive: ArchiveBuilder,
) -> None:
    engine = open_archive(archive([*COMMON, Article(id="none", body=FILLER)]))
    text = "السوق الكركم الزعفران"
    found = found_by(engine, text)
    assert found == {article.id: ("الكركم", "الزعفران") for article in COMMON}
    assert coverage_of(engine, text, "common 0") < 1, "what is lacking counts"


def test_and_what_the_query_marks_is_still_asked_for(archive: ArchiveBuilder) -> None:
    """Not the last resort, which gives quotes, fields and levels up."""
    articles = [
        Article(id="marked", title="الميناء", body=f"السوق {FILLER}"),
        Article(id="marked alone", title="الميناء", body=FILLER),
        *COMMON,
    ]
    found = found_by(open_archive(archive(articles)), "عنوان:الميناء السوق الكركم الزعفران")
    assert found == {"marked": ("الكركم", "الزعفران")}


def test_where_not_even_one_plain_word_is_there_the_last_resort_is_any_word(
    archive: ArchiveBuilder,
) -> None:
    articles = [Article(id="marked alone", title="الميناء", body=FILLER), COMMON[0]]
    engine = open_archive(archive(articles))
    text = "عنوان:الميناء الكركم الزعفران"
    assert found_by(engine, text) == {"marked alone": ("الكركم", "الزعفران")}
    assert coverage_of(engine, text, "marked alone") == 1, "nothing counts for lacking"


def test_a_phrase_that_gives_way_leaves_its_stop_words_out(archive: ArchiveBuilder) -> None:
    articles = [
        Article(id="words", body="السوق ارتفعت وكان القمح في المخزن"),
        Article(id="stop word", body="الميناء في الجنوب"),
        Article(id="other", body="الكركم غال"),
    ]
    engine = open_archive(archive(articles))
    text = '"القمح في السوق" الكركم'
    found = engine.explain(Query(text), "words")
    assert found is not None
    assert {part.what for part in found.parts if part.kind == "word"} == {"القمح", "السوق"}
    assert "stop word" not in found_by(engine, text)
    # One of four plain parts is lacking and one, the phrase, is in no article: by rarity.
    rare, nowhere = math.log1p(2.5 / 1.5), math.log1p(3.5 / 0.5)
    share = 2 * rare / (3 * rare + nowhere)
    assert found.coverage == pytest.approx(0.7 + 0.3 * share, abs=0.001)
