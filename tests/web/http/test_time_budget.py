"""What takes longer than an answer may take is given up, said, or labelled; it never hangs."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask

from search.deadline import Deadline
from search.searcher import Searcher
from tests.search.test_deadline import Jumping, steps
from web import create_app
from web.http.limits import AnswerLimits

QUERY = quote("(ال* أو القمح) -شعير")
PAGES = (
    f"/?q={QUERY}",
    f"/en/?q={QUERY}",
    "/articles/wheat-1?q=القمح",
    "/why/wheat-1?q=القمح",
    f"/compare?q={QUERY}",
    f"/compare?q={QUERY}&measure=share",
    f"/facets/section?q={QUERY}",
    "/?person=x",
    "/archive",
    f"/feed.atom?q={QUERY}",
    f"/results.csv?q={QUERY}",
    "/sitemaps/1.xml",
)
FOR_PROGRAMS = (
    f"/api/v1/search?q={QUERY}",
    f"/api/v1/stats?q={QUERY}&by=agency",
    f"/api/v1/facets/section?q={QUERY}&containing=ا",
    "/api/v1/articles/wheat-1",
    "/api/v1/named-together?person=x",
    "/api/v1/explain?id=wheat-1&q=القمح",
    "/api/v1/suggest?q=الق",
)


@pytest.fixture
def engine(app: Flask) -> Searcher:
    opened: Callable[[], Searcher] = app.extensions["fihris.open_engine"]
    return opened()


@pytest.mark.parametrize("path", [*PAGES, *FOR_PROGRAMS])
def test_whatever_step_is_reached_the_answer_is_whole_or_says_that_it_is_not(
    engine: Searcher, path: str
) -> None:
    clock = Jumping(10**9)
    client = create_app(lambda: engine, clock=clock).test_client()
    whole = client.get(path, buffered=True)
    assert whole.status_code == 200
    given_up = 0
    for looks in steps():
        # The first look is the beginning of the request.
        clock.left = 1 + looks
        answer = client.get(path, buffered=True)
        # Of a feed the tag is worked out behind its last line; it may lack that.
        if answer.status_code == 200 and (clock.left >= 0 or answer.data == whole.data):
            break
        if answer.status_code == 200:
            assert "لم يتّسع الوقت" in answer.text
            assert answer.headers["Cache-Control"] == "no-store"
            continue
        given_up += 1
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        if path in FOR_PROGRAMS:
            told = answer.get_json()
            assert told["error"]["code"] == "took_too_long"
        else:
            assert "الوقت" in answer.text or "وقت" in answer.text or "too long" in answer.text
        assert "Traceback" not in answer.text
    assert given_up
    clock.left = 10**9
    assert len(client.get(path, buffered=True).data) == pytest.approx(len(whole.data), abs=8)


def test_an_article_is_shown_without_what_there_was_no_time_to_find(engine: Searcher) -> None:
    class Slow:
        """Has an article at once, and never what is like it."""

        def __init__(self, deadline: Deadline) -> None:
            self._late = deadline

        def __getattr__(self, name: str) -> object:
            return getattr(engine, name)

        def related(self, *_: object) -> object:
            self._late.check()
            return ()

        def within(self, deadline: Deadline) -> "Slow":
            return Slow(Deadline(0.0, lambda: 1.0))

    slow = Slow(Deadline())
    page = create_app(lambda: slow).test_client().get("/articles/wheat-1")  # type: ignore[arg-type,return-value]
    assert page.status_code == 200
    assert "لم يتّسع الوقت" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_the_time_is_that_of_one_request(engine: Searcher) -> None:
    """However long a server has run, each request has the whole of its time."""
    now = [0.0]
    limits = AnswerLimits(seconds=5)
    client = create_app(lambda: engine, limits=limits, clock=lambda: now[0]).test_client()
    for _ in range(3):
        assert client.get(f"/?q={QUERY}").status_code == 200
        now[0] += 1000.0
