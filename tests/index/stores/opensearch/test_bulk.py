"""What becomes of chunks that a cluster does not take at once.

A server on this machine answers as a cluster in trouble does, because a sound one cannot be made
to; what a real one does when nodes are lost is in the tests with clusters.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from index.errors import EngineFailed, EngineOverloaded, EngineUnreachable, FihrisError
from index.stores import ClusterOptions
from index.stores.address import parse_address
from index.stores.opensearch.bulk import Bulk, line
from index.stores.opensearch.client import connect
from index.stores.opensearch.cluster_index import ClusterIndex

#: What a server answers to one chunk: the status of the answer, and by document those that are not
#: taken with the reason; a status of 0 closes the connection without an answer.
Answer = tuple[int, dict[str, int]]

TAKEN: Answer = (200, {})


class Cluster:
    """Answers chunks in turn, and keeps what it took."""

    def __init__(self, answers: list[Answer]) -> None:
        self.answers = answers
        self.asked: list[list[str]] = []
        self.held: dict[str, Any] = {}
        self.turn = threading.Lock()

    def take(self, lines: list[bytes]) -> tuple[int, dict[str, Any]]:
        with self.turn:
            status, refused = self.answers.pop(0) if self.answers else TAKEN
            records = [json.loads(line) for line in lines]
            sent = {action["index"]["_id"]: document for action, document in
                    zip(records[::2], records[1::2], strict=True)}  # fmt: skip
            self.asked.append(sorted(sent))
            if status != 200:
                return status, {"error": {"type": "trouble", "reason": "so it is"}}
            self.held |= {name: sent[name] for name in sent.keys() - refused.keys()}
            items = [{"index": _outcome(name, refused)} for name in sent]
            return 200, {"errors": bool(refused), "items": items}


def _outcome(name: str, refused: dict[str, int]) -> dict[str, Any]:
    if name not in refused:
        return {"_id": name, "status": 201}
    error = {"type": "trouble", "reason": "so it is"}
    return {"_id": name, "status": refused[name], "error": error}


@contextmanager
def running(cluster: Cluster) -> Iterator[str]:
    """The address of an archive in it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(200, {"version": {"number": "2.19.0", "distribution": "opensearch"}})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            status, answer = cluster.take(body.splitlines())
            if status:
                self._answer(status, answer)
            self.close_connection = True

        def _answer(self, status: int, answer: dict[str, Any]) -> None:
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"opensearch://127.0.0.1:{server.server_port}/news"
        finally:
            server.shutdown()
            thread.join()


def send(address: str, names: list[str], patience: float = 30.0) -> None:
    client = connect(parse_address(address), ClusterOptions())
    try:
        with Bulk(ClusterIndex(client, "news", "here"), patience) as bulk:
            for name in names:
                bulk.add(name, line({"id": f"article {name}"}))
            bulk.finish()
    finally:
        client.close()


@pytest.mark.parametrize(
    "answers",
    [
        [],
        [(429, {})],
        [(429, {}), (503, {})],
        [(503, {}), (504, {})],
        [(0, {}), (0, {}), (0, {})],
        [(200, {"a": 429})],
        [(200, {"a": 429, "b": 503}), (200, {"b": 429})],
    ],
)
def test_what_is_not_taken_at_once_is_sent_again(answers: list[Answer]) -> None:
    cluster = Cluster(list(answers))
    with running(cluster) as address:
        send(address, ["a", "b", "c"])
    assert cluster.held == {name: {"id": f"article {name}"} for name in "abc"}


def test_only_what_was_not_taken_is_sent_again() -> None:
    cluster = Cluster([(200, {"a": 429, "c": 503}), (200, {"c": 429})])
    with running(cluster) as address:
        send(address, ["a", "b", "c"])
    assert cluster.asked == [["a", "b", "c"], ["a", "c"], ["c"]]


@pytest.mark.parametrize(
    ("answer", "error", "told"),
    [
        ((200, {"b": 400}), EngineFailed, "the article 'article b' was refused .*so it is"),
        ((400, {}), EngineFailed, "400, trouble: so it is"),
        ((413, {}), EngineFailed, "413"),
    ],
)
def test_what_is_refused_for_good_is_told_at_once(
    answer: Answer, error: type[FihrisError], told: str
) -> None:
    cluster = Cluster([answer])
    with running(cluster) as address, pytest.raises(error, match=told):
        send(address, ["a", "b"])
    assert len(cluster.asked) == 1


@pytest.mark.parametrize(
    ("answer", "error", "told"),
    [
        ((429, {}), EngineOverloaded, "so it is"),
        ((503, {}), EngineUnreachable, "so it is"),
        ((0, {}), EngineUnreachable, "no host answers"),
        ((200, {"b": 429}), EngineUnreachable, "1 articles were not taken for 0 seconds .*so it"),
    ],
)
def test_patience_has_an_end(answer: Answer, error: type[FihrisError], told: str) -> None:
    cluster = Cluster([answer] * 50)
    with running(cluster) as address, pytest.raises(error, match=told):
        send(address, ["a", "b"], patience=0.0)


def test_nobody_waits_for_what_is_given_up() -> None:
    cluster = Cluster([(429, {})] * 1000)

    def give_up(address: str) -> None:
        client = connect(parse_address(address), ClusterOptions())
        with Bulk(ClusterIndex(client, "news", "here"), patience=3600) as bulk:
            for number in range(600):  # one chunk is under way
                bulk.add(str(number), line({"id": "x"}))
            raise ZeroDivisionError

    with running(cluster) as address, pytest.raises(ZeroDivisionError):
        give_up(address)


def test_large_and_many_documents_go_in_several_chunks() -> None:
    cluster = Cluster([])
    names = [f"{number:04}" for number in range(1203)]
    with running(cluster) as address:
        send(address, names)
    assert sorted(map(len, cluster.asked)) == [203, 500, 500]
    assert sorted(cluster.held) == names
