"""Tables of comma-separated values: all articles of a query, safe in a spreadsheet."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.message import Message
from http.client import HTTPConnection, IncompleteRead
from io import StringIO
from threading import Thread
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st

from index.article import Article
from index.errors import IndexDamaged
from search.deadline import Deadline
from search.query import Query
from search.searcher import Searcher
from tests.web.hostile import BARE, HOSTILE, PLAIN, articles
from web import create_app
from web.exports import csv_export
from web.exports.spreadsheets import guarded, unguarded
from web.http import server
from web.http.engine import engine

NAMES = [
    *("id", "url", "title", "deck", "section", "section_id", "agencies", "photo_agencies"),
    *("text_agencies", "dateline", "places", "source", "paper", "byline", "published"),
    *("published_evidence", "kind", "caption", "credit", "issue", "page", "captured"),
    *("person", "organisation"),
]


def read(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    rows = list(csv.reader(StringIO(text[1:], newline="")))
    assert rows[0] == NAMES
    return [dict(zip(NAMES, row, strict=True)) for row in rows[1:]]


def table(client: FlaskClient, **query: Any) -> list[dict[str, str]]:
    answer = client.get("/results.csv", query_string=query)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    return read(answer.data.decode("utf-8"))


def ids(rows: list[dict[str, str]]) -> list[str]:
    return [row["id"] for row in rows]


def test_a_row_has_the_place_in_the_paper_and_the_day_of_capture() -> None:
    printed = replace(PLAIN, issue="14210", page="3", captured=date(2024, 11, 2))
    (row,) = read("".join(csv_export.table([printed])))
    assert (row["issue"], row["page"], row["captured"]) == ("14210", "3", "2024-11-02")


def test_a_row_has_the_facts_of_an_article() -> None:
    (row,) = read("".join(csv_export.table([PLAIN])))
    assert row == {
        "id": "wheat-1",
        "url": "https://paper.example/wheat/1",
        "title": "ارتفاع أسعار القمح",
        "deck": "الجفاف يخفض المحصول",
        "section": "اقتصاد",
        "section_id": "economy",
        "agencies": "reuters; afp",
        "photo_agencies": "reuters",
        "text_agencies": "afp",
        "dateline": "بيروت",
        "places": "بيروت",
        "source": "صحيفة المرفأ",
        "paper": "صحيفة المرفأ",
        "byline": "كتبت سلمى الحاج",
        "published": "2024-10-28T14:30:00",
        "published_evidence": "given",
        "kind": "full",
        "caption": "",
        "credit": "",
        "issue": "",
        "page": "",
        "captured": "",
        "person": "",
        "organisation": "",
    }
    assert [row["published"] for row in read("".join(csv_export.table([BARE, HOSTILE])))] == [
        "",
        "0987-06-05",
    ]


@given(st.lists(articles, max_size=4))
@example([PLAIN, BARE, HOSTILE])
def test_what_goes_in_comes_out(found: list[Article]) -> None:
    rows = read("".join(csv_export.table(found)))
    assert len(rows) == len(found)
    for row, article in zip(rows, found, strict=True):
        for name, value in csv_export.COLUMNS.items():
            assert unguarded(row[name]) == value(article)
            assert not re.match(r"[=+\-@\t\r]", row[name])


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"), ("\rx", "'\rx"), ("\nx", "'\nx"), ("  =1", "'  =1"), ("＝1", "'＝1"),
        ("\u22125", "'\u22125"), ("|x", "'|x"), ("\xad=1", "'\xad=1"), ("\u3164@x", "'\u3164@x"),
        ("a;=1", "a;'=1"), ("a\n+1", "a\n'+1"), ("بيروت; -", "بيروت;' -"), ("قال: -5", "قال: -5"),
        ("\u200f=1", "'\u200f=1"), ("١+١", "١+١"), ("قمح = خبز", "قمح = خبز"), ("", ""),
        ("'=1", "''=1"), ("2024-10-28", "2024-10-28"),
    ],
)  # fmt: skip
def test_formulas_are_guarded(value: str, written: str) -> None:
    assert guarded(value) == written
    assert unguarded(written) == value


#: What is not seen: blanks, controls, and what is ignorable by default.
UNSEEN = (
    "", " ", "\t", "\r", "\n", "\x00", "\x0b", "\x1f", "\x7f", "\x85", "\xa0", "\xad", "\u034f",
    "\u061c", "\u115f", "\u1160", "\u17b4", "\u180e", "\u2003", "\u200b", "\u200d", "\u200f",
    "\u2028", "\u202e", "\u202f", "\u2060", "\u2066", "\u206f", "\u2800", "\u3000", "\u3164",
    "\ufe0f", "\ufeff", "\uffa0", "\U000e0041", "\U000e0100", "\u200b\u3164 ",
)  # fmt: skip
MEANING_THE_SAME = [
    sign
    for sign in map(chr, range(0x11_0000))
    if unicodedata.normalize("NFKC", sign)[:1] in tuple("=+-@|%")
]


@pytest.mark.parametrize("before", ["", "a;", "a\t", "a\n", "a\r\n", 'a;"', "a; "])
def test_no_sign_begins_a_formula_wherever_a_cell_may_be_cut(before: str) -> None:
    for sign in [*MEANING_THE_SAME, "\u2212", "\u02d6", "\u2795", "\u2796", "\u066a", "\u2052"]:
        for unseen in UNSEEN:
            written = guarded(f"{before}{unseen}{sign}1")
            assert unguarded(written) == f"{before}{unseen}{sign}1"
            for cell in re.split("[;\t\r\n]", written):
                seen = [one for one in cell if one not in {*"".join(UNSEEN), '"'}]
                assert not seen or seen[0] in "a'", ascii(written)


@given(st.text(st.sampled_from("'=+-;\t\r\n\"ab\u200b\u2212 ")))
def test_a_guard_can_be_taken_away(value: str) -> None:
    assert unguarded(guarded(value)) == value


def test_a_table_has_all_articles_whatever_the_page(client: FlaskClient) -> None:
    everything = table(client)
    assert len(everything) == 15
    assert everything == table(client, page="2", size="3", fbclid="x")
    found = client.get("/api/v1/search", query_string={"q": "القمح", "size": "100"}).get_json()
    assert ids(table(client, q="القمح")) == [hit["id"] for hit in found["hits"]]
    assert ids(table(client, date="2014", sort="oldest")) == ["bus"]
    assert table(client, q="زرافة") == []


def test_copies_are_rows_of_their_own(facts_client: FlaskClient) -> None:
    assert len(table(facts_client, q="الجسر القديم")) == 3


def test_hostile_articles(client: FlaskClient) -> None:
    (row,) = table(client, q="قرنفل")
    assert row["title"] == "<script>alert('عنوان')</script> & \"اقتباس\""


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("القمح", "القمح.csv"),
        ('عنوان:"القمح"/../x\r\n;', "عنوان-القمح-x.csv"),
        ("قَمْح", "قمح.csv"),
        ("wheat 2024", "wheat-2024.csv"),
        ("\u202e", "fihris.csv"),
        ("con", "fihris-con.csv"),
        ("LPT1", "fihris-LPT1.csv"),
        ("control", "control.csv"),
        ("", "fihris.csv"),
    ],
)
def test_names_of_downloads(client: FlaskClient, words: str, name: str) -> None:
    header = client.get("/results.csv", query_string={"q": words}).headers["Content-Disposition"]
    assert header.isascii()
    message = Message()
    message["Content-Disposition"] = header
    assert message.get_content_disposition() == "attachment"
    assert re.search(r'filename="[\w-]+\.csv"', header, re.ASCII)
    extended = header.partition("filename*=")[2]
    read_back = Message()
    read_back["Content-Disposition"] = f"attachment; filename*={extended}"
    assert read_back.get_filename() == name


@given(st.text(max_size=200))
def test_names_of_downloads_are_safe(words: str) -> None:
    name = csv_export.file_name(words, "csv")
    assert re.fullmatch(r"[^\W_](?:[^\W_]|-)*\.csv", name)
    assert len(name) <= 64


def broken() -> Iterator[Article]:
    for number in range(150):
        yield Article(id=str(number), title="ق")
    raise IndexDamaged("secret")


def test_a_table_that_breaks_off_says_so_and_is_no_complete_answer() -> None:
    written: list[str] = []
    with pytest.raises(IndexDamaged):
        written.extend(csv_export.table(broken()))
    # extend keeps what came before the error.
    lines = list(csv.reader(StringIO("".join(written))))
    assert len(lines) == 1 + 150 + 1
    assert lines[-1] == [
        "#INCOMPLETE",
        "the server failed after 150 articles; this table is not complete",
    ]


class Breaking:
    """The engine it is made of, but for the articles of a scan: they end in an error."""

    def __init__(self, sound: Searcher, found: Iterator[Article]) -> None:
        self._sound = sound
        self._found = found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sound, name)

    def within(self, deadline: Deadline) -> "Breaking":
        return self

    def scan(self, query: Query) -> Iterator[Article]:
        return self._found


def breaking_app(app: Flask, found: Iterator[Article]) -> Flask:
    with app.app_context():
        sound = engine()
    return create_app(lambda: cast("Searcher", Breaking(sound, found)))


def test_an_error_in_the_middle_breaks_the_transfer(app: Flask) -> None:
    listening = server.create(breaking_app(app, broken()), server.listen("127.0.0.1", 0), 1)
    serving = Thread(target=listening.run, daemon=True)
    serving.start()
    try:
        connection = HTTPConnection("127.0.0.1", listening.port)
        connection.request("GET", "/results.csv")
        answer = connection.getresponse()
        assert answer.status == 200
        with pytest.raises(IncompleteRead) as caught:
            answer.read()
        assert b"#INCOMPLETE" in caught.value.partial
        connection.close()
    finally:
        listening.end()


def test_an_error_before_the_first_article_is_a_page(app: Flask) -> None:
    def fails() -> Iterator[Article]:
        raise IndexDamaged("secret")
        yield

    answer = breaking_app(app, fails()).test_client().get("/results.csv")
    assert (answer.status_code, answer.mimetype) == (503, "text/html")


@pytest.mark.parametrize("query", [{"from": "قريبا"}, {"page": "x"}, {"sort": "best"}])
def test_bad_values_are_refused(client: FlaskClient, query: dict[str, str]) -> None:
    answer = client.get("/results.csv", query_string=query)
    assert (answer.status_code, answer.mimetype) == (422, "text/html")
