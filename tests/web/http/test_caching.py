"""What may be kept of answers, and who may read them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from gzip import decompress as gunzip

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.errors import IndexMissing
from search.deadline import Deadline
from search.engines.protocol import EngineFigures
from search.searcher import Searcher
from web import create_app
from web.http import caching
from web.http.caching import static_url

CONTROL = "Cache-Control"
PATHS = [
    "/",
    "/?q=القمح",
    "/articles/wheat-1",
    "/api",
    "/en/api",
    "/api/v1/search?q=القمح",
    "/api/v1/articles/wheat-1",
    "/api/v1/suggest?q=ق",
    "/api/v1/stats",
    "/api/v1/openapi.json",
]


class Counting:
    """An engine that counts how often it is asked to search."""

    def __init__(self, engine: Searcher, built: str = "") -> None:
        self._engine = engine
        self.manifest = replace(engine.manifest, built=built or engine.manifest.built)
        self.asked = 0

    def within(self, deadline: Deadline) -> "Counting":
        return self

    def day_of_clock(self) -> date:
        """Nor is the day."""
        return date(2015, 8, 4)

    def reads_by(self) -> str:
        """Nor what queries are read by."""
        return "as always"

    def figures(self) -> EngineFigures:
        """What the server tells of itself is no search."""
        return EngineFigures()

    def __getattr__(self, name: str) -> object:
        self.asked += 1
        return getattr(self._engine, name)


@pytest.fixture
def engine(app: Flask) -> Searcher:
    opened: Callable[[], Searcher] = app.extensions["fihris.open_engine"]
    return opened()


def client_of(engine: object, **settings: object) -> FlaskClient:
    return create_app(lambda: engine, **settings).test_client()  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("path", PATHS)
def test_what_still_holds_is_said_without_a_search(engine: Searcher, path: str) -> None:
    counting = Counting(engine)
    client = client_of(counting)
    first = client.get(path)
    tag = first.headers["ETag"]
    assert first.status_code == 200
    assert tag.startswith('W/"')
    assert first.headers[CONTROL] == "no-cache"
    asked = counting.asked
    for method in ("GET", "HEAD"):
        again = client.open(path, method=method, headers={"If-None-Match": f'"x", {tag}'})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers[CONTROL] == "no-cache"
        assert set(again.vary) == set(first.vary)
    assert counting.asked == asked
    assert client.get(path, headers={"If-None-Match": '"x"'}).status_code == 200
    assert client.get(path).headers["ETag"] == tag, "whatever time it took"


def test_the_tag_is_of_all_that_decides_the_answer(engine: Searcher) -> None:
    def tag(client: FlaskClient, path: str = "/?q=القمح", **headers: str) -> str:
        return client.get(path, headers=headers).headers["ETag"]

    client, chosen = client_of(engine), client_of(engine)
    chosen.set_cookie("display", "hijri=on")
    read_otherwise = Counting(engine)
    assert read_otherwise.reads_by() != engine.reads_by()
    api = "/api/v1/search?q=القمح"
    tags = [
        tag(client),
        tag(client, "/?q=قمح"),
        tag(client, "/en/?q=القمح"),
        tag(chosen),
        tag(client, api),
        tag(client, api, **{"Accept-Language": "en"}),
        tag(client_of(Counting(engine, built="2030-01-01T00:00:00+00:00"))),
        tag(client_of(engine, archive_name="آخر")),
        tag(client_of(read_otherwise)),
    ]
    assert len(set(tags)) == len(tags)
    assert tag(chosen, api) == tag(client, api)
    assert tag(client, api, **{"Accept-Language": "ar-EG"}) == tag(client, api)


def test_the_tag_is_of_the_software_that_answers(
    engine: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = client_of(engine).get("/api/v1/search").headers["ETag"]
    assert client_of(engine).get("/api/v1/search").headers["ETag"] == before
    monkeypatch.setattr(caching, "software", lambda: "another")
    assert client_of(engine).get("/api/v1/search").headers["ETag"] != before


def test_pages_and_answers_say_what_they_depend_on(client: FlaskClient) -> None:
    assert set(client.get("/").vary) == {"Cookie", "Accept-Encoding"}
    assert set(client.get("/api/v1/search").vary) == {"Accept-Language", "Accept-Encoding"}


def test_answers_may_be_used_for_as_long_as_is_set(engine: Searcher) -> None:
    client = client_of(engine, cache_seconds=90)
    assert client.get("/").headers[CONTROL] == "public, max-age=90"
    assert client.get("/api/v1/search").headers[CONTROL] == "public, max-age=90"


def test_errors_and_health_are_not_kept(client: FlaskClient) -> None:
    for path in ("/nowhere", "/api/v1/search?page=x", "/?page=x", "/healthz"):
        answer = client.get(path)
        assert answer.headers[CONTROL] == "no-store", path
        assert "ETag" not in answer.headers, path


def test_a_tag_does_not_hide_that_the_index_is_gone(
    client: FlaskClient, broken_client: Callable[[Exception], FlaskClient]
) -> None:
    tag = client.get("/api/v1/search").headers["ETag"]
    broken = broken_client(IndexMissing("x"))
    assert broken.get("/api/v1/search", headers={"If-None-Match": tag}).status_code == 503
    assert client.get("/api/v1/search?page=x", headers={"If-None-Match": tag}).status_code == 422


def test_files_have_an_address_of_their_version(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context("/"):
        address = static_url("fihris.css")
    with app.test_request_context("/", base_url="http://localhost/archive"):
        assert static_url("fihris.css") == f"/archive{address}"
    english = client.get("/en/").get_data(as_text=True)
    assert f'href="{address}"' in english
    with client.get(address) as file:
        assert file.headers[CONTROL] == "public, max-age=31536000, immutable"
    for other in ("/static/fihris.css", "/static/fihris.css?v=old"):
        with client.get(other) as file:
            assert "immutable" not in file.headers[CONTROL]
    assert client.get("/static/none.css?v=None").status_code == 404


@pytest.mark.parametrize("path", ["/", "/api/v1/search", "/static/fihris.css"])
@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_texts_are_compressed(client: FlaskClient, path: str, encoding: str) -> None:
    with (
        client.get(path) as plain,
        client.get(path, headers={"Accept-Encoding": encoding}) as small,
    ):
        assert small.headers["Content-Encoding"] == encoding
        assert len(small.data) < len(plain.data) / 2
        assert "accept-encoding" in plain.vary


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gunzip)])
def test_tables_are_compressed_while_they_are_sent(
    client: FlaskClient, encoding: str, unpack: Callable[[bytes], bytes]
) -> None:
    plain = client.get("/results.csv")
    small = client.get("/results.csv", headers={"Accept-Encoding": encoding})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == encoding
    assert unpack(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 2


def test_whoever_has_anything_is_told_that_there_is_something(client: FlaskClient) -> None:
    anything = {"If-None-Match": "*"}
    for path in PATHS:
        for encoding in ({}, {"Accept-Encoding": "br"}):
            answer = client.get(path, headers=anything | encoding)
            assert (answer.status_code, answer.data) == (304, b""), path
            assert answer.headers["ETag"] == client.get(path).headers["ETag"]
    for path, status in (
        ("/articles/none", 404),
        ("/api/v1/articles/none", 404),
        ("/api/v1/search?page=x", 422),
        ("/healthz", 200),
    ):
        assert client.get(path, headers=anything).status_code == status, path


def test_only_sites_that_are_allowed_may_read(engine: Searcher) -> None:
    here, there = {"Origin": "https://a.example"}, {"Origin": "https://b.example"}
    name = "Access-Control-Allow-Origin"
    closed = client_of(engine)
    assert name not in closed.get("/api/v1/search", headers=here).headers
    some = client_of(engine, cors_origins=("https://a.example",))
    found = some.get("/api/v1/search?page=x", headers=here)
    assert (found.status_code, found.headers[name]) == (422, "https://a.example")
    assert name not in some.get("/api/v1/search", headers=there).headers
    assert name not in some.get("/", headers=here).headers, "pages are for readers"
    asked = some.options("/api/v1/search", headers=here | {"Access-Control-Request-Method": "GET"})
    assert asked.headers[name] == "https://a.example"
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    both = client_of(engine, cors_origins=("https://a.example", "https://b.example"))
    assert both.get("/api/v1/search", headers=there).headers[name] == "https://b.example"
    for client in (some, both):
        for headers in (here, there, {}):
            # Whoever keeps answers must not give one site what another was told.
            for path in ("/api/v1/search", "/api/v1/search?page=x"):
                assert "origin" in client.get(path, headers=headers).vary
    everybody = client_of(engine, cors_origins=("*",))
    assert "origin" not in everybody.get("/api/v1/search", headers=there).vary
    assert everybody.get("/api/v1/search", headers=there).headers[name] == "*"


@pytest.mark.parametrize("path", ["/api/v1/search", "/api/v1/stats", "/api", "/healthz"])
def test_head_and_options(client: FlaskClient, path: str) -> None:
    head, whole = client.head(path), client.get(path)
    assert (head.status_code, head.data) == (200, b"")
    assert head.mimetype == whole.mimetype
    allowed = client.options(path)
    assert (allowed.status_code, set(allowed.allow)) == (200, {"GET", "HEAD", "OPTIONS"})
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    ("path", "is_new"), [("/?q=القمح", True), ("/?from=2015-01-01", True), ("/?page=2", False)]
)
def test_what_may_count_days_from_today_is_new_tomorrow(
    engine: Searcher, path: str, is_new: bool
) -> None:
    class Tomorrow(Counting):
        def day_of_clock(self) -> date:
            return date(2015, 8, 5)

    today, tomorrow = (
        client_of(one).get(path).get_etag()[0] for one in (Counting(engine), Tomorrow(engine))
    )
    assert (today != tomorrow) is is_new
