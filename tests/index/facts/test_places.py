"""One name for each place, however it is spelled."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts import places
from index.facts.places import PLACES, also_source, certain, known, latin, place_of


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("كيف", "كييف"),
        ("سول", "سيول"),
        ("سيئول", "سيول"),
        ("جينيف", "جنيف"),
        ("بروكسيل", "بروكسل"),
        ("بيونج يانج", "بيونغ يانغ"),
        ("نيو دلهي", "نيودلهي"),
        ("لوس انجلوس", "لوس أنجليس"),
        ("عمان", "عمّان"),
        ("عَمّان", "عمّان"),
        ("سلطنة عُمان", "سلطنة عمان"),
        ("القدس المحتلة", "القدس"),
        ("مكة", "مكة المكرمة"),
        ("مكه المكرمه", "مكة المكرمة"),
        ("جــدة", "جدة"),
        ("\u200fصنعاء\u200e", "صنعاء"),
        ("الحديدة (اليمن)", "الحديدة"),
        ("نيويورك (الأمم المتحدة)", "الأمم المتحدة"),
        ("الأمم المتحدة (نيويورك)", "الأمم المتحدة"),
        ("طرابلس", "طرابلس"),
        ("طرابلس (لبنان)", "طرابلس (لبنان)"),
        ("محافظة الطائف", "الطائف"),
        ("مدينة  غزة", "غزة"),
        ("أميركا", "الولايات المتحدة"),
        ("Paris", "باريس"),
        ("كفر  النخل ،", "كفر النخل"),
        ("كفر النخل (جنوب لبنان)", "كفر النخل (جنوب لبنان)"),
        ("", ""),
    ],
)
def test_place_of(printed: str, label: str) -> None:
    assert place_of(printed) == label
    assert known(printed) == (label in PLACES)


@pytest.mark.parametrize("name", ["رياض", "خبر", "مدينة", "سعاد علي", "الشرق الأوسط", "", "،"])
def test_what_is_no_place(name: str) -> None:
    assert not known(name)
    assert not certain(name)


def test_names_that_are_something_else_are_not_certain() -> None:
    assert known("الخبر")
    assert not certain("الخبر")
    assert not also_source("الخبر")
    assert known("المدينة")
    assert also_source("المدينة")
    assert certain("المدينة المنورة")
    assert not also_source("المدينة المنورة")


def test_every_name_leads_to_one_place() -> None:
    owners: dict[tuple[str, ...], str] = {}
    for place in PLACES.values():
        for name in (place.label, *place.variants, place.latin):
            assert place_of(name) == place.label, name
            assert owners.setdefault(places._key(name), place.label) == place.label, name
    assert len(PLACES) > 900


def test_the_table_is_tidy() -> None:
    for place in PLACES.values():
        assert re.fullmatch(r"[A-Z]{2}", place.country), place
        assert re.fullmatch(r"[A-Z][A-Za-z'.() -]+", place.latin) or place.latin == "NEOM", place
        for name in (place.label, *place.variants):
            assert name == " ".join(name.split())
            assert re.fullmatch(r"[\u0621-\u0652 ()]+", name), name


def test_latin() -> None:
    assert latin("سيول") == "Seoul"
    assert latin("كفر النخل") == "كفر النخل"


@given(st.text())
def test_any_text_gives_a_tidy_value(text: str) -> None:
    value = place_of(text)
    assert value == value.strip()
    assert "\n" not in value
    assert place_of(value) == value or known(value)
