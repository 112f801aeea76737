"""Workbooks: sheets, cells of every kind, damage, and grids that would fill the memory."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from index.sources.tables import packages
from tests.index.sources.reading import Outcome, read_bytes

TEXT = "قال الوزير إن الجسر فُتح أمس أمام السيارات والمشاة بعد عامين من العمل المتواصل فيه."
HEADER = ["العنوان", "النص", "التاريخ"]


def book(*sheets: tuple[str, Any], from_1904: bool = False) -> Any:
    made: Any = openpyxl.Workbook()
    made.remove(made.active)
    if from_1904:
        made.epoch = CALENDAR_MAC_1904
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made


def raw(made: Any) -> bytes:
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def read(made: Any, name: str = "paper.xlsx", **mapping: str) -> Outcome:
    return read_bytes(raw(made), name, **mapping)


def test_every_sheet_with_a_text_is_read_and_the_others_are_named() -> None:
    made = book(
        ("أخبار", [["أرشيف الصحيفة"], [], HEADER, ["جسر", TEXT, None]]),
        ("مسودات", [HEADER, ["طريق", TEXT + " ثم", None]]),
        ("قوائم", [["محليات", "رياضة"]]),
        ("فارغة", []),
    )
    made["أخبار"].merge_cells("A1:C1")
    made["مسودات"].sheet_state = "hidden"
    found = read(made)
    assert [article.title for article in found.articles] == ["جسر", "طريق"]
    assert [(problem.file, problem.reason) for problem in found.problems] == [
        ("paper.xlsx/قوائم", "broken")
    ]
    told = {(one.file, one.message) for one in found.recognitions}
    assert ("paper.xlsx/مسودات", "the sheet is hidden; it is read all the same") in told
    assert ("paper.xlsx/فارغة", "the sheet is empty") in told
    assert any("header in line 3" in message for _, message in told)


@pytest.mark.parametrize(
    ("value", "published"),
    [
        (date(2024, 10, 28), date(2024, 10, 28)),
        (datetime(2024, 10, 28, 14, 30), datetime(2024, 10, 28, 14, 30)),
        ("2024-10-28", date(2024, 10, 28)),
        (45593, date(2024, 10, 28)),
        (45593.604166666664, datetime(2024, 10, 28, 14, 30)),
        (None, None),
    ],
)
def test_days(value: Any, published: date | None) -> None:
    assert read(book(("s", [HEADER, ["جسر", TEXT, value]]))).article.published == published


@pytest.mark.parametrize("value", [date(2024, 10, 28), 44131])
def test_days_counted_from_1904(value: Any) -> None:
    made = book(("s", [HEADER, ["جسر", TEXT, value]]), from_1904=True)
    assert read(made).article.published == date(2024, 10, 28)


def test_numbers_are_days_only_where_all_of_them_can_be() -> None:
    rows = [HEADER, ["جسر", TEXT, 45593], ["طريق", TEXT + " ثم", 7]]
    assert [article.published for article in read(book(("s", rows))).articles] == [None, None]
    found = read(book(("s", [[*HEADER[:2], "id"], ["جسر", TEXT, 45593]])))
    assert (found.article.id, found.article.published) == ("45593", None)


def test_cells_of_other_kinds() -> None:
    rows = [
        ["id", "title", "body", "section"],
        [12345678901234, 2024, f"{TEXT}_x000D_\nسطر", True],
        [7.5, 0.25, f"{TEXT} ثم", "=1+1"],
    ]
    first, second = read(book(("s", rows))).articles
    assert (first.id, first.title, first.body) == ("12345678901234", "2024", f"{TEXT}\nسطر")
    assert (second.id, second.title, second.section) == ("7.5", "0.25", "")


def test_what_is_merged_downwards_holds_for_all_its_rows() -> None:
    made = book(("s", [["title", "body", "section"], ["جسر", TEXT, "محليات"], ["طريق", "ن", None]]))
    made["s"].merge_cells("C2:C3")
    assert [article.section for article in read(made).articles] == ["محليات", "محليات"]


def test_addresses_behind_cells_are_told() -> None:
    made = book(("s", [HEADER, ["جسر", TEXT, None]]))
    made["s"]["A2"].hyperlink = "https://paper.example/1"
    told = " ".join(one.message for one in read(made).recognitions)
    assert "addresses behind linked cells are not read" in told


@pytest.mark.parametrize("name", ["paper.xlsx", "paper.csv", "paper", "paper.xls"])
def test_found_under_any_name(name: str) -> None:
    assert read(book(("s", [HEADER, ["جسر", TEXT, None]])), name).article.body == TEXT


def test_columns_named_by_number() -> None:
    found = read(
        book(("s", [[TEXT, "جسر"], [TEXT + " ثم", "طريق"]])), **{"1": "body", "2": "title"}
    )
    assert [article.title for article in found.articles] == ["جسر", "طريق"]


def test_a_lone_cell_far_away_does_not_fill_the_memory() -> None:
    made = book(("s", [HEADER, ["جسر", TEXT, None]]))
    made["s"]["XFD1048576"] = "x"
    found = read(made)
    assert found.reasons == ["unreadable"]
    assert "XFD1048576" in found.messages


def opendocument(rows: str) -> bytes:
    written = io.BytesIO()
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", f'<m:manifest xmlns:m="{urn}:manifest:1.0"></m:manifest>'
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{urn}:office:1.0" '
            f'xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0"><office:body>'
            f'<office:spreadsheet><table:table table:name="s">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return written.getvalue()


def cell(text: str, more: str = "") -> str:
    paragraph = f"<text:p>{text}</text:p>"
    return f'<table:table-cell office:value-type="string"{more}>{paragraph}</table:table-cell>'


def test_opendocument() -> None:
    rows = "".join(
        f"<table:table-row>{cell(title)}{cell(body)}</table:table-row>"
        for title, body in (("العنوان", "النص"), ("جسر", TEXT))
    )
    below = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert read_bytes(opendocument(rows + below), "paper.ods").article.body == TEXT


def test_repeated_cells_do_not_fill_the_memory() -> None:
    row = cell("x", ' table:number-columns-repeated="16384"')
    rows = f'<table:table-row table:number-rows-repeated="1000000">{row}</table:table-row>'
    assert read_bytes(opendocument(rows), "paper.ods").reasons == ["unreadable"]


def test_unpacked_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_MAX_UNPACKED", 1000)
    assert "split it" in read(book(("s", [HEADER, ["جسر", TEXT, None]]))).messages


SOUND = raw(book(("s", [HEADER, ["جسر", TEXT, date(2024, 10, 28)]])))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (SOUND[:-300], "the workbook is damaged"),
        (SOUND[:1000], "the workbook is damaged"),
        (b"PK\x03\x04 and nothing else", "the workbook is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "the workbook is damaged"),
        (b"", "no header row"),
    ],
)
def test_damaged_workbooks(data: bytes, words: str) -> None:
    found = read_bytes(data, "paper.xlsx")
    assert found.articles == []
    assert words in found.messages


@given(at=st.integers(0, len(SOUND) - 1), byte=st.integers(0, 255))
@settings(max_examples=300, deadline=None)
def test_nothing_is_raised_for_damage(at: int, byte: int) -> None:
    damaged = SOUND[:at] + bytes([byte]) + SOUND[at + 1 :]
    found = read_bytes(damaged, "paper.xlsx", "xlsx")
    assert found.articles or found.problems


def test_a_page_or_xml_called_a_workbook() -> None:
    page = (
        "<html><body><table><tr><td colspan=2>أرشيف</td></tr><tr><th>العنوان</th><th>النص</th></tr>"
        f"<tr><td>جسر</td><td>{TEXT}<br>سطر</td></tr></table></body></html>"
    )
    urn = "urn:schemas-microsoft-com:office:spreadsheet"
    xml = (
        f'<?xml version="1.0"?><Workbook xmlns="{urn}" xmlns:ss="{urn}"><Worksheet ss:Name="أخبار">'
        '<Table><Row><Cell><Data>العنوان</Data></Cell><Cell ss:Index="3"><Data>النص</Data></Cell>'
        f'</Row><Row><Cell><Data>جسر</Data></Cell><Cell ss:Index="3"><Data>{TEXT}</Data></Cell>'
        "</Row></Table></Worksheet></Workbook>"
    )
    assert read_bytes(page, "paper.xls").article.body.split() == [*TEXT.split(), "سطر"]
    found = read_bytes(xml, "paper.xls")
    assert found.article.body == TEXT
    assert found.recognitions[-1].file == "paper.xls/أخبار"
