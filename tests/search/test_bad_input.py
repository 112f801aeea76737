"""What people type by mistake, and what machines send: through the engine, to the page of hits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from search.query import Query, Spellings, Words
from search.results import Results
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder

pytestmark = pytest.mark.contract

ARTICLES = [
    Article(id="1", title="سعر القمح", body="ارتفع سعر القمح في السوق عام ٢٠٢٤، قال NATO."),
    Article(id="2", title="من هو الفائز", body="كلام عن الفائز وعن غيره من الناس"),
    Article(id="3", body="كلام آخر"),
]


@pytest.fixture(scope="module")
def engine(archive: ArchiveBuilder) -> Searcher:
    return open_archive(archive(ARTICLES))


def ids(results: Results) -> list[str]:
    return [hit.article.id for hit in results.hits]


def codes(results: Results) -> list[str]:
    return [note.code for note in results.notes]


@pytest.mark.parametrize(
    ("query", "found", "notes", "why"),
    [
        ("من هو؟", ["2"], ["stop_words_only"], "stop words alone are looked for as written"),
        ("ما هو سعر القمح؟", ["1"], [], "a question"),
        ("في", ["1"], ["stop_words_only"], "one stop word"),
        ("\u064e\u064b\u0651", None, ["no_words"], "marks alone"),
        ("ـــ", None, ["no_words"], "tatweel alone"),
        ("\u200f\u200b", None, ["no_words"], "invisible signs alone"),
        ("؟!،؛«»", None, ["no_words"], "punctuation alone"),
        ("😀", None, ["no_words"], "a picture"),
        ("\x00\ud800", None, ["no_words"], "what is no text at all"),
        ("", None, [], "nothing"),
        ("NATOالقمح", ["1"], [], "scripts without a space between them"),
        ("القمح2024", ["1"], [], "digits too"),
        ("nato القمح wheat", ["1"], ["relaxed"], "scripts side by side"),
        ("القمح\u200f والسوق", ["1"], [], "a direction mark"),
        ("قمح" * 200, [], [], "one word of 600 letters"),
        ("ب" * 10_000, [], ["too_long"], "one word of 10,000 letters"),
        ("القمح " * 2_000, ["1"], ["too_long"], "one word 2,000 times"),
        ("-القمح", ["2", "3"], [], "exclusion alone"),
        ("القمح -القمح", [], [], "a word and its exclusion"),
    ],
)
def test_unusual_input(
    engine: Searcher, query: str, found: list[str] | None, notes: list[str], why: str
) -> None:
    results = engine.search(Query(query))
    assert set(ids(results)) == ({"1", "2", "3"} if found is None else set(found)), why
    assert codes(results) == notes, why


PIECES = st.lists(
    st.sampled_from(
        ["القمح", "سعر", "في", "nato", "2024", "عبد", "الله", '"', "(", ")", "-", "=", "*", " OR ",
         " ", " ", "عنوان:", "حرفي:", "قسم:", "تاريخ:", "؟", "\u064e", "ـ", "\u200f", "x" * 70]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(PIECES | st.text(), st.sampled_from(["most", "all"]), st.sampled_from(["all", "typed"]))
def test_any_query_has_an_answer_that_holds_together(
    engine: Searcher, text: str, words: Words, spellings: Spellings
) -> None:
    asked = Query(text, words=words, spellings=spellings)
    results = engine.search(asked)
    assert results.total == len(results.hits) == len(set(ids(results)))
    assert sum(results.matches.values()) in (0, results.total)
    assert [hit.score for hit in results.hits] == sorted(
        (hit.score for hit in results.hits), reverse=True
    )
    if words == "all":
        assert not any(hit.missing for hit in results.hits)
        assert "some" not in {match.code for match in results.matches}
    for article in ARTICLES:
        explained = engine.explain(asked, article.id)
        assert explained is not None
        if words == "most" and article.id not in ids(results):
            assert explained.parts == ()
