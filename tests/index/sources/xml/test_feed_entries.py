"""Entries of feeds: who they are, where they lie, and what is left of damaged ones."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sources import SKIPPED
from index.sources.xml.pieces import pieces
from tests.index.sources.reading import read_bytes
from tests.index.sources.xml.test_feed_texts import rss

SITE = "https://paper.example"


def item(title: str, *parts: str) -> str:
    return f"<item><title>{title}</title>{''.join(parts)}</item>"


@pytest.mark.parametrize(
    ("link", "guids"),
    [
        ("https://paper.example/", ("N/A", "N/A", "N/A")),
        ("https://paper.example/", ("", "", "")),
        ("https://paper.example", ("0", "0", "0")),
        ("https://paper.example/news", ("7", "7", "7")),
        ("", ("null", "null", "null")),
        ("", ("", "", "")),
    ],
)
def test_entries_without_an_address_of_their_own_are_all_kept(
    link: str, guids: tuple[str, ...]
) -> None:
    titles = ("أول", "ثان", "ثالث")
    outcome = rss(
        "".join(
            item(title, f"<link>{link}</link><guid>{guid}</guid>")
            for title, guid in zip(titles, guids, strict=True)
        )
    )
    assert [article.title for article in outcome.articles] == list(titles)
    assert len({article.id for article in outcome.articles}) == 3
    assert all(article.id.startswith("sha256-") for article in outcome.articles)
    assert {article.url for article in outcome.articles} == {""}
    assert outcome.reasons == (["left_out"] if link or guids[0] else [])


def test_guids_tell_entries_apart_that_share_a_link() -> None:
    link = "<link>https://paper.example/news</link>"
    outcome = rss(
        item("أول", link, '<guid isPermaLink="false">n-1</guid>')
        + item("ثان", link, "<guid>https://paper.example/n/2</guid>")
    )
    assert [(article.id, article.url) for article in outcome.articles] == [
        ("n-1", ""),
        ("https://paper.example/n/2", "https://paper.example/n/2"),
    ]
    assert "known by their guid" in outcome.messages


def test_the_same_entry_twice_has_one_id() -> None:
    one = item("أول", "<link>https://paper.example/1</link>")
    first, second = rss(one + one).articles
    assert first.id == second.id == "https://paper.example/1"


def test_the_day_tells_entries_apart_that_say_the_same() -> None:
    days = ("Mon, 28 Oct 2024 10:00:00 GMT", "Tue, 29 Oct 2024 10:00:00 GMT")
    outcome = rss("".join(item("أسعار اليوم", f"<pubDate>{day}</pubDate>") for day in days))
    assert len({article.id for article in outcome.articles}) == 2


@pytest.mark.parametrize(
    ("channel", "link", "url"),
    [
        ("", "/n/1", "https://paper.example/n/1"),
        ("", "n/1?x=1&amp;copy=2", "https://paper.example/n/1?x=1&copy=2"),
        ("", "//www.paper.example/1", "https://www.paper.example/1"),
        ("", "http://other.example/1", "http://other.example/1"),
        ("", "www.paper.example/1", "www.paper.example/1"),
    ],
)
def test_links_are_joined_to_the_address_of_the_feed(channel: str, link: str, url: str) -> None:
    assert rss(item("خبر", f"<link>{link}</link>"), channel).article.url == url


def test_atom() -> None:
    article = read_bytes(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://paper.example/f/">
        <title type="html">الرصيف &amp;amp; البحر</title><entry>
        <title type="html">جسر &lt;b&gt;جديد&lt;/b&gt;</title><id>urn:1</id>
        <link rel="edit" href="e/1"/><link rel="alternate" type="application/pdf" href="p/1"/>
        <link rel="alternate" type="text/html" href="n/1"/>
        <category term="c" label="ثقافة"/><published>2024-10-28T10:00:00Z</published>
        <source><title>صحيفة أخرى</title></source>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>أول</p><p>ثان
        &amp; ثالث</p></div></content></entry></feed>""",
        "a.atom",
    ).article
    assert article.id == article.url == "https://paper.example/f/n/1"
    assert (article.title, article.section) == ("جسر جديد", "ثقافة")
    assert (article.source, article.body) == ("صحيفة أخرى", "أول\n\nثان & ثالث")


DAMAGED = [
    ("<title>أول & ثان</title>", "أول & ثان"),
    ("<title>س < ص</title>", "س < ص"),
    ("<title>أول&nbsp;ثان &laquo;ثالث&raquo;</title>", "أول ثان «ثالث»"),
    ("<title>أول\x0b ثان</title>", "أول ثان"),
    ("<title>أول<link>https://paper.example/1</link>", "أول"),
    ("<title>أول</title><x:y>ثان</x:y>", "أول"),
    ("<title>أول</title><description>ثان <br> ثالث <b>رابع</description>", "أول"),
    ("<title>أول</title><description><![CDATA[<p>ثان</description>", "أول"),
    ("<title>أول</title></category><guid>7</guid>", "أول"),
]


@pytest.mark.parametrize(("damaged", "title"), DAMAGED)
@pytest.mark.parametrize("end", ["</item>", ""])
def test_a_damaged_entry_costs_no_other(damaged: str, title: str, end: str) -> None:
    before, after = (item(one, "<guid>g</guid>") for one in ("قبل", "بعد"))
    outcome = rss(f"{before}\n<item>{damaged}{end}\n{after}")
    assert [article.title for article in outcome.articles] == ["قبل", title, "بعد"]
    broken = [problem for problem in outcome.problems if problem.reason == "broken"]
    assert [problem.line for problem in broken] in ([3], [4])


def test_text_beside_damage_is_kept() -> None:
    article = rss(
        "<item><title>أول</title><link>https://paper.example/?a=1&copy=2</link>"
        "<description>س < ص & ع&nbsp;<br>غ</description><pubDate>2024-10-28</pubDate></item>"
    ).article
    assert (article.url, article.body) == ("https://paper.example/?a=1&copy=2", "س < ص & ع\n\nغ")
    assert article.published


@pytest.mark.parametrize(
    "rubbish", ["\n\n  ", "\ufeff", "<br />\n<b>Warning</b>: line 3\n", "خطأ\n"]
)
def test_rubbish_before_the_declaration(rubbish: str) -> None:
    feed = f'{rubbish}<?xml version="1.0"?><rss><channel>{item("أول")}</channel></rss>'
    outcome = read_bytes(feed, "a.xml")
    assert (outcome.article.title, outcome.problems) == ("أول", [])


def test_a_feed_that_is_cut_off_loses_its_last_entry_alone() -> None:
    whole = "".join(item(f"خبر {n}", "<description>نص</description>") + "\n" for n in range(5))
    outcome = read_bytes(f"<rss><channel>\n{whole}"[:-20], "a.rss")
    assert [article.title for article in outcome.articles] == [f"خبر {n}" for n in range(4)]
    assert [(one.reason, one.line, one.record) for one in outcome.problems] == [("broken", 6, 5)]


def test_entities_are_neither_looked_up_nor_expanded() -> None:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(20))
    outcome = read_bytes(
        f'<!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        f"<rss><channel>{item('خبر &a20; &f;')}</channel></rss>",
        "a.xml",
    )
    assert outcome.article.title == "خبر &a20; &f;"
    assert outcome.reasons == ["broken"]


def test_depth_is_bounded() -> None:
    deep = "<b>" * 100_000
    assert rss(item("خبر", f"<description>{deep}نص</description>")).article.body == "نص"


def test_an_exported_blog_gives_its_published_posts_alone() -> None:
    def blogger(title: str, kind: str, more: str = "") -> str:
        space = "http://schemas.google.com/"
        return (
            f"<entry><title>{title}</title><content type='html'>نص</content>{more}"
            f"<category scheme='{space}g/2005#kind' term='{space}blogger/2008/kind#{kind}'/>"
            "<category scheme='http://www.blogger.com/atom/ns#' term='ثقافة'/></entry>"
        )

    draft = "<app:control xmlns:app='http://purl.org/atom/app#'><app:draft>yes</app:draft></app:control>"
    outcome = read_bytes(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>مدونة</title>"
        + blogger("منشور", "post")
        + blogger("مسودة", "post", draft)
        + blogger("تعليق", "comment")
        + blogger("قالب", "template")
        + "</feed>",
        "blog.xml",
    )
    assert (outcome.article.title, outcome.article.section) == ("منشور", "ثقافة")
    assert outcome.reasons == ["left_out"]
    assert "comment (1), draft (1), template (1)" in outcome.messages


@pytest.mark.parametrize("between", ["", "\n", '\n<?xml version="1.0"?>\n'])
def test_several_feeds_in_one_file(between: str) -> None:
    feeds = (
        f"<rss><channel><title>{paper}</title>\n{item(title)}</channel></rss>"
        for paper, title in (("الرصيف", "أول"), ("البحر", "ثان & ثالث"))
    )
    outcome = read_bytes('<?xml version="1.0"?>\n' + between.join(feeds), "a.xml")
    assert [(one.source, one.title) for one in outcome.articles] == [
        ("الرصيف", "أول"),
        ("البحر", "ثان & ثالث"),
    ]
    assert [(one.reason, one.line) for one in outcome.problems] == [
        ("broken", 4 + between.count("\n"))
    ]


LINKS = ("", "https://paper.example/", "https://paper.example/1", "/2", "https://paper.example/n")
GUIDS = ("", "N/A", "0", "g-1", "g-2", "https://paper.example/7")
PARTS = st.tuples(
    st.sampled_from(("", "أول", "ثان", "س & ص", "ثالث <b>")),
    st.sampled_from(LINKS),
    st.sampled_from(GUIDS),
    st.sampled_from(("", "نص", "<p>نص", "<![CDATA[نص]]>", "<![CDATA[نص")),
    st.sampled_from(("</item>", "")),
)


@given(st.lists(PARTS, min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_as_many_come_out_as_go_in(entries: list[tuple[str, ...]]) -> None:
    items = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid>{guid}</guid>"
        f"<description>{text}</description>{end}"
        for title, link, guid, text, end in entries
    )
    outcome = rss(items)
    lost = [one for one in outcome.problems if one.reason in SKIPPED and one.record]
    assert len(outcome.articles) + len(lost) == len(entries)
    by_id: dict[str, set[str]] = {}
    for article in outcome.articles:
        by_id.setdefault(article.id, set()).add(article.title)
    assert all(len(titles) == 1 for titles in by_id.values())
    assert outcome == rss(items)


TEXTS = st.lists(
    st.sampled_from(
        ("<item>", "</item>", "<item/>", "<![CDATA[", "]]>", "<!--", "-->", "\n", "خبر", "<title>")
    ),
    max_size=20,
).map("".join)


@given(TEXTS, st.integers(1, 7))
@settings(max_examples=200, deadline=None)
def test_pieces_are_the_text_however_it_comes(text: str, size: int) -> None:
    whole = list(pieces([text], "item"))
    assert "".join(piece.text for piece in whole) == text
    chunks = [text[at : at + size] for at in range(0, len(text), size)]
    assert list(pieces(chunks, "item")) == whole
    for piece in whole:
        assert not piece.is_entry or re.match(r"<item[\s/>]", piece.text)


@pytest.mark.parametrize(
    ("links", "urls"),
    [
        # Behind the sign stands a place of the front page, and no page of its own.
        (("#1", "#2"), ("", "")),
        (("/7?utm_source=rss", "http://paper.example/7/"), ("", "")),
        (("paper.example/7", "PAPER.example/8"), (f"{SITE}/7", "https://PAPER.example/8")),
        (("/7", "//cdn.example/8"), (f"{SITE}/7", "https://cdn.example/8")),
    ],
)
def test_links_however_they_are_spelled(links: tuple[str, str], urls: tuple[str, str]) -> None:
    outcome = rss("".join(item(f"خبر {link}", f"<link>{link}</link>") for link in links))
    assert tuple(article.url for article in outcome.articles) == urls
    assert len({article.id for article in outcome.articles}) == 2


def test_an_entry_with_another_headline_and_the_same_text_is_the_same() -> None:
    text = "<description>" + "فُتح الجسر الجديد أمس أمام السيارات. " * 8 + "</description>"
    entries = [item(title, "<link>/7</link>", text) for title in ("جسر", "جسر جديد")]
    assert {one.url for one in rss("".join(entries)).articles} == {f"{SITE}/7"}


def test_changes_are_told_once_a_feed() -> None:
    changed = '<a:updated xmlns:a="http://www.w3.org/2005/Atom">2024-10-28T10:00:00Z</a:updated>'
    outcome = rss("".join(item(f"خبر {n}", f"<link>/{n}</link>", changed) for n in range(30)))
    assert [one.published for one in outcome.articles] == [None] * 30
    (problem,) = outcome.problems
    assert (problem.reason, problem.record) == ("bad_date", 1)
    assert "30 of 30" in problem.message


@pytest.mark.parametrize(
    ("other", "reasons"),
    [("2024-10-28T10:00:00Z", []), ("2024-10-29", []), ("2023-01-05", ["contradiction"])],
)
def test_two_days_of_publication(other: str, reasons: list[str]) -> None:
    given = f"<pubDate>Mon, 28 Oct 2024 14:30:00 +0100</pubDate><dc:date>{other}</dc:date>"
    outcome = rss(item("جسر", "<link>/7</link>", given))
    assert str(outcome.article.published)[:10] == "2024-10-28"
    assert outcome.reasons == reasons


def test_a_base_that_is_no_address_costs_no_entry() -> None:
    entry = item("جسر", "<link>/7</link>").replace("<item>", '<item xml:base="http://[">')
    assert rss(entry).article.url == f"{SITE}/7"
