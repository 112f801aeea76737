"""The reader of the tables of words and names, and what the tables make of a wrong line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import tables
from index.errors import TableError
from index.facts.agency_lines import read_agencies
from index.facts.dates.calendars import MONTHS, read_months
from index.facts.dates.foreign_dates import read_foreign_months
from index.facts.dates.tense import read_words
from index.facts.places import read_places
from index.facts.sections import read_sections

COLUMNS = ("key", "value", "note")


def table(folder: Path, *lines: str) -> Path:
    path = folder / "table.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_rows_carry_their_line_and_comments_are_passed_over(tmp_path: Path) -> None:
    path = table(tmp_path, "# key\tvalue", "", "قمح\tشعير\tحبوب", "#قمح\tx\ty", "ماء\t\t")
    assert list(tables.read(path, COLUMNS)) == [
        (3, ("قمح", "شعير", "حبوب")),
        (5, ("ماء", "", "")),
    ]


def test_last_columns_may_be_left_out(tmp_path: Path) -> None:
    path = table(tmp_path, "a", "b\t1", "c\t1\t2")
    assert [cells for _, cells in tables.read(path, COLUMNS, optional=2)] == [
        ("a", "", ""),
        ("b", "1", ""),
        ("c", "1", "2"),
    ]


def test_lines_end_as_on_any_system_and_nowhere_else(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_bytes("a\tx\u2028y\tz\r\nb\t\t\r\n".encode())
    assert list(tables.read(path, COLUMNS)) == [(1, ("a", "x\u2028y", "z")), (2, ("b", "", ""))]


@pytest.mark.parametrize(
    ("line", "optional", "filled", "message"),
    [
        ("a\tb", 0, (), "2 columns, not 3; part these by tabs: key, value, note"),
        ("a b c", 0, (), "1 columns, not 3; part these by tabs: key, value, note"),
        ("a\tb\tc\td", 0, (), "4 columns, not 3; part these by tabs: key, value, note"),
        ("a", 1, (), "1 columns, not 2 to 3; part these by tabs: key, value, note"),
        ("\tb\tc", 0, (), "nothing in the column 'key'; fill it or drop the line"),
        ("a\t\tc", 0, ("value",), "nothing in the column 'value'; fill it or drop the line"),
    ],
)
def test_a_wrong_line_is_named(
    tmp_path: Path, line: str, optional: int, filled: tuple[str, ...], message: str
) -> None:
    path = table(tmp_path, "# a comment", "a\tb\tc", line, "d\te\tf")
    with pytest.raises(TableError) as raised:
        list(tables.read(path, COLUMNS, filled=filled, optional=optional))
    assert str(raised.value) == f"{path}, line 3: {message}"


CELLS = st.text(st.characters(exclude_characters="\t\n\r", exclude_categories=["Cs"]))


@given(rows=st.lists(st.tuples(CELLS.filter(lambda text: text[:1] not in ("", "#")), CELLS, CELLS)))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    path = table(tmp_path_factory.mktemp("tables"), *("\t".join(row) for row in rows))
    assert list(tables.read(path, COLUMNS)) == list(enumerate(rows, 1))


@pytest.mark.parametrize(
    ("cell", "values"),
    [("", ()), ("واس", ("واس",)), ("أ ب|ج", ("أ ب", "ج")), ("|أ||ب|", ("أ", "ب"))],
)
def test_several_values_of_a_cell(cell: str, values: tuple[str, ...]) -> None:
    assert tables.several(cell) == values


@pytest.mark.parametrize(
    ("read", "line", "message"),
    [
        (read_agencies, "spa\tagency\tSA\tواس\tSPA\tواس\t", "7 columns, not 8"),
        (read_agencies, "spa\tradio\tSA\tواس\tSPA\t\t\t", "unknown kind 'radio'; it is one of"),
        (read_places, "الرياض\tSA\tRiyadh", "3 columns, not 4"),
        (read_places, "\tSA\tRiyadh\t", "nothing in the column 'arabic'"),
        (read_sections, "sport\t\tرياضة", "3 columns, not 4 to 5"),
        (read_sections, "sport\t\t\tSport", "nothing in the column 'arabic'"),
        (read_months, "gregorian\tfirst\tيناير", "numbered 1 to 12"),
        (read_months, "julian\t1\tيناير", "calendar gregorian or hijri"),
        (read_months, "hijri\t1", "2 columns, not 3 to 6"),
        (read_foreign_months, "13\tjanuary", "numbered 1 to 12"),
        (read_words, "later\tيصل", "a kind is one of past,"),
        (read_words, "past\t", "nothing in the column 'words'"),
    ],
)
def test_tables_of_facts_name_a_wrong_line(
    tmp_path: Path, read: Callable[[Path], object], line: str, message: str
) -> None:
    path = table(tmp_path, "# columns", line)
    with pytest.raises(TableError, match=r"table\.tsv, line 2: ") as raised:
        read(path)
    assert message in str(raised.value)


def test_a_name_of_a_month_may_need_a_year_beside_it() -> None:
    assert MONTHS["يناير"].needs == "nothing"
    assert MONTHS["صفر"].needs == "year"
