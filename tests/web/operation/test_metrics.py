"""What is told of a server: counted right, bounded, and told only to whom it is meant for."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from index.errors import IndexMissing
from search.deadline import Deadline
from search.searcher import Searcher
from tests.tables import ROOT
from web import create_app
from web.http.limits import AnswerLimits
from web.operation import metrics
from web.operation.metrics import Metrics

FAR = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def engine(app: Flask) -> Callable[[], Searcher]:
    found: Callable[[], Searcher] = app.extensions["fihris.open_engine"]
    return found


def shown(client: FlaskClient) -> dict[tuple[str, ...], float]:
    """Every figure by its name and the values of its labels."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_requests_are_counted_by_what_answers_them(engine: Callable[[], Searcher]) -> None:
    client = create_app(engine, limits=AnswerLimits(rate=2, exports=1)).test_client()
    for path in ("/", "/?q=القمح", "/en/?q=قمح", "/?page=x", "/nowhere/1", "/nowhere/2"):
        client.get(path).close()
    for _ in range(3):
        client.get("/articles/wheat-1", environ_base=FAR).close()
    with client.get("/results.csv"):
        assert client.get("/feed.atom").status_code == 503
        assert shown(client)["fihris_exports_running",] == 1
    found = shown(client)
    assert found["fihris_requests_total", "pages.search", "2xx"] == 3
    assert found["fihris_requests_total", "pages.search", "4xx"] == 1
    assert found["fihris_requests_total", "none", "4xx"] == 2
    assert found["fihris_requests_total", "pages.article", "2xx"] == 2
    assert found["fihris_requests_total", "pages.article", "4xx"] == 1
    assert found["fihris_request_seconds_count", "pages.search"] == 4
    assert found["fihris_refused_total", "rate_exceeded"] == 1
    assert found["fihris_refused_total", "exports_busy"] == 1
    assert found["fihris_broken_off_total", "tables.results"] == 1
    assert found["fihris_exports_running",] == 0
    assert found["fihris_archive_articles",] == 15
    assert found["fihris_archive_usable",] == 1
    for name in ("memory_bytes", "archive_bytes", "cache_entries", "cache_bytes", "cache_hits"):
        assert found[f"fihris_{name}",] > 0, name


def test_no_request_makes_a_label(engine: Callable[[], Searcher]) -> None:
    client = create_app(engine).test_client()
    for number in range(30):
        for path in (f"/سر{number}", f"/?q=سر{number}", f"/articles/سر{number}"):
            client.open(path, method=f"M{number}" if number % 2 else "GET").close()
    text = client.get("/metrics").text
    assert "سر" not in text
    assert "%D8" not in text
    kinds = set(re.findall(r'kind="([^"]*)"', text))
    assert kinds <= {"none", *client.application.view_functions}
    assert set(re.findall(r'status="([^"]*)"', text)) <= {"2xx", "3xx", "4xx", "5xx"}


def test_the_age_is_that_of_the_publication(engine: Callable[[], Searcher]) -> None:
    archive = engine()
    manifest = replace(archive.manifest, built="2024-10-28T00:00:00+00:00")
    now = datetime.fromisoformat("2024-10-28T02:00:00+00:00").timestamp()
    clock = [50.0]

    class Dated:
        def within(self, deadline: Deadline) -> "Dated":
            return self

        def __getattr__(self, name: str) -> Any:
            return manifest if name == "manifest" else getattr(archive, name)

    app = create_app(Dated, show_metrics="off")  # type: ignore[arg-type]
    metrics.register(app, "on", Metrics(app, lambda: clock[0], lambda: now))
    clock[0] += 7
    found = shown(app.test_client())
    assert found["fihris_archive_age_seconds",] == 7200
    assert found["fihris_uptime_seconds",] == 7


def test_an_archive_that_cannot_be_opened(
    broken_client: Callable[[Exception], FlaskClient],
) -> None:
    found = shown(broken_client(IndexMissing("x")))
    assert found["fihris_archive_usable",] == 0
    assert ("fihris_archive_articles",) not in found


@pytest.mark.parametrize("proxies", [0, 1])
def test_who_is_shown_the_figures(engine: Callable[[], Searcher], proxies: int) -> None:
    handed_on = {"X-Forwarded-For": "127.0.0.1"}

    def statuses(setting: Any) -> list[int]:
        app = create_app(engine, limits=AnswerLimits(proxies=proxies), show_metrics=setting)
        client = app.test_client()
        return [
            client.get("/metrics").status_code,
            client.get("/metrics", environ_base=FAR).status_code,
            client.get("/metrics", headers=handed_on).status_code,
            client.get("/metrics", headers=handed_on, environ_base=FAR).status_code,
        ]

    assert statuses("local") == [200, 404, 404, 404]
    assert statuses("on") == [200] * 4
    assert statuses("off") == [404] * 4


def test_figures_are_kept_by_nobody_and_counted_for_nobody(client: FlaskClient) -> None:
    answer = client.get("/metrics")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    head = client.head("/metrics")
    assert (head.status_code, head.data) == (200, b"")


SEVERAL = """
import os, sys
from web.operation import metrics
with metrics.shared():
    from web import create_app
    app = create_app(lambda: None)
    metrics.forget(os.getpid())
    client = app.test_client()
    for number in range(4):
        child = os.fork()
        if not child:
            client.get("/static/fihris.css").close()
            if number == 3:
                print(client.get("/metrics").text, flush=True)
            sys.exit()
        os.waitpid(child, 0)
        metrics.forget(child)
    print(os.environ["PROMETHEUS_MULTIPROC_DIR"])
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks")
def test_several_processes_count_together_and_leave_nothing() -> None:
    told = subprocess.run(
        [sys.executable, "-c", SEVERAL], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert 'fihris_requests_total{kind="static",status="2xx"} 4.0' in told
    assert told.count("fihris_memory_bytes{pid=") == 1, "of those that live"
    assert not Path(told.split()[-1]).exists()
