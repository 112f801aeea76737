"""An explanation is the score of the list, taken apart: on the sample archive, hit by hit."""

from collections.abc import Callable
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import LEVELS
from index.article import Article
from index.fields import TEXT_FIELDS
from index.indexing import reindex
from index.stores import open_store
from search.query import Query, Spellings
from search.ranking.scored_fields import LEAD
from search.results import Explanation, Match
from search.searcher import Searcher, open_archive
from tests.conftest import PARTED, ArchiveBuilder, build_at
from tests.search.engines.random_archives import drawn_archive, texts
from tests.tables import ROOT

pytestmark = pytest.mark.contract


@pytest.fixture(scope="module")
def sample(new_address: Callable[[], str]) -> Searcher:
    address = new_address()
    reindex(open_store(address, PARTED), [ROOT / "sample"])
    return open_archive(address)


# Words of the sample, some in other forms or spellings than there, some nowhere.
WORD = st.sampled_from(
    ["المدارس", "مدرسة", "معرض", "الكتاب", "كتب", "موسم", "الزيتون", "زيتون", "قطار", "مهرجان",
     "الوزير", "وزارة", "البلدية", "في", "من", "اليوم", "مياه", "عبد", "الله", "عبدالله", "غوغل",
     "شنبران", "nato", "2024", "المدينة", "أسعار", "سعر", "سوق"]
)  # fmt: skip
OPERAND = st.one_of(
    WORD,
    WORD,
    st.tuples(st.sampled_from(["=", "صيغ:", "عائلة:", "جذع:", "عنوان:", "نص:"]), WORD).map("".join),
    st.lists(WORD, min_size=1, max_size=2).map(lambda words: f'"{" ".join(words)}"'),
    st.sampled_from(["مدر*", "ال*", "قسم:اقتصاد", "-المدارس", "تاريخ:2024"]),
)
QUERIES = st.recursive(
    OPERAND,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(" OR ".join),
        inner.map(lambda text: f"({text})"),
    ),
    max_leaves=6,
)


@pytest.mark.slow
@given(query=QUERIES, spellings=st.sampled_from(get_args(Spellings)))
@settings(max_examples=40)
def test_the_parts_sum_to_the_score_of_the_list(
    sample: Searcher, query: str, spellings: Spellings
) -> None:
    asked = Query(query, size=15, spellings=spellings)
    for hit in sample.search(asked).hits:
        found = sample.explain(asked, hit.article.id)
        assert found is not None
        assert found.article == hit.article
        assert (found.score, found.match, found.missing) == (hit.score, hit.match, hit.missing)
        total = sum(part.score for part in found.parts)
        assert total == pytest.approx(hit.score, rel=0.01, abs=0.001 * max(1, len(found.parts)))
        assert_sound(found)


@pytest.fixture(scope="module")
def drawn(new_address: Callable[[], str]) -> Searcher:
    made = drawn_archive(1, size=12)
    return open_archive(
        build_at(new_address(), made.articles, made.representatives, options=PARTED)
    )


@given(query=texts, spellings=st.sampled_from(get_args(Spellings)))
@settings(max_examples=30)
def test_any_article_is_explained_for_any_query(
    drawn: Searcher, query: str, spellings: Spellings
) -> None:
    """Prefixes, phrases, periods, values, what excludes, nested: listed or not."""
    asked = Query(query, spellings=spellings)
    for article_id in drawn.article_ids():
        found = drawn.explain(asked, article_id)
        assert found is not None
        total = sum(part.score for part in found.parts)
        assert total == pytest.approx(found.score, rel=0.01, abs=0.001 * max(1, len(found.parts)))


def assert_sound(found: Explanation) -> None:
    """What holds for any explanation."""
    fields = {field.name for field in TEXT_FIELDS} | {LEAD, ""}
    assert 0 < found.coverage <= 1
    assert bool(found.missing) == (found.match <= Match.STEM)
    for part in found.parts:
        assert part.level in LEVELS
        assert part.field in fields
        assert part.kind in ("word", "near", "related", "feedback")
        assert part.score >= 0
        assert part.what
    for levels in found.terms.values():
        assert set(levels) <= set(LEVELS)


@pytest.fixture
def engine(archive: ArchiveBuilder) -> Searcher:
    return open_archive(
        archive(
            [
                Article(id="1", url="http://x/1", title="سعر القمح", body="ارتفع سعر القمح اليوم"),
                Article(id="2", title="أسعار", body="كلام عن محصول القمح وعن سعر له"),
                Article(id="3", title="خبر", body="كلام آخر"),
            ]
        )
    )


def test_an_explanation_by_hand(engine: Searcher) -> None:
    found = engine.explain(Query("سعر القمح"), "1")
    assert found is not None
    assert (found.match, found.missing, found.coverage) == (Match.EXACT, (), 1.0)
    word = {
        (part.what, part.level, part.field): part.frequency
        for part in found.parts
        if part.kind == "word"
    }
    for what in ("سعر", "القمح"):
        assert word[what, "exact", "title"] == word[what, "exact", "body"] == 1
        assert word[what, "light", LEAD] == 1
    near = {
        (part.what, part.level, part.field): part.frequency
        for part in found.parts
        if part.kind == "near"
    }
    assert near == {("سعر القمح", "light", "title"): 1, ("سعر القمح", "light", "body"): 1}
    assert found.terms["القمح"]["light"] == ("قمح",)
    assert list(found.terms) == ["سعر", "القمح"]


def test_an_article_is_explained_by_its_url(engine: Searcher) -> None:
    assert engine.explain(Query("القمح"), "http://x/1") == engine.explain(Query("القمح"), "1")
    assert engine.explain(Query("القمح"), "4") is None


def test_an_article_that_is_not_listed_has_no_parts(engine: Searcher) -> None:
    found = engine.explain(Query("القمح"), "3")
    assert found is not None
    assert (found.score, found.parts, found.match) == (0, (), Match.NONE)
    assert found.missing == ("القمح",)


def test_what_an_article_lacks_lowers_every_part(engine: Searcher) -> None:
    found = engine.explain(Query("سعر القمح زرافة"), "1")
    assert found is not None
    assert found.missing == ("زرافة",)
    assert found.coverage < 1


@pytest.mark.parametrize(
    "query",
    ["=سعر =قمح", '"سعر قمح" سعر القمح', "سعر (القمح زرافة)", "سعر زرافة نعامة", "قم* سع*",
     "(سعر القمح) OR زرافة", "جذع:القمح", "القمح القمح سعر", "عنوان:سعر نص:القمح"],
)  # fmt: skip
def test_the_parts_sum_also_where_nothing_has_all_that_was_asked(
    engine: Searcher, query: str
) -> None:
    hits = engine.search(Query(query)).hits
    assert hits
    for hit in hits:
        found = engine.explain(Query(query), hit.article.id)
        assert found is not None
        assert found.score == hit.score
        assert sum(part.score for part in found.parts) == pytest.approx(hit.score, rel=0.01)
        assert all(part.score for part in found.parts)


def test_an_explanation_of_no_words(engine: Searcher) -> None:
    found = engine.explain(Query(), "1")
    assert found is not None
    assert (found.score, found.parts, found.terms, found.missing) == (0, (), {}, ())


@pytest.mark.parametrize("text", ['"سعر الشعير" القمح', "سعر القمح زرافة", "عنوان:الشعير القمح"])
def test_an_engine_explains_before_it_has_searched(archive: ArchiveBuilder, text: str) -> None:
    address = archive(
        [
            Article(id="1", title="سعر القمح", body="ارتفع سعر القمح اليوم"),
            Article(id="2", title="أسعار", body="كلام عن محصول القمح وعن سعر له"),
            Article(id="3", title="خبر", body="كلام آخر"),
        ]
    )
    searched = open_archive(address)
    hits = searched.search(Query(text)).hits
    assert hits
    for hit in hits:
        found = open_archive(address).explain(Query(text), hit.article.id)
        assert found == searched.explain(Query(text), hit.article.id)
        assert found is not None
        assert found.score == hit.score
