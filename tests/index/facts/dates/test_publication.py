"""The day of publication: what states it, what it follows from, and when it stays unknown."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.facts.dates.publication import collected, dated, page

MONDAY = "أعلنت البلدية، اليوم الاثنين، أن الجسر سيُغلق."


def article(body: str, **values: object) -> Article:
    return Article(id="1", body=body, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "day", "evidence"),
    [
        ("قال المدير اليوم الاثنين 28 أكتوبر 2024 إن الجسر مغلق.", date(2024, 10, 28), "inferred"),
        ("وصل أمس الأحد 27 أكتوبر (تشرين الأول) 2024 وفد.", date(2024, 10, 28), "inferred"),
        ("يبدأ غدًا الثلاثاء 29/10/2024 العمل.", date(2024, 10, 28), "inferred"),
        ("جدة 25 شوال 1436هـ الموافق 10 أغسطس 2015م واس\nرأس الأمير الجلسة.", date(2015, 8, 10),
         "stated"),
        (MONDAY, None, "unknown"),
        ("بدأت الحرب في 28 أكتوبر 2024 كما يذكر الناس.", None, "unknown"),
        ("قال اليوم الاثنين ما قاله، وفي 28 أكتوبر 2024 عاد.", None, "unknown"),
        ("وصل اليوم الاثنين 29 أكتوبر 2024.", None, "unknown"),
        ("لا يوم هنا.", None, "unknown"),
        ("قال اليوم الاثنين ما قرره الجمعة الماضي 25 أكتوبر 2024.", date(2024, 10, 28),
         "inferred"),
        ("يبدأ، كما قيل اليوم الاثنين، الجمعة المقبل 1 نوفمبر 2024.", None, "unknown"),
        ("اليوم 28 أكتوبر 2024 بدأ العمل.", date(2024, 10, 28), "inferred"),
        ("اليوم 28 أكتوبر 1999 صدر النظام، وعُدّل عام 2015.", None, "unknown"),
        ("في مثل هذا اليوم الاثنين 28 أكتوبر 1929 انهارت السوق.", None, "unknown"),
        ("كتب: «اليوم الجمعة 22 نوفمبر 1963 بكينا»، وبيع الدفتر في 5 مايو 2021.", None,
         "unknown"),
    ],
)  # fmt: skip
def test_one_article(text: str, day: date | None, evidence: str) -> None:
    found, _ = dated(article(text))
    assert (found.published, found.published_evidence) == (day, evidence)
    assert bool(found.published_reasons) == (day is not None), "a day has its reasons"
    assert all(reason in text for reason in found.published_reasons)


@pytest.mark.parametrize(
    ("text", "caption", "day"),
    [
        ("أغلق الجسر اليوم الأربعاء 30 أكتوبر.", "في 28 أكتوبر 2024", date(2024, 10, 30)),
        ("أغلق الجسر أمس الثلاثاء 29 أكتوبر.", "في 28 أكتوبر 2024", date(2024, 10, 30)),
        ("أغلق الجسر أمس (الثلاثاء 29 أكتوبر).", "في 28 أكتوبر 2024", date(2024, 10, 30)),
        ("أغلق الجسر اليوم (الخميس) 2 يناير.", "في 28 ديسمبر 2024", date(2025, 1, 2)),
        ("أغلق اليوم الأربعاء 30 أكتوبر، قبل انتخابات 5 نوفمبر 2024.", "", date(2024, 10, 30)),
        ("أغلق الجسر اليوم الأربعاء 30 أكتوبر.", "", None),
        ("أغلق الجسر اليوم الأربعاء 30 أكتوبر.", "في 12 مارس 2019", None),
        ("أغلق الجسر اليوم الأربعاء 30 أكتوبر.", "في 28 أكتوبر 2023", None),
        ("أغلق اليوم الأربعاء 30 أكتوبر، وفتح عام 2022.", "في 28 أكتوبر 2019", None),
        ("أغلق الجسر اليوم 30 أكتوبر.", "في 28 أكتوبر 2024", None),
        ("أغلق اليوم الأربعاء ويفتح في 30 أكتوبر الجاري.", "في 28 أكتوبر 2024", date(2024, 10, 30)),
        ("أغلق اليوم الأربعاء ويفتح في 30 أكتوبر الجاري.", "في 3 أكتوبر 2024", None),
        ("أغلق اليوم الأربعاء ويفتح في 30 أكتوبر.", "في 28 أكتوبر 2024", None),
    ],
)
def test_a_day_without_its_year(text: str, caption: str, day: date | None) -> None:
    found, _ = dated(article(text, caption=caption))
    assert found.published == day
    assert all(reason in text for reason in found.published_reasons)


def test_what_the_source_gives_stands() -> None:
    given_ = article("قال اليوم الاثنين 28 أكتوبر 2024.", published=date(2020, 1, 1))
    found, _ = dated(given_)
    assert (found.published, found.published_evidence) == (date(2020, 1, 1), "given")
    assert dated(found)[0] == found, "once more changes nothing"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://paper.example/2015/07/21/article_1.html", date(2015, 7, 21)),
        ("https://paper.example/2015/20150723/ln54.htm", date(2015, 7, 23)),
        ("https://paper.example/2015-07-21/x", date(2015, 7, 21)),
        ("https://paper.example/article/20157321", None),
        ("https://paper.example/2015/02/31/x", None),
        ("https://paper.example/2015/07/21/to/2015/07/22", None),
        ("https://paper.example/home/article/411561", None),
    ],
)
def test_addresses(url: str, day: date | None) -> None:
    found, _ = dated(article("نص", url=url))
    assert (found.published, found.published_evidence) == (day, "stated" if day else "unknown")


def test_a_line_of_the_page() -> None:
    line = "نُشر: 14:21-28 أكتوبر 2024 م ـ 25 ربيع الآخر 1446 هـ"
    found, _ = dated(article("نص", published_reasons=(line,)))
    assert found.published == datetime(2024, 10, 28, 14, 21)
    assert (found.published_evidence, found.published_reasons) == ("stated", (line,))


@pytest.mark.parametrize(
    ("line", "hour"),
    [
        ("الاثنين 28 أكتوبر 2024 02:30 م", 14),
        ("28-10-2024 | 2:30 مـ", 14),
        ("28/10/2024 - 02:30 مساءً", 14),
        ("28/10/2024 02:30:15 PM", 14),
        ("28/10/2024 12:30 ص", 0),
        ("28/10/2024 12:30 صباحًا", 0),
        ("28/10/2024 12:30 ظهرًا", 12),
        ("28/10/2024 14:30 م", 14),
        ("02:30 مكتب القاهرة 28/10/2024", 2),
        ("نُشر: 02:30-28 أكتوبر 2024 م", 2),
    ],
)
def test_the_half_of_the_day_beside_a_time(line: str, hour: int) -> None:
    found, doubts = dated(article("نص", published_reasons=(line,)))
    assert found.published == datetime(2024, 10, 28, hour, 30)
    assert doubts == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("الثلاثاء 28 أكتوبر 2024", "2024-10-28 was a Monday"),
        ("25 ربيع الأول 1446هـ الموافق 28 أكتوبر 2024م", "the Hijri day is 2024-09-28"),
    ],
)
def test_a_line_that_contradicts_itself_is_told(line: str, told: str) -> None:
    found, (doubt,) = dated(article("نص", published_reasons=(line,)))
    assert found.published == date(2024, 10, 28)
    assert told in doubt


_CHANGED = "آخر تحديث: 10:11-4 نوفمبر 2024 م"
_PUBLISHED = "نُشر: 09:05-3 نوفمبر 2024 م"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ((_CHANGED, _PUBLISHED), datetime(2024, 11, 3, 9, 5)),
        ((f"{_CHANGED} ـ {_PUBLISHED}",), datetime(2024, 11, 3, 9, 5)),
        ((f"{_PUBLISHED} ـ {_CHANGED}",), datetime(2024, 11, 3, 9, 5)),
        (("نُشر: 3 نوفمبر 2024، آخر تحديث: 4 نوفمبر 2024 10:11",), date(2024, 11, 3)),
        (("3/11/2024 (تم التحديث 4/11/2024 10:11)",), date(2024, 11, 3)),
        (("تم التحديث 4/11/2024 10:11",), None),
        ((_CHANGED,), None),
    ],
)
def test_the_day_of_a_change_is_none_of_publication(
    lines: tuple[str, ...], day: date | None
) -> None:
    found, _ = dated(article("نص", published_reasons=lines))
    assert found.published == day
    assert found.published_evidence == ("stated" if day else "unknown")
    assert bool(found.published_reasons) == (day is not None)


def test_two_weekdays_are_reported_and_nothing_is_guessed() -> None:
    found, doubts = dated(article("قال اليوم الاثنين 28 أكتوبر 2024، وزار أمس الثلاثاء المدرسة."))
    assert found.published is None
    (doubt,) = doubts
    assert "«اليوم الاثنين 28 أكتوبر 2024»" in doubt
    assert "«أمس الثلاثاء»" in doubt


BRIDGE = article(f"{MONDAY} وتوقع المدير أن يعود في يومي 27 و28 أكتوبر (تشرين الأول).")
PORT = article("قال الميناء اليوم (الاثنين) إن الرافعة تعمل.", caption="الرافعة في 21 أكتوبر 2024")
TEASER = article("وصلت، اليوم (الخميس)، سفينة.", kind="teaser")


def test_two_articles_of_a_page_tell_each_other() -> None:
    """Alone, one lacks the year and the other the day."""
    for one in (BRIDGE, PORT):
        assert dated(one)[0].published is None
    bridge, teaser, port = page([BRIDGE, TEASER, PORT])
    for found in (bridge, port):
        assert (found.published, found.published_evidence) == (date(2024, 10, 28), "inferred")
        assert "27 و28 أكتوبر (تشرين الأول)" in found.published_reasons
    assert (teaser.published, teaser.published_evidence) == (None, "unknown")


@pytest.mark.parametrize(
    "other",
    [
        replace(PORT, body="قال الميناء اليوم (الثلاثاء) إن الرافعة تعمل."),
        replace(PORT, caption="الرافعة"),
        replace(PORT, caption="الرافعة في 21 أكتوبر 2023"),
        replace(PORT, caption="الرافعة في 21 مارس 2024"),
        replace(PORT, caption="الرافعة في 2 نوفمبر 2024"),
    ],
    ids=["another day", "no year", "no Monday then", "long before", "later"],
)
def test_a_page_that_leaves_a_doubt_has_no_day(other: Article) -> None:
    assert [found.published for found in page([BRIDGE, other])] == [None, None]


def test_an_article_without_a_weekday_takes_no_part() -> None:
    plain = article("نص بلا يوم.")
    assert page([BRIDGE, PORT, plain])[2].published is None


@pytest.mark.parametrize(
    ("body", "url", "day", "evidence"),
    [
        ("وصل أمس (الأحد) وفد.", "", date(2024, 10, 28), "inferred"),
        ("وصل اليوم الأربعاء وفد.", "", date(2024, 10, 30), "inferred"),
        ("وصل وفد.", "", date(2024, 10, 30), "inferred"),
        ("وصل وفد.", "https://paper.example/2024/10/25/x", date(2024, 10, 25), "stated"),
    ],
)
def test_collected_later(body: str, url: str, day: date, evidence: str) -> None:
    found = collected(article(body, url=url), date(2024, 10, 30))
    assert (found.published, found.published_evidence) == (day, evidence)


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_text(bodies: list[str]) -> None:
    articles = [article(body) for body in bodies]
    assert len(page(articles)) == len(articles)
    for one in articles:
        found, _ = dated(one)
        assert (found.published is None) == (found.published_evidence == "unknown")


def test_what_is_inferred_for_one_is_inferred_for_its_neighbour() -> None:
    dated_ = article("قال اليوم الثلاثاء 9 سبتمبر 2025 إن الجسر مغلق.")
    neighbour = article("يفتح الميناء، اليوم (الثلاثاء)، أبوابه.")
    for found in page([dated_, neighbour]):
        assert (found.published, found.published_evidence) == (date(2025, 9, 9), "inferred")


def test_what_one_states_of_itself_says_nothing_of_its_neighbour() -> None:
    line = "نُشر: 14:21-9 سبتمبر 2025 م"
    stated = article("قال اليوم الثلاثاء إن الجسر مغلق.", published_reasons=(line,))
    neighbour = article("يفتح الميناء، اليوم (الثلاثاء)، أبوابه.")
    first, second = page([stated, neighbour])
    assert (first.published_evidence, second.published_evidence) == ("stated", "unknown")
