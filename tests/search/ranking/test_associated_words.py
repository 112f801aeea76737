"""Words that the archive relates to a query order what is listed, and are offered."""

import pytest

from index.article import Article
from search.query import Query
from search.ranking.bm25 import Ranking
from search.related.groups import Group
from search.related.near_words import MOST
from search.related.thesaurus import NO_GROUPS, Thesaurus
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder
from tests.index.associations.archive import SUBJECTS, related_archive

#: The word typed once; beside it another of its subject, or none.
LIKE = Article(id="like", title="خبر", body="رماد ودخان ولهب قرب حريق صغير في الحي")
UNLIKE = Article(id="unlike", title="خبر", body="مسرح وموسيقى وكتب قرب حريق صغير في الحي")
UNLISTED = Article(id="unlisted", title="خبر", body="رماد ودخان ولهب في الحي البعيد")
ARTICLES = [*related_archive(), LIKE, UNLIKE, UNLISTED]


def searcher(address: str, associated: float = 0.2, groups: tuple[Group, ...] = ()) -> Searcher:
    thesaurus = Thesaurus(groups) if groups else NO_GROUPS
    ranking = Ranking(feedback=0, associated=associated)
    return open_archive(address, ranking=ranking, thesaurus=thesaurus)


def scores(searcher: Searcher, text: str, **choices: str) -> dict[str, float]:
    asked = Query(text, size=100, **choices)  # type: ignore[arg-type]
    ids = ("like", "unlike", "unlisted")
    found = {one: searcher.explain(asked, one) for one in ids}
    return {one: explanation.score for one, explanation in found.items() if explanation}


@pytest.mark.contract
def test_what_stands_in_like_places_comes_forward(archive: ArchiveBuilder) -> None:
    address = archive(ARTICLES)
    without, found = (scores(searcher(address, share), "حريق") for share in (0, 0.2))
    assert found["like"] > without["like"]
    assert found["unlike"] == pytest.approx(without["unlike"], rel=0.001)


@pytest.mark.contract
def test_nothing_is_listed_for_them_and_no_count_changes(archive: ArchiveBuilder) -> None:
    address = archive(ARTICLES)
    asked = Query("حريق", size=100)
    without, found = (searcher(address, share).search(asked) for share in (0, 0.2))
    assert (found.total, found.facets, found.matches) == (
        without.total, without.facets, without.matches,
    )  # fmt: skip
    assert scores(searcher(address), "حريق")["unlisted"] == 0


@pytest.mark.contract
def test_an_explanation_names_them_and_sums_to_the_score(archive: ArchiveBuilder) -> None:
    engine = searcher(archive(ARTICLES))
    found = engine.explain(Query("حريق"), "like")
    assert found is not None
    related = {part.what for part in found.parts if part.kind == "associated"}
    assert related
    assert related <= {word.replace("إ", "ا") for word in SUBJECTS[0]}
    assert sum(part.score for part in found.parts) == pytest.approx(found.score, abs=0.01)


@pytest.mark.contract
@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("حريق", {"related": "no"}),
        ("حريق", {"sort": "newest"}),
        ('"حريق"', {}),
        ("عنوان:حريق", {}),
        ("=حريق", {}),
        ("زرافة", {}),
    ],
)
def test_what_is_meant_as_it_stands_has_none(
    archive: ArchiveBuilder, text: str, choices: dict[str, str]
) -> None:
    found = searcher(archive(ARTICLES)).explain(Query(text, **choices), "like")  # type: ignore[arg-type]
    assert found is not None
    assert "associated" not in {part.kind for part in found.parts}


@pytest.mark.contract
def test_near_words_are_offered_with_how_many_articles_have_them(archive: ArchiveBuilder) -> None:
    engine = searcher(archive(ARTICLES))
    offered = engine.search(Query("حريق كبير")).related
    assert 0 < len(offered) <= MOST
    for one in offered:
        assert (one.typed, one.source) == ("حريق", "archive")
        assert one.word in SUBJECTS[0]
        assert one.count == engine.search(Query(f"صيغ:{one.word}")).total
        assert one.instead == f"{one.word} كبير"
        assert one.added == f"(حريق أو {one.word}) كبير"


def test_what_a_group_has_is_offered_once_and_first(archive: ArchiveBuilder) -> None:
    address = archive(ARTICLES)
    first = searcher(address).search(Query("حريق")).related[0].word
    group = Group(("حريق", first), ("حريق", first), "")
    offered = searcher(address, groups=(group,)).search(Query("حريق")).related
    assert [(one.word, one.source) for one in offered][:1] == [(first, "group")]
    assert {one.source for one in offered[1:]} == {"archive"}
    assert first not in {one.word for one in offered[1:]}
