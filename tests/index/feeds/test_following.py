"""Feeds as they are followed from poll to poll: what is new comes once."""

import pytest

from index.feeds.feed import Feed
from index.feeds.followed import followed
from tests.index.feeds.followed_archive import Archive, counts
from tests.index.feeds.served import (
    giving,
    item,
    leading,
    rss,
)


def test_each_article_comes_once_and_stays(archive: Archive) -> None:
    feed = archive.feed()
    archive.server.pages["/rss"] = giving(rss(item(1), item(2)))
    assert [counts(one) for one in archive.poll(feed)] == [(2, 0, 0, 0)]
    assert [counts(one) for one in archive.poll(feed)] == [(0, 0, 2, 0)]
    archive.server.pages["/rss"] = giving(rss(item(3), item(2, title="عنوان صُحّح")))
    assert [counts(one) for one in archive.poll(feed)] == [(1, 1, 0, 0)]
    assert archive.titles == ["خبر من الرصيف رقم 1", "خبر من الرصيف رقم 3", "عنوان صُحّح"]
    assert archive.batches == [2, 2]


def test_the_list_names_what_the_feed_does_not(archive: Archive) -> None:
    archive.server.pages["/rss"] = giving(rss(item(1), title=""))
    archive.server.pages["/own"] = giving(
        rss(item(2).replace("</item>", "<category>ثقافة</category></item>"))
    )
    names = ("الواحة", "اقتصاد")
    archive.poll(archive.feed("/rss", *names), archive.feed("/own", *names))
    found = [(one.source, one.section) for one in archive.articles.values()]
    assert found == [("الواحة", "اقتصاد"), ("صحيفة الرصيف", "ثقافة")]


@pytest.mark.parametrize(
    ("first", "then", "found"),
    [
        # Ids that are others every time, links that are the same.
        ((item(1, guid="a-1"), item(2, guid="a-2")), (item(1, guid="b-1"), item(2, guid="b-2")), 2),
        # Links that only say where the reader came from.
        ((item(1),), (item(1, link="http://PAPER.example/news/1/?utm_source=rss"),), 1),
        # No link, ids that are the feed's own.
        ((item(1, link=" ", guid="1"),), (item(1, link=" ", guid="1"),), 1),
        # Links that are others every time, and ids that are the same or not there.
        (
            (item(1, link="https://paper.example/a?sid=1", guid="7", text="نصّ " * 90),),
            (item(1, link="https://paper.example/a?sid=2", guid="7", text="نصّ " * 90),),
            1,
        ),
        # The same article twice in one feed.
        ((item(1), item(1)), (item(1),), 1),
    ],
)
def test_what_is_the_same_comes_once(
    archive: Archive, first: tuple[str, ...], then: tuple[str, ...], found: int
) -> None:
    for items in (first, then, first):
        archive.server.pages["/rss"] = giving(rss(*items))
        (harvest,) = archive.poll(archive.feed())
    assert counts(harvest) == (0, 0, found, 0)
    assert len(archive.articles) == found
    assert sum(archive.batches) == found


def test_an_article_of_two_feeds_is_told_by_the_first(archive: Archive) -> None:
    archive.server.pages |= {
        "/a": giving(rss(item(1, title="كما تقول الأولى"))),
        "/b": giving(rss(item(1, title="كما تقول الثانية"))),
    }
    feeds = archive.feed("/a"), archive.feed("/b")
    assert [counts(one) for one in archive.poll(*feeds)] == [(1, 0, 0, 0), (0, 0, 0, 1)]
    assert [counts(one) for one in archive.poll(*feeds)] == [(0, 0, 1, 0), (0, 0, 0, 1)]
    assert archive.titles == ["كما تقول الأولى"]
    # Where the first is followed no more, the second goes on.
    archive.poll(feeds[1])
    assert archive.titles == ["كما تقول الثانية"]


def test_an_article_is_told_by_the_feed_of_its_own_site(archive: Archive) -> None:
    link = f"{archive.server.root}/news/1"
    archive.server.pages |= {
        "/sum": giving(rss(item(1, link=link, title="كما جمعها غيرها"))),
        "/own": giving(rss(item(1, link=link, title="كما تقول صاحبتها"))),
    }
    other = f"http://localhost:{archive.server.server_port}/sum"
    feeds = Feed(other), archive.feed("/own")
    assert [counts(one) for one in archive.poll(*feeds)] == [(1, 0, 0, 0), (0, 1, 0, 0)]
    for _ in range(2):
        assert [counts(one) for one in archive.poll(*feeds)] == [(0, 0, 0, 1), (0, 0, 1, 0)]
    assert archive.titles == ["كما تقول صاحبتها"]


def test_ids_that_two_feeds_use_are_two_articles(archive: Archive) -> None:
    archive.server.pages |= {
        "/a": giving(rss(item(1, link=" ", guid="7", title="خبر الأولى"))),
        "/b": giving(rss(item(1, link=" ", guid="7", title="خبر الثانية"))),
    }
    archive.poll(archive.feed("/a"), archive.feed("/b"))
    assert archive.titles == ["خبر الأولى", "خبر الثانية"]


def test_links_are_joined_to_the_address_they_came_from(archive: Archive) -> None:
    feed = rss(item(1, link="news/1", guid="1")).replace("https://paper.example/", "")
    archive.server.pages |= {"/a": leading("/dir/rss"), "/dir/rss": giving(feed)}
    archive.poll(archive.feed("/a"))
    (article,) = archive.articles.values()
    assert article.url == article.id == f"{archive.server.root}/dir/news/1"


def test_a_day_in_the_future_is_unknown_until_it_comes(archive: Archive) -> None:
    archive.clock.time = 1_420_000_000.0  # the last day of 2014
    day = "<pubDate>Mon, 05 Jan 2015 10:00:00 GMT</pubDate>"
    archive.server.pages["/rss"] = giving(rss(item(1).replace("</item>", f"{day}</item>")))
    (harvest,) = archive.poll(archive.feed())
    assert "1 dated in the future" in " ".join(harvest.remarks)
    (article,) = archive.articles.values()
    assert article.published is None
    (harvest,) = archive.poll(archive.feed(), later=5 * 86_400)
    assert counts(harvest) == (0, 1, 0, 0)
    (article,) = archive.articles.values()
    assert str(article.published) == "2015-01-05 10:00:00+00:00"


def test_when_a_feed_is_asked_again(archive: Archive) -> None:
    feed, now = archive.feed(), archive.clock.now
    head = "<ttl>90</ttl>"
    archive.server.pages["/rss"] = giving(rss(item(1), head=head), Cache_Control="max-age=60")
    (harvest,) = archive.poll(feed)
    assert harvest.record.next == now() + 5400
    assert archive.poll(feed, later=5000) == []
    archive.server.pages["/rss"] = giving(status=503, Retry_After="400000000")
    (harvest,) = archive.poll(feed, later=500)
    assert harvest.record.next - now() == 86_400
    archive.server.pages["/rss"] = giving(status=500)
    waits = []
    for _ in range(9):
        (harvest,) = archive.poll(feed, later=90_000)
        waits.append(harvest.record.next - now())
    assert waits == sorted(waits)
    assert waits[-1] == 86_400
    archive.server.pages["/rss"] = giving(rss(item(1)))
    (harvest,) = archive.poll(feed)
    assert (harvest.record.failures, harvest.record.trouble) == (0, "")


def test_a_feed_that_has_moved(archive: Archive) -> None:
    feed = archive.feed("/old")
    archive.server.pages |= {"/old": leading("/new", 301), "/new": giving(rss(item(1)))}
    (harvest,) = archive.poll(feed)
    assert harvest.record.moved == f"{archive.server.root}/new"
    archive.poll(feed)
    assert archive.server.feeds_asked()[-1] == "/new"
    assert archive.server.feeds_asked().count("/old") == 1
    # The list may name it by its new address.
    (harvest,) = archive.poll(archive.feed("/new"))
    assert counts(harvest) == (0, 0, 1, 0)
    assert len(followed(archive.folder)) == 1


def test_a_feed_does_not_move_to_what_is_no_feed(archive: Archive) -> None:
    feed = archive.feed("/old")
    archive.server.pages |= {"/old": leading("/login", 301), "/login": giving("<html><body>أهلًا")}
    (harvest,) = archive.poll(feed)
    assert (harvest.record.moved, harvest.record.trouble) == ("", "no_feed")


def test_a_feed_that_has_moved_in_vain_is_asked_where_it_was(archive: Archive) -> None:
    feed = archive.feed("/old")
    archive.server.pages |= {"/old": leading("/new", 301), "/new": giving(rss(item(1)))}
    archive.poll(feed)
    archive.server.pages |= {"/old": giving(rss(item(2))), "/new": giving(status=410)}
    (harvest,) = archive.poll(feed)
    assert not harvest.record.gone
    (harvest,) = archive.poll(feed)
    assert harvest.new == 1


def test_a_feed_that_has_ended_is_asked_no_more(archive: Archive) -> None:
    feed = archive.feed()
    archive.server.pages |= {"/rss": giving(status=410), "/b": giving(rss(item(1)))}
    (harvest,) = archive.poll(feed)
    assert harvest.record.gone
    assert archive.poll(feed, later=400 * 86_400) == []
    # Whoever takes it out of the list and puts it in again means it.
    archive.poll(archive.feed("/b"))
    assert len(archive.poll(feed)) == 1


def test_pages_of_teasers(archive: Archive) -> None:
    root = archive.server.root
    text = "وقال المهندس إن العمل في الجسر دام عامين وشارك فيه مئة عامل من أبناء البلدة. " * 9
    page = (
        "<!doctype html><html lang='ar'><head><title>جسر فوق الوادي</title></head><body><article>"
        f"<h1>جسر فوق الوادي</h1><p>{text}</p><p>{text}</p></article></body></html>"
    )
    archive.server.pages |= {
        "/robots.txt": giving("User-agent: *\nDisallow: /closed", Content_Type="text/plain"),
        "/rss": giving(rss(*(item(n, link=f"{root}{path}") for n, path in enumerate(
            ("/page", "/closed/page", "/broken", "/empty"))))),
        "/page": giving(page, Content_Type="text/html"),
        "/closed/page": giving(page, Content_Type="text/html"),
        "/broken": giving(status=500),
        "/empty": giving("<html><body>سجّل للقراءة</body></html>", Content_Type="text/html"),
    }  # fmt: skip
    (harvest,) = archive.poll(archive.feed(), with_pages=True)
    assert "1 of 4 pages read" in harvest.remarks
    assert "1 pages: the robots.txt of the host does not allow it" in harvest.remarks
    assert "/closed/page" not in archive.server.asked
    article = archive.articles[f"{root}/page"]
    assert "دام عامين" in article.body
    # What the feed gives stands.
    assert (article.title, article.source) == ("خبر من الرصيف رقم 0", "صحيفة الرصيف")
    assert archive.articles[f"{root}/broken"].body == "نصّ الخبر رقم 2 عن الجسر والوادي."
    asked = len(archive.server.asked)
    archive.poll(archive.feed(), with_pages=True)
    # robots.txt and the feed: no page is fetched again.
    assert len(archive.server.asked) == asked + 2
    assert sum(archive.batches) == 4


def test_what_anybody_may_see_of_feeds(archive: Archive) -> None:
    assert followed(archive.folder) == ()
    archive.server.pages["/rss?token=sesame"] = giving(rss(item(1)))
    archive.poll(
        archive.feed("/rss?token=sesame"),
        archive.feed("/none", paper=f"{archive.server.root}/none?token=sesame"),
        archive.feed("/none2", paper="المرفأ"),
    )
    found = followed(archive.folder)
    assert [(one.name, one.articles, one.trouble) for one in found] == [
        ("صحيفة الرصيف", 1, None),
        ("", 0, "missing"),
        ("المرفأ", 0, "missing"),
    ]
    assert found[0].succeeded is not None
    assert found[1].succeeded is None
    assert not {"sesame", "127.0.0.1"} & set(repr(found).split())


def test_words_that_say_little_are_no_identity(archive: Archive) -> None:
    """Two headlines may be the same, where nothing else is told."""
    for number in range(2):
        archive.server.pages["/rss"] = giving(
            rss(item(number, title="نشرة الأخبار", text="تابعونا", guid="-"))
        )
        (harvest,) = archive.poll(archive.feed())
        assert harvest.new == 1
    assert archive.titles == ["نشرة الأخبار"] * 2


def test_an_id_that_is_given_again_is_no_other_article(archive: Archive) -> None:
    for number in range(3):
        archive.server.pages["/rss"] = giving(rss(item(number, guid="latest")))
        (harvest,) = archive.poll(archive.feed())
        assert counts(harvest) == (1, 0, 0, 0)
    assert len(archive.titles) == 3


@pytest.mark.usefixtures("one_is_public")
def test_no_page_of_the_own_network_is_fetched(archive: Archive) -> None:
    secret = f"http://127.0.0.2:{archive.server.server_port}/secret"
    archive.server.pages |= {
        "/rss": giving(rss(item(1, link=secret), item(2, link="file:///etc/passwd"))),
        "/secret": giving("<html><body><p>" + "سرّ " * 200),
    }
    (harvest,) = archive.poll(archive.feed(), with_pages=True, allow_own=False)
    assert "1 pages: its host leads into the own network" in harvest.remarks
    assert archive.server.feeds_asked() == ["/rss"]
