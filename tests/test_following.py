"""The command `follow` as it is run: from an empty folder, ended by signals, killed, refused."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from index.feeds.alone import alone
from index.feeds.options import FollowOptions
from index.stores import open_store
from index.stores.embedded.writing_lock import written_by_one
from manage import cli
from tests.index.feeds.served import FeedServer, Request, giving, item, rss, serving
from tests.tables import ROOT


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with serving() as started:
        yield started


def settings(folder: Path, **more: str) -> dict[str, str]:
    return {
        "FIHRIS_ENGINE": f"whoosh:{folder}/index",
        "FIHRIS_FOLLOW_PRIVATE": "on",
        "FIHRIS_WORKERS": "1",
        **more,
    }


def listed(folder: Path, *lines: str) -> str:
    path = folder / "feeds.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def follow(folder: Path, *given: str, **more: str) -> Result:
    return CliRunner().invoke(cli, ["follow", *given], env=settings(folder, **more))


def urls(folder: Path) -> list[str]:
    return sorted(article.url for article in open_store(f"whoosh:{folder}/index").articles())


@contextmanager
def following(folder: Path, feeds: str, **more: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "follow", feeds],
        cwd=ROOT,
        env={**os.environ, **settings(folder, **more), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def until(process: "subprocess.Popen[str]", told: str) -> str:
    """Read what a process prints as far as a line that has some words."""
    assert process.stdout is not None
    for line in process.stdout:
        if told in line:
            return line
    raise AssertionError(f"it ended without {told!r}")


def test_from_an_empty_folder_to_a_followed_feed(server: FeedServer, tmp_path: Path) -> None:
    server.pages["/rss"] = giving(rss(item(1), item(2), head="<ttl>60</ttl>"))
    feeds = listed(tmp_path, f"{server.root}/rss\tالرصيف\tمحليات", f"{server.root}/none?key=sesame")
    done = follow(tmp_path, feeds, "--once")
    assert done.exit_code == 0, done.output
    assert f"الرصيف ({server.root}/rss): 2 new, 0 changed, 0 as before; again in" in done.output
    assert "none?…: the server answers 404; again in" in done.output
    assert "published 2 articles" in done.output
    assert "sesame" not in done.output
    assert len(urls(tmp_path)) == 2
    shown = follow(tmp_path, "--status").output
    assert "missing, 1 in a row" in shown
    assert "sesame" not in shown
    first, second = json.loads(follow(tmp_path, "--status", "--json").output)
    assert (first["name"], first["articles"], first["trouble"]) == ("الرصيف", 2, None)
    assert (second["articles"], second["trouble"], second["failures"]) == (0, "missing", 1)
    # Nothing is due, so nobody is asked.
    asked = len(server.asked)
    assert follow(tmp_path, feeds, "--once").output == ""
    assert len(server.asked) == asked


def test_what_was_followed_is_built_anew_with_all_else(server: FeedServer, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": "o", "url": "https://paper.example/o", "title": "قديم"}))
    runner = CliRunner()
    assert runner.invoke(cli, ["reindex", str(other)], env=settings(tmp_path)).exit_code == 0
    server.pages["/rss"] = giving(rss(item(1)))
    follow(tmp_path, listed(tmp_path, f"{server.root}/rss"), "--once")
    both = ["https://paper.example/news/1", "https://paper.example/o"]
    assert urls(tmp_path) == both
    done = runner.invoke(cli, ["reindex"], env=settings(tmp_path))
    assert done.exit_code == 0, done.output
    assert urls(tmp_path) == both


def test_an_archive_in_a_cluster_follows_feeds(
    opensearch_address: str, server: FeedServer, tmp_path: Path
) -> None:
    told = {"FIHRIS_ENGINE": opensearch_address, "FIHRIS_FOLLOW_FOLDER": str(tmp_path / "feeds")}
    feeds = listed(tmp_path, f"{server.root}/rss")

    def titles() -> list[str]:
        return sorted(article.title for article in open_store(opensearch_address).articles())

    for number in range(3):
        server.pages["/rss"] = giving(rss(item(number), item(9, title=f"عنوان صُحّح {number}")))
        done = follow(tmp_path, feeds, "--once", **told)
        assert done.exit_code == 0, done.output
        assert "published 2 articles" in done.output
        forget_the_time(tmp_path / "feeds/feeds.sqlite")
    expected = [*(f"خبر من الرصيف رقم {number}" for number in range(3)), "عنوان صُحّح 2"]
    assert titles() == expected
    assert follow(tmp_path, feeds, "--once", **told).exit_code == 0
    done = CliRunner().invoke(cli, ["reindex"], env=settings(tmp_path, **told))
    assert done.exit_code == 0, done.output
    assert titles() == expected


def test_machines_of_the_own_network_are_refused(server: FeedServer, tmp_path: Path) -> None:
    server.pages["/rss"] = giving(rss(item(1)))
    feeds = listed(tmp_path, f"{server.root}/rss")
    done = follow(tmp_path, feeds, "--once", FIHRIS_FOLLOW_PRIVATE="off")
    assert done.exit_code == 0
    assert "its host leads into the own network" in done.output
    assert server.asked == []


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["# nothing"], "no feed in it"),
        (["https://a.example/", "what is this"], "feeds.txt, line 2: 'what is this' is no address"),
    ],
)
def test_a_list_that_is_wrong(tmp_path: Path, lines: list[str], told: str) -> None:
    done = follow(tmp_path, listed(tmp_path, *lines))
    assert done.exit_code == 1
    assert told in done.output
    assert not (tmp_path / "index").exists()


def test_what_cannot_be(tmp_path: Path) -> None:
    done = follow(tmp_path)
    assert done.exit_code == 2
    assert "name the file of feeds" in done.output
    assert "no feed is followed yet" in follow(tmp_path, "--status").output
    assert follow(tmp_path, "--status", "--json").output == "[]\n"
    feeds = listed(tmp_path, "https://a.example/")
    with alone(tmp_path / "index/feeds"):
        done = follow(tmp_path, feeds, "--once")
    assert done.exit_code == 1
    assert "another process follows feeds for this archive" in done.output
    (tmp_path / "index/feeds/feeds.sqlite").write_bytes(b"no SQLite" * 200)
    done = follow(tmp_path, feeds, "--once")
    assert done.exit_code == 1
    assert "move it away, and all feeds are read anew" in done.output


def test_where_feeds_are_remembered() -> None:
    options = FollowOptions()
    assert options.folder_for("whoosh:a/b") == Path("a/b/feeds")
    assert options.folder_for("opensearch://a:9200/b") == Path("var/feeds")
    assert FollowOptions(folder="c").folder_for("whoosh:a/b") == Path("c")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_it_ends_when_it_is_told_to(server: FeedServer, tmp_path: Path, name: str) -> None:
    server.pages["/rss"] = giving(rss(item(1)))
    feeds = listed(tmp_path, f"{server.root}/rss")
    with following(tmp_path, feeds, FIHRIS_FOLLOW_SECONDS="0") as process:
        until(process, "published 1 article")
        process.send_signal(getattr(signal, name))
        assert process.wait(60) == 0


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills")
def test_a_run_that_is_killed_goes_on_without_a_hand(server: FeedServer, tmp_path: Path) -> None:
    """Killed before it publishes, and while it does, in its first run and in a later one."""
    feeds = listed(tmp_path, f"{server.root}/rss")
    items: list[str] = []
    # The words that it is killed at, and how long what came waits for more.
    for run, (told, seconds) in enumerate([("new", "600"), ("new", "0"), ("published", "0")]):
        items += [item(10 * run + number) for number in range(3)]
        tag = f'"{run}"'

        def answer(request: Request, feed: str = rss(*items), tag: str = tag) -> None:
            known = request.headers.get("If-None-Match") == tag
            request.give("" if known else feed, 304 if known else 200, ETag=tag)

        server.pages["/rss"] = answer
        with following(tmp_path, feeds, FIHRIS_FOLLOW_SECONDS=seconds) as process:
            until(process, told)
            process.kill()
        forget_the_time(tmp_path / "index/feeds/feeds.sqlite")
    done = follow(tmp_path, feeds, "--once")
    assert done.exit_code == 0, done.output
    expected = sorted(
        f"https://paper.example/news/{10 * a + b}" for a in range(3) for b in range(3)
    )
    assert urls(tmp_path) == expected


def forget_the_time(state: Path) -> None:
    """Let all feeds be due."""
    import sqlite3

    with sqlite3.connect(state) as tables:
        tables.execute("UPDATE feeds SET next = 0")
    tables.close()


@pytest.mark.slow
def test_feeds_are_asked_while_another_process_writes(server: FeedServer, tmp_path: Path) -> None:
    server.pages |= {"/a": giving(rss(item(1))), "/b": giving(rss(item(2)))}
    feeds = listed(tmp_path, f"{server.root}/a", f"{server.root}/none")
    assert follow(tmp_path, feeds, "--once").exit_code == 0
    server.pages["/a"] = giving(rss(item(3)))
    forget_the_time(tmp_path / "index/feeds/feeds.sqlite")
    feeds = listed(tmp_path, f"{server.root}/a", f"{server.root}/b")
    told = {"FIHRIS_FOLLOW_SECONDS": "0", "FIHRIS_LOCK_SECONDS": "300"}
    with written_by_one(tmp_path / "index", 5), following(tmp_path, feeds, **told) as process:
        until(process, "/a): 1 new")
        # By now what /a brought waits for the other writer, as long as the setting says.
        until(process, "/b): 1 new")
        process.kill()
    with written_by_one(tmp_path / "index", 5):
        done = follow(tmp_path, feeds, "--once", **{**told, "FIHRIS_LOCK_SECONDS": "0"})
        assert done.exit_code == 1
        assert "is writing here" in done.output
        assert len(urls(tmp_path)) == 1
    assert follow(tmp_path, feeds, "--once").exit_code == 0
    assert len(urls(tmp_path)) == 3


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_second_signal_ends_it_at_once(server: FeedServer, tmp_path: Path, name: str) -> None:
    server.pages |= {"/a": giving(rss(item(1))), "/b": giving(rss(item(2)))}
    feeds = listed(tmp_path, f"{server.root}/a", f"{server.root}/b")
    told = {"FIHRIS_FOLLOW_SECONDS": "0", "FIHRIS_LOCK_SECONDS": "300"}
    (tmp_path / "index").mkdir()
    with written_by_one(tmp_path / "index", 5), following(tmp_path, feeds, **told) as process:
        # By now what /a brought is being published.
        until(process, "/b): 1 new")
        process.send_signal(getattr(signal, name))
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        process.send_signal(getattr(signal, name))
        assert process.wait(60) == -getattr(signal, name)
