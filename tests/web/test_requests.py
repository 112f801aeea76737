"""Whatever is asked, the answer is no fault of the server, well-formed, and names known hosts."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from flask import Flask

from index.facets import FACET_BY_NAME
from index.indexing import reindex
from index.stores import open_store
from search.query import Query
from search.searcher import Searcher, open_archive
from tests.tables import ROOT
from tests.web import answered, asked
from tests.web.answered import Answer, Report
from tests.web.asked import Asked
from web import create_app
from web.http.engine import engine
from web.http.headers import HEADERS
from web.http.limits import OF_ANSWERS

#: Besides the budget itself: what must be done when it has run out.
_MARGIN = 1.1


def tried(app: Flask, archive: Searcher, number: int, seed: int, seconds: float | None) -> Report:
    """Ask ``app`` so many times for what its archive has, and for what nobody has."""
    ids = [*answered.sampled(archive.article_ids(), 60), "none", "..", "https://paper.example/1"]
    values = [
        value.value
        for name in FACET_BY_NAME
        for value in archive.facet(Query(), name, count=60).values
    ]
    known = asked.paths(app, ids, list(FACET_BY_NAME))
    requests = asked.drawn(seed, known, ids, answered.sampled(values, 200))
    return answered.run(app.wsgi_app, requests, number, seconds=seconds)


def told(report: Report) -> Sequence[str]:
    return [f"{fault}: {request}" for fault, request in report.faults[:20]]


@pytest.mark.slow
def test_every_request_has_an_answer(app: Flask, facts_app: Flask) -> None:
    for seed, one in enumerate((app, facts_app), 1):
        with one.app_context():
            report = tried(one, engine(), 400, seed, None)
        assert not told(report)
        assert {200, 400, 404, 405, 422} <= report.statuses.keys()


@pytest.mark.long
def test_no_request_of_many_is_a_fault_or_past_the_budget(tmp_path: Path) -> None:
    address = os.environ.get("FIHRIS_FAULTS_ENGINE", "")
    if not address:
        address = f"whoosh:{tmp_path}"
        reindex(open_store(address), [ROOT / "sample", ROOT / "tests/web/articles.jsonl"])
    number = int(os.environ.get("FIHRIS_FAULTS_REQUESTS", "100000"))
    seed = int(os.environ.get("FIHRIS_FAULTS_SEED", "1"))
    archive = open_archive(address)
    report = tried(create_app(lambda: archive), archive, number, seed, OF_ANSWERS.seconds * _MARGIN)
    archive.close()
    print(f"\n{number} requests: {dict(sorted(report.statuses.items()))}")
    print(*(f"{seconds:.2f} s {request}" for seconds, request in report.slowest), sep="\n")
    print(*(f"{size} bytes {request}" for size, request in report.largest), sep="\n")
    assert not told(report)


GOOD = Answer(200, tuple((name.lower(), value) for name, value in HEADERS.items()), b"", 0.1)
ASKED = Asked("GET", "/", (("HOST", "localhost"),))


@pytest.mark.parametrize(
    ("status", "headers", "body", "fault"),
    [
        (200, (), b"", ""),
        (500, (), b"", "status 500"),
        (503, (), b"", "status 503"),
        (503, (("retry-after", "30"),), b"", ""),
        (200, (), b"x" * (answered.LARGEST + 1), "bytes"),
        (200, (), b"Traceback (most recent call last)", "stack trace"),
        (200, (("server", "x"),), b"", "header server"),
        (200, (("location", "/\r\nx: y"),), b"", "line breaks"),
        (200, (), asked.FOREIGN.encode(), "nobody knows"),
        (302, (("location", "//x/"),), b"", "another host"),
        (302, (("location", "http://localhost/"),), b"", "another host"),
        (302, (("x", f"//{asked.FOREIGN}/"),), b"", "nobody knows"),
        (200, (("content-type", "application/json"),), b"{", "ill-formed"),
        (200, (("content-type", "application/atom+xml"),), b"<a>", "ill-formed"),
        (200, (("content-type", "text/html"),), b"<p><b></p></b>", "HTML"),
        (200, (("content-type", "text/html"),), b"<main><p>x</p></main>", ""),
    ],
)
def test_what_is_a_fault(
    status: int, headers: tuple[tuple[str, str], ...], body: bytes, fault: str
) -> None:
    answer = Answer(status, (*GOOD.headers, *headers), body, 0.1)
    found = list(answered.faults(ASKED, answer))
    assert (fault in found[0]) if fault else not found
