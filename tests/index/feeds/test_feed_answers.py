"""What a server gives for a feed: what is read of it, and what is told."""

import gzip

import pytest

from tests.index.feeds.followed_archive import Archive, counts
from tests.index.feeds.served import (
    giving,
    item,
    rss,
)


def test_conditions_are_those_of_the_last_answer(archive: Archive) -> None:
    feed = archive.feed()
    modified = "Sat, 28 Nov 2026 10:00:00 GMT"
    archive.server.pages["/rss"] = giving(rss(item(1)), ETag='W/"7"', Last_Modified=modified)
    archive.poll(feed)
    archive.server.pages["/rss"] = giving(status=304)
    for _ in range(2):
        (harvest,) = archive.poll(feed)
        assert harvest.unchanged
        asked = archive.server.heads[-1]
        assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('W/"7"', modified)
    # A server that goes on without them is not asked by old ones.
    archive.server.pages["/rss"] = giving(rss(item(2)))
    archive.poll(feed)
    archive.poll(feed)
    assert "If-None-Match" not in archive.server.heads[-1]


def test_what_was_cut_off_is_taken_and_asked_for_again(archive: Archive) -> None:
    whole = rss(item(1), item(2)).encode()
    cut = whole[: whole.index(b"<item>", whole.index(b"<item>") + 1) + 30]
    archive.server.pages["/rss"] = giving(cut, Content_Length="9999", ETag='"1"')
    (harvest,) = archive.poll(archive.feed())
    assert harvest.new == 1
    assert "cut off" in " ".join(harvest.remarks)
    archive.server.pages["/rss"] = giving(whole)
    (harvest,) = archive.poll(archive.feed())
    assert "If-None-Match" not in archive.server.heads[-1]
    assert counts(harvest) == (1, 0, 1, 0)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "<!doctype html><html><title>خطأ</title><body>عذرًا</body></html>",
            "a web page",
        ),
        ("", "empty"),
        ('{"error": "قاعدة البيانات لا تعمل"}', "no feed"),
        ("عذرًا، الخدمة متوقفة", "no feed"),
        ("<rss", "not a feed"),
    ],
)
def test_what_is_no_feed_is_told_and_not_read(archive: Archive, body: str, told: str) -> None:
    feed = archive.feed()
    archive.server.pages["/rss"] = giving(rss(item(1)), ETag='"1"')
    archive.poll(feed)
    archive.server.pages["/rss"] = giving(body, ETag='"2"')
    (harvest,) = archive.poll(feed)
    assert told in harvest.trouble
    assert harvest.record.trouble in ("no_feed", "damaged")
    assert harvest.record.failures == 1
    assert len(archive.articles) == 1
    # What it gives later is compared with what was its last feed.
    archive.poll(feed)
    assert archive.server.heads[-1]["If-None-Match"] == '"1"'


def test_a_page_that_names_its_feed(archive: Archive) -> None:
    link = (
        "<link rel=alternate type='application/rss+xml' title='خلاصة' href='/dir/rss?a=1&amp;b=2'>"
    )
    archive.server.pages["/"] = giving(
        f"<!doctype html><html><head><link rel=icon href=/i>{link}", Content_Type="text/html"
    )
    (harvest,) = archive.poll(archive.feed("/"))
    assert harvest.trouble.endswith(f"the page names this one: {archive.server.root}/dir/rss?…")


@pytest.mark.slow
def test_a_long_feed_is_read_apart(archive: Archive) -> None:
    text = " ".join(["نصّ طويل من الجسر والوادي"] * 50)
    items = [item(number, text=f"{number} {text}") for number in range(100)]
    archive.server.pages["/rss"] = giving(gzip.compress(rss(*items).encode()))
    (harvest,) = archive.poll(archive.feed())
    assert (harvest.new, harvest.trouble) == (100, "")


@pytest.mark.parametrize("kind", ["text/html", "application/octet-stream", "image/png", ""])
def test_the_content_tells_what_a_feed_is(archive: Archive, kind: str) -> None:
    archive.server.pages["/rss"] = giving(rss(item(1)), Content_Type=kind)
    (harvest,) = archive.poll(archive.feed())
    assert harvest.new == 1


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "utf-16"])
def test_letters_go_before_what_is_declared(archive: Archive, encoding: str) -> None:
    text = rss(*map(item, range(9))).replace("encoding='UTF-8'", "encoding='ISO-8859-1'")
    archive.server.pages["/rss"] = giving(
        text.encode(encoding), Content_Type="application/rss+xml; charset=iso-8859-1"
    )
    archive.poll(archive.feed())
    assert archive.titles[0] == "خبر من الرصيف رقم 0"
