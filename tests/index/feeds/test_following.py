"""Feeds as they are followed from poll to poll: what is new comes once, whatever happens."""

import gzip
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import hypothesis
import pytest
from hypothesis import strategies as st

from index.article import Article
from index.errors import EngineUnreachable, IndexLocked
from index.feeds.clock import Clock
from index.feeds.feed import Feed
from index.feeds.fetching import Fetcher, FetchLimits
from index.feeds.followed import followed
from index.feeds.following import Event, Follower
from index.feeds.harvesting import Harvest, Harvester
from index.feeds.kept_articles import KeptArticles
from index.feeds.pace import Pace
from index.feeds.publications import Batching, NotPublished, Publications, Published
from index.feeds.schedule import Schedule
from index.feeds.state import State
from index.limits import DEFAULTS
from tests.index.feeds.served import (
    Answering,
    AtOnce,
    FeedServer,
    Request,
    SteppedClock,
    giving,
    item,
    leading,
    rss,
)


@dataclass
class Archive:
    """What was published, by id, and what was told meanwhile."""

    server: FeedServer
    clock: SteppedClock
    folder: Path
    articles: dict[str, Article] = field(default_factory=dict)
    batches: list[int] = field(default_factory=list)
    told: list[Event] = field(default_factory=list)
    fails: BaseException | None = None
    left: str = ""
    opened: list[State] = field(default_factory=list)

    def state(self) -> State:
        self.opened.append(State(self.folder))
        return self.opened[-1]

    def close(self) -> None:
        for state in self.opened:
            state.close()

    def publish(self, articles: Sequence[Article]) -> str:
        if self.fails:
            raise self.fails
        self.batches.append(len(articles))
        self.articles |= {article.id: article for article in articles}
        return self.left

    def follower(self, feeds: Sequence[Feed], **told: Any) -> Follower:
        state, kept = self.state(), KeptArticles(self.folder / "articles")
        harvester = Harvester(
            *(state, kept, Schedule(Pace(), self.clock.now, lambda: 0.0)),
            limits=DEFAULTS,
            with_pages=told.pop("with_pages", False),
        )
        fetcher = Fetcher(
            "Fihris/test", cast("Clock", self.clock), FetchLimits(pause=1), allow_own=True
        )
        return Follower(
            feeds,
            state=state,
            kept=kept,
            harvester=harvester,
            fetcher=fetcher,
            executor=AtOnce(),
            tell=told.pop("tell", self.told.append),
            clock=cast("Clock", self.clock),
            publications=Publications(
                state,
                kept,
                publish=self.publish,
                executor=AtOnce(),
                now=self.clock.now,
                batching=Batching(**told),
            ),
        )

    def poll(self, *feeds: Feed, later: float = 86_400, **told: Any) -> list[Harvest]:
        """Ask all feeds once, after so many seconds."""
        self.clock.time += later
        self.told.clear()
        self.follower(feeds, **told).run(once=True)
        return [event for event in self.told if isinstance(event, Harvest)]

    def feed(self, path: str = "/rss", paper: str = "", section: str = "") -> Feed:
        return Feed(f"{self.server.root}{path}", paper, section)

    @property
    def titles(self) -> list[str]:
        return sorted(article.title for article in self.articles.values())


@pytest.fixture
def archive(server: FeedServer, clock: SteppedClock, tmp_path: Path) -> Iterator[Archive]:
    made = Archive(server, clock, tmp_path)
    yield made
    made.close()


def counts(harvest: Harvest) -> tuple[int, int, int, int]:
    return harvest.new, harvest.changed, harvest.same, harvest.elsewhere


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
    ("first", "then", "found"),
    [
        # Ids that are others every time, links that are the same.
        ((item(1, guid="a-1"), item(2, guid="a-2")), (item(1, guid="b-1"), item(2, guid="b-2")), 2),
        # Links that only say where the reader came from.
        ((item(1),), (item(1, link="http://PAPER.example/news/1/?utm_source=rss"),), 1),
        # No link, ids that are the feed's own.
        ((item(1, link=" ", guid="1"),), (item(1, link=" ", guid="1"),), 1),
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


def test_batches(archive: Archive) -> None:
    archive.server.pages |= {
        f"/{number}": giving(rss(*(item(10 * number + one) for one in range(5))))
        for number in range(4)
    }
    feeds = [archive.feed(f"/{number}") for number in range(4)]
    archive.poll(*feeds, articles=10, seconds=1000)
    assert archive.batches == [10, 10]


@pytest.mark.parametrize("error", [IndexLocked("another writes"), EngineUnreachable("no host")])
def test_what_cannot_be_published_now_waits(archive: Archive, error: Exception) -> None:
    archive.server.pages["/rss"] = giving(rss(item(1), item(2)))
    archive.fails = error

    def tell(event: Event) -> None:
        archive.told.append(event)
        if isinstance(event, NotPublished):
            archive.fails = None
            archive.server.pages["/rss"] = giving(rss(item(3)))
        if isinstance(event, Published):
            follower.stop()

    follower = archive.follower([archive.feed()], tell=tell)
    follower.run()
    assert len(archive.articles) == 2
    assert NotPublished(2, str(error)) in archive.told


class Killed(BaseException):
    """Stands for the end of the process, wherever it is."""


#: The steps that write; the process ends before the step, or after it.
_KILL_POINTS: dict[str, tuple[type, str, bool]] = {
    "fetched": (KeptArticles, "put", False),
    "kept": (KeptArticles, "put", True),
    "taken": (State, "take", True),
    "publishing": (Archive, "publish", False),
    "published": (Archive, "publish", True),
    "remembered": (State, "published", True),
}


def killed(archive: Archive, patch: pytest.MonkeyPatch, point: str, feed: Feed) -> bool:
    """Ask a feed in a run that is killed at some point; return whether it came so far."""
    owner, name, after = _KILL_POINTS[point]
    step = getattr(owner, name)

    def die(*given: Any, **told: Any) -> Any:
        if after:
            step(*given, **told)
        raise Killed

    with patch.context() as patched:
        patched.setattr(owner, name, die)
        try:
            archive.poll(feed)
        except Killed:
            return True
    return False


@pytest.mark.parametrize("point", _KILL_POINTS)
@pytest.mark.parametrize("days", [0, 1])
def test_a_run_that_is_killed_loses_nothing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, point: str, days: int
) -> None:
    """Killed before or after each step that writes, then run again, on that day or another."""
    archive.server.pages["/rss"] = giving(rss(item(1), item(2)), ETag='"1"')
    feed = archive.feed()
    killed(archive, monkeypatch, point, feed)

    def answer(request: Request) -> None:
        if request.headers.get("If-None-Match") == '"1"':
            request.give(status=304)
        else:
            request.give(rss(item(1), item(2)), ETag='"1"')

    archive.server.pages["/rss"] = answer
    for _ in range(2):
        archive.poll(feed, later=days * 86_400 + 7200)
    assert archive.titles == ["خبر من الرصيف رقم 1", "خبر من الرصيف رقم 2"]
    state, kept = archive.state(), KeptArticles(archive.folder / "articles")
    assert state.waiting() == []
    files = sorted(kept.folder.glob("*.jsonl"))
    assert sum(len(path.read_text("utf-8").splitlines()) for path in files) == 2
    assert not list(kept.folder.glob(".*"))


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


def test_a_clock_that_was_set_back_holds_up_nothing_for_long(archive: Archive) -> None:
    archive.server.pages["/rss"] = giving(rss(item(1)))
    archive.clock.time += 9e9
    archive.poll(archive.feed())
    archive.clock.time -= 9e9
    stops: list[Follower] = []
    stops.append(archive.follower([archive.feed()], tell=lambda _: stops[0].stop()))
    before = archive.clock.time
    stops[0].run()
    assert archive.clock.time - before < 3 * 86_400


_STEPS = st.one_of(
    st.tuples(st.just("put"), st.integers(0, 4), st.integers(0, 2)),
    st.tuples(st.just("drop"), st.integers(0, 4), st.just(0)),
    st.tuples(st.sampled_from(["fail", "cut", *_KILL_POINTS]), st.just(0), st.just(0)),
)


@hypothesis.settings(
    max_examples=40, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture]
)
@hypothesis.given(st.lists(_STEPS, max_size=9))
def test_whatever_happens_the_archive_has_the_last_version_of_all_that_came(
    server: FeedServer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, int, int]],
) -> None:
    archive = Archive(server, SteppedClock(), tmp_path_factory.mktemp("followed"))
    now: dict[int, int] = {}
    came: dict[int, int] = {}
    for kind, number, version in [*steps, ("poll", 0, 0)]:
        if kind == "put":
            now[number] = version
        elif kind == "drop":
            now.pop(number, None)
        feed = rss(*(item(one, title=f"عنوان {one} {now[one]}") for one in sorted(now)))
        server.pages["/rss"] = _conditional(feed)
        if kind in _KILL_POINTS:
            if killed(archive, monkeypatch, kind, archive.feed()) and kind in ("fetched", "kept"):
                continue
        elif kind == "fail":
            server.pages["/rss"] = giving(status=500)
            archive.poll(archive.feed())
            continue
        elif kind == "cut":
            cut = feed.encode()[: len(feed.encode()) * 2 // 3]
            server.pages["/rss"] = giving(cut, Content_Length="99999", ETag='"cut"')
            archive.poll(archive.feed())
            came |= {one: now[one] for one in now if _is_whole(cut, one)}
            continue
        else:
            archive.poll(archive.feed())
        came |= now
    expected = sorted(f"عنوان {one} {version}" for one, version in came.items())
    assert archive.titles == expected
    assert archive.state().waiting() == []
    archive.close()


def _is_whole(cut: bytes, number: int) -> bool:
    """Tell whether an entry is whole in a feed that was cut off."""
    start = cut.find(f"/news/{number}<".encode())
    return start >= 0 and b"</item>" in cut[start:]


def _conditional(feed: str) -> Answering:
    tag = f'"{hashlib.sha256(feed.encode()).hexdigest()}"'

    def answer(request: Request) -> None:
        known = request.headers.get("If-None-Match") == tag
        request.give("" if known else feed, 304 if known else 200, ETag=tag)

    return answer
