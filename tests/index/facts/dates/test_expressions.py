import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts.dates.calendars import MONTHS, WEEKDAYS, unmarked
from index.facts.dates.expressions import (
    CLITICS,
    GLUED,
    READERS,
    Expression,
    PartialDate,
    Shift,
    beginnings,
    expressions,
)
from index.facts.dates.years import from_number

PIECES = st.sampled_from(
    [
        *MONTHS, *WEEKDAYS, " ", " ", "28", "٢٨", "2015", "1436هـ", "/", "-", "(", ")", "،", "و",
        "ب", "من", "إلى", "بين", "عام", "عامي", "الشهر", "الماضي", "المقبل", "اليوم", "أمس", "غداً",
        "قبل", "منذ", "بعد", "يومين", "ثلاثة أيام", "الموافق", "يوم", "الأول من", "ـ", "\u200f", "ْ",
        "في", "غرة", "فاتح", "الرابع", "والخامس", "4", "23", "1437", "2016", "قرية", "المقبلين",
    ]
)  # fmt: skip


def _only(text: str) -> Expression:
    (found,) = expressions(text)
    return found


@pytest.mark.parametrize(
    ("text", "weekday", "shift"),
    [
        ("اليوم الاثنين", 0, Shift("day", 0)),
        ("أمس (الثلاثاء)", 1, Shift("day", -1)),
        ("أول من أمس", None, Shift("day", -2)),
        ("بعد غد الأربعاء", 2, Shift("day", 2)),
        ("الجمعة الماضي", 4, Shift("weekday", -1)),
        ("السبت المقبل", 5, Shift("weekday", 1)),
        ("قبل شهرين", None, Shift("month", -2)),
        ("العام الجاري", None, Shift("year", 0)),
        ("يوم الأحد", 6, None),
    ],
)
def test_words_that_count_from_the_present(
    text: str, weekday: int | None, shift: Shift | None
) -> None:
    found = _only(text)
    assert (found.weekday, found.shift) == (weekday, shift)
    assert found.first == found.last == PartialDate()


def test_a_weekday_and_a_shift_stay_with_the_date_behind_them() -> None:
    found = _only("وقع يوم أمس الثلاثاء 28 يوليو 2015 الاتفاق")
    assert found.text == "أمس الثلاثاء 28 يوليو 2015"
    assert (found.weekday, found.shift) == (1, Shift("day", -1))
    assert found.first == found.last == PartialDate(2015, 7, 28)


def test_the_ordinal_behind_the_day_makes_no_today() -> None:
    assert _only("في اليوم الأول من مايو").shift is None


def test_both_calendars_are_kept() -> None:
    found = _only("25 شوال 1436هـ الموافق 10 أغسطس 2015م")
    assert found.first == PartialDate(2015, 8, 10)
    assert found.converted == PartialDate(1436, 10, 25, "hijri")


def test_a_range_keeps_what_each_end_says() -> None:
    found = _only("من 28 أكتوبر إلى 3 نوفمبر 2024")
    assert (found.first, found.last) == (PartialDate(None, 10, 28), PartialDate(2024, 11, 3))
    assert found.precision == "range"


def test_a_name_with_a_day_is_an_expression_all_the_same() -> None:
    assert _only("ثورة 25 يناير").first == PartialDate(None, 1, 25)


@pytest.mark.parametrize("clitic", ["و", "ب", "ل", "ف", "وب"])
def test_a_clitic_is_not_part_of_the_text(clitic: str) -> None:
    found = _only(f"{clitic}فبراير 2022")
    assert (found.text, found.start) == ("فبراير 2022", len(clitic))


def test_marks_do_not_move_the_offsets() -> None:
    text = "في يوميْ 27 و28 أكتـوبر، غداً الجمعةَ 3 مايو"
    assert [found.text for found in expressions(text)] == [
        "27 و28 أكتـوبر",
        "غداً الجمعةَ 3 مايو",
    ]


def _reader_of(word: str) -> tuple[int, object] | None:
    """Return what reads a word, its clitics taken off one by one."""
    if word in READERS:
        return 0, READERS[word]
    if word in GLUED:
        return 0, GLUED[word]
    for count in (1, 2):
        if word[count - 1 : count] in tuple(CLITICS) and word[count:] in READERS:
            return count, READERS[word[count:]]
        if word[:1] not in tuple(CLITICS):
            return None
    return None


_JOINED = st.lists(
    PIECES | st.sampled_from([*READERS, *CLITICS, "12345", "1.5", "3:20", "پ", "९", "ؤ"]),
    max_size=12,
)


@given(st.one_of(st.text(), _JOINED.map(" ".join), _JOINED.map("".join)))
def test_no_word_that_may_begin_a_date_is_passed_over(text: str) -> None:
    words, _ = unmarked(text)
    found = [(start, (count, read)) for start, count, read in beginnings(words)]
    one_by_one = [
        (match.start(), reader)
        for match in re.finditer("[ء-ي]+", words)
        if (reader := _reader_of(match.group()))
    ]
    numbers = [
        (match.start(), (0, from_number))
        for match in re.finditer(r"(?<!\d[.,٫:])(?<!\d)\d{1,4}(?!\d)", words)
        if match.group()[0] in "0123456789"
    ]
    assert found == sorted([*one_by_one, *numbers], key=lambda row: row[0])


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map(" ".join)))
def test_expressions_of_any_text_are_in_order_and_where_they_say(text: str) -> None:
    done = 0
    for found in expressions(text):
        assert done <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        done = found.end
