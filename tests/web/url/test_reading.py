from datetime import date
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.wrappers import Request

from index.errors import QueryInvalid
from index.facets import NO_VALUE
from search.query import MAX_PAGE, MAX_SIZE, Query
from tests.web.url.queries import CURSOR, queries
from web.url.address import pairs
from web.url.parameters import MAX_VALUES
from web.url.reading import read_search

READ = [
    ([], Query(sort="newest")),
    ([("q", " قمح  وشعير ")], Query("قمح  وشعير")),
    ([("q", ""), ("from", " "), ("page", ""), ("section", "")], Query(sort="newest")),
    ([("q", ""), ("q", "قمح")], Query("قمح")),
    ([("q", "قمح"), ("sort", "newest")], Query("قمح", sort="newest")),
    ([("sort", "relevance")], Query(sort="relevance")),
    (
        [("section", "ب"), ("agency", "afp"), ("section", "أ"), ("section", "ب")],
        Query(chosen=(("section", "ب"), ("section", "أ"), ("agency", "afp")), sort="newest"),
    ),
    (
        [("date", "٢٠٢٤-٣"), ("date", "2024-03"), ("date", NO_VALUE), ("date", "0987")],
        Query(chosen=(("date", "2024-03"), ("date", NO_VALUE), ("date", "0987")), sort="newest"),
    ),
    (
        [("from", "2023"), ("to", "2024-02")],
        Query(first_day=date(2023, 1, 1), last_day=date(2024, 2, 29), sort="newest"),
    ),
    ([("page", "٣"), ("size", " 25 ")], Query(page=3, size=25, sort="newest")),
    (
        [("q", "قمح"), ("words", "all"), ("spellings", " typed "), ("copies", "together")],
        Query("قمح", words="all", spellings="typed", copies="together"),
    ),
    ([("q", "قمح"), ("words", "most"), ("spellings", ""), ("copies", "folded")], Query("قمح")),
    (
        [("not_agency", "رويترز"), ("not_section", "ب"), ("section", "أ"), ("not_date", " ")],
        Query(
            chosen=(("section", "أ"),),
            excluded=(("section", "ب"), ("agency", "reuters")),
            sort="newest",
        ),
    ),
    ([("q", "قمح"), ("after", CURSOR)], Query("قمح", after=CURSOR)),
]


@pytest.mark.parametrize(("given_pairs", "query"), READ)
def test_reads(given_pairs: list[tuple[str, str]], query: Query) -> None:
    assert read_search(given_pairs) == query


INVALID = [
    ([("colour", "red")], "colour", "unknown_parameter"),
    ([("Q", "قمح")], "Q", "unknown_parameter"),
    ([("q", "a"), ("q", "b")], "q", "repeated_parameter"),
    ([("page", "2"), ("page", "2")], "page", "repeated_parameter"),
    ([("page", "two")], "page", "not_a_number"),
    ([("page", "1.5")], "page", "not_a_number"),
    ([("page", "1_0")], "page", "not_a_number"),
    ([("page", "२")], "page", "not_a_number"),
    ([("size", "１०")], "size", "not_a_number"),
    ([("page", "9" * 5000)], "page", "out_of_range"),
    ([("page", "-" + "9" * 19)], "page", "out_of_range"),
    ([("page", "0")], "page", "out_of_range"),
    ([("page", "-1")], "page", "out_of_range"),
    ([("page", str(MAX_PAGE + 1))], "page", "out_of_range"),
    ([("size", str(MAX_SIZE + 1))], "size", "out_of_range"),
    ([("from", "قريبا")], "from", "bad_date"),
    ([("to", "2024-13")], "to", "bad_date"),
    ([("date", "2023-02-29")], "date", "bad_date"),
    ([("from", "2024"), ("to", "2023")], "from", "empty_range"),
    ([("sort", "best")], "sort", "unknown_sort"),
    ([("words", "some")], "words", "unknown_words"),
    ([("spellings", "none")], "spellings", "unknown_spellings"),
    ([("copies", "away")], "copies", "unknown_copies"),
    ([("copies", "folded"), ("copies", "folded")], "copies", "repeated_parameter"),
    ([("not_colour", "red")], "not_colour", "unknown_parameter"),
    ([("facet", "date")], "facet", "unknown_parameter"),
    ([("not_date", "أمس")], "not_date", "bad_date"),
    ([("not_agency", "afp"), ("agency", "أ.ف.ب")], "not_agency", "chosen_and_excluded"),
    ([("dateline", ",")], "dateline", "empty_value"),
    ([("not_dateline", "(.)")], "not_dateline", "empty_value"),
    ([("from", "२०२४")], "from", "bad_date"),
    ([("date", "２０２４-１０")], "date", "bad_date"),
    ([("mentioned", "२०२४-१०")], "mentioned", "bad_date"),
    ([("after", "x")], "after", "bad_cursor"),
    ([("after", CURSOR), ("page", "2")], "after", "after_and_page"),
    ([("after", CURSOR), ("after", CURSOR)], "after", "repeated_parameter"),
]


@pytest.mark.parametrize(("given_pairs", "parameter", "code"), INVALID)
def test_refuses(given_pairs: list[tuple[str, str]], parameter: str, code: str) -> None:
    with pytest.raises(QueryInvalid) as caught:
        read_search(given_pairs)
    assert (caught.value.parameter, caught.value.code) == (parameter, code)


@given(queries())
def test_every_query_survives_its_query_string(query: Query) -> None:
    request = Request({"QUERY_STRING": urlencode(pairs(query))})
    assert read_search(request.args.items(multi=True)) == query


@given(st.permutations([("not_section", str(number)) for number in range(MAX_VALUES + 1)]
                       + [("q", "قمح"), ("section", "باب")]))  # fmt: skip
def test_too_many_values_left_out_in_whatever_order(given_pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(QueryInvalid) as caught:
        read_search(given_pairs)
    assert (caught.value.parameter, caught.value.code) == ("not_section", "too_many_values")


def test_days_are_counted_from_today_and_told() -> None:
    query = read_search([("from", "الأسبوع الماضي"), ("to", "yesterday")], lambda: date(2015, 8, 4))
    assert (query.first_day, query.last_day) == (date(2015, 7, 25), date(2015, 8, 3))
    assert [(read.text, read.how) for read in query.days_read] == [
        ("الأسبوع الماضي", "counted"), ("yesterday", "counted")
    ]  # fmt: skip


def test_days_of_hijri_years_are_hijri_and_told() -> None:
    query = read_search([("from", "1444-03-01"), ("to", "1444-03")])
    assert (query.first_day, query.last_day) == (date(2022, 9, 27), date(2022, 10, 25))
    assert [read.how for read in query.days_read] == ["hijri", "hijri"]
    assert not read_search([("from", "شوال 1436"), ("to", "2016-01-01")]).days_read
