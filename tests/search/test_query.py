from datetime import date

import pytest

from index.errors import QueryInvalid
from index.facets import NO_VALUE
from search.query import Query, day_range, period_name


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-2", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-10-28", date(2024, 10, 28), date(2024, 10, 28)),
        (" ٢٠٢٤-١٠-٢٨ ", date(2024, 10, 28), date(2024, 10, 28)),
        ("۲۰۲۴-۱۰", date(2024, 10, 1), date(2024, 10, 31)),
        ("۲۸ أكتوبر ۲۰۲۴", date(2024, 10, 28), date(2024, 10, 28)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("1436", date(2014, 10, 25), date(2015, 10, 13)),
        ("28/10/2024", date(2024, 10, 28), date(2024, 10, 28)),
        ("28 تشرين الأول 2024", date(2024, 10, 28), date(2024, 10, 28)),
        ("أكتوبر (تشرين الأول) 2024", date(2024, 10, 1), date(2024, 10, 31)),
        ("من 21 يوليو إلى أغسطس 2015", date(2015, 7, 21), date(2015, 8, 31)),
    ],
)
def test_days_of_a_date(text: str, first: date, last: date) -> None:
    assert day_range(text, parameter="from") == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-13",
        "2024-00",
        "2023-02-29",
        "0000",
        "2024/13",
        "اليوم",
        "2024-10-28T1",
        "२०२४",
        "２０２４-１０",
        "𝟐𝟎𝟐𝟒",
    ],
)
def test_no_dates(text: str) -> None:
    with pytest.raises(QueryInvalid, match="write 2024") as caught:
        day_range(text, parameter="from")
    assert (caught.value.parameter, caught.value.code) == ("from", "bad_date")


@pytest.mark.parametrize("facet", ["date", "mentioned"])
def test_selected_dates_are_kept_in_one_writing(facet: str) -> None:
    chosen = ("٢٠٢٤", "2024-3", "مارس 2024", "2024-3-1", NO_VALUE, "9999", "9999-12", "1436")
    asked = Query().choosing(facet, chosen)
    assert asked.chosen_in(facet) == (
        "2024", "2024-03", "2024-03-01", NO_VALUE, "9999", "9999-12", "1436"
    )  # fmt: skip


def test_a_date_that_is_chosen_is_one_year_month_or_day() -> None:
    with pytest.raises(QueryInvalid, match="use from and to") as caught:
        Query(chosen=(("mentioned", "من مايو إلى يوليو 2015"),))
    assert (caught.value.parameter, caught.value.code) == ("mentioned", "bad_date")


@pytest.mark.parametrize(
    ("first", "last", "name", "why"),
    [
        (date(2015, 7, 21), date(2015, 7, 21), "2015-07-21", "a day"),
        (date(2015, 7, 1), date(2015, 7, 1), "2015-07-01", "the first day of a month"),
        (date(2015, 7, 1), date(2015, 7, 31), "2015-07", "a month"),
        (date(2015, 2, 1), date(2015, 2, 28), "2015-02", "a February"),
        (date(2016, 2, 1), date(2016, 2, 29), "2016-02", "a February of a leap year"),
        (date(2015, 1, 1), date(2015, 12, 31), "2015", "a year"),
        (date(2014, 1, 1), date(2015, 12, 31), None, "two whole years are no one year"),
        (date(2015, 1, 1), date(2016, 1, 31), None, "a year and a month"),
        (date(2014, 7, 1), date(2015, 7, 31), None, "from a month to the same a year later"),
        (date(2015, 7, 1), date(2015, 8, 31), None, "two whole months"),
        (date(2015, 2, 1), date(2015, 12, 31), None, "a year but for its first month"),
        (date(2015, 1, 1), date(2015, 11, 30), None, "a year but for its last month"),
        (date(2015, 7, 2), date(2015, 7, 31), None, "a month but for its first day"),
        (date(2015, 7, 1), date(2015, 7, 30), None, "a month but for its last day"),
        (date(2016, 2, 1), date(2016, 2, 28), None, "a February but for its leap day"),
    ],
)
def test_only_one_year_month_or_day_has_a_name(
    first: date, last: date, name: str | None, why: str
) -> None:
    assert period_name(first, last) == name, why


@pytest.mark.parametrize("text", ["من 2014 إلى 2015", "2014-2015", "من يوليو إلى أغسطس 2015"])
def test_several_years_or_months_are_no_value_of_the_facet(text: str) -> None:
    with pytest.raises(QueryInvalid, match="use from and to"):
        Query(chosen=(("date", text),))


def test_values_are_kept_as_the_facet_has_them() -> None:
    asked = Query(
        chosen=(
            ("section", "أسواق"),
            ("section", "اقتصاد"),
            ("section", "باب غير معروف"),
            ("agency", "أ.ف.ب"),
            ("agency", "AFP"),
            ("photo_agency", "رويترز"),
            ("dateline", "كيف"),
            ("source", "الشرق الأوسط"),
        ),
    )
    assert asked.chosen == (
        ("section", "economy"), ("section", "باب غير معروف"), ("agency", "afp"),
        ("photo_agency", "reuters"), ("dateline", "كييف"), ("source", "aawsat"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "parameter", "code"),
    [
        ({"sort": "best"}, "sort", "unknown_sort"),
        ({"words": "some"}, "words", "unknown_words"),
        ({"spellings": "none"}, "spellings", "unknown_spellings"),
        ({"copies": "away"}, "copies", "unknown_copies"),
        ({"page": 0}, "page", "out_of_range"),
        ({"page": 10**9}, "page", "out_of_range"),
        ({"size": 0}, "size", "out_of_range"),
        ({"size": 101}, "size", "out_of_range"),
        ({"chosen": (("date", "2024-99"),)}, "date", "bad_date"),
        ({"chosen": (("dateline", "،"),)}, "dateline", "empty_value"),
        ({"excluded": (("dateline", "( )"),)}, "not_dateline", "empty_value"),
        ({"first_day": date(2024, 2, 1), "last_day": date(2024, 1, 1)}, "from", "empty_range"),
    ],
)
def test_values_without_meaning(values: dict[str, object], parameter: str, code: str) -> None:
    with pytest.raises(QueryInvalid) as caught:
        Query(**values)  # type: ignore[arg-type]
    assert (caught.value.parameter, caught.value.code) == (parameter, code)
