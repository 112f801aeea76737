"""Whatever the bytes are, reading raises nothing."""

import io
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.limits import SourceLimits
from index.sources import FORMATS, SKIPPED, InputFile, Problem, read
from tests.index.sources.reading import read_bytes

# Pieces that lead a parser further in than random bytes ever do.
PIECES = [
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\n", b"\r\n", b"\0", b'"', b",", b"[", b"{", b"}", b"]"),
    *(b":", b'{"title":"\\ud800', b'"content":', b"title,body\n", b"&#xD800;", b"<![CDATA["),
    *(b"<DOC>", b"</DOC>", b"<TEXT>", b"<TIME>", b"<rss><channel><item>", b"<title>"),
    *(b"<description>", b"<pubDate>", b"<html><body><article><p>", b"<p>", b"<meta charset="),
    *(b"utf-7", b"hex", b"idna", b">", b"TT\n"),
    *(text.encode() for text in ("مقالات ذات صلة\n", "«أ» (ب)\n", "خبر (أ.ب)\n")),
]
BYTES = st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=30).map(b"".join)


@given(st.text(st.sampled_from("ab \n\r\x0b\x0c\x1c\x85\u2028\u2029"), max_size=8))
def test_whatever_is_quoted_a_message_is_one_line(text: str) -> None:
    problem = Problem("broken", "a.json", f"it holds {text}", line=1)
    assert str(problem).splitlines() == [str(problem)]


@pytest.mark.parametrize("format", [None, *FORMATS])
@given(raw=BYTES)
@settings(max_examples=150, deadline=None)
def test_nothing_is_raised(format: str | None, raw: bytes) -> None:
    for one in read(InputFile("x.txt", len(raw), lambda: io.BytesIO(raw)), format):
        if isinstance(one, Article):
            assert one.title or one.body
            assert one.id
            repr(one).encode("utf-8")  # no lone surrogates
        elif isinstance(one, Problem):
            assert "\n" not in str(one)


def test_format_that_is_not_known() -> None:
    raw = "خبر".encode()
    file = InputFile("x.txt", len(raw), lambda: io.BytesIO(raw))
    (problem,) = read(file, "pdf")
    assert isinstance(problem, Problem)
    assert (problem.reason, problem.file) == ("unknown_format", "x.txt")
    assert "saudinewsnet" in problem.message
    assert problem.reason in SKIPPED


def test_format_that_is_not_recognised() -> None:
    (problem,) = read(InputFile("x.png", 4, lambda: io.BytesIO(b"\x89PNG")))
    assert isinstance(problem, Problem)
    assert problem.reason == "unknown_format"


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("x.jsonl", b""),
        ("x.jsonl", b"\n \r\n\n"),
        ("x.jsonl", b"\xef\xbb\xbf"),
        ("x.json", b"[]"),
        ("x.json", b" [ ]\n"),
        ("x.csv", b"title,body\n\n"),
        ("x.xml", b"<rss version='2.0'><channel><title>x</title></channel></rss>"),
        ("x.html", b""),
    ],
)
def test_file_without_any_record(name: str, raw: bytes) -> None:
    assert read_bytes(raw, name).reasons == ["no_text"]


def test_file_in_another_encoding_names_the_byte() -> None:
    raw = "ab خبر".encode("windows-1256")
    (problem,) = read_bytes(raw, format="page").problems
    assert problem.reason == "unreadable"
    assert "byte 3" in problem.message


@pytest.mark.parametrize("format", [None, *FORMATS])
def test_file_that_cannot_be_opened(format: str | None) -> None:
    def refuse() -> BinaryIO:
        raise PermissionError(13, "Permission denied")

    (problem,) = read(InputFile("x.txt", 0, refuse), format)
    assert isinstance(problem, Problem)
    assert problem.reason == "unreadable"
    assert "Permission denied" in problem.message


# A WARC file may have any length: it is read record by record.
@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"warc"}))
def test_a_file_beyond_all_bounds_is_reported(format: str) -> None:
    long = b"x" * 5000
    limits = SourceLimits(record_bytes=1000)
    file = InputFile("a", len(long), lambda: io.BytesIO(long), limits=limits)
    found = list(read(file, format))
    assert [one.reason for one in found if isinstance(one, Problem)] == ["too_large"]
    assert not any(isinstance(one, Article) for one in found)
