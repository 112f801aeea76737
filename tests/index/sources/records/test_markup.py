"""Markup and escapes in texts: what nobody writes is read, what anybody may write stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.records.markup import without_markup
from tests.index.sources.reading import read_bytes


@pytest.mark.parametrize(
    ("held", "read"),
    [
        ("<p>فقرة أولى</p><p>ثانية&nbsp;هنا</p>", "فقرة أولى\n\nثانية هنا"),
        ("أولى<br>ثانية<br/>ثالثة", "أولى\n\nثانية\n\nثالثة"),
        ("قال: &quot;نعم&quot;\nسطر", 'قال: "نعم"\nسطر'),
        ("&#1593;&#x627;م", "عام"),
        ("&lt;p&gt;أولى&lt;/p&gt;&lt;p&gt;ثانية&lt;/p&gt;", "أولى\n\nثانية"),
        ("&amp;lt;p&amp;gt;أولى", "أولى"),
        ("<!-- wp:paragraph -->\n<p>نص</p>\n<!-- /wp:paragraph -->", "نص"),
        ("<![CDATA[<p>نص</p>]]>", "نص"),
        ("<script>var a = 1;</script>نص<style>p {}</style>", "نص"),
        ("<ul><li>أ</li><li>ب</li></ul>", "أ\n\nب"),
        ("<table><tr><td>تونس</td><td>35</td></tr><tr><td>صفاقس</td><td>31</td></tr></table>",
         "تونس · 35\n\nصفاقس · 31"),
        ("نص <strong>مهم</strong> هنا\n\nفقرة ثانية", "نص مهم هنا\n\nفقرة ثانية"),
        ('نص <a href="https://paper.exam', "نص"),
        ("أقل من < 5 وأكثر من > 3", "أقل من < 5 وأكثر من > 3"),
        ("<p>أقل من < 5</p>", "أقل من < 5"),
        ("كيف تكتب <b> في صفحة", "كيف تكتب <b> في صفحة"),
        ("<عاجل> نص", "<عاجل> نص"),
        ("AT&T و R&D", "AT&T و R&D"),
        ("أولى\\nثانية", "أولى\nثانية"),
        ("أولى\\r\\n\\r\\nثانية", "أولى\n\nثانية"),
        ('قال \\"نعم\\" في 28\\/10', 'قال "نعم" في 28/10'),
        ("\\u062e\\u0628\\u0631", "خبر"),
        ("المجلد C:\\news\\text", "المجلد C:\\news\\text"),
        ("a\\nb", "a\\nb"),
    ],
)  # fmt: skip
def test_vectors(held: str, read: str) -> None:
    assert without_markup(held) == read


@given(st.text())
def test_nothing_is_raised_and_nothing_is_left_to_read(text: str) -> None:
    without_markup(text)


def test_sections_without_ends_are_gone_through_once() -> None:
    assert without_markup("<![CDATA[" * 50_000 + "متن<br>").endswith("متن")


@given(st.text(alphabet="ابتثجحخ ،.\n<>5 ", max_size=60))
def test_arabic_text_without_tags_stays(text: str) -> None:
    assert without_markup(text) == text


@pytest.mark.parametrize("field", ["title", "deck", "body", "caption", "byline"])
@pytest.mark.parametrize("table", [False, True])
def test_in_any_text_of_records_and_tables(field: str, *, table: bool) -> None:
    held = "<b>سعاد</b> &quot;علي&quot;"
    record = {"title": "خبر", "body": "متن", field: held}
    if table:
        cells = ",".join('"' + value.replace('"', '""') + '"' for value in record.values())
        read = read_bytes(",".join(record) + "\n" + cells + "\n", "a.csv")
    else:
        pairs = ",".join(f'"{name}": "{value}"' for name, value in record.items())
        read = read_bytes("{" + pairs + "}", "a.json")
    assert getattr(read.article, field) == 'سعاد "علي"'
    assert not read.problems


@pytest.mark.parametrize("sign", ["<!-- a", '<a b="c', "<a b='c", "<a b=c", "<!DOCTYPE x", "<b"])
def test_what_is_never_closed_costs_no_lines_behind_it(sign: str) -> None:
    text = f"أول<br>ثان {sign} ثالث\n\nرابع خامس\nسادس"
    read = without_markup(text)
    assert all(word in read for word in ("أول", "ثان", "ثالث", "رابع", "خامس", "سادس"))
    assert without_markup(f'أول<br>ثان <a href="https://paper.example/{sign}') == "أول\n\nثان"
