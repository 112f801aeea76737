"""The tree of sections and the names that lead into it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts import sections
from index.facts.sections import SECTIONS, ancestors, label, latin, resolve


@pytest.mark.parametrize(
    ("section_id", "names"),
    [
        (
            "united-states",
            "الولايات المتحدة|أميركا|أمريكا|امريكا|الولايات المتحدة الأميركية|USA|us",
        ),
        (
            "economy",
            "اقتصاد|الاقتصاد|إقتصاد|أسواق|الأسواق|مال وأعمال|المال والأعمال|economy|Economy",
        ),
        ("world", "العالم|دولي|عربي ودولي|internationalNews|International news|international_news"),
        ("local", "محليات|المحليات|أخبار محلية|localNews|local-news"),
        ("politics", "سياسة|السياسة|politic|politics"),
        ("society", "مجتمع|society"),
        ("sport", "رياضة|الرياضه|sport|Sports"),
        ("culture", "ثقافة|ثقافة وفنون|الثقافة والفنون|culture"),
        ("technology", "تكنولوجيا|تقنية|technology|tech"),
        ("miscellany", "منوعات|diverse"),
        ("middle-east", "الشرق الأوسط|شؤون إقليمية|Middle East"),
        ("north-africa", "شمال أفريقيا|شمال إفريقيا|المغرب العربي"),
        ("saudi-arabia", "السعودية|المملكة العربية السعودية|ksa"),
        ("daily-life", "يوميات الشرق|لايف ستايل"),
        ("opinion", "الرأي|رأي|مقالات|Op-Ed"),
        ("markets", "الرئيسية > اقتصاد > أسواق المال|اقتصاد / أسواق مالية"),
        ("cinema", "ثقافة | سينما"),
        ("culture", "ثقافة - رياضة"),
    ],
)
def test_names(section_id: str, names: str) -> None:
    for name in names.split("|") if " | " not in names else [names]:
        assert resolve(name) == section_id, name


@pytest.mark.parametrize("name", ["", "،", "زاوية غريبة", "الم", "ثقافة الشعوب", "قطار " * 90])
def test_no_section_is_invented(name: str) -> None:
    assert resolve(name) is None


def test_every_name_leads_to_one_section() -> None:
    owners: dict[str, str] = {}
    for section in SECTIONS.values():
        for name in (section.id, section.label, section.latin, *section.synonyms):
            assert resolve(name) == section.id, name
            assert owners.setdefault(sections._key(name), section.id) == section.id, name
            assert name == " ".join(name.split())


def test_the_table_is_a_tree_of_few_levels() -> None:
    known: set[str] = set()
    for section in SECTIONS.values():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", section.id)
        assert not section.parent or section.parent in known, section.id
        known.add(section.id)
        assert len(ancestors(section.id)) <= 3
    labels = [section.label for section in SECTIONS.values()]
    assert len(set(labels)) == len(labels) > 150


def test_tree() -> None:
    assert ancestors("saudi-arabia") == ("gulf", "arab-world", "world")
    assert ancestors("world") == ancestors("unknown") == ()
    assert ancestors("markets") == ("economy",)
    assert ancestors("world") == ()


def test_labels() -> None:
    assert (label("sport"), latin("sport")) == ("رياضة", "Sport")
    assert (label("unknown"), latin("unknown")) == ("unknown", "unknown")


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert resolve(text) is None or resolve(text) in SECTIONS
