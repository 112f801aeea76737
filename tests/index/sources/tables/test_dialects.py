"""How tables are parted, quoted and ended: whatever a program writes is read back."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index.sources.reading import Outcome, read_bytes

TEXT = "قال الوزير إن الجسر فُتح أمس أمام السيارات"


def read(table: str | bytes, name: str = "paper.csv", **mapping: str) -> Outcome:
    return read_bytes(table, name, **mapping)


@pytest.mark.parametrize("separator", [*",;\t|؛،^~"])
def test_separators(separator: str) -> None:
    table = f"العنوان{separator}النص{separator}القسم\nجسر{separator}{TEXT}{separator}محليات\n"
    article = read(table).article
    assert (article.title, article.body, article.section) == ("جسر", TEXT, "محليات")


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "\ufeffsep=;", "sep=;;;"])
def test_declared_separator(first: str) -> None:
    found = read(f"{first}\r\nالعنوان;النص\r\nجسر;طوله 1,5 كلم, وعرضه 20 م\r\n")
    assert found.article.body == "طوله 1,5 كلم, وعرضه 20 م"
    assert "header in line 2" in " ".join(one.message for one in found.recognitions)


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        # A backslash before quotes, as databases and data frames write it.
        ('title,body\n"جسر","قال: \\"نعم\\", ثم\nسطر"\n', ("جسر", 'قال: "نعم", ثم\nسطر')),
        ("title\tbody\nجسر\tقال\\\nسطر\n", ("جسر", "قال\nسطر")),
        # Quotes that are part of the text.
        ('title,body\n"الربيع" يعود,فيه "كلام" هنا\n', ('"الربيع" يعود', 'فيه "كلام" هنا')),
        ('title,body\n"قال "نعم" أمس","نص"\n', ('قال "نعم" أمس', "نص")),
        ("title,body\nجسر,“فُتح” «أمس»\n", ("جسر", "“فُتح” «أمس»")),
        # Apostrophes around cells, and blanks before quotes.
        ("'العنوان','النص'\n'جسر','فُتح, ثم'\n", ("جسر", "فُتح, ثم")),
        ('title, body\n"جسر", "فُتح, ثم"\n', ("جسر", "فُتح, ثم")),
        # Every row in one quoted cell.
        ('"title,body"\n"جسر,""فُتح, ثم"""\n', ("جسر", "فُتح, ثم")),
        # One column: what would be separators are signs of the text.
        ("text\nقال, ثم; قال\n", ("", "قال, ثم; قال")),
    ],
)
def test_quotes(table: str, cells: tuple[str, str]) -> None:
    found = read(table)
    assert (found.article.title, found.article.body) == cells
    assert found.problems == []


@pytest.mark.parametrize(
    ("table", "body"),
    [
        ("title,body\rجسر,فُتح\r", "فُتح"),
        ("title,body\r\nجسر,فُتح\rأمس\r\n", "فُتح\nأمس"),
        ("title,body\nجسر,فُتح\rأمس\n", "فُتح\nأمس"),
        ('title,body\nجسر,"فُتح\r\nأمس"\n', "فُتح\nأمس"),
        ('title,body\nجسر,"فُتح\u2028أمس"\n', "فُتح\nأمس"),
        ('title,body\nجسر,"فُتح\x0bأمس"\n', "فُتح\nأمس"),
        ('title,body\nجسر,"فُتح_x000D_\nأمس"\n', "فُتح\nأمس"),
    ],
)
def test_line_ends(table: str, body: str) -> None:
    assert read(table).article.body == body


CELLS = st.text(st.sampled_from("ابتثج دذر\"',;|\t\n«»“”-.أ"), min_size=1, max_size=12).map(
    lambda text: f"ن {text} ن"
)
ROWS = st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6)


@given(
    rows=ROWS,
    separator=st.sampled_from(",;\t|"),
    all_quoted=st.booleans(),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    above=st.sampled_from(["", "أرشيف الصحيفة{0}{1}", "{1}{1}", "أرشيف{0}{1}تصدير 2024{0}{1}{1}"]),
)
@settings(max_examples=300, deadline=None)
def test_what_is_written_is_read_back(
    rows: list[tuple[str, str]],
    separator: str,
    all_quoted: bool,
    end: str,
    encoding: str,
    above: str,
) -> None:
    written = io.StringIO()
    written.write(above.format(separator, end))
    writer = csv.writer(
        written,
        delimiter=separator,
        quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL,
        lineterminator=end,
    )
    writer.writerow(["title", "body"])
    writer.writerows(rows)
    found = read_bytes(written.getvalue().encode(encoding), "paper.csv", "csv")
    assert [(one.title, one.body) for one in found.articles] == rows
    assert found.problems == []


@given(
    number=st.integers(0, 7),
    damage=st.sampled_from(['"', '""x', ',"', '"أ"ب,', "\x00", "\udcff", ",,,", "x,y,z,"]),
    at=st.integers(0, 10),
)
@settings(max_examples=200, deadline=None)
def test_a_damaged_row_costs_at_most_itself(number: int, damage: str, at: int) -> None:
    rows = [f'عنوان {one},"نص رقم {one}"' for one in range(8)]
    rows[number] = rows[number][:at] + damage + rows[number][at:]
    table = "\n".join(["title,body", *rows, ""]).encode("utf-8", "surrogateescape")
    found = {article.title: article.body for article in read_bytes(table, "paper.csv").articles}
    for one in range(8):
        assert one == number or found.get(f"عنوان {one}") == f"نص رقم {one}"
