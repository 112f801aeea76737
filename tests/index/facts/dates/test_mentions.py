from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import DateMention
from index.facts.dates.calendars import MONTHS, WEEKDAYS
from index.facts.dates.mentions import mentioned
from index.facts.dates.tense import WORDS
from tests.index.facts.dates.test_expressions import PIECES
from tests.tables import vectors

_TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=12).map(" ".join))
_DAYS = st.dates(date(1000, 1, 1), date(2199, 12, 31))


def _published(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


def _expected(text: str) -> list[tuple[str, str, str, str]]:
    rows = []
    for part in [] if text == "-" else text.split("|"):
        printed, _, days = part.partition("=")
        days, _, precision = days.partition("/")
        first, _, last = days.partition("..")
        rows.append((printed, first, last or first, precision or "day"))
    return rows


def _found(mentions: tuple[DateMention, ...]) -> list[tuple[str, str, str, str]]:
    return [(m.text, m.first.isoformat(), m.last.isoformat(), m.precision) for m in mentions]


@pytest.mark.parametrize(("text", "published", "mentions", "why"), vectors("dates.tsv"))
def test_days_that_a_text_mentions(text: str, published: str, mentions: str, why: str) -> None:
    found, contradictions = mentioned(text, _published(published))
    assert _found(found) == _expected(mentions), why
    assert not contradictions


@pytest.mark.parametrize(("text", "published", "expected"), vectors("dates_contradictions.tsv"))
def test_what_contradicts_itself(text: str, published: str, expected: str) -> None:
    _, contradictions = mentioned(text, _published(published))
    assert list(contradictions) == ([] if expected == "-" else expected.split("|"))


@pytest.mark.parametrize(("text", "published", "mentions", "why"), vectors("dates_by_weekday.tsv"))
def test_the_weekday_tells_the_day_and_the_contradiction_is_told(
    text: str, published: str, mentions: str, why: str
) -> None:
    found, contradictions = mentioned(text, _published(published))
    assert _found(found) == _expected(mentions), why
    assert contradictions


@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)), st.integers(-5, 1))
def test_a_source_may_give_a_day_near_the_one_of_the_text(published: date, away: int) -> None:
    today = published + timedelta(away)
    names = {number: name for name, number in WEEKDAYS.items()}
    (mention,), contradictions = mentioned(f"اليوم {names[today.weekday()]}", published)
    assert mention.first == today
    assert bool(contradictions) == (away != 0)


@given(st.sampled_from(sorted(WORDS["past"])), st.sampled_from(sorted(WEEKDAYS)), _DAYS)
def test_a_weekday_behind_a_verb_of_the_past_is_gone_by(
    verb: str, weekday: str, published: date
) -> None:
    (mention,), _ = mentioned(f"{verb} الوفد الفنلندي {weekday}", published)
    assert timedelta(0) <= published - mention.first < timedelta(7)


@given(
    st.sampled_from(sorted(WORDS["present"] | WORDS["planned"])),
    st.sampled_from(sorted(WEEKDAYS)),
    st.dates(date(1000, 1, 1), date(2199, 12, 20)),
)
def test_a_weekday_behind_what_is_to_come_is_ahead(
    verb: str, weekday: str, published: date
) -> None:
    (mention,), _ = mentioned(f"{verb} الوفد الفنلندي {weekday}", published)
    assert timedelta(0) <= mention.first - published < timedelta(7)


def test_no_verb_of_a_day_ends_the_search_for_one() -> None:
    verbs = WORDS["past"] | WORDS["present"] | WORDS["planned"] | WORDS["ahead"]
    assert not verbs & WORDS["state"]


@given(st.sampled_from(sorted(WORDS["past"] | WORDS["present"])), _DAYS)
def test_today_behind_what_was_done_is_the_day_of_the_article(verb: str, published: date) -> None:
    (mention,), _ = mentioned(f"{verb} الوفد الفنلندي اليوم", published)
    assert mention.first == published


@pytest.mark.parametrize("published", [date.min, date.max])
def test_a_publication_outside_of_the_calendar_is_none(published: date) -> None:
    assert mentioned("أمس ثم 5 مايو ثم 5 مايو 2015", published) == mentioned(
        "أمس ثم 5 مايو ثم 5 مايو 2015", None
    )


def test_a_report_with_several_days() -> None:
    text = (
        "قالت البلدية اليوم الاثنين إن الجسر مغلق ابتداء من أمس، بعد أعمال بدأت الجمعة الماضي، "
        "على أن يفتح بحلول يوميْ 27 و28 أكتوبر (تشرين الأول)."
    )
    mentions, contradictions = mentioned(text, date(2024, 10, 28))
    assert _found(mentions) == [
        ("اليوم الاثنين", "2024-10-28", "2024-10-28", "day"),
        ("أمس", "2024-10-27", "2024-10-27", "day"),
        ("الجمعة الماضي", "2024-10-25", "2024-10-25", "day"),
        ("27 و28 أكتوبر (تشرين الأول)", "2024-10-27", "2024-10-28", "range"),
    ]
    assert contradictions == ()


@given(_TEXTS, st.one_of(st.none(), _DAYS))
def test_no_text_raises_and_mentions_are_where_they_say(text: str, published: date | None) -> None:
    for mention in mentioned(text, published)[0]:
        assert text[mention.start : mention.start + len(mention.text)] == mention.text
        assert mention.first <= mention.last
        assert mention.precision != "day" or mention.first == mention.last


@given(_TEXTS, _DAYS)
def test_what_needs_no_publication_is_the_same_with_one(text: str, published: date) -> None:
    assert set(mentioned(text, None)[0]) <= set(mentioned(text, published)[0])


@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)), st.integers(-130, 130))
def test_a_day_without_a_year_is_the_nearest(published: date, away: int) -> None:
    day = date.fromordinal(published.toordinal() + away)
    if (day.month, day.day) == (2, 29):
        return
    name = next(
        name
        for name, month in MONTHS.items()
        if (month.calendar, month.number) == ("gregorian", day.month)
    )
    (mention,), _ = mentioned(f"في {day.day} {name}", published)
    assert mention.first == mention.last == day
