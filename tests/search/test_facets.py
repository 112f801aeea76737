from datetime import date

import numpy as np
import pytest

from index.article import Article
from search.engines import open_engine
from search.query import NO_VALUE, Query
from search.results import FacetValue
from tests.conftest import ArchiveBuilder

ARTICLES = [
    Article(id="1", body="قمح", section="اقتصاد", agencies=("reuters",),
            published=date(2024, 1, 5)),
    Article(id="2", body="قمح", section="اقتصاد", agencies=("afp", "reuters"),
            published=date(2024, 1, 9)),
    Article(id="3", body="قمح", section="محليات", agencies=("afp",), published=date(2024, 3, 1)),
    Article(id="4", body="قمح", section="محليات", published=date(2023, 7, 1)),
    Article(id="5", body="قمح", agencies=("spa",)),
    Article(id="6", body="شعير", section="رياضة", agencies=("afp",), published=date(2024, 1, 5)),
]  # fmt: skip


def counts(values: tuple[FacetValue, ...]) -> dict[str, int]:
    flat = {}
    for value in values:
        flat[value.value] = value.count
        flat |= counts(value.children)
    return flat


CASES = [
    (
        Query("قمح"),
        5,
        {"اقتصاد": 2, "محليات": 2, NO_VALUE: 1},
        {"reuters": 2, "afp": 2, "spa": 1, NO_VALUE: 1},
        {"2024": 3, "2023": 1, NO_VALUE: 1},
    ),
    (
        Query("قمح", sections=("اقتصاد",)),
        2,
        {"اقتصاد": 2, "محليات": 2, NO_VALUE: 1},
        {"reuters": 2, "afp": 1},
        {"2024": 2, "2024-01": 2, "2024-01-09": 1, "2024-01-05": 1},
    ),
    (
        Query("قمح", sections=("اقتصاد", "محليات")),
        4,
        {"اقتصاد": 2, "محليات": 2, NO_VALUE: 1},
        {"reuters": 2, "afp": 2, NO_VALUE: 1},
        {"2024": 3, "2023": 1},
    ),
    (
        Query("قمح", sections=("محليات",), agencies=("afp",)),
        1,
        {"اقتصاد": 1, "محليات": 1},
        {"afp": 1, NO_VALUE: 1},
        {"2024": 1, "2024-03": 1, "2024-03-01": 1},
    ),
    (
        Query("قمح", agencies=(NO_VALUE,)),
        1,
        {"محليات": 1},
        {"reuters": 2, "afp": 2, "spa": 1, NO_VALUE: 1},
        {"2023": 1, "2023-07": 1, "2023-07-01": 1},
    ),
    (
        Query("قمح", dates=("2024-01",)),
        2,
        {"اقتصاد": 2},
        {"reuters": 2, "afp": 1},
        {"2024": 3, "2024-03": 1, "2024-01": 2, "2024-01-09": 1, "2024-01-05": 1, "2023": 1,
         NO_VALUE: 1},
    ),
    (
        Query("قمح", dates=("2023", NO_VALUE)),
        2,
        {"محليات": 1, NO_VALUE: 1},
        {"spa": 1, NO_VALUE: 1},
        {"2024": 3, "2023": 1, "2023-07": 1, "2023-07-01": 1, NO_VALUE: 1},
    ),
    (
        Query("قمح", first_day=date(2024, 1, 6), last_day=date(2024, 3, 1)),
        2,
        {"اقتصاد": 1, "محليات": 1},
        {"reuters": 1, "afp": 2},
        {"2024": 2, "2024-03": 1, "2024-01": 1},
    ),
    (
        Query("قمح", sections=("رياضة",)),
        0,
        {"اقتصاد": 2, "محليات": 2, "رياضة": 0, NO_VALUE: 1},
        {},
        {},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("query", "total", "sections", "agencies", "dates"), CASES)
def test_counting(
    archive: ArchiveBuilder, query: Query, total: int, sections: dict[str, int],
    agencies: dict[str, int], dates: dict[str, int],
) -> None:  # fmt: skip
    results = open_engine(archive(ARTICLES)).search(query)
    assert results.total == total
    assert counts(results.facets["section"]) == sections
    assert counts(results.facets["agency"]) == agencies
    assert counts(results.facets["date"]) == dates


def test_values_are_ordered_by_count_and_the_missing_stand_last(archive: ArchiveBuilder) -> None:
    found = open_engine(archive(ARTICLES)).search(Query())
    assert [value.value for value in found.facets["agency"]] == ["afp", "reuters", "spa", NO_VALUE]
    assert [value.value for value in found.facets["date"]] == ["2024", "2023", NO_VALUE]


def test_every_count_is_what_selecting_the_value_gives(archive: ArchiveBuilder) -> None:
    engine = open_engine(archive(ARTICLES))
    facets = engine.search(Query("قمح")).facets
    for value, count in counts(facets["section"]).items():
        assert engine.search(Query("قمح", sections=(value,))).total == count
    for value, count in counts(facets["agency"]).items():
        assert engine.search(Query("قمح", agencies=(value,))).total == count
    for value, count in counts(facets["date"]).items():
        assert engine.search(Query("قمح", dates=(value,))).total == count


def test_labels(archive: ArchiveBuilder) -> None:
    facets = open_engine(archive(ARTICLES)).search(Query()).facets
    assert {value.value: value.label for value in facets["agency"]}["spa"].endswith("(واس)")
    assert [values[-1].label for values in facets.values()] == ["بلا قسم", "بلا وكالة", "بلا تاريخ"]


def test_a_facet_in_the_query_is_compared_by_folded_spelling(archive: ArchiveBuilder) -> None:
    engine = open_engine(archive([Article(id="1", body="خبر", section="رياضة")]))
    assert engine.search(Query("قسم:رياضه")).total == 1
    assert engine.search(Query("قسم:رياض")).total == 0


@pytest.mark.parametrize("alias", ["رويترز", "reuters", "Reuters"])
def test_an_agency_is_found_by_any_of_its_names(archive: ArchiveBuilder, alias: str) -> None:
    engine = open_engine(archive(ARTICLES))
    assert engine.search(Query(f"وكالة:{alias}")).total == 2


def test_columns_hold_every_article_once() -> None:
    from search.facets import FacetColumn

    column = FacetColumn(
        ["a", "b"], np.array([0, 2, 2], np.int32), np.array([0, 0, 1], np.int32), 4
    )
    assert column.without.tolist() == [False, True, False, True]
    assert column.having(["b", NO_VALUE]).tolist() == [False, True, True, True]
