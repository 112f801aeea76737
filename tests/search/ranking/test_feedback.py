"""Words of the first hits order what is listed, and list nothing."""

from collections import Counter

import pytest

from index.analysis import Terms
from index.article import Article
from search.language.syntax import Word
from search.query import Query
from search.ranking.bm25 import Ranking
from search.ranking.feedback import feedback_of, terms_of
from search.related.thesaurus import NO_GROUPS
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder

ASKED = Word("حريق", Terms(("حريق",), ("حريق",)))

# The first three are about a fire in a forest; the last has the word typed, and is not.
ARTICLES = (
    Article(id="a", title="حريق الغابة", body="حريق في الغابة، والدخان فوق الأشجار. دخان وأشجار."),
    Article(id="b", title="حريق", body="حريق آخر: دخان كثيف وأشجار محترقة، والدخان بعيد."),
    Article(id="smoke", title="خبر", body="رأى الناس الدخان وأشجار الغابة، ثم سمعوا عن حريق."),
    Article(id="play", title="خبر", body="عرضت الفرقة مسرحية قديمة في المدينة اسمها حريق."),
    Article(id="unlisted", title="دخان", body="دخان وأشجار في الغابة."),
    *(Article(id=f"n{n}", title="خبر", body=f"كلام عن الحقل {n} وعن السوق") for n in range(30)),
)


def searcher(address: str, *, share: float = 0.35, least: int = 0) -> Searcher:
    ranking = Ranking(feedback=share, feedback_texts=2, feedback_least=least)
    return open_archive(address, ranking=ranking, thesaurus=NO_GROUPS)


@pytest.mark.parametrize("text", ["حريق", "حريق أو زرافة", '"حريق"'])
def test_what_is_listed_is_the_same(archive: ArchiveBuilder, text: str) -> None:
    address = archive(ARTICLES)
    with_feedback = searcher(address).search(Query(text))
    without = searcher(address, share=0).search(Query(text))
    assert {hit.article.id for hit in with_feedback.hits} == {
        hit.article.id for hit in without.hits
    }
    assert with_feedback.total == without.total == 4


def test_what_is_like_the_first_hits_comes_forward(archive: ArchiveBuilder) -> None:
    address = archive(ARTICLES)
    engine = searcher(address)

    def share(engine: Searcher) -> float:
        scores = {hit.article.id: hit.score for hit in engine.search(Query("حريق")).hits}
        return scores["smoke"] / scores["play"]

    assert share(engine) > share(searcher(address, share=0)) * 1.1


def test_an_explanation_has_the_words_and_sums_to_the_score(archive: ArchiveBuilder) -> None:
    engine = searcher(archive(ARTICLES))
    hit = next(hit for hit in engine.search(Query("حريق")).hits if hit.article.id == "smoke")
    found = engine.explain(Query("حريق"), "smoke")
    assert found is not None
    assert {part.what for part in found.parts if part.kind == "feedback"} >= {"دخان"}
    assert sum(part.score for part in found.parts) == pytest.approx(hit.score, rel=0.01)


@pytest.mark.parametrize(
    ("text", "related", "sort"),
    [
        ('"حريق"', "yes", "relevance"),
        ("حريق", "no", "relevance"),
        ("حريق عرضت الفرقة مسرحية قديمة", "yes", "relevance"),
        ("حريق أو عرضت أو الفرقة أو مسرحية أو قديمة", "yes", "relevance"),
    ],
)
def test_quotes_long_queries_and_a_parameter_go_without(
    archive: ArchiveBuilder, text: str, related: str, sort: str
) -> None:
    engine = searcher(archive(ARTICLES))
    found = engine.explain(Query(text, related=related, sort=sort), "play")  # type: ignore[arg-type]
    assert found is not None
    assert "feedback" not in {part.kind for part in found.parts}


def test_filters_do_not_change_a_score(archive: ArchiveBuilder) -> None:
    dated = [
        Article(id=one.id, title=one.title, body=one.body, section=f"قسم {number % 3}")
        for number, one in enumerate(ARTICLES)
    ]
    engine = searcher(archive(dated))
    whole = {hit.article.id: hit.score for hit in engine.search(Query("حريق")).hits}
    part = engine.search(Query("حريق", chosen=(("section", "قسم 0"),))).hits
    assert part
    assert all(hit.score == whole[hit.article.id] for hit in part)


def test_kept_terms_are_those_of_analysis(archive: ArchiveBuilder) -> None:
    session = searcher(archive(ARTICLES))._open()
    made = searcher(archive(ARTICLES))._plan(session, Query("حريق"))
    articles = session.best(made, 4)
    assert session.terms_of_best(made, 4) == [terms_of(one, session.analyzer) for one in articles]


def test_words_that_one_text_has_once_and_common_words_are_not_taken() -> None:
    texts = [Counter({"دخان": 3, "مرة": 1, "شائع": 4}), Counter({"دخان": 1, "شجرة": 2})]
    often = {"دخان": 5, "شائع": 900, "شجرة": 4}
    found = feedback_of(
        texts, ASKED, Ranking(feedback_texts=2), 1000, lambda terms: [often[term] for term in terms]
    )
    assert [one.word.text for one in found] == ["دخان", "شجرة"]


def test_a_short_list_goes_without(archive: ArchiveBuilder) -> None:
    address = archive(ARTICLES)
    for least, kinds in ((5, {"word"}), (4, {"word", "feedback"})):
        found = searcher(address, least=least).explain(Query("حريق"), "smoke")
        assert found is not None
        assert {part.kind for part in found.parts} == kinds


def test_what_was_asked_before_changes_nothing(archive: ArchiveBuilder) -> None:
    """The name of an agency lists what credits it as well; in brackets it is a word alone."""
    credited = Article(id="credited", title="خبر", body="كلام عن السوق", agencies=("رويترز",))
    named = Article(id="named", title="رويترز", body="خبر عن رويترز وعن الدخان، والدخان كثيف")
    address = archive([*ARTICLES, named, credited])
    asked = [Query("رويترز"), Query("(رويترز)")]

    def scores(queries: list[Query]) -> dict[str, list[float]]:
        engine = open_archive(
            address,
            ranking=Ranking(feedback_texts=1, feedback_least=2),
            thesaurus=NO_GROUPS,
        )
        return {one.text: [hit.score for hit in engine.search(one).hits] for one in queries}

    assert scores(asked) == scores(asked[::-1])
