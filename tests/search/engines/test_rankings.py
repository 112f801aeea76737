"""What an engine keeps and is asked for first makes no difference to its scores."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest

from index.article import Article
from index.facets import NO_VALUE
from search.conditions import Condition
from search.conditions import having as condition
from search.engines.opensearch.filters import having
from search.query import Query
from search.ranking.bm25 import FieldParameters, Ranking
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder

ARTICLES = [
    Article(id="title", title="سوق القمح", body="خبر قصير عن المدينة"),
    Article(id="body", title="خبر", body="وصل القمح إلى السوق، والقمح كثير"),
    Article(id="other", title="مدرسة", body="تبدأ الدراسة غدا في المدرسة"),
]
QUERY = Query("سوق القمح")
TITLES = Ranking(fields={**Ranking().fields, "title": FieldParameters(4.0, 0.3)})


@pytest.fixture
def opened(archive: ArchiveBuilder) -> Iterator[Callable[[Ranking], Searcher]]:
    """Opens one archive as often as is asked, ranked as is asked."""
    address = archive(ARTICLES)
    found: list[Searcher] = []

    def open_(ranking: Ranking) -> Searcher:
        found.append(open_archive(address, ranking=ranking))
        return found[-1]

    yield open_
    for one in found:
        one.close()


def scores(searcher: Searcher) -> dict[str, float]:
    return {hit.article.id: hit.score for hit in searcher.search(QUERY).hits}


@pytest.mark.contract
def test_two_rankings_over_one_archive_have_scores_of_their_own(
    opened: Callable[[Ranking], Searcher],
) -> None:
    usual, titles = opened(Ranking()), opened(TITLES)
    first, heavier = scores(usual), scores(titles)
    assert heavier["title"] > first["title"] > 0
    assert heavier["body"] == first["body"] > 0
    # Also of what is kept from the question before.
    assert (scores(usual), scores(titles)) == (first, heavier)


@pytest.mark.contract
@pytest.mark.parametrize("ranking", [Ranking(), TITLES])
def test_an_explanation_needs_no_answer_before(
    opened: Callable[[Ranking], Searcher], ranking: Ranking
) -> None:
    explained = {one.id: opened(ranking).explain(QUERY, one.id) for one in ARTICLES}
    searcher = opened(ranking)
    found = scores(searcher)
    for id_, reasons in explained.items():
        assert reasons is not None
        assert reasons.score == found.get(id_, 0.0)
        assert reasons == searcher.explain(QUERY, id_)
        # Nor does what was explained before.
        assert reasons == searcher.explain(replace(QUERY, size=3), id_)


VALUES = ("economy", NO_VALUE, "sport")


@pytest.mark.parametrize("given", [list, tuple, iter, dict.fromkeys])
def test_values_of_a_facet_may_be_walked_once(
    given: Callable[[tuple[str, ...]], Iterable[str]],
) -> None:
    expected = {
        "bool": {
            "should": [
                {"terms": {"section_facet": ["economy", "sport"]}},
                {"bool": {"must_not": [{"exists": {"field": "section_facet"}}]}},
            ],
            "minimum_should_match": 1,
        }
    }
    assert having("section", given(VALUES)) == expected


@pytest.mark.parametrize("given", [list, tuple, dict.fromkeys])
def test_a_condition_keeps_its_values(given: Callable[[tuple[str, ...]], list[str]]) -> None:
    made: Condition = condition("section", given(VALUES))
    assert made == condition("section", VALUES)
    assert hash(made) == hash(condition("section", VALUES))
