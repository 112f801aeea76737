"""Exports are given out a few at a time, give way to pages, and end in their time."""

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.article import Article
from index.errors import TimeExceeded
from search.searcher import Searcher
from web import create_app
from web.exports import csv_export, slots
from web.exports.slots import Clock, Pace, Slots
from web.http.limits import AnswerLimits

EXPORTS = ["/results.csv", "/feed.atom", "/sitemap.xml", "/sitemaps/1.xml"]


@pytest.fixture
def one(app: Flask) -> FlaskClient:
    """A client of the archive where one export is given out at a time."""
    engine: Callable[[], Searcher] = app.extensions["fihris.open_engine"]
    return create_app(engine, limits=AnswerLimits(exports=1)).test_client()


def running(client: FlaskClient) -> int:
    return slots.running(client.application)


@pytest.mark.parametrize("path", EXPORTS)
def test_whoever_comes_above_the_number_is_told_at_once(one: FlaskClient, path: str) -> None:
    with one.get("/results.csv"):
        assert running(one) == 1
        page = one.get(path, headers={"Accept": "text/html"})
        assert page.status_code == 503
        assert page.headers["Retry-After"] == str(slots.RETRY)
        assert page.headers["Cache-Control"] == "no-store"
        assert 'lang="ar"' in page.text
        english = one.get(f"/en{path}", headers={"Accept": "text/html"})
        assert "Come back in a few seconds" in english.text
        plain = one.get(path, headers={"Accept": "application/xml"})
        assert (plain.status_code, plain.mimetype) == (503, "text/plain")
        assert one.get("/", headers={"Accept": "text/html"}).status_code == 200
        assert running(one) == 1
    assert running(one) == 0
    assert one.get(path).status_code == 200


@pytest.mark.parametrize("path", EXPORTS)
@pytest.mark.parametrize(
    "request_",
    [
        {"method": "GET"},
        {"method": "HEAD"},
        {"method": "OPTIONS"},
        {"method": "POST"},
        {"query_string": {"date": "x"}},
        {"headers": {"Accept-Encoding": "br"}},
        {"headers": {"If-None-Match": "*"}},
    ],
    ids=str,
)
def test_a_place_is_free_again_whatever_the_answer(
    one: FlaskClient, path: str, request_: dict[str, Any]
) -> None:
    for _ in range(3):
        with one.open(path, **request_) as answer:
            assert answer.status_code != 503
        assert running(one) == 0


def test_what_the_client_has_takes_no_place(one: FlaskClient) -> None:
    tag = one.get("/feed.atom").headers["ETag"]
    with one.get("/results.csv"):
        assert one.get("/feed.atom", headers={"If-None-Match": tag}).status_code == 304


def test_a_place_is_free_when_the_client_goes_or_the_archive_fails(app: Flask) -> None:
    class Failing:
        def __init__(self, engine: Searcher) -> None:
            self.manifest = engine.manifest

        def scan(self, _query: object) -> Any:
            raise RuntimeError

        def __getattr__(self, name: str) -> Any:
            raise RuntimeError

    engine: Callable[[], Searcher] = app.extensions["fihris.open_engine"]
    failing = create_app(lambda: Failing(engine()), limits=AnswerLimits(exports=1))  # type: ignore[arg-type, return-value]
    client = failing.test_client()
    for path in EXPORTS * 2:
        with client.get(path) as broken:
            assert broken.status_code == 500
        assert slots.running(failing) == 0
    whole = create_app(engine, limits=AnswerLimits(exports=1))
    answer = whole.test_client().get("/results.csv")
    assert slots.running(whole) == 1
    answer.close()  # before anything was read
    assert slots.running(whole) == 0


def test_places_are_given_back_once() -> None:
    places = Slots(2)
    first, second = places.take(), places.take()
    assert first
    assert second
    assert places.take() is None
    first()
    first()
    assert places.taken == 1
    assert places.take()
    assert places.take() is None


class Time:
    """A clock that only sleep moves, and work that is told."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now, self.sleep)


def test_an_export_gives_way_while_there_are_pages_and_not_for_ever() -> None:
    time, pages = Time(), [True]
    pace = Pace(600, lambda: bool(pages), time.clock)
    time.now += 0.010
    pace.step()
    assert 0.029 < time.slept < 0.032, "three times as long as it worked"
    pages.clear()
    time.now += 0.010
    pace.step()
    assert time.slept < 0.032, "nobody waits"


def test_an_export_that_takes_too_long_is_broken_off_and_says_so() -> None:
    time = Time()
    pace = Pace(2, lambda: False, time.clock)

    def step() -> None:
        time.now += 1
        pace.step()

    articles = [Article(id=str(number), title="ق") for number in range(500)]
    written: list[str] = []
    with pytest.raises(TimeExceeded):
        written.extend(csv_export.table(articles, step))
    lines = list(csv.reader(StringIO("".join(written))))
    assert lines[-1][0] == csv_export.INCOMPLETE
    assert lines[-1][1].startswith(f"the time was up after {len(lines) - 2} articles")


@pytest.mark.parametrize("path", ["/results.csv", "/sitemaps/1.xml"])
def test_every_long_export_goes_by_the_clock(
    app: Flask, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr("web.exports.csv_export._STEP", 1)
    monkeypatch.setattr("web.exports.sitemap._STEP", 1)
    engine: Callable[[], Searcher] = app.extensions["fihris.open_engine"]
    hasty = create_app(engine, limits=AnswerLimits(export_seconds=-1.0))
    hasty.testing = True  # errors come through
    if path == "/results.csv":
        with pytest.raises(TimeExceeded), hasty.test_client().get(path) as answer:
            answer.get_data()
    else:
        with hasty.test_client().get(path) as answer:
            assert answer.status_code == 503
    assert slots.running(hasty) == 0
