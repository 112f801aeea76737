"""What is asked of OpenSearch to count, and what its answers come to; no server is needed."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facets import FACET_BY_NAME, MOST_LISTED, NO_VALUE
from index.stores.embedded.facet_values import FacetValues
from search.conditions import published
from search.engines.embedded.columns import DateColumn, FacetColumn, Selection
from search.engines.opensearch.aggregations import (
    ALL_OF_A_SHARD,
    Within,
    by_period,
    by_value,
    each,
    of_each,
    values,
)
from search.engines.opensearch.date_counts import OverTime, count_over_time, days_between, on_axis
from search.engines.opensearch.facet_counts import FacetRequest, KnownCounts
from search.engines.opensearch.filters import EVERYTHING, filter_of, having
from search.facets.timeline import Axis
from search.facets.tree import tree, values_above
from search.query import Query
from search.results import FacetValue, Unit


def bucketed(counts: dict[str, int], *, error: int = 0, other: int = 0) -> dict[str, Any]:
    """Counts as OpenSearch answers a terms aggregation."""
    return {
        "buckets": [{"key": value, "doc_count": count} for value, count in counts.items()],
        "doc_count_error_upper_bound": error,
        "sum_other_doc_count": other,
    }


def over_days(counts: dict[str, int]) -> dict[str, Any]:
    """Counts as OpenSearch answers a histogram of dates."""
    starts = {name: np.datetime64(name, "ms").astype(int) for name in counts}
    return {"buckets": [{"key": int(starts[n]), "doc_count": c} for n, c in counts.items()]}


def test_articles_counted_apart_are_asked_for_and_read_at_their_name() -> None:
    asked = {"x": {"missing": {"field": "agency_facet"}}}
    some = Within("some", having("section", ["economy"]))
    assert some.ask(asked) == {"some": {"filter": some.filter, "aggs": asked}}
    assert some.ask({}) == {}
    assert some.read({"some": {"x": 1}, "x": 2}) == {"x": 1}
    assert some.read({"x": 2}) == {}, "of other articles"
    everything = Within("all", EVERYTHING)
    assert everything.ask(asked) == asked
    assert everything.read({"x": 2}) == {"x": 2}


def test_each_filter_has_its_answer_in_the_order_of_asking() -> None:
    filters = [having("agency", [f"{number}"]) for number in range(12)]
    asked = each(filters)["filters"]["filters"]
    answer = {"buckets": {name: {"doc_count": int(name)} for name in sorted(asked)}}
    assert list(asked.values()) == filters
    assert [one["doc_count"] for one in of_each(answer)] == list(range(12))


def test_a_shard_tells_no_less_than_is_asked_for() -> None:
    assert values("agency", 30_000)["terms"]["shard_size"] == 30_000
    assert values("agency", 3)["terms"]["shard_size"] > 3
    assert "include" not in values("agency", 3)["terms"]


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        ("year", ["0001", "1969", "1970", "9999"]),
        ("month", ["0001-01", "1969-12", "2024-02"]),
        ("day", ["0001-01-01", "1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31"]),
    ],
)
def test_periods_have_their_iso_names(unit: Unit, names: list[str]) -> None:
    counts = {name: number for number, name in enumerate(names, 1)}
    assert by_period(over_days(counts), unit) == counts
    assert by_period({"buckets": []}, unit) == {}


@pytest.mark.parametrize(
    ("months", "needed"),
    [
        ([], False),
        (["2024-02"], True),
        (["2024-02", "2024-04"], True),
        # Sixty days may lie between them.
        (["2023-01", "2023-04"], True),
        (["2023-01", "2023-05"], False),
        (["1924-01", "2024-01"], False),
    ],
)
def test_days_are_asked_for_where_the_timeline_may_show_them(
    months: list[str], needed: bool
) -> None:
    answer = {"by month": over_days(dict.fromkeys(months, 1))}
    assert bool(OverTime(short=False).more(answer)) is needed
    assert OverTime(short=True).more({"by day": over_days({})}) == {}


def counted(days: list[date], letters: int) -> dict[str, int]:
    names = sorted(day.isoformat()[:letters] for day in days)
    return {name: names.count(name) for name in names}


@pytest.mark.slow
@given(st.lists(st.dates(), min_size=1, max_size=30))
def test_a_timeline_of_months_is_that_of_their_days(days: list[date]) -> None:
    """Days that are not asked for would change nothing."""
    by_month = {"by month": over_days(counted(days, 7))}
    by_day = {"by day": over_days(counted(days, 10))}
    of_days = OverTime(short=True).over_time(by_day)
    assert of_days[0] is not None
    assert sum(of_days[1]) + of_days[0].before + of_days[0].after == len(days)
    if OverTime(short=False).more(by_month):
        assert OverTime(short=False).over_time({**by_month, **by_day}) == of_days
    else:
        assert OverTime(short=False).over_time(by_month) == of_days


def test_periods_without_articles_stand_on_the_axis() -> None:
    axis = Axis.over(date(2024, 1, 31), date(2024, 4, 1), "month")
    found = on_axis(axis, {"2024-01-31": 2, "2024-04-01": 1, "2024-04-02": 4})
    assert found == (2, 0, 0, 5)
    only, counts = OverTime(short=True).over_time({"by day": over_days({"2024-02-28": 1})})
    assert only is not None
    assert (only.periods(), counts) == (((date(2024, 2, 28), date(2024, 2, 28)),), (1,))
    assert OverTime(short=True).over_time({"by day": over_days({})}) == (None, ())


def test_first_and_last_day() -> None:
    def answer(*moments: str) -> dict[str, Any]:
        milliseconds = [float(np.datetime64(text, "ms").astype(int)) for text in moments]
        return dict(zip(("first", "last"), ({"value": v} for v in milliseconds), strict=True))

    assert days_between({"first": {"value": None}, "last": {"value": None}}) is None
    found = days_between(answer("0001-01-01T00:00:00", "1969-12-31T23:59:59"))
    assert found == (date(1, 1, 1), date(1969, 12, 31))


def test_facets_are_counted_within_the_choices_of_all_others() -> None:
    query = Query(chosen=(("section", "economy"), ("agency", "afp")), excluded=(("agency", "spa"),))
    sections, agencies = (FacetRequest.of(query, name) for name in ("section", "agency"))
    assert sections.within.filter != agencies.within.filter
    assert agencies.within.filter == having("section", ["economy"])
    alone = FacetRequest.of(Query(chosen=(("section", "economy"),)), "section")
    assert alone.within.filter == EVERYTHING
    assert (agencies.selected, agencies.excluded) == (("afp",), ("spa",))
    assert agencies.own.filter == {"bool": {"must_not": [having("agency", ["spa"])]}}
    assert sections.own.filter == EVERYTHING


def test_a_range_of_days_narrows_everything() -> None:
    assert filter_of(published(Query())) == EVERYTHING
    narrowed = filter_of(published(Query(last_day=date(2024, 1, 5))))
    assert narrowed == {"range": {"published": {"lte": "2024-01-05T23:59:59"}}}


_SECTIONS = ["economy", "markets", "sport", "football", "local", "باب", "باب آخر"]
_PERIODS = [
    "2015",
    "2015-07",
    "2015-07-01",
    "2015-07-02",
    "2015-08",
    "2016",
    "2016-02",
    "2016-02-29",
]
_VALUES = {"agency": ["a", "b", "c", "d"], "section": _SECTIONS, "mentioned": _PERIODS}


@st.composite
def columns(draw: st.DrawFn) -> tuple[FacetColumn, list[str], list[str]]:
    """A facet over some articles, and what a query chooses and leaves out in it."""
    facet = FACET_BY_NAME[draw(st.sampled_from(sorted(_VALUES)))]
    offered = _VALUES[facet.name]
    articles = draw(st.lists(st.sets(st.sampled_from(offered), max_size=3), max_size=8))
    held = [with_those_above(facet.name, article) for article in articles]
    names = sorted(set().union(*held))
    codes = np.array([names.index(value) for values in held for value in values], dtype=np.int32)
    ends = np.cumsum([len(values) for values in held], dtype=np.uint32)
    column = FacetColumn(facet, FacetValues(names, ends, codes))
    named = draw(st.lists(st.sampled_from([*offered, NO_VALUE]), unique=True, max_size=3))
    cut = draw(st.integers(0, len(named)))
    return column, named[:cut], named[cut:]


def with_those_above(facet: str, values: set[str]) -> set[str]:
    shape = FACET_BY_NAME[facet]
    return {one for value in values for one in (value, *values_above(shape, value))}


@given(columns(), st.data())
def test_a_tree_of_counts_is_the_tree_of_the_articles(
    facet: tuple[FacetColumn, list[str], list[str]], data: st.DataObject
) -> None:
    column, selected, excluded = facet
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=column.size, max_size=column.size)),
                    dtype=bool)  # fmt: skip
    expected = column.counts(Selection(mask), excluded)
    counts = dict(expected.all())
    missing = counts.pop(NO_VALUE)
    above = {place for value in counts if (place := column.facet.above(value))}
    known = KnownCounts.of(column.facet.name, counts, missing, above.difference(column.values))
    name = column.facet.name
    assert tree(name, known, selected, excluded) == tree(name, expected, selected, excluded)


@given(
    st.lists(st.dates(date(2015, 6, 25), date(2016, 2, 3)) | st.none(), max_size=12),
    st.lists(st.sampled_from(["2015", "2015-07", "2015-07-01", "2016", "2014-01", NO_VALUE]),
             unique=True, max_size=3),
    st.integers(0, 3),
    st.booleans(),
)  # fmt: skip
def test_a_tree_of_dates_needs_only_what_is_asked_for(
    days: list[date | None], named: list[str], cut: int, short: bool
) -> None:
    """Years, then what lies below those that are open: together they give the whole tree."""
    selected, excluded = tuple(named[:cut]), tuple(named[cut:])
    seconds = [(day - date(1970, 1, 1)) // timedelta(seconds=1) if day else 0 for day in days]
    known = np.array([day is not None for day in days], dtype=bool)
    column = DateColumn(np.array(seconds, dtype=np.int64), known)
    mask = np.ones(len(days), dtype=bool)
    own = mask & ~column.having(excluded) if excluded else mask
    kept = [day for day, one in zip(days, own, strict=True) if day and one]
    query = Query().choosing("date", selected).excluding("date", excluded)
    request = FacetRequest.of(query, "date", short=short)
    first = answered(request, request.first(), kept)
    second = answered(request, request.second(first), kept)
    counts = request._counted({**request.own.read(first), **request.own.read(second)})
    free = {value: int(column.having([value]).sum()) for value in excluded}
    missing = free.pop(NO_VALUE, int((own & ~known).sum()))
    built = tree("date", KnownCounts.of("date", counts | free, missing), selected, excluded)
    assert built == tree("date", column.counts(Selection(mask), excluded), selected, excluded)


def answered(request: FacetRequest, asked: dict[str, Any], days: list[date]) -> dict[str, Any]:
    """What OpenSearch answers of the articles that the facet itself lets through."""
    name = request.own.name
    return {name: periods(asked[name]["aggs"], days)} if name in asked else periods(asked, days)


def periods(asked: dict[str, Any], days: list[date]) -> dict[str, Any]:
    """What OpenSearch answers where it is to count the values of a facet of periods."""
    every = {name: n for letters in (4, 7, 10) for name, n in counted(days, letters).items()}
    answer: dict[str, Any] = {}
    for name, one in asked.items():
        if "terms" in one:
            only = one["terms"].get("include", list(every))
            wanted = (
                [value for value in every if re.fullmatch(only, value)]
                if isinstance(only, str)
                else only
            )
            answer[name] = bucketed({value: every[value] for value in wanted if value in every})
    return answer


def test_years_that_articles_write_about_come_first_and_then_what_is_open() -> None:
    request = FacetRequest.of(Query(chosen=(("mentioned", "2015-07-01"), ("mentioned", "2016"))),
                              "mentioned")  # fmt: skip
    asked = request.first()
    assert asked["mentioned years"]["terms"]["field"] == "mentioned_years_facet"
    below = asked["mentioned below"]["terms"]["include"]
    assert len(below) == 12 + 31 + 12
    assert {"2015-12", "2015-07-31", "2016-01"} <= set(below)
    years = {"2015": 3, "2014": 1}
    first = {"mentioned years": bucketed(years), "mentioned below": bucketed({"2015-07": 2})}
    assert request.second(first) == {}
    assert request._counted(first) == years | {"2015-07": 2}


@pytest.mark.parametrize(
    ("selected", "years", "below", "more"),
    [
        ((), {"2015": 3, "2014": 1}, {}, None),
        ((), {"2015": 3}, {}, 12 + 365),
        ((), {"2016": 3}, {}, 12 + 366),
        ((), {}, {}, None),
        (("2015",), {"2015": 3, "2014": 1}, {"2015-07": 1, "2015-08": 1}, None),
        # The only month of an open year is open as well.
        (("2015",), {"2015": 3, "2014": 1}, {"2015-02": 1}, 28),
        (("2013",), {}, {}, None),
    ],
)
def test_what_is_open_without_being_named_is_asked_for_afterwards(
    selected: tuple[str, ...], years: dict[str, int], below: dict[str, int], more: int | None
) -> None:
    request = FacetRequest.of(Query().choosing("mentioned", selected), "mentioned")
    answer = {"mentioned years": bucketed(years), "mentioned below": bucketed(below)}
    asked = request.second(answer)
    assert (len(asked["mentioned more"]["terms"]["include"]) if asked else None) == more


def test_values_that_shards_may_not_have_told_are_asked_for_again() -> None:
    request = FacetRequest.of(Query(chosen=(("agency", "afp"),)), "agency")
    assert request.first()["agency values"]["terms"]["size"] == MOST_LISTED
    named = {"agency named": {"buckets": {"0": {"doc_count": 0}}}}
    exact = {"agency values": bucketed({"spa": 2, "reuters": 1}, other=7)} | named
    assert request.second(exact) == {}
    assert request._counted(exact) == {"spa": 2, "reuters": 1, "afp": 0}
    doubtful = {"agency values": bucketed({"spa": 2}, error=1)} | named
    assert request.second(doubtful)["agency values"]["terms"]["shard_size"] == ALL_OF_A_SHARD


def test_rare_sections_below_others_are_asked_for_by_name() -> None:
    request = FacetRequest.of(Query(), "section")
    assert request.second({"section values": bucketed({"economy": 1})}) == {}
    asked = request.second({"section values": bucketed({"economy": 9}, other=1)})
    lower = asked["section lower"]["terms"]["include"]
    assert "markets" in lower
    assert "economy" not in lower
    answer = {"section values": bucketed({"economy": 9}), "section lower": bucketed({"markets": 1})}
    assert request._counted(answer) == {"economy": 9, "markets": 1}


def test_only_the_most_frequent_values_are_listed_and_of_dates_all() -> None:
    counts = {f"{year:04}": 1 for year in range(1, MOST_LISTED + 11)} | {"9000": 2}

    def listed(facet: str) -> Sequence[FacetValue]:
        return tree(facet, KnownCounts.of(facet, counts), (), ())

    mentioned = [value.value for value in listed("mentioned")]
    assert mentioned == ["9000", *(f"{year:04}" for year in range(1, MOST_LISTED))]
    assert len(listed("date")) == len(counts)


def test_what_lies_below_a_value_that_no_article_of_the_result_has_is_not_shown() -> None:
    """Unless the whole archive has none: then it stands at the top."""
    counts = by_value(bucketed({"markets": 1}))
    hidden = tree("section", KnownCounts.of("section", counts), (), ())
    assert hidden == ()
    (shown,) = tree("section", KnownCounts.of("section", counts, 0, {"economy"}), (), ())
    assert shown.value == "markets"


class Answering:
    """A cluster that holds articles of some days, and answers what a comparison asks of them."""

    def __init__(self, days: Sequence[date]) -> None:
        self.days = days

    def search(self, body: dict[str, Any]) -> dict[str, Any]:
        (_, *ranges) = body["query"]["bool"]["filter"]
        days = [day for day in self.days if all(inside(day, one) for one in ranges)]
        found: dict[str, Any] = {}
        for name, asked in body["aggs"].items():
            if name in ("first", "last"):
                day = min(days) if name == "first" else max(days)
                found[name] = {"value": float(np.datetime64(day, "ms").astype(int))}
            else:
                letters = {"year": 4, "month": 7, "day": 10}
                unit = asked["date_histogram"]["calendar_interval"]
                found[name] = over_days(counted(days, letters[unit]))
        return {"aggregations": found, "hits": {"total": {"value": len(days)}}}


def inside(day: date, found: dict[str, Any]) -> bool:
    bounds = found["range"]["published"]
    return bool(bounds["gte"] <= f"{day}T00:00:00" <= f"{bounds.get('lte', bounds.get('lt'))}")


@pytest.mark.parametrize("every", [False, True])
@given(st.lists(st.dates(), min_size=1, max_size=12))
def test_the_days_of_a_comparison_are_those_of_the_timeline(every: bool, days: list[date]) -> None:
    condition = published(Query(first_day=date(1, 1, 1)))
    axis, whole, _ = count_over_time(Answering(days), condition, [], None, every=every)  # type: ignore[arg-type]
    shown = OverTime(short=True, every=every).over_time({"by day": over_days(counted(days, 10))})
    assert (axis, whole.by_period) == shown
    column = DateColumn(
        np.array([np.datetime64(day, "s").astype(np.int64) for day in days]),
        np.ones(len(days), dtype=bool),
    )
    found = Selection(np.ones(len(days), dtype=bool))
    assert column.axis(found, every=every) == axis
    assert column.over_time(axis, found) == whole.by_period
