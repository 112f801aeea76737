"""What counts as a difference between two revisions."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner

from bench.answers import Answer, by_key, differences, main
from bench.measuring import QUERIES, read_lines
from bench.searches import searches
from index.article import Article
from search.searcher import open_archive
from tests.conftest import ArchiveBuilder
from web import create_app
from web.http import server
from web.http.hosts import known_hosts

JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"a": 1, "took_ms": 3.5}, {"a": 1, "took_ms": 9.25}, []),
        ({"a": 1}, {"a": 1.0}, ["a: 1 → 1.0"]),
        ({"a": True}, {"a": 1}, ["a: true → 1"]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, ["keys: a, b → b, a"]),
        ({"hits": [{"id": "1"}]}, {"hits": [{"id": "2"}]}, ['hits[0].id: "1" → "2"']),
        ({"hits": [1, 2]}, {"hits": [1]}, ["hits: 2 → 1 values"]),
        ({"a": None}, {"a": []}, ["a: null → []"]),
        ({"a": {"b": 1}}, {"a": {"b": 1, "c": 2}}, ["a: b → b, c"]),
    ],
)
def test_json_differs_by_key(before: Any, after: Any, told: list[str]) -> None:
    assert list(by_key(before, after)) == told


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (Answer(200, {}, b"a\nb"), Answer(200, {}, b"a\nb"), []),
        (Answer(200, {}, b"a\nb"), Answer(200, {}, b"a\nc"), ["@@ -2 +2 @@", "-b", "+c"]),
        (Answer(200, {}, b"a\n"), Answer(200, {}, b"a\r\n"), ["ends of lines differ"]),
        (Answer(200, {}, b""), Answer(404, {}, b""), ["status 200 → 404"]),
        (Answer(200, {"vary": "x"}, b""), Answer(200, {}, b""), ["header vary: x → None"]),
        (Answer(200, JSON, b'{"a":1}'), Answer(200, JSON, b'{"a":2}'), ["a: 1 → 2"]),
    ],
)
def test_answers_differ(before: Answer, after: Answer, told: list[str]) -> None:
    assert list(differences(before, after)) == told


def test_searches_are_many_each_once_and_always_the_same() -> None:
    found = searches(read_lines(QUERIES))
    assert len(found) == len(set(found)) >= 300
    assert found == searches(read_lines(QUERIES))


@contextmanager
def serving(address: str) -> Iterator[str]:
    engine = open_archive(address)
    sockets = server.listen("127.0.0.1", 0)
    hosts = known_hosts(one.getsockname()[:2] for one in sockets)
    listening = server.create(create_app(lambda: engine, known_hosts=hosts), sockets, 2)
    thread = Thread(target=listening.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.port}"
    listening.end()
    thread.join(timeout=10)


def test_two_servers(archive: ArchiveBuilder) -> None:
    articles = [Article(id=str(n), title=f"النفط {n}", body="سعر النفط") for n in range(3)]
    changed = [*articles[:2], Article(id="2", title="النفط 2", body="سعر الغاز")]
    with serving(archive(articles)) as one, serving(archive(changed)) as other:
        same = CliRunner().invoke(main, [one, one, "--every", "40", "--json"])
        assert same.exit_code == 0
        rows = json.loads(same.stdout)
        assert rows["page"] == {"asked": 8, "differ": 0}
        assert set(rows) >= {"once", "json", "article page", "explain", "citation", "csv", "feed"}
        different = CliRunner().invoke(main, [one, other, "--every", "160"])
        assert different.exit_code == 1
        assert "differ" in different.stdout
    assert "failed" not in same.stderr
    gone = CliRunner().invoke(main, [one, one])
    assert gone.exit_code == 1
    assert one in gone.stderr
