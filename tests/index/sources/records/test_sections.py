"""Section labels in front of captions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts.sections import SECTIONS
from index.sources.records.sections import split_section
from tests.tables import vectors

SURE = [
    name for section in SECTIONS.values() for name, sign in section.fronts if sign == "+"
]  # fmt: skip
WORDS = [name for section in SECTIONS.values() for name in (section.label, *section.synonyms)]


@pytest.mark.parametrize(("line", "section", "why"), vectors("sections.tsv"))
def test_section(line: str, section: str, why: str) -> None:
    expected = "" if section == "-" else section
    found, rest = split_section(line)
    assert found == expected, why
    assert rest == (line if not found else " ".join(line.split()[len(found.split()) :])), why


@pytest.mark.parametrize("name", SURE)
def test_sure_labels_are_always_cut_off(name: str) -> None:
    # Behind a short label, a longer one may be meant: «ثقافة» and «ثقافة وفنون».
    assert split_section(f"{name} جسر خشبي") == (name, "جسر خشبي")
    assert split_section(f"{name} تطلق حملة") == (name, "تطلق حملة")


def test_sure_labels_are_many() -> None:
    assert len(SURE) == len(set(SURE)) > 100


@given(st.lists(st.sampled_from([*WORDS, "جسر", "في", "(أ.ب)", "يعود", ".", "\u200c"]), max_size=6))
def test_nothing_is_lost(parts: list[str]) -> None:
    line = " ".join(parts)
    section, rest = split_section(line)
    kept = line if not section else f"{section} {rest}"
    assert kept.replace("\u200c", "").split() == line.replace("\u200c", "").split()


@given(st.text())
def test_no_line_raises(line: str) -> None:
    split_section(line)
