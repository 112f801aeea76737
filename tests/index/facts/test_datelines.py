"""Where a text was written, read from its byline and from its first words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.facts.datelines import Byline, LeadingDateline, leading_dateline, read, split_byline
from index.facts.places import PLACES
from tests.tables import vectors

STORY = "وصل الوفد مساء أمس إلى المدينة القديمة وزار متحفها الجديد ثم عاد إلى مقر إقامته"
PARTS = [
    *list(PLACES)[::40],
    *("سعاد علي", "«المرسى»", "واس", "تصوير", "من", "و", "-", " - ", ":", "(", ")", "،", "/", "ـ"),
    *("\n", "12", '"', "|", "\u200f", STORY),
]  # fmt: skip
PIECED = st.lists(st.sampled_from(PARTS), max_size=12).map(" ".join)


@pytest.mark.parametrize(("line", "places", "byline"), vectors("datelines.tsv"))
def test_byline(line: str, places: str, byline: str) -> None:
    datelines = () if places == "-" else tuple(places.split("|"))
    expected = "" if byline == "-" else byline
    assert split_byline(line) == Byline(expected, datelines)


def test_a_text_in_the_place_of_a_byline_is_left_alone() -> None:
    text = f"صور: {STORY} " * 5
    assert split_byline(text) == Byline(" ".join(text.split()), ())


@pytest.mark.parametrize(
    ("head", "datelines"),
    [
        ("باريس - أ.ف.ب: ", ("باريس",)),
        ("الرياض – واس:\n", ("الرياض",)),
        ("القاهرة (رويترز) - ", ("القاهرة",)),
        ("القاهرة (رويترز) ", ("القاهرة",)),
        ("جدة 25 شوال 1436هـ الموافق 10 أغسطس 2015م واس\n", ("جدة",)),
        ("أبوظبي في 10 أغسطس / وام / ", ("أبوظبي",)),
        ("الكويت - 10 - 8 (كونا) -- ", ("الكويت",)),
        ("دمشق-سانا ", ("دمشق",)),
        ("الرياض ـ الرياضية\n", ("الرياض",)),
        ("عين اليوم – القاهرة\n", ("القاهرة",)),
        ("Next Previous سعاد علي – جدة\n", ("جدة",)),
        ("كييف/موسكو: ", ("كييف", "موسكو")),
        ("نيويورك (الأمم المتحدة) - ", ("نيويورك (الأمم المتحدة)",)),
        ("سعاد علي- المرسى- الرياض: ", ("الرياض",)),
        ("بيروت - ", ("بيروت",)),
        ("عودة القطار إلى الوادي\n\nباريس - أ.ف.ب: ", ("باريس",)),
        ("عودة القطار إلى الوادي\nسعاد علي ـ القاهرة\n\n", ("القاهرة",)),
    ],
)
def test_opening(head: str, datelines: tuple[str, ...]) -> None:
    story = STORY if head != "بيروت - " else f"أعلن الوفد أنه {STORY}"
    found = leading_dateline(head + story)
    assert found.datelines == datelines
    assert (head + story)[found.end :].strip() == story


@pytest.mark.parametrize(
    "body",
    [
        "",
        STORY,
        f"القاهرة تستضيف معرض الكتاب. {STORY}",
        f"القاهرة - الإسكندرية في ساعتين\n{STORY}",
        f"طهران: لن نتراجع\n\n{STORY}",
        f"Next Previous سعاد علي – عين اليوم\n{STORY}",
        f"عودة القطار\nالقاهرة\n{STORY}",
        f"الخبر: {STORY}",
        f"كفر النخل - واس: {STORY}",
        f"القاهرة (عاصمة مصر) مدينة كبيرة {STORY}",
        f"{STORY}. القاهرة - واس: {STORY}",
    ],
)
def test_no_opening(body: str) -> None:
    assert leading_dateline(body) == LeadingDateline((), 0)


@pytest.mark.parametrize(
    ("fields", "datelines", "places"),
    [
        ({"datelines": ("سول",), "byline": "لندن: سعاد"}, ("سول",), ("سيول",)),
        ({"datelines": ("كفر  النخل،",)}, ("كفر  النخل،",), ("كفر النخل",)),
        ({"datelines": ("صور - صيدا",)}, ("صور - صيدا",), ("صور", "صيدا")),
        ({"datelines": ("كيف", "كييف")}, ("كيف", "كييف"), ("كييف",)),
        ({"byline": "عمان: سعاد", "body": f"جدة - واس: {STORY}"}, ("عمان",), ("عمّان",)),
        ({"byline": "سعاد علي", "body": f"جدة - واس: {STORY}"}, ("جدة",), ("جدة",)),
        ({"byline": "سعاد علي", "body": STORY}, (), ()),
        ({"datelines": (" ، ",)}, (" ، ",), ()),
    ],
)
def test_read(
    fields: dict[str, str | tuple[str, ...]], datelines: tuple[str, ...], places: tuple[str, ...]
) -> None:
    assert read(Article(id="1", **fields)) == (datelines, places)  # type: ignore[arg-type]


@given(PIECED)
def test_whatever_is_read_stands_in_the_line(line: str) -> None:
    found = split_byline(line)
    words = line.split()
    for printed in (found.byline, *found.datelines):
        assert set(printed.replace("(", " ").replace(")", " ").split()) <= {
            *"".join(char if char not in "()" else " " for char in " ".join(words)).split(),
            "-",
        }
    assert len(set(found.datelines)) == len(found.datelines)


@given(PIECED)
def test_openings_end_inside_the_body(body: str) -> None:
    found = leading_dateline(body)
    assert 0 <= found.end <= len(body)
    assert bool(found.datelines) == bool(found.end)
    assert all(place in " ".join(body.split()) or "(" in place for place in found.datelines)


@given(st.text(), st.text())
def test_no_text_raises(byline: str, body: str) -> None:
    datelines, places = read(Article(id="1", byline=byline, body=body))
    assert len(places) <= len(datelines) * 6
