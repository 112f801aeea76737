"""A process that answers moves on to what is published by itself, and tells what keeps it."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.indexing import reindex
from index.stores import open_store
from index.stores.embedded.store import EmbeddedStore
from search.searcher import Searcher, open_archive
from search.warming import warm
from tests.tables import ROOT
from tests.web.operation.test_metrics import shown
from web import create_app
from web.http.engine import engine
from web.operation.following import Follower, following

FIRST = ROOT / "tests/web/articles.jsonl"
NEXT = ROOT / "tests/archives/facts/articles.jsonl"


class Archive:
    """An archive in a folder, and what follows it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.publish(FIRST)
        self.searcher = open_archive(f"whoosh:{folder}")
        self.follower = Follower(self.searcher)
        self.first = self.searcher.manifest

    def publish(self, source: Path) -> None:
        reindex(open_store(f"whoosh:{self.folder}"), [source], workers=1)

    def harm(self) -> None:
        """Make what is live unreadable."""
        (EmbeddedStore(self.folder).live_folder() / "segments.json").unlink()

    def client(self) -> FlaskClient:
        return create_app(lambda: self.searcher).test_client()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    found = Archive(tmp_path)
    yield found
    found.searcher.close()


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """Gives what was logged since it was asked last."""
    caplog.set_level(logging.WARNING)

    def lines() -> list[str]:
        found = [record.getMessage() for record in caplog.records]
        caplog.clear()
        return found

    return lines


def test_what_cannot_be_read_is_told_once_and_by_health_and_figures(
    archive: Archive, told: Callable[[], list[str]]
) -> None:
    client = archive.client()
    archive.follower.look()
    assert shown(client)["fihris_publication_unread",] == 0
    archive.publish(NEXT)
    archive.harm()
    for _ in range(60):
        archive.follower.look()
    (line,) = told()
    assert "segments.json" in line
    assert archive.searcher.manifest == archive.first
    for path in ("/readyz", "/healthz"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.get_json() == {"status": "ok", "articles": 15, "unread": "index_damaged"}
    assert client.get("/?q=القمح").status_code == 200
    found = shown(client)
    assert found["fihris_publication_unread",] == 1
    assert found["fihris_archive_usable",] == 1
    assert found["fihris_publication_info", archive.first.mark] == 1


def test_what_can_be_read_again_is_told_and_answers(
    archive: Archive, told: Callable[[], list[str]]
) -> None:
    client = archive.client()
    archive.publish(NEXT)
    archive.harm()
    archive.follower.look()
    assert len(told()) == 1
    archive.publish(NEXT)
    archive.follower.look()
    assert len(told()) == 1
    assert archive.searcher.manifest != archive.first
    for path in ("/readyz", "/healthz"):
        assert client.get(path).get_json().keys() == {"status", "articles"}
    archive.follower.look()
    assert not told()


def test_no_error_ends_it(
    archive: Archive, told: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.publish(NEXT)

    def fails(_: Searcher) -> None:
        raise ZeroDivisionError("nobody foresaw it")

    with monkeypatch.context() as patched:
        patched.setattr("web.operation.following.warm", fails)
        archive.follower.look()
        archive.follower.look()
    (line,) = told()
    assert "nobody foresaw it" in line
    assert archive.client().get("/readyz").get_json()["unread"] == "search_fails"
    for _ in range(60):
        archive.follower.look()
    assert archive.searcher.manifest != archive.first


def test_an_archive_that_nobody_asks_is_moved_on(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = Event()

    def ready(searcher: Searcher) -> None:
        warm(searcher)
        moved.set()

    monkeypatch.setattr("web.operation.following.warm", ready)
    with following(archive.searcher):
        archive.publish(NEXT)
        assert moved.wait(300)


def test_all_of_an_answer_is_of_one_publication(archive: Archive) -> None:
    app: Flask = create_app(lambda: archive.searcher)

    def view() -> list[int]:
        said = [engine().manifest.articles]
        archive.publish(NEXT)
        archive.follower.look()
        said += [engine().manifest.articles, len(engine().article_ids())]
        return [*said, archive.searcher.manifest.articles]

    app.add_url_rule("/said", "said", view)
    first, *same, live = app.test_client().get("/said").get_json()
    assert same == [first, first] == [15, 15]
    assert live != 15
    answer = app.test_client().get("/api/v1/search")
    assert answer.get_json()["total"] == live


def test_tags_change_with_what_answers(archive: Archive) -> None:
    client = archive.client()
    archive.follower.look()
    tag = client.get("/?q=القمح").headers["ETag"]
    archive.publish(FIRST)
    assert client.get("/?q=القمح", headers={"If-None-Match": tag}).status_code == 304
    archive.follower.look()
    again = client.get("/?q=القمح", headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.headers["ETag"] != tag


def test_what_is_told_of_a_publication(archive: Archive) -> None:
    client = archive.client()
    archive.follower.look()
    facts = client.get("/api/v1/stats").get_json()["archive"]
    assert facts["publication"] == archive.searcher.manifest.mark
    assert (facts["segments"], facts["removed"]) == (1, 0)
    found = shown(client)
    assert found["fihris_archive_segments",] == 1
    assert found["fihris_archive_removed",] == 0
    assert found["fihris_publication_open_seconds",] >= 0
