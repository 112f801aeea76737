"""Lists of feeds, and what is told of those that are wrong."""

from pathlib import Path

import pytest

from index.errors import SourceError
from index.feeds.feed import Feed
from index.feeds.feed_list import read_feed_list

_OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>خلاصات</title></head><body>
<outline text="محليات">
  <outline type="rss" text="الرصيف" title="صحيفة الرصيف" xmlUrl="https://a.example/rss"/>
  <outline type="rss" text="المرفأ" xmlUrl="https://b.example/feed" category="/أخبار/اقتصاد,آخر"/>
</outline>
<outline text="بلا قسم" xmlurl="http://c.example/"/>
</body></opml>
"""
_FEEDS = (
    Feed("https://a.example/rss", "صحيفة الرصيف", "محليات"),
    Feed("https://b.example/feed", "المرفأ", "اقتصاد"),
    Feed("http://c.example/", "بلا قسم"),
)
_LINES = """# خلاصاتي

https://a.example/rss\tصحيفة الرصيف\tمحليات
https://b.example/feed\t المرفأ \tاقتصاد
http://c.example/\tبلا قسم
"""


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "feeds"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("text", [_OPML, _LINES, "\ufeff" + _LINES, "\ufeff" + _OPML])
def test_both_forms_say_the_same(tmp_path: Path, text: str) -> None:
    assert read_feed_list(written(tmp_path, text)) == (_FEEDS, ())


def test_other_encodings_and_line_ends(tmp_path: Path) -> None:
    text = _LINES.replace("\n", "\r\n")
    assert read_feed_list(written(tmp_path, text, "windows-1256"))[0] == _FEEDS
    declared = _OPML.replace('encoding="UTF-8"', 'encoding="windows-1256"')
    assert read_feed_list(written(tmp_path, declared, "windows-1256"))[0] == _FEEDS


def test_a_feed_named_twice_is_told_and_followed_once(tmp_path: Path) -> None:
    text = "https://a.example/rss\tأولى\n\nhttp://A.example:80/rss/\tثانية\n"
    feeds, told = read_feed_list(written(tmp_path, text))
    assert feeds == (Feed("https://a.example/rss", "أولى"),)
    assert len(told) == 1
    assert "feeds, line 3: http://a.example:80/rss/ is named in line 1 already" in told[0]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("a.example/rss", 1, "is no address of a feed"),
        ("#\n\nftp://a.example/rss", 3, "is no address of a feed"),
        ("https://a.example/r s", 1, "is no address of a feed"),
        ("https://a.example:port/", 1, "is no address of a feed"),
        ("file:///etc/passwd", 1, "is no address of a feed"),
        ("https:///rss", 1, "is no address of a feed"),
        ("https://a.example/\ta\tb\tc", 1, "more than three columns"),
        ("<opml><body>\n<outline xmlUrl='gopher://a'/></body></opml>", 2, "is no address"),
        ("<opml><body>\n<outline type='rss' text='ق'/></body></opml>", 2, "without xmlUrl"),
        ("<opml><body>\n<outline></body></opml>", 2, "no OPML"),
        ("\n<rss version='2.0'/>", 2, "is no OPML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, why: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SourceError, match=why) as raised:
        read_feed_list(path)
    assert str(raised.value).startswith(f"{path}, line {line}: ")


@pytest.mark.parametrize("text", ["", "# nothing\n", "<opml><body/></opml>"])
def test_a_list_of_nothing(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match="no feed in it"):
        read_feed_list(written(tmp_path, text))


def test_secrets_are_not_told(tmp_path: Path) -> None:
    text = "https://me:sesame@a.example/rss?token=t0ken\n" * 2
    feeds, told = read_feed_list(written(tmp_path, text))
    assert feeds[0].address == "https://me:sesame@a.example/rss?token=t0ken"
    assert "sesame" not in told[0]
    assert "t0ken" not in told[0]
    with pytest.raises(SourceError) as raised:
        read_feed_list(written(tmp_path, "ftp://me:sesame@a.example/?t0ken"))
    assert "sesame" not in str(raised.value)
    assert "t0ken" not in str(raised.value)


def test_entities_of_a_list_bring_in_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("https://a.example/stolen")
    text = (
        f"<!DOCTYPE opml [<!ENTITY x SYSTEM 'file://{tmp_path}/secret'>]><opml><body>"
        "<outline text='&x;' xmlUrl='https://a.example/'/></body></opml>"
    )
    try:
        feeds, _ = read_feed_list(written(tmp_path, text))
    except SourceError:
        return
    assert "stolen" not in repr(feeds)


_DOUBLED = "".join(
    f'<!ENTITY e{number} "&e{number - 1};&e{number - 1};&e{number - 1};&e{number - 1};">'
    for number in range(1, 16)
)


@pytest.mark.parametrize(
    "text",
    [
        "<opml><body>" + "<outline text='a'>" * 10_000 + "<outline xmlUrl='https://a.example/'/>",
        f"<!DOCTYPE opml [<!ENTITY e0 'aaaaaaaaaa'>{_DOUBLED}]>"
        "<opml><body><outline text='&e15;' xmlUrl='https://a.example/'/></body></opml>",
    ],
)
def test_lists_that_would_take_for_ever_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(text)
    with pytest.raises(SourceError, match="line 1: no OPML"):
        read_feed_list(path)
