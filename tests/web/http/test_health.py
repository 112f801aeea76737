"""Health: whether a process can search, found out by really searching."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.errors import EngineUnreachable, IndexDamaged
from index.indexing import reindex
from index.stores import open_store
from index.stores.embedded.store import EmbeddedStore
from search.deadline import Deadline
from search.searcher import Searcher, open_archive
from tests.index.stores.embedded.lying import live_files
from tests.tables import ROOT
from web import create_app
from web.http import health
from web.http.health import HOLDS

PATHS = ["/healthz", "/readyz"]


class Time:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reindex(open_store(f"whoosh:{tmp_path}"), [ROOT / "tests/web/articles.jsonl"])
    return tmp_path


def client_of(engine: Callable[[], Searcher], time: Time) -> FlaskClient:
    app = create_app(engine)
    health.register(app, time)
    return app.test_client()


def live(folder: Path) -> Path:
    return EmbeddedStore(folder).live_folder()


def told(client: FlaskClient, path: str) -> tuple[int, str]:
    answer = client.get(path)
    body = answer.get_json()
    return answer.status_code, body.get("status") or body["error"]["code"]


@pytest.mark.parametrize("path", PATHS)
def test_a_sound_archive(client: FlaskClient, path: str) -> None:
    for query in ("", "?q=x&q=y"):
        answer = client.get(path + query)
        assert answer.get_json() == {"status": "ok", "articles": 15}
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers
    head = client.head(path)
    assert (head.status_code, head.data) == (200, b"")
    assert path not in client.get("/sitemap.xml").text + client.get("/sitemaps/1.xml").text


@pytest.mark.parametrize("path", PATHS)
def test_every_file_that_is_cut_or_gone_is_told(folder: Path, time: Time, path: str) -> None:
    archive = open_archive(f"whoosh:{folder}")
    client = client_of(lambda: archive, time)
    assert told(client, path) == (200, "ok")
    for file in sorted(live_files(folder).values()):
        whole = file.read_bytes()
        for harm in (whole[: len(whole) // 2], None):
            # Another file in its place: the one that is mapped keeps its content.
            file.unlink()
            if harm is not None:
                file.write_bytes(harm)
            time.now += HOLDS
            assert told(client, path) == (503, "index_damaged"), file.name
            file.write_bytes(whole)
            time.now += HOLDS
            assert told(client, path) == (200, "ok")


@pytest.mark.parametrize("path", PATHS)
def test_a_folder_that_is_gone_is_told(folder: Path, time: Time, path: str) -> None:
    archive = open_archive(f"whoosh:{folder}")
    client = client_of(lambda: archive, time)
    assert told(client, path) == (200, "ok")
    kept = folder.with_name("kept")
    shutil.move(live(folder), kept)
    time.now += HOLDS
    assert told(client, path) == (503, "index_damaged")
    shutil.move(kept, live(folder))
    time.now += HOLDS
    assert told(client, path) == (200, "ok")
    shutil.rmtree(folder)
    time.now += HOLDS
    assert told(client, path) == (503, "index_missing")


def test_what_is_published_next_is_looked_at(folder: Path, time: Time) -> None:
    archive = open_archive(f"whoosh:{folder}")
    client = client_of(lambda: archive, time)
    for path in PATHS:
        assert told(client, path) == (200, "ok")
    for _ in range(2):
        reindex(open_store(f"whoosh:{folder}"), [ROOT / "tests/archives/facts/articles.jsonl"])
    for path in PATHS:
        assert client.get(path).get_json()["articles"] == archive.manifest.articles != 15


class Failing:
    """An engine of which one part fails."""

    def __init__(self, engine: Searcher, part: str, error: Exception) -> None:
        self._engine, self._part, self._error = engine, part, error

    def within(self, deadline: Deadline) -> "Failing":
        return self

    def __getattr__(self, name: str) -> object:
        if name == self._part:
            raise self._error
        return getattr(self._engine, name)


@pytest.mark.parametrize("part", ["search", "article", "suggest", "must_be_whole"])
@pytest.mark.parametrize(
    ("error", "code"),
    [
        (IndexDamaged("secret"), "index_damaged"),
        (EngineUnreachable("secret"), "engine_unreachable"),
        (OSError("secret"), "search_fails"),
        (ZeroDivisionError("secret"), "search_fails"),
    ],
)
def test_every_part_is_looked_at(
    app: Flask, time: Time, part: str, error: Exception, code: str
) -> None:
    engine: Callable[[], Searcher] = app.extensions["fihris.open_engine"]
    failing = Failing(engine(), part, error)
    client = client_of(lambda: failing, time)  # type: ignore[arg-type, return-value]
    assert told(client, "/healthz") == (503, code)
    assert "secret" not in client.get("/healthz").text


def test_however_often_it_is_asked_it_is_found_out_once_in_a_while(app: Flask, time: Time) -> None:
    engine: Callable[[], Searcher] = app.extensions["fihris.open_engine"]
    looked = []

    class Counting:
        def within(self, deadline: Deadline) -> "Counting":
            return self

        def must_be_whole(self) -> None:
            looked.append(time.now)

        def __getattr__(self, name: str) -> object:
            return getattr(engine(), name)

    client = client_of(Counting, time)  # type: ignore[arg-type]
    for _ in range(20):
        assert told(client, "/healthz") == (200, "ok")
    assert len(looked) == 1
    for _ in range(20):
        time.now += HOLDS
        assert told(client, "/healthz") == (200, "ok")
    assert len(looked) == 21
