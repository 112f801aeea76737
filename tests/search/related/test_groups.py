"""Groups of related words as an editor writes them, and what is told of lines that are none."""

from pathlib import Path

import pytest

from index.analysis import folded_words
from index.errors import TableError
from search.related.groups import MOST_WORDS, Group, own_groups, read_groups
from search.related.thesaurus import Thesaurus


def read(folder: Path, text: str) -> list[Group]:
    path = folder / "synonyms.txt"
    path.write_text(text, encoding="utf-8")
    return list(read_groups(path))


def test_a_group_of_both_directions_and_one_of_one(tmp_path: Path) -> None:
    text = "# ملاحظة\n\nسيارة = مركبة  = عربة  # للنقل\nعاصمة الورد = أم  الورد => بلاد الورد\n"
    both, one_way = read(tmp_path, text)
    assert both.typed == both.sought == ("سيارة", "مركبة", "عربة")
    assert one_way.typed == ("عاصمة الورد", "أم الورد")
    assert one_way.sought == ("بلاد الورد",)


def test_a_file_that_begins_with_a_mark_of_order(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeffقمح = حنطة\n")[0].typed == ("قمح", "حنطة")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("سيارة", "one member alone"),
        ("سيارة = ", "has 0 words"),
        ("=> سيارة", "has 0 words"),
        ("أ => ب => ج", "twice"),
        ("قمح = " + " ".join(["كلمة"] * (MOST_WORDS + 1)), f"1 to {MOST_WORDS}"),
    ],
)
def test_a_line_that_is_no_group_is_named(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(TableError, match=r"synonyms\.txt, line 2: ") as error:
        read(tmp_path, f"قمح = حنطة\n{line}\n")
    assert told in str(error.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        list(read_groups(tmp_path / "none.txt"))


def test_members_of_the_tables_beside_the_code_differ_as_they_are_searched() -> None:
    for group in own_groups():
        for side in (group.typed, group.sought):
            folded = [folded_words(member) for member in side]
            assert len(set(folded)) == len(folded), side


def test_other_groups_have_another_digest() -> None:
    one, other = (
        Thesaurus((Group(("أ", member), ("أ", member), "file"),)) for member in ("ب", "ج")
    )
    assert one.digest != other.digest
    assert one.digest == Thesaurus(one.groups).digest
