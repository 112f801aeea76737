"""Whatever happens to a run, what came is published once and in its last version."""

import hashlib
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from index.errors import EngineUnreachable, IndexLocked
from index.feeds.feed import Feed
from index.feeds.following import Event, Follower
from index.feeds.kept_articles import KeptArticles
from index.feeds.publications import NotPublished, Published
from index.feeds.state import State
from tests.index.feeds.followed_archive import Archive
from tests.index.feeds.served import (
    Answering,
    FeedServer,
    Request,
    SteppedClock,
    giving,
    item,
    rss,
)


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
