"""What follows a request: its id, its bytes, its end however it ends."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import create_environ

from web.http.request_watching import Watched, Watching, present

MADE = re.compile(r"[0-9a-f]{32}")


@pytest.mark.parametrize("path", ["/", "/en/", "/nowhere", "/api/v1/search?page=x", "/healthz"])
def test_every_answer_names_its_request(client: FlaskClient, path: str) -> None:
    ids = [client.get(path).headers["X-Request-Id"] for _ in range(2)]
    assert all(map(MADE.fullmatch, ids))
    assert ids[0] != ids[1]
    own = "0af7651916cd43dd8448eb211c80319c-b7ad.x:1"
    for method in ("GET", "HEAD", "POST"):
        answer = client.open(path, method=method, headers={"X-Request-Id": own})
        assert answer.headers.getlist("X-Request-Id") == [own]


@pytest.mark.parametrize("given", ["", " ", "a b", "x" * 129, "ق", '"', "a\tb", "<b>", "a,b"])
def test_an_id_that_could_be_something_else_is_not_taken(client: FlaskClient, given: str) -> None:
    headers = {"X-Request-Id": given.encode().decode("latin-1")}
    assert MADE.fullmatch(client.get("/", headers=headers).headers["X-Request-Id"])


class Answer:
    """Of WSGI: some parts, then what is told."""

    def __init__(self, *parts: bytes | Exception) -> None:
        self.parts = iter(parts)
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        part = next(self.parts)
        if isinstance(part, Exception):
            raise part
        return part

    def close(self) -> None:
        self.closed += 1


def watched(answer: Answer) -> tuple[Watching, Iterable[bytes], list[Watched]]:
    ended: list[Watched] = []
    ticks = iter((10.0, 12.5))

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("206 Partial Content", [])
        return answer

    watching = Watching(application, [ended.append], lambda: next(ticks))
    environ = create_environ("/%D9%82", query_string="q=1", method="HEAD")
    return watching, watching(environ, lambda *_given: None), ended


def test_an_answer_that_is_sent_whole() -> None:
    answer = Answer(b"abc", b"", b"de")
    watching, sent, ended = watched(answer)
    assert [one.path for one in watching.running] == ["/ق"]
    assert b"".join(sent) == b"abcde"
    sent.close()  # type: ignore[attr-defined]
    sent.close()  # type: ignore[attr-defined]
    assert answer.closed
    (seen,) = ended
    assert (seen.status, seen.sent, seen.whole, seen.seconds) == (206, 5, True, 2.5)
    assert (seen.method, seen.query, seen.path) == ("HEAD", "q=1", "/ق")
    assert watching.running == []
    assert present() is seen, "what fails behind the answer is still known by it"


def test_an_answer_whose_client_goes_or_that_breaks_off() -> None:
    answer = Answer(b"abc", b"de")
    watching, sent, ended = watched(answer)
    next(iter(sent))
    sent.close()  # type: ignore[attr-defined]
    assert answer.closed == 1
    assert (ended[0].sent, ended[0].whole) == (3, False)
    watching, sent, ended = watched(Answer(b"abc", ValueError()))
    with pytest.raises(ValueError, match=r"^$"):
        list(sent)
    sent.close()  # type: ignore[attr-defined]
    assert (ended[0].sent, ended[0].whole) == (3, False)
    watching, sent, ended = watched(Answer(b"abc"))
    del sent  # by a server that does not close
    assert len(ended) == 1
    assert watching.running == []


def test_an_application_that_fails() -> None:
    ended: list[Watched] = []

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        raise OSError

    watching = Watching(application, [ended.append])
    with pytest.raises(OSError, match=r"^$"):
        watching(create_environ(), None)
    assert (len(ended), ended[0].status, watching.running) == (1, 0, [])
