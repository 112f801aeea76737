"""Section labels in front of captions."""

import pytest

from index.sources.sections import SECTIONS, split_section


@pytest.mark.parametrize(
    ("line", "section", "caption"),
    [
        ("العالم العربي جسر جديد", "العالم العربي", "جسر جديد"),
        ("العالم جسر جديد", "العالم", "جسر جديد"),
        ("الرياضة", "الرياضة", ""),
        ("الرياضيون في الملعب", "", "الرياضيون في الملعب"),
        ("جسر جديد في العالم", "", "جسر جديد في العالم"),
    ],
)
def test_section(line: str, section: str, caption: str) -> None:
    assert split_section(line) == (section, caption)


def test_sections_are_many_and_trimmed() -> None:
    assert len(SECTIONS) == len(set(SECTIONS)) > 60
    assert all(label == " ".join(label.split()) for label in SECTIONS)
