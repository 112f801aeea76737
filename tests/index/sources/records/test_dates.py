"""Dates of sources: a table of values, days in every form, and what one value shows of others."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts.dates.calendars import hijri_of
from index.sources.records.dates import FileDates, Unreadable, published, read_moment
from tests.index.sources.reading import input_file
from tests.tables import vectors

FILE = input_file("", "paper.csv")
_MONTHS = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر"),
    *("أكتوبر", "نوفمبر", "ديسمبر"),
)
_LEVANT = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول"),
    *("تشرين الأول", "تشرين الثاني", "كانون الأول"),
)
_MAGHREB = (
    *("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر"),
    *("أكتوبر", "نوفمبر", "ديسمبر"),
)
_HIJRI = (
    *("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب"),
    *("شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"),
)
_FRENCH = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)
_WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def _hijri(day: date) -> tuple[int, int, int]:
    found = hijri_of(day)
    assert found
    return found


FORMS: tuple[Callable[[date], str], ...] = (
    date.isoformat,
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day:%d%m%Y}",
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day}-{day.month}-{day.year}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day:%d/%m/%Y}".translate(_ARABIC),
    lambda day: f"{day:%Y/%m/%d}".translate(_PERSIAN),
    lambda day: f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{_WEEKDAYS[day.weekday()]}، {day.day} {_MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{_MONTHS[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{day.day} {_LEVANT[day.month - 1]} {day.year}م",
    lambda day: f"{day.day} {_LEVANT[day.month - 1]}/{_MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{day.day} {_MAGHREB[day.month - 1]} {day.year}",
    lambda day: f"{day.day} {_FRENCH[day.month - 1]} {day.year}",
    lambda day: f"{day:%d %b %Y}",
    lambda day: f"{day:%A, %B %d, %Y}",
    lambda day: f"{day:%d-%b-%Y}",
    lambda day: f"{day:%Y-W%V-%u}" if day.isocalendar().year == day.year else str(day),
    lambda day: f"{day:%Y-%j}",
)
HIJRI_FORMS: tuple[Callable[[date], str], ...] = (
    lambda day: "{}/{:02}/{:02}هـ".format(*_hijri(day)),
    lambda day: "{}-{}-{} هـ".format(*reversed(_hijri(day))),
    lambda day: f"{_hijri(day)[2]} {_HIJRI[_hijri(day)[1] - 1]} {_hijri(day)[0]}هـ",
    lambda day: (
        f"{_hijri(day)[2]} {_HIJRI[_hijri(day)[1] - 1]} {_hijri(day)[0]}هـ"
        f" الموافق {day.day} {_MONTHS[day.month - 1]} {day.year}م"
    ),
)
MOMENT_FORMS: tuple[Callable[[datetime], str], ...] = (
    datetime.isoformat,
    lambda at: f"{at:%Y%m%dT%H%M%SZ}",
    lambda at: f"{at:%a, %d %b %Y %H:%M:%S} GMT",
    lambda at: f"{at:%a, %d %b %Y %H:%M:%S} +0000",
    lambda at: f"{at:%a %b %d %H:%M:%S} +0000 {at:%Y}",
    lambda at: f"{at:%d/%m/%Y %I:%M:%S %p} UTC",
    lambda at: f"{at:%d/%m/%Y %I:%M:%S} {'م' if at.hour >= 12 else 'ص'} بتوقيت غرينتش",
    lambda at: f"{at:%H:%M:%S} GMT {at:%d-%m-%Y}",
    lambda at: f"نُشر: {at.day} {_MONTHS[at.month - 1]} {at.year} الساعة {at:%H:%M:%S} (GMT)",
)
DAYS = st.dates(date(1800, 1, 1), date(2049, 12, 31)).filter(
    lambda day: (
        day
        not in (
            date(1970, 1, 1),
            date(1899, 12, 30),
            date(1899, 12, 31),
            date(1900, 1, 1),
            date(1969, 12, 31),
        )
    )
)
LATER = st.dates(date(1925, 1, 1), date(2049, 12, 31)).filter(
    lambda day: day not in (date(1970, 1, 1), date(1969, 12, 31))
)
MOMENTS = st.datetimes(datetime(1973, 4, 1), datetime(2037, 12, 31), timezones=st.just(UTC)).map(
    lambda at: at.replace(microsecond=0)
)


@pytest.mark.parametrize(("value", "expected", "told"), vectors("published.tsv"))
def test_values(value: str, expected: str, told: str) -> None:
    found, problems = published(value, FILE, line=7, name="التاريخ")
    assert ("-" if found is None else found.isoformat()) == expected
    assert len(problems) == bool(told)
    for problem in problems:
        assert told in problem.message
        assert value.strip()[:20] in problem.message
        assert "'التاريخ'" in problem.message
        assert (problem.file, problem.line) == ("paper.csv", 7)


@pytest.mark.parametrize("form", FORMS)
@given(day=DAYS)
def test_a_day_in_any_form_is_that_day(form: Callable[[date], str], day: date) -> None:
    found = read_moment(form(day))
    assert (found.value, found.doubts) == (day, ())
    assert not isinstance(found.value, datetime)


@pytest.mark.parametrize("form", HIJRI_FORMS)
@given(day=LATER)
def test_a_hijri_day_is_its_day(form: Callable[[date], str], day: date) -> None:
    assert read_moment(form(day)).value == day


@pytest.mark.parametrize("form", MOMENT_FORMS)
@given(moment=MOMENTS)
def test_a_moment_in_any_form_is_that_moment(
    form: Callable[[datetime], str], moment: datetime
) -> None:
    assert read_moment(form(moment)).value == moment


@given(MOMENTS, st.sampled_from([1, 10**3, 10**6, 10**9]))
def test_seconds_and_their_parts(moment: datetime, parts: int) -> None:
    number = int(moment.timestamp()) * parts
    for value in (number, str(number), f" {number} "):
        assert read_moment(value).value == moment


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1730125800.25, "2024-10-28T14:30:00.250000+00:00"),
        (20241028, "2024-10-28"),
        (20241028.0, "2024-10-28"),
        ({"$date": "2024-10-28T14:30:00Z"}, "2024-10-28T14:30:00+00:00"),
        ({"$date": {"$numberLong": "1730125800000"}}, "2024-10-28T14:30:00+00:00"),
        ({"$date": 1730125800000}, "2024-10-28T14:30:00+00:00"),
        ({"_seconds": 1730125800, "_nanoseconds": 0}, "2024-10-28T14:30:00+00:00"),
        ({"date": "2024-10-28 14:30:00.000000", "timezone": "UTC"}, "2024-10-28T14:30:00+00:00"),
        ([2024, 10, 28], "2024-10-28"),
        ([2024, 10, 28, 14, 30], "2024-10-28T14:30:00"),
        (date(2024, 10, 28), "2024-10-28"),
        (datetime(2024, 10, 28, 14, 30), "2024-10-28T14:30:00"),
    ],
)
def test_values_that_are_no_text(value: object, expected: str) -> None:
    assert read_moment(value).value.isoformat() == expected


@pytest.mark.parametrize(
    "value",
    [
        *(True, 0, -5, 12, 1e300, float("inf"), object()),
        *({}, {"a": 1}, {"$date": None}, {"$date": {"$date": {}}}),
        *("00-" * 60 + "x", "0" * 199 + "x", "1 " * 99, "28 أكتوبر " * 15, "12:" * 60, "م" * 900),
        *([], [1], [2024, 13, 1], ["2024"]),
    ],
)
def test_values_that_are_no_date(value: object) -> None:
    with pytest.raises(Unreadable):
        read_moment(value)


_PIECES = (
    "28 10 2024 24 1446 30 14:30 2:5 : / - . ، , م ص هـ PM GMT +03 +0300 T Z Oct أكتوبر محرم Mon"
    " الاثنين نُشر تحديث الموافق الساعة بتوقيت أمس $date ( [ ' \u200f 1730125800"
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
)


@given(st.text() | st.lists(st.sampled_from(_PIECES.split(" ")), max_size=9).map(" ".join) | _JSON)
def test_whatever_stands_there_is_a_date_or_told(value: object) -> None:
    found, problems = published(value, FILE)
    assert found is None or 1800 <= found.year <= 2050
    assert all("\n" not in problem.message for problem in problems)


def test_a_month_that_stands_first_leaves_later_ones_unknown() -> None:
    dates = FileDates(FILE)
    found = [
        dates.published(value, line=line, name="date")
        for line, value in enumerate(
            ["05/06/2024", "10/28/2024", "07/08/2024", "06/06/2024", "2024-05-06", "10/29/2024"], 2
        )
    ]
    assert [str(day) for day, _ in found] == [
        *("2024-06-05", "2024-10-28", "None", "2024-06-06", "2024-05-06", "2024-10-29")
    ]
    told = [[problem.message for problem in problems] for _, problems in found]
    assert list(map(len, told)) == [0, 1, 1, 0, 0, 0]
    assert "'05/06/2024' in line 2" in told[1][0]
    assert "may be 2024-08-07 or 2024-07-08" in told[2][0]
    assert "'10/28/2024' in line 3" in told[2][0]
    assert dates.published("05/06/2024", name="another")[0] == date(2024, 6, 5)


def test_what_stands_ahead_is_looked_at() -> None:
    dates = FileDates(FILE)
    dates.look_ahead(["05/06/2024", "", None, "soon", "10/28/2024"], name="date")
    day, (problem,) = dates.published("05/06/2024", line=2, name="date")
    assert day is None
    assert "'10/28/2024' has the month first" in problem.message


def test_a_zone_is_told_once_a_file() -> None:
    dates = FileDates(FILE)
    told = [dates.published("Mon, 28 Oct 2024 14:30:00 IST", line=n)[1] for n in range(3)]
    assert list(map(len, told)) == [1, 0, 0]


def test_what_is_accepted_is_told_once_a_file() -> None:
    dates = FileDates(FILE)
    told = [dates.published("منذ ساعة", line=n)[1][0].message for n in range(3)]
    assert ["accepted" in message for message in told] == [True, False, False]


def test_what_is_told_says_what_is_accepted() -> None:
    ((problem,),) = (published("soon", FILE, record=3)[1],)
    for form in ("2024-10-28", "28/10/2024", "28 أكتوبر 2024", "6 ربيع الأول 1444هـ"):
        assert form in problem.message
    assert (problem.reason, problem.record) == ("bad_date", 3)


def test_a_number_of_thousands_of_digits_is_told() -> None:
    found, (problem,) = published(10**5000, FILE)
    assert found is None
    assert len(problem.message) < 400


def test_values_are_shown_as_they_stand() -> None:
    value = json.loads('{"day": "28\\n10"}')
    ((problem,),) = (published(value, FILE)[1],)
    assert "day" in problem.message
