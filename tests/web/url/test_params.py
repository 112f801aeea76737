from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.wrappers import Request

from index.errors import QueryInvalid
from index.facets import NO_VALUE
from search.cursor import Cursor
from search.query import MAX_PAGE, MAX_SIZE, Copies, Query, Sort, Spellings, Words
from web.url import params

CURSOR = Cursor("relevance", 1.5, 0, 7, ("a",)).token()

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
    assert params.read(given_pairs) == query


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
    ([("from", "أمس")], "from", "bad_date"),
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
        params.read(given_pairs)
    assert (caught.value.parameter, caught.value.code) == (parameter, code)


def test_pairs_leave_out_defaults_and_keep_their_order() -> None:
    assert params.pairs(Query("قمح")) == [("q", "قمح")]
    query = Query(
        "قمح",
        chosen=(("section", "ب"), ("section", "أ"), ("agency", "afp"), ("date", "2024")),
        first_day=date(2020, 1, 1),
        last_day=date(2024, 1, 1),
        sort="oldest",
        page=2,
        size=20,
        words="all",
        spellings="typed",
        copies="together",
        excluded=(("date", "2023"), ("section", "ج")),
    )
    assert params.pairs(query) == [
        ("q", "قمح"),
        ("section", "ب"),
        ("section", "أ"),
        ("agency", "afp"),
        ("date", "2024"),
        ("not_section", "ج"),
        ("not_date", "2023"),
        ("from", "2020-01-01"),
        ("to", "2024-01-01"),
        ("sort", "oldest"),
        ("page", "2"),
        ("size", "20"),
        ("words", "all"),
        ("spellings", "typed"),
        ("copies", "together"),
    ]


values = st.lists(st.text(min_size=1, max_size=200).filter(str.strip), max_size=3, unique=True).map(
    tuple
)
days = st.dates()
periods = st.one_of(
    st.just(NO_VALUE),
    days.map(date.isoformat),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(lambda day: day.isoformat()[:4]),
)
sorts: st.SearchStrategy[Sort] = st.sampled_from(["relevance", "newest", "oldest"])
words: st.SearchStrategy[Words] = st.sampled_from(["most", "all"])
spellings: st.SearchStrategy[Spellings] = st.sampled_from(["all", "typed"])
copies: st.SearchStrategy[Copies] = st.sampled_from(["folded", "together"])


@st.composite
def queries(draw: st.DrawFn) -> Query:
    first, last = sorted([draw(days), draw(days)])
    after = draw(st.sampled_from(["", CURSOR]))
    left_out = st.one_of(
        st.tuples(st.sampled_from(["source", "text_agency"]), st.text("بتث", min_size=1)),
        st.tuples(st.just("mentioned"), periods),
    )
    return Query(
        text=draw(st.text().map(str.strip)),
        chosen=(
            *(("section", value) for value in draw(values)),
            *(("agency", value) for value in draw(values)),
            *(("date", value) for value in tuple(draw(st.lists(periods, max_size=3, unique=True)))),
        ),
        first_day=draw(st.sampled_from([None, first])),
        last_day=draw(st.sampled_from([None, last])),
        sort=draw(sorts),
        page=1 if after else draw(st.integers(1, MAX_PAGE)),
        after=after,
        excluded=tuple(draw(st.lists(left_out, max_size=4))),
        size=draw(st.integers(1, MAX_SIZE)),
        words=draw(words),
        spellings=draw(spellings),
        copies=draw(copies),
    )


@given(queries())
def test_every_query_survives_its_query_string(query: Query) -> None:
    request = Request({"QUERY_STRING": urlencode(params.pairs(query))})
    assert params.read(request.args.items(multi=True)) == query


def test_toggling_adds_and_removes_on_the_first_page() -> None:
    query = Query("قمح", chosen=(("section", "اقتصاد"),), page=4)
    added = params.toggled(query, "section", "محليات")
    assert added == Query("قمح", chosen=(("section", "اقتصاد"), ("section", "محليات")))
    assert params.toggled(added, "section", "economy") == Query(
        "قمح", chosen=(("section", "محليات"),)
    )


def test_toggling_an_exclusion() -> None:
    query = Query("قمح", chosen=(("section", "economy"), ("section", "sport")), after=CURSOR)
    without = params.excluded_toggled(query, "section", "economy")
    assert without == Query(
        "قمح", chosen=(("section", "sport"),), excluded=(("section", "economy"),)
    )
    assert params.excluded_toggled(without, "section", "economy") == Query(
        "قمح", chosen=(("section", "sport"),)
    )
    assert params.toggled(without, "section", "economy") == Query(
        "قمح", chosen=(("section", "sport"), ("section", "economy"))
    )
    other = params.excluded_toggled(without, "agency", "afp")
    assert other.excluded == (("section", "economy"), ("agency", "afp"))


def test_an_exclusion_takes_what_lies_below_it_along() -> None:
    query = Query(
        chosen=(("date", "2024-10"), ("date", "2023")),
        excluded=(("date", "2024-11"), ("agency", "afp")),
    )
    without = params.excluded_toggled(query, "date", "2024")
    assert without.chosen_in("date") == ("2023",)
    assert without.excluded == (("agency", "afp"), ("date", "2024"))
    chosen = params.toggled(without, "date", "2024-10-28")
    assert chosen.chosen_in("date") == ("2023", "2024-10-28")
    assert chosen.excluded == (("agency", "afp"),)
    kept = params.excluded_toggled(Query(chosen=(("date", "2024"),)), "date", "2024-10")
    assert (kept.chosen_in("date"), kept.excluded) == (("2024",), (("date", "2024-10"),))
    assert params.toggled(kept, "date", "2024").excluded == kept.excluded


@given(st.permutations([("not_section", str(number)) for number in range(params.MAX_VALUES + 1)]
                       + [("q", "قمح"), ("section", "باب")]))  # fmt: skip
def test_too_many_values_left_out_in_whatever_order(given_pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(QueryInvalid) as caught:
        params.read(given_pairs)
    assert (caught.value.parameter, caught.value.code) == ("not_section", "too_many_values")


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        (("2024",), "2024-10", ("2024-10",)),
        (("2024-10-28",), "2024-10", ("2024-10",)),
        (("2024-10-28",), "2024", ("2024",)),
        (("2023", "2024"), "2024-10", ("2023", "2024-10")),
        (("2024-10",), "2024-11", ("2024-10", "2024-11")),
        (("2024-10",), "2024-10", ()),
        (("2024", NO_VALUE), NO_VALUE, ("2024",)),
    ],
)
def test_a_date_takes_the_place_of_its_kin(
    before: tuple[str, ...], value: str, after: tuple[str, ...]
) -> None:
    toggled = params.toggled(Query().choosing("date", before), "date", value)
    assert toggled.chosen_in("date") == after


def test_other_ways_to_change_a_query() -> None:
    query = Query("قمح", chosen=(("section", "أ"),), last_day=date(2024, 1, 1),
                  sort="oldest", page=3, size=20, excluded=(("agency", "afp"),))  # fmt: skip
    assert params.unfiltered(query) == Query("قمح", sort="oldest", size=20)
    assert params.at_page(query, 5).page == 5
    assert params.ordered(query, "newest").page == 1
    assert params.within(query, None, None).last_day is None
    assert params.wordless(query).sort == "newest"
    assert params.with_words(query, "all") == replace(query, words="all", page=1)
    assert params.with_spellings(query, "typed") == replace(query, spellings="typed", page=1)
