"""The log: one line a thing, no secret, no sign that a terminal obeys, queries only where set."""

import json
import logging
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexDamaged
from search.searcher import Searcher
from web import create_app
from web.http import request_watching
from web.operation import logs
from web.operation.logs import Lines

QUERY = "قرنفل+أحمر"


class Written(logging.Handler):
    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self.setFormatter(lines)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[Callable[..., Written]]:
    """Writes what is logged, in a form."""
    root, access = logging.getLogger(), logging.getLogger(logs.ACCESS)
    added: list[Written] = []
    before = access.level
    access.setLevel(logging.INFO)

    def write(form: Any = "json", **options: Any) -> Written:
        handler = Written(Lines(form, now=lambda record: 1_730_073_600.5, **options))
        root.addHandler(handler)
        added.append(handler)
        return handler

    token = request_watching._present.set(None)
    yield write
    request_watching._present.reset(token)
    access.setLevel(before)
    for handler in added:
        root.removeHandler(handler)


@pytest.fixture
def logging_client(app: Flask) -> FlaskClient:
    engine: Callable[[], Searcher] = app.extensions["fihris.open_engine"]
    return create_app(engine, log_requests=True).test_client()


def failing(error: Exception) -> FlaskClient:
    def fail() -> Any:
        raise error

    return create_app(fail, log_requests=True).test_client()


def test_a_request_is_one_line_of_json(
    logging_client: FlaskClient, log: Callable[..., Written]
) -> None:
    written = log()
    headers = {
        "X-Request-Id": "abc-1",
        "Cookie": "display=secret",
        "Authorization": "Basic c2VjcmV0",
    }
    answer = logging_client.get(f"/?q={QUERY}", headers=headers)
    sent = len(answer.data)
    answer.close()
    (line,) = written.lines
    found = json.loads(line)
    assert found.pop("ms") >= 0
    assert found.pop("cpu_ms") >= 0
    assert found == {
        "time": "2024-10-28T00:00:00.500Z", "level": "INFO", "logger": "fihris.access",
        "request": "abc-1", "client": "127.0.0.1", "method": "GET", "kind": "pages.search",
        "status": 200, "bytes": sent, "path": "/", "query": "q=قرنفل أحمر",
    }  # fmt: skip
    assert "secret" not in line
    assert "c2VjcmV0" not in line


def test_a_request_is_one_line_of_text(
    logging_client: FlaskClient, log: Callable[..., Written]
) -> None:
    written = log("text")
    logging_client.get("/api/v1/search?page=x", headers={"X-Request-Id": "abc-2"}).close()
    (line,) = written.lines
    assert line.startswith(
        "2024-10-28T00:00:00.500Z INFO fihris.access request=abc-2 client=127.0.0.1 method=GET "
        "kind=api.search status=422 ms="
    )
    assert line.endswith('code=not_a_number path=/api/v1/search query="page=x"')


def test_no_line_where_none_is_asked_for(client: FlaskClient, log: Callable[..., Written]) -> None:
    written = log()
    client.get("/").close()
    assert written.lines == []


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "path",
    [
        f"/?q={QUERY}",
        f"/api/v1/search?q={QUERY}&section=قرنفل",
        f"/facets/section?q={QUERY}&containing=قرنفل",
        f"/q={QUERY}",
        f"/en/nowhere/{QUERY}",
        "/articles/قرنفل أحمر",
        f"/?{QUERY}",
        f"/?date={QUERY}",
    ],
)
@pytest.mark.parametrize("error", [IndexDamaged, ValueError, KeyError])
def test_what_readers_look_for_is_nowhere_where_it_is_hidden(
    log: Callable[..., Written], form: str, path: str, error: type[Exception]
) -> None:
    hidden, open_ = log(form, queries=False), log(form)
    broken = error("in قرنفل أحمر, that is قرنفل+أحمر")
    broken.__cause__ = RuntimeError("قرنفل")
    headers = {"Referer": f"http://localhost/?q={QUERY}"}
    failing(broken).get(path, headers=headers).close()
    assert len(hidden.lines) == len(open_.lines) > 0
    for line in hidden.lines:
        assert "قرنفل" not in line
        assert "أحمر" not in line
        assert "%D9%82%D8%B1" not in line
    assert any("قرنفل" in line for line in open_.lines)


def test_an_error_has_its_request_and_its_traceback(log: Callable[..., Written]) -> None:
    written, text = log(), log("text")
    failing(ZeroDivisionError("by\nnothing")).get("/", headers={"X-Request-Id": "abc-3"}).close()
    error, request = map(json.loads, written.lines)
    assert error["request"] == request["request"] == "abc-3"
    assert error["message"] == "Exception on / [GET]"
    assert error["traceback"].startswith("Traceback (most recent call last):\n")
    assert error["traceback"].endswith("ZeroDivisionError: by\nnothing")
    assert (request["status"], request["code"]) == (500, "internal_error")
    head, *below = text.lines[0].splitlines()
    assert head.endswith("ERROR web [abc-3] Exception on / [GET]")
    assert all(line.startswith("    ") for line in below), "no line can be taken for another entry"


def test_an_error_that_was_foreseen_is_one_line(log: Callable[..., Written]) -> None:
    written = log("text")
    logger = logging.getLogger("waitress")
    try:
        raise IndexDamaged("/srv/index: cut")
    except IndexDamaged:
        logger.exception("Exception while serving /results.csv")
    (line,) = written.lines
    assert line.splitlines()[1:] == ["    IndexDamaged: /srv/index: cut"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_told(log: Callable[..., Written], form: str) -> None:
    written = log(form, secrets=("open sesame", ""))
    logger = logging.getLogger("opensearch")
    try:
        raise ValueError("user:open sesame@host")
    except ValueError:
        logger.exception("http://fihris:open-door@search:9200 refused %s", "open sesame")
    logger.warning("Authorization: Basic b3BlbiBkb29y")
    logger.warning("{'authorization': 'Bearer b3BlbiBkb29y'} Cookie: display=open-door")
    told = "\n".join(written.lines)
    for secret in ("sesame", "open-door", "b3BlbiBkb29y"):
        assert secret not in told
    assert "search:9200 refused" in told


@given(st.text(max_size=60))
def test_no_sign_of_a_text_is_obeyed_or_ends_a_line(text: str) -> None:
    record = logging.LogRecord("x", logging.WARNING, "x", 1, "%s", (text,), None)
    for line in (Lines("text").format(record), Lines("json").format(record)):
        assert len(line.splitlines()) == 1
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", line)
        line.encode("utf-8")
    assert json.loads(Lines("json").format(record))["message"] == text


def test_a_message_whose_arguments_do_not_fit_is_told_all_the_same() -> None:
    record = logging.LogRecord("x", logging.WARNING, "x", 1, "%d of %d", ("a",), None)
    assert "%d of %d" in Lines().format(record)


def test_everything_that_is_logged_goes_one_way(capsys: pytest.CaptureFixture[str]) -> None:
    loggers = [logging.getLogger(name) for name in ("", logs.ACCESS, *logs.LIBRARIES)]
    before = [(one, one.handlers[:], one.level, one.propagate) for one in loggers]
    try:
        logging.getLogger("waitress").addHandler(logging.StreamHandler(sys.stdout))
        logs.configure(Lines("json"))
        for name in logs.LIBRARIES:
            logging.getLogger(name).error("once")
            logging.getLogger(name).debug("never")
    finally:
        logging.captureWarnings(False)
        for logger, handlers, level, propagate in before:
            logger.handlers[:], logger.propagate = handlers, propagate
            logger.setLevel(level)
    told = capsys.readouterr()
    assert told.out == ""
    found = [json.loads(line) for line in told.err.splitlines()]
    assert [one["logger"] for one in found] == list(logs.LIBRARIES)
    assert {one["message"] for one in found} == {"once"}
