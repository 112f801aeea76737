"""Pages and feeds are read by their letters, whatever they declare; damage costs a part."""

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sources.reading import DAMAGE
from tests.index.sources.files.test_encodings import SENTENCES
from tests.index.sources.reading import read_bytes

CODECS = ("utf-8", "utf-16", "utf-16-le", "windows-1256", "iso8859-6")
DECLARED = (None, "utf-8", "windows-1256", "iso-8859-1", "windows-1252", "iso-8859-6", "bogus-1")


def page(declared: str | None, paragraphs: tuple[str, ...] = SENTENCES, more: str = "") -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    body = "".join(f"<p>{paragraph}، كما جاء في بيان.</p>\n" for paragraph in paragraphs)
    return (
        f"<!doctype html>\n<html lang='ar'><head>{meta}<title>{SENTENCES[3]}</title></head><body>"
        f"<article><h1>{SENTENCES[3]}</h1>\n{body}{more}</article></body></html>"
    )


def feed(declared: str | None, entries: int = 8) -> str:
    encoding = f' encoding="{declared}"' if declared else ""
    items = "".join(
        f"<item><title>{SENTENCES[n % 8]}</title><link>https://paper.example/{n}</link>\n"
        f"<description>{SENTENCES[(n + 1) % 8]}.</description></item>\n"
        for n in range(entries)
    )
    return (
        f'<?xml version="1.0"{encoding}?>\n<rss version="2.0"><channel><title>الرصيف</title>\n'
        f"{items}</channel></rss>"
    )


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("declared", DECLARED)
def test_a_page_is_read_whatever_it_declares(codec: str, declared: str | None) -> None:
    outcome = read_bytes(page(declared).encode(codec, "ignore"), "a.html")
    assert outcome.article.title == SENTENCES[3]
    known = [sentence.encode(codec, "ignore").decode(codec) for sentence in SENTENCES]
    assert known[0].removeprefix("\ufeff") in outcome.article.body
    assert not outcome.problems


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("declared", DECLARED)
def test_a_feed_is_read_whatever_it_declares(codec: str, declared: str | None) -> None:
    outcome = read_bytes(feed(declared).encode(codec, "ignore"), "a.xml")
    assert len(outcome.articles) == 8
    assert outcome.articles[4].title == SENTENCES[4]
    assert not outcome.problems


def test_what_was_not_declared_is_said() -> None:
    raw = page("iso-8859-1").encode("windows-1256")
    told = [one.message for one in read_bytes(raw, "a.html").recognitions]
    assert "read as WINDOWS-1256 by its letters, which declares iso-8859-1" in told
    told = [one.message for one in read_bytes(page("utf-8"), "a.html").recognitions]
    assert not any("by its letters" in one for one in told)


@pytest.mark.parametrize("declared", DECLARED)
def test_references_to_letters_need_no_encoding(declared: str | None) -> None:
    raw = page(declared).encode("ascii", "xmlcharrefreplace")
    outcome = read_bytes(raw, "a.html")
    assert outcome.article.title == SENTENCES[3]
    assert SENTENCES[0] in outcome.article.body
    assert html.unescape(raw.decode()) == page(declared)


@given(at=st.integers(min_value=0), byte=st.sampled_from([0xFF, 0x80, 0xC7]))
@settings(max_examples=25, deadline=None)
def test_a_damaged_byte_in_a_page_costs_a_part(at: int, byte: int) -> None:
    raw = bytearray(page("utf-8").encode())
    beyond = [place for place in range(raw.index(b"<article>"), len(raw)) if raw[place] > 0x7F]
    raw[beyond[at % len(beyond)]] = byte
    outcome = read_bytes(bytes(raw), "a.html")
    kept = sum(sentence in outcome.article.body for sentence in SENTENCES)
    assert kept >= len(SENTENCES) - 2  # the headline repeats one of them
    assert DAMAGE not in repr(outcome.articles)


@given(at=st.integers(min_value=0), byte=st.sampled_from([0xFF, 0xC0, 0xFE]))
@settings(max_examples=50, deadline=None)
def test_a_damaged_byte_in_a_feed_costs_one_entry(at: int, byte: int) -> None:
    raw = bytearray(feed("utf-8", 40).encode())
    beyond = [place for place in range(raw.index(b"<item>"), len(raw)) if raw[place] > 0x7F]
    place = beyond[at % len(beyond)]
    raw[place] = byte
    outcome = read_bytes(bytes(raw), "a.xml")
    whole = [
        one.id
        for number, one in enumerate(outcome.articles)
        if one.title in SENTENCES and one.body.rstrip(".") in SENTENCES
    ]
    assert len(whole) >= 39
    assert DAMAGE not in repr(outcome.articles)
    if len(whole) == 39:
        (told,) = outcome.problems
        assert told.reason in {"damaged", "unreadable"}
        assert told.line == raw.count(b"\n", 0, place) + 1


@pytest.mark.parametrize("codec", ["cp1252", "cp1256"])
def test_garbled_pages_and_feeds_are_refused_with_the_way_back(codec: str) -> None:
    for text, name in ((page("utf-8"), "a.html"), (feed("utf-8"), "a.xml")):
        outcome = read_bytes(text.encode().decode(codec, "replace"), name)
        assert not outcome.articles
        assert "iconv -f UTF-8 -t WINDOWS-12" in outcome.messages


def test_a_garbled_paragraph_of_a_page_is_left_out() -> None:
    wrong = (SENTENCES[1] + "، كما جاء في بيان.").encode().decode("cp1252", "replace")
    outcome = read_bytes(page("utf-8", SENTENCES[4:], f"<p>{wrong}</p>"), "a.html")
    assert "Ø" not in outcome.article.body
    assert outcome.reasons == ["damaged"]
