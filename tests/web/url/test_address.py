"""Addresses: their Arabic letters stand as they are, and nothing else is changed by that.

The address of a changed search is the one that the query changed the long way has.
"""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.facets import FACETS, NO_VALUE, Facet
from search.query import MAX_TEXT, NOT, Query, Sort
from tests.web.url import changes
from tests.web.url.queries import CURSOR, days, queries, sorts
from web.url.address import SearchAddress, address, pairs
from web.url.parameters import IN_ADDRESSES, SEARCH_NAMES
from web.url.reading import read_search

_SIGNS = "قمح شعير،؟٣\u061c\u200f\u202e&=+#%D8/\u06a4\u06cc\u00e9\U0001f33e"
_ARABIC = st.text(st.sampled_from(_SIGNS))


@given(st.lists(st.tuples(st.sampled_from(["q", "section"]), _ARABIC)))
def test_an_address_says_what_was_asked(asked: list[tuple[str, str]]) -> None:
    query = urlsplit(f"https://archive.example{address('/', asked)}").query
    assert parse_qsl(query, keep_blank_values=True) == asked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("أسعار القمح", "أسعار+القمح"),
        ("قمح & شعير", "قمح+%26+شعير"),
        ("\u202eقمح", "%E2%80%AEقمح"),
        ("\u061cقمح", "%D8%9Cقمح"),
        ('"قمح"', "%22قمح%22"),
        ("<قمح>", "%3Cقمح%3E"),
    ],
)
def test_only_letters_are_shown(text: str, shown: str) -> None:
    assert address("/", [("q", text)]) == f"/?q={shown}"


def test_pairs_leave_out_defaults_and_keep_their_order() -> None:
    assert pairs(Query("قمح")) == [("q", "قمح")]
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
    assert pairs(query) == [
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


def test_addresses_have_every_parameter_of_a_search() -> None:
    assert len(IN_ADDRESSES) == len(set(IN_ADDRESSES))
    assert set(IN_ADDRESSES) == SEARCH_NAMES


# Changes of a search

PATH = "/en/"

#: Values of two trees that lie above and below each other, and of a facet without a tree.
KIN = {
    "section": ("world", "arab-world", "levant", "iraq", "syria", "economy", "باب", NO_VALUE),
    "date": ("2023", "2024", "2024-10", "2024-10-28", "2024-11", NO_VALUE),
    "dateline": ("بيروت", "دمشق", NO_VALUE),
}
pairs_of_kin = st.sampled_from([(facet, value) for facet, some in KIN.items() for value in some])


@st.composite
def crowded(draw: st.DrawFn) -> Query:
    """A query of any kind, with choices in facets that are near each other."""
    query = draw(queries())
    chosen = draw(st.lists(pairs_of_kin, max_size=4, unique=True))
    excluded = draw(st.lists(pairs_of_kin, max_size=3, unique=True))
    left_out = tuple(pair for pair in excluded if pair not in chosen)
    return replace(query, chosen=tuple(chosen), excluded=left_out)


def written(query: Query, *more: tuple[str, str]) -> str:
    return address(PATH, [*pairs(query), *more])


@given(st.one_of(queries(), crowded()))
def test_the_address_of_a_search(query: Query) -> None:
    found = SearchAddress.of(query, PATH)
    assert str(found) == written(query)
    assert found.path + found.question == str(found)
    assert [(name, value) for name, some in found.values.items() for value in some] == pairs(query)
    by = ("by", "عدد & نسبة")
    assert str(SearchAddress.of(query, PATH, [by])) == written(query, by)
    assert SearchAddress.of(query, PATH, [by]).at_page(1) == written(changes.at_page(query, 1), by)


@given(crowded(), pairs_of_kin)
def test_addresses_that_choose_or_leave_out_a_value(query: Query, pair: tuple[str, str]) -> None:
    found = SearchAddress.of(query, PATH)
    assert found.toggled(*pair) == written(changes.toggled(query, *pair))
    assert found.excluded(*pair) == written(changes.excluded_toggled(query, *pair))


@given(queries(), st.sampled_from(FACETS), st.text("ب ت&+٣", min_size=1, max_size=5))
def test_addresses_that_choose_any_value(query: Query, facet: Facet, text: str) -> None:
    value = "2015-07" if facet.periods else f"ق{text}"
    found = SearchAddress.of(query, PATH)
    for change, long_way in (
        (found.toggled, changes.toggled),
        (found.excluded, changes.excluded_toggled),
    ):
        assert change(facet.name, value) == written(long_way(query, facet.name, value))


@given(crowded())
def test_addresses_without_a_filter_in_force(query: Query) -> None:
    found = SearchAddress.of(query, PATH)
    for facet, value in query.chosen:
        assert found.without([(facet, value)]) == written(changes.toggled(query, facet, value))
    for facet, value in query.excluded:
        let_in = changes.excluded_toggled(query, facet, value)
        assert found.without([(NOT + facet, value)]) == written(let_in)
    begins, ends = query.first_day, query.last_day
    if begins:
        since = ("from", begins.isoformat())
        assert found.without([since]) == written(changes.within(query, None, ends))
        if begins == ends:
            both = [since, ("to", begins.isoformat())]
            assert found.without(both) == written(changes.within(query, None, None))


@given(crowded(), days, days, st.integers(1, 999), sorts, st.text(max_size=20).map(str.strip))
def test_addresses_with_another_part(
    query: Query, one: date, other: date, page: int, sort: Sort, text: str
) -> None:
    found = SearchAddress.of(query, PATH)
    span = (min(one, other), max(one, other))
    assert found.at_page(page) == written(changes.at_page(query, page))
    assert found.ordered(sort) == written(changes.ordered(query, sort))
    assert found.worded(text) == written(changes.worded(query, text))
    assert found.wordless() == written(changes.wordless(query))
    assert found.unfiltered() == written(changes.unfiltered(query))
    assert found.within(*span) == written(changes.within(query, *span))
    assert found.spanning(*span) == written(changes.spanning(query, *span))
    assert found.spanning(None, None) == written(changes.spanning(query, None, None))
    for name, choice in (
        ("words", "all"),
        ("words", "most"),
        ("spellings", "typed"),
        ("spellings", "all"),
        ("copies", "together"),
        ("copies", "folded"),
    ):
        assert found.with_choice(name, choice) == written(changes.with_choice(query, name, choice))


@given(crowded(), days, days)
def test_addresses_within_a_period_stay_within_the_days_chosen_before(
    query: Query, one: date, other: date
) -> None:
    first, last = min(one, other), max(one, other)
    begin, end = max(first, query.first_day or first), min(last, query.last_day or last)
    assume(begin <= end)
    found = SearchAddress.of(query, PATH).narrowed(first, last)
    assert found == written(changes.within(query, begin, end))


def test_a_bar_does_not_reach_beyond_the_days_chosen_before() -> None:
    since = SearchAddress.of(Query("قمح", first_day=date(2024, 10, 15)), "/")
    found = since.narrowed(date(2024, 10, 1), date(2024, 10, 31))
    assert found == "/?q=قمح&from=2024-10-15&to=2024-10-31"


def test_a_value_in_another_writing_is_written_as_a_query_has_it() -> None:
    found = SearchAddress.of(Query(sort="newest"), "/")
    assert found.toggled("section", "اقتصاد") == "/?section=economy"
    assert found.excluded("agency", "رويترز") == "/?not_agency=reuters"


def test_words_are_cut_as_a_query_cuts_them() -> None:
    found = SearchAddress.of(Query("قمح"), "/").worded("ق" * (MAX_TEXT + 1))
    assert found == f"/?q={'ق' * MAX_TEXT}"


def asked(found: str) -> Query:
    return read_search(parse_qsl(urlsplit(found).query))


def toggled(query: Query, facet: str, value: str) -> Query:
    return asked(SearchAddress.of(query, "/").toggled(facet, value))


def excluded_toggled(query: Query, facet: str, value: str) -> Query:
    return asked(SearchAddress.of(query, "/").excluded(facet, value))


def test_toggling_adds_and_removes_on_the_first_page() -> None:
    query = Query("قمح", chosen=(("section", "اقتصاد"),), page=4)
    added = toggled(query, "section", "محليات")
    assert added == Query("قمح", chosen=(("section", "اقتصاد"), ("section", "محليات")))
    assert toggled(added, "section", "economy") == Query("قمح", chosen=(("section", "محليات"),))


def test_toggling_an_exclusion() -> None:
    query = Query("قمح", chosen=(("section", "economy"), ("section", "sport")), after=CURSOR)
    without = excluded_toggled(query, "section", "economy")
    assert without == Query(
        "قمح", chosen=(("section", "sport"),), excluded=(("section", "economy"),)
    )
    assert excluded_toggled(without, "section", "economy") == Query(
        "قمح", chosen=(("section", "sport"),)
    )
    assert toggled(without, "section", "economy") == Query(
        "قمح", chosen=(("section", "sport"), ("section", "economy"))
    )
    other = excluded_toggled(without, "agency", "afp")
    assert other.excluded == (("section", "economy"), ("agency", "afp"))


def test_an_exclusion_takes_what_lies_below_it_along() -> None:
    query = Query(
        chosen=(("date", "2024-10"), ("date", "2023")),
        excluded=(("date", "2024-11"), ("agency", "afp")),
    )
    without = excluded_toggled(query, "date", "2024")
    assert without.chosen_in("date") == ("2023",)
    assert without.excluded == (("agency", "afp"), ("date", "2024"))
    chosen = toggled(without, "date", "2024-10-28")
    assert chosen.chosen_in("date") == ("2023", "2024-10-28")
    assert chosen.excluded == (("agency", "afp"),)
    kept = excluded_toggled(Query(chosen=(("date", "2024"),)), "date", "2024-10")
    assert (kept.chosen_in("date"), kept.excluded) == (("2024",), (("date", "2024-10"),))
    assert toggled(kept, "date", "2024").excluded == kept.excluded


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
    found = toggled(Query().choosing("date", before), "date", value)
    assert found.chosen_in("date") == after


def test_other_ways_to_change_a_search() -> None:
    query = Query("قمح", chosen=(("section", "أ"),), last_day=date(2024, 1, 1),
                  sort="oldest", page=3, size=20, excluded=(("agency", "afp"),))  # fmt: skip
    found = SearchAddress.of(query, "/")
    assert asked(found.unfiltered()) == Query("قمح", sort="oldest", size=20)
    assert asked(found.at_page(5)).page == 5
    assert asked(found.ordered("newest")).page == 1
    assert asked(found.within(None, None)).last_day is None
    assert asked(found.wordless()).sort == "newest"
    assert asked(found.with_choice("words", "all")) == replace(query, words="all", page=1)
    assert asked(found.with_choice("spellings", "typed")) == replace(
        query, spellings="typed", page=1
    )
