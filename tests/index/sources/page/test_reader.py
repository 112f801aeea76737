"""Page text: full articles, teasers, and whatever is left of a page that was cut."""

import io
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.article import Article
from index.sources import InputFile, Problem, read
from index.sources.page.bylines import signed_line
from index.sources.page.reader import parse

FIRST = """عودة القطار القديم إلى الوادي

رحلتان في الأسبوع، ومقاعد للزوار

القطار عند محطة الوادي (أ.ب)
القطار عند محطة الوادي (أ.ب)
TT

عودة القطار القديم إلى الوادي

القطار عند محطة الوادي (أ.ب)
القطار عند محطة الوادي (أ.ب)

عاد القطار، اليوم الأحد، إلى سكته بعد غياب طويل.

وقال مدير المحطة: «كان الناس ينتظرون هذا اليوم (منذ سنين)».
"""

TEASERS = """

مقالات ذات صلة

سوق السمك تفتح أبوابها ليلاً

شمال أفريقيا باعة في سوق السمك (رويترز)

سوق السمك تفتح أبوابها ليلاً

قررت البلدية فتح السوق ليلاً طوال الصيف.

«المرسى» (صفاقس)
الولايات المتحدة طابور أمام مكتبة عامة في بوسطن

مكتبة تعير الدراجات

بدأت المكتبة تجربة جديدة هذا الأسبوع.

لبنان كله يعرف هذه الفكرة من قبل.

يوميات الشرق عازف عود على سطح بيت (أ.ف.ب - رويترز)

عازف يوقظ الحي بالموسيقى

يعزف كل صباح قبل أن يذهب إلى عمله.

«المرسى» (صور) «المرسى» (صيدا) ليلى نور (بيروت)
"""

SECOND = """
مدرسة تزرع سطحها

TT

مدرسة تزرع سطحها

زرع التلاميذ سطح المدرسة بالنعناع والريحان.
"""


def held(raw: str | bytes) -> InputFile:
    data = raw.encode() if isinstance(raw, str) else raw
    return InputFile("page.txt", len(data), lambda: io.BytesIO(data))


def articles(text: str | bytes) -> list[Article]:
    found = list(read(held(text), "page"))
    assert not [one for one in found if isinstance(one, Problem)]
    return [one for one in found if isinstance(one, Article)]


def test_whole_page() -> None:
    first, fish, library, oud, second = articles(FIRST + TEASERS + SECOND)
    assert first.title == "عودة القطار القديم إلى الوادي"
    assert first.deck == "رحلتان في الأسبوع، ومقاعد للزوار"
    assert first.caption == "القطار عند محطة الوادي (أ.ب)"
    assert first.body == (
        "عاد القطار، اليوم الأحد، إلى سكته بعد غياب طويل.\n\n"
        "وقال مدير المحطة: «كان الناس ينتظرون هذا اليوم (منذ سنين)»."
    )
    assert (fish.title, fish.section) == ("سوق السمك تفتح أبوابها ليلاً", "شمال أفريقيا")
    assert fish.caption == "باعة في سوق السمك (رويترز)"
    assert fish.body == "قررت البلدية فتح السوق ليلاً طوال الصيف."
    assert (fish.byline, fish.datelines) == ("«المرسى»", ("صفاقس",))
    assert (library.title, library.section) == ("مكتبة تعير الدراجات", "الولايات المتحدة")
    assert library.caption == "طابور أمام مكتبة عامة في بوسطن"
    assert library.body.count("\n\n") == 1
    assert (library.byline, library.datelines) == ("", ())
    assert (oud.section, oud.caption) == ("يوميات الشرق", "عازف عود على سطح بيت (أ.ف.ب - رويترز)")
    assert (oud.byline, oud.datelines) == ("«المرسى»، ليلى نور", ("صور", "صيدا", "بيروت"))
    assert (second.title, second.deck, second.caption) == ("مدرسة تزرع سطحها", "", "")
    assert second.body == "زرع التلاميذ سطح المدرسة بالنعناع والريحان."


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "  \n"),
        lambda text: text.replace("\n\n", "\n \n\n"),
        lambda text: "\n\n" + text.strip(),
        lambda text: "\n".join(f"\u200f{line}\u202c" for line in text.split("\n")),
    ],
    ids=["crlf", "trailing spaces", "more blank lines", "trimmed", "direction marks"],
)
def test_copying_changes_nothing(change: Callable[[str], str]) -> None:
    page = FIRST + TEASERS + SECOND
    assert articles(change(page)) == articles(page)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert articles(FIRST.encode(encoding)) == articles(FIRST)


@pytest.mark.parametrize(
    ("gone", "deck", "caption"),
    [
        ("", "رحلتان في الأسبوع، ومقاعد للزوار", "القطار عند محطة الوادي (أ.ب)"),
        ("رحلتان في الأسبوع، ومقاعد للزوار\n", "", "القطار عند محطة الوادي (أ.ب)"),
        ("القطار عند محطة الوادي (أ.ب)\n", "رحلتان في الأسبوع، ومقاعد للزوار", ""),
        (" (أ.ب)", "رحلتان في الأسبوع، ومقاعد للزوار", "القطار عند محطة الوادي"),
    ],
    ids=["whole", "no deck", "no caption", "no credit"],
)
def test_parts_that_are_missing(gone: str, deck: str, caption: str) -> None:
    (article,) = articles(FIRST.replace(gone, ""))
    assert (article.deck, article.caption) == (deck, caption)
    assert article.body.startswith("عاد القطار، ")
    assert article.body.count("\n\n") == 1


def test_two_captions() -> None:
    more = "الركاب (رويترز)\nالركاب (رويترز)\n"
    text = FIRST.replace("TT\n", more + "TT\n").replace("\n\nعاد", f"\n{more}\nعاد")
    (article,) = articles(text)
    assert article.caption == "القطار عند محطة الوادي (أ.ب)\nالركاب (رويترز)"
    assert article.body.startswith("عاد القطار، ")


def test_deck_that_opens_the_body_is_no_caption() -> None:
    text = "عنوان\n\nخلاصة الخبر\n\nTT\n\nعنوان\n\nخلاصة الخبر\n\nبقية الخبر\n"
    (article,) = articles(text)
    assert (article.deck, article.caption) == ("خلاصة الخبر", "")
    assert article.body == "خلاصة الخبر\n\nبقية الخبر"


def test_three_articles_without_teasers() -> None:
    third = SECOND.replace("مدرسة", "مزرعة")
    assert [article.title for article in articles(FIRST + SECOND + third)] == [
        "عودة القطار القديم إلى الوادي",
        "مدرسة تزرع سطحها",
        "مزرعة تزرع سطحها",
    ]


def test_teasers_at_the_end_and_after_every_article() -> None:
    assert len(articles(FIRST + TEASERS)) == 4
    assert len(articles(FIRST + SECOND + TEASERS)) == 5
    assert len(articles(FIRST + TEASERS + SECOND + TEASERS)) == 5  # each once


def test_teaser_and_article_of_the_same_story_are_both_kept() -> None:
    page = FIRST + TEASERS.replace("مكتبة تعير الدراجات", "مدرسة تزرع سطحها") + SECOND
    found = articles(page)
    assert len(found) == 5
    teaser, full = found[2], found[4]
    assert (teaser.title, teaser.kind) == (full.title, "teaser")
    assert full.kind == "full"
    assert full.body == "زرع التلاميذ سطح المدرسة بالنعناع والريحان."
    assert len({article.id for article in found}) == 5


def test_plain_text() -> None:
    (article,) = articles("عنوان النص\nفقرة أولى.\n\nفقرة ثانية.\n")
    assert (article.title, article.body) == ("عنوان النص", "فقرة أولى.\n\nفقرة ثانية.")


@pytest.mark.parametrize(
    ("line", "byline", "datelines"),
    [
        ("«المرسى» (صور)", "«المرسى»", ("صور",)),
        ("«المرسى» (صور) «المرسى» (صيدا)", "«المرسى»", ("صور", "صيدا")),
        ("سعاد علي (تونس)", "سعاد علي", ("تونس",)),
        ("«المرسى»", "«المرسى»", ()),
        ("قسم الثقافة", "قسم الثقافة", ()),
        ("«المرسى» (\u200fصور\u200e القديمة)", "«المرسى»", ("صور القديمة",)),
    ],
)
def test_byline(line: str, byline: str, datelines: tuple[str, ...]) -> None:
    assert signed_line(line) == (byline, datelines)
    page = FIRST + TEASERS.replace("«المرسى» (صفاقس)", line)
    assert (articles(page)[1].byline, articles(page)[1].datelines) == (byline, datelines)
    assert len(articles(page)) == 4


def test_section_that_is_not_known_leaves_the_caption_whole() -> None:
    page = FIRST + TEASERS.replace("شمال أفريقيا", "زاوية غريبة")
    assert articles(page)[1].section == ""
    assert articles(page)[1].caption == "زاوية غريبة باعة في سوق السمك (رويترز)"
    assert len(articles(page)) == 4


@pytest.mark.parametrize("text", ["", " \n\n", "TT", "عنوان وحيد", "مقالات ذات صلة\n\nعنوان"])
def test_nothing_to_read(text: str) -> None:
    found = list(read(held(text), "page"))
    assert found
    assert {one.reason for one in found if isinstance(one, Problem)} <= {"no_text"}
    assert not [one for one in found if isinstance(one, Article)]


WHOLE = (FIRST + TEASERS + SECOND).split("\n")


@pytest.mark.parametrize("lines", range(1, len(WHOLE)))
def test_page_that_was_cut_gives_what_is_there(lines: int) -> None:
    whole = {article.title for _, article in parse("\n".join(WHOLE))}
    found = [article for _, article in parse("\n".join(WHOLE[:lines]))]
    assert found[0].title == WHOLE[0]
    # at most the last of them is not an article of the whole page
    assert {article.title for article in found[:-1]} <= whole
    assert len({article.id for article in found}) == len(found)


BARE = FIRST.replace("القطار عند محطة الوادي (أ.ب)\n", "", 2)


@pytest.mark.parametrize("before", ["", FIRST + TEASERS])
@pytest.mark.parametrize("kept", range(5, 29, 6))
def test_cut_off_inside_the_repeated_headline(kept: int, before: str) -> None:
    front, button, _ = SECOND.partition("TT\n\n")
    front = front.replace("\n\n", "\n\nوالتلاميذ يسقونه كل صباح\n\nمدرسون في الساحة (واس)\n", 1)
    front = front.replace("مدرسة تزرع سطحها", "مدرسة تزرع سطحها بالنعناع")
    cut = before + front + button + "مدرسة تزرع سطحها بالنعناع"[:kept]
    *_, last = [article for _, article in parse(cut)]
    assert last.title == "مدرسة تزرع سطحها بالنعناع"
    assert "مدرسة" not in last.deck + last.body + last.caption


@pytest.mark.parametrize("kept", range(5, 29, 6))
@pytest.mark.parametrize("page", [FIRST, BARE], ids=["captions in front", "none in front"])
def test_cut_off_in_the_captions_below_the_headline(page: str, kept: int) -> None:
    caption = "القطار عند محطة الوادي (أ.ب)"
    start = page.index(caption, page.index("TT"))
    kept = kept if page == FIRST else len(caption)
    (article,) = articles(page[: start + kept])
    assert (article.caption, article.body) == (caption, "")


def test_caption_that_ends_in_a_quote() -> None:
    (article,) = articles("عنوان\n\nTT\n\nعنوان\n\nمشهد من «الطريق» (واس)")
    assert (article.caption, article.body) == ("مشهد من «الطريق» (واس)", "")


def test_paragraph_that_names_its_agency_is_no_caption() -> None:
    (article,) = articles(SECOND.rstrip() + " (واس)")
    assert article.body == "زرع التلاميذ سطح المدرسة بالنعناع والريحان. (واس)"


def test_teasers_without_blank_lines() -> None:
    page = FIRST + TEASERS.replace("في بوسطن", "في بوسطن (رويترز)")
    assert articles(page.replace("\n\n", "\n")) == articles(page)


@example(["مقالات ذات صلة", "عنوان", "TT"])
@given(st.lists(st.sampled_from([*WHOLE, "TT", "", "مقالات ذات صلة"]), max_size=40))
def test_lines_in_any_order(lines: list[str]) -> None:
    for line, article in parse("\n".join(lines)):
        assert 1 <= line <= len(lines)
        assert "TT" not in article.body.split("\n\n")
