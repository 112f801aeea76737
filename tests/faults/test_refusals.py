"""Clusters that let nobody in, are none, or hold something else: one clear line for each."""

import json
import logging
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

import settings
from manage import cli
from search.searcher import open_archive
from tests.cluster.asking import ask
from tests.conftest import build_at
from tests.faults.asking import assert_line, name_of
from tests.faults.generated import QUERIES, articles, written
from tests.opensearch import SecureNode
from web import create_app

_PREFIX = "FIHRIS_OPENSEARCH_"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where something is wrong, and the settings that are used there."""

    address: str
    settings: Mapping[str, str] = field(default_factory=dict)


def _secured(request: pytest.FixtureRequest, **changed: str) -> Trouble:
    node: SecureNode = request.getfixturevalue("secure_node")
    names = {"user": node.user, "password": node.password, "ca": str(node.papers.authority)}
    given = {"tls": "on", **names, **changed}
    values = {_PREFIX + name.upper(): text for name, text in given.items() if text}
    return Trouble(f"opensearch://{node.address}/faults", values)


def _no_user(request: pytest.FixtureRequest) -> Trouble:
    return _secured(request, user="", password="")


def _wrong_password(request: pytest.FixtureRequest) -> Trouble:
    return _secured(request, password="open-seesaw")


def _unknown_user(request: pytest.FixtureRequest) -> Trouble:
    return _secured(request, user="somebody", password="open-seesaw")


def _untrusted(request: pytest.FixtureRequest) -> Trouble:
    node: SecureNode = request.getfixturevalue("secure_node")
    return _secured(request, ca=str(node.papers.stranger))


def _unknown_authority(request: pytest.FixtureRequest) -> Trouble:
    return _secured(request, ca="")


def _forged(request: pytest.FixtureRequest) -> Trouble:
    papers = request.getfixturevalue("secure_node").papers
    given = {"certificate": str(papers.forged), "key": str(papers.forged_key)}
    return _secured(request, user="", password="", **given)


def _without_tls(request: pytest.FixtureRequest) -> Trouble:
    return _secured(request, tls="off")


def _with_tls(request: pytest.FixtureRequest) -> Trouble:
    node = request.getfixturevalue("opensearch_nodes")[0]
    return Trouble(f"opensearch://{node}/faults", {_PREFIX + "TLS": "on"})


def _closed_port(request: pytest.FixtureRequest) -> Trouble:
    return Trouble(f"opensearch://127.0.0.1:{request.getfixturevalue('closed_port')}/faults")


def _too_old(request: pytest.FixtureRequest) -> Trouble:
    return Trouble(f"opensearch://{request.getfixturevalue('old_node')}/faults")


#: What happens → where, and the words that its line must have.
TROUBLES: dict[str, tuple[Callable[[pytest.FixtureRequest], Trouble], tuple[str, ...]]] = {
    "no user": (_no_user, ("wrong user or password", "FIHRIS_OPENSEARCH_USER")),
    "wrong password": (_wrong_password, ("wrong user or password", "FIHRIS_OPENSEARCH_PASSWORD")),
    "unknown user": (_unknown_user, ("wrong user or password", "FIHRIS_OPENSEARCH_USER")),
    "untrusted": (_untrusted, ("not trusted", "FIHRIS_OPENSEARCH_CA")),
    "unknown authority": (_unknown_authority, ("not trusted", "FIHRIS_OPENSEARCH_CA")),
    "forged certificate": (_forged, ("FIHRIS_OPENSEARCH_CERTIFICATE",)),
    "without tls": (_without_tls, ("no host answers", "FIHRIS_OPENSEARCH_TLS")),
    "with tls": (_with_tls, ("does not speak TLS", "FIHRIS_OPENSEARCH_TLS=off")),
    "closed port": (_closed_port, ("no host answers", "refused", "host and port")),
    "too old": (_too_old, ("OpenSearch 1.3.20", "run 2.4 or newer")),
}


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that nobody listens on, nor can."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture
def trouble(request: pytest.FixtureRequest) -> Trouble:
    return TROUBLES[request.param][0](request)


@pytest.mark.parametrize(
    ("trouble", "words"), [(name, words) for name, (_, words) in TROUBLES.items()],
    indirect=["trouble"], ids=list(TROUBLES),
)  # fmt: skip
def test_each_refusal_is_one_line(
    trouble: Trouble, words: tuple[str, ...], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert_refused(trouble, words, tmp_path, caplog)


#: What a server answers that is none of ours → the words that the line must have.
OTHERS: dict[str, tuple[tuple[int, str, str], tuple[str, ...]]] = {
    "another engine": (
        (200, "application/json", json.dumps({"version": {"number": "8.11.0"}})),
        ("no OpenSearch", "8.11.0"),
    ),
    "other JSON": ((200, "application/json", '{"hello": "world"}'), ("no OpenSearch",)),
    "a list": ((200, "application/json", "[1, 2]"), ("no OpenSearch",)),
    "a page": ((200, "text/html", "<title>Welcome</title>"), ("no OpenSearch",)),
    "broken JSON": ((200, "application/json", '{"version": '), ("no OpenSearch",)),
    "not found": ((404, "text/html", "<h1>Not Found</h1>"), ("no OpenSearch",)),
    "a gateway": ((502, "text/html", "<h1>Bad Gateway</h1>"), ("cannot answer now",)),
}


@pytest.mark.parametrize(
    ("answer", "words"), OTHERS.values(), ids=list(OTHERS)
)  # fmt: skip
def test_each_server_that_is_none_is_one_line(
    answer: tuple[int, str, str], words: tuple[str, ...], tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    with serving(*answer) as port:
        assert_refused(Trouble(f"opensearch://127.0.0.1:{port}/faults"), words, tmp_path, caplog)


@contextmanager
def serving(status: int, kind: str, text: str) -> Iterator[int]:
    """A server that gives one answer to everything; its port."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *values: object) -> None:
            pass

    for method in ("GET", "HEAD", "PUT", "POST", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.answer)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def assert_refused(
    trouble: Trouble, words: tuple[str, ...], folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Make sure that every command and the web say what is wrong, and how."""
    source = str(written(folder / "town.jsonl", articles(3)))
    whoosh = build_at(f"whoosh:{folder / 'whoosh'}", articles(3))
    for command in (
        ("search", "القمح", "--engine", trouble.address),
        ("check", "--engine", trouble.address),
        ("reindex", source, "--engine", trouble.address),
        ("update", source, "--engine", trouble.address),
        ("serve", "--port", "0", "--engine", trouble.address),
        ("migrate", trouble.address, whoosh),
        ("migrate", whoosh, trouble.address),
    ):
        assert_complains(command, trouble.settings, words)
    options = settings.read(trouble.settings).cluster
    engine = open_archive(trouble.address, options)
    assert_unavailable(lambda path: _web(engine, path), trouble, words, caplog)
    engine.close()


def assert_complains(
    command: tuple[str, ...], given: Mapping[str, str], words: tuple[str, ...]
) -> None:
    """Make sure that a command ends with one line."""
    ran = CliRunner().invoke(cli, command, env=dict(given))
    assert ran.exit_code == 1, (command, ran.output)
    assert isinstance(ran.exception, SystemExit)
    assert "Traceback" not in ran.output
    assert_line(ran.stderr, "Error: ", *words)
    assert_no_secret(ran.stderr, given)


def assert_no_secret(text: str, given: Mapping[str, str]) -> None:
    """Make sure that a text has no password of the settings."""
    secret = given.get(_PREFIX + "PASSWORD")
    assert not secret or secret not in text


def _web(engine: object, path: str) -> tuple[int, str]:
    answer = create_app(lambda: engine).test_client().get(path)  # type: ignore[arg-type,return-value]
    return answer.status_code, answer.get_data(as_text=True)


def assert_unavailable(
    visit: Callable[[str], tuple[int, str]],
    trouble: Trouble,
    words: tuple[str, ...],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Make sure that readers get a page without secrets, and the log the line."""
    for path in ("/?q=القمح", "/api/v1/search?q=القمح", "/healthz", "/feed.atom"):
        caplog.clear()
        with caplog.at_level(logging.ERROR):
            status, shown = visit(path)
        assert status == 503
        host = trouble.address.split("/")[2]
        for secret in (host, host.rpartition(":")[2], name_of(trouble.address) + "-", "FIHRIS_"):
            assert secret not in shown
        assert_no_secret(shown, trouble.settings)
        assert "Traceback" not in shown
        assert_line(caplog.messages[-1], *words)
        assert_no_secret(caplog.text, trouble.settings)


def test_an_index_of_another_analyzer(
    opensearch_address: str, opensearch_nodes: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    build_at(opensearch_address, articles(5))
    _change_manifest(opensearch_nodes[0], opensearch_address, fingerprint="0123456789abcdef")
    words = ("made with analyzer 0123456789abcdef", "manage.py reindex")
    for command in (("search", "القمح"), ("check",), ("serve", "--port", "0")):
        assert_complains((*command, "--engine", opensearch_address), {}, words)
    trouble = Trouble(opensearch_address)
    engine = open_archive(opensearch_address)
    assert_unavailable(lambda path: _web(engine, path), trouble, words, caplog)
    engine.close()


def _change_manifest(node: str, address: str, **changes: str) -> None:
    """Change what is said of the live index, as another software would have written it."""
    ((index, held),) = ask(node, f"/{name_of(address)}/_mapping").items()
    meta = held["mappings"]["_meta"]
    changed = {"stamp": "changed", "manifest": {**meta["manifest"], **changes}}
    ask(node, f"/{index}/_mapping", "PUT", {"_meta": changed})


def test_a_name_that_stands_for_something_else(
    opensearch_address: str, opensearch_nodes: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    name = name_of(opensearch_address)
    ask(opensearch_nodes[0], f"/{name}-customers", "PUT", {"aliases": {name: {}}})
    words = (name, "does not stand for one index of Fihris", "choose another name")
    for command in (("search", "القمح"), ("check",)):
        assert_complains((*command, "--engine", opensearch_address), {}, words)
    trouble = Trouble(opensearch_address)
    engine = open_archive(opensearch_address)
    assert_unavailable(lambda path: _web(engine, path), trouble, words, caplog)
    engine.close()


def test_a_reindex_does_not_touch_an_alias_of_others(
    opensearch_address: str, opensearch_nodes: tuple[str, ...], tmp_path: Path
) -> None:
    name = name_of(opensearch_address)
    ask(opensearch_nodes[0], f"/{name}-customers", "PUT", {"aliases": {name: {}}})
    source = str(written(tmp_path / "town.jsonl", articles(3)))
    assert_complains(
        ("reindex", source, "--engine", opensearch_address), {}, (name, "choose another name")
    )
    found = ask(opensearch_nodes[0], f"/_alias/{name}")
    assert list(found) == [f"{name}-customers"]


def test_an_index_that_is_deleted_between_two_searches(
    opensearch_address: str, opensearch_nodes: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    build_at(opensearch_address, articles(5))
    engine = open_archive(opensearch_address)
    assert engine.search(QUERIES[0]).total == 5
    name = name_of(opensearch_address)
    for index in ask(opensearch_nodes[0], f"/_alias/{name}"):
        ask(opensearch_nodes[0], f"/{index}", "DELETE")
    words = ("no index has been published", "manage.py reindex")
    assert_complains(("search", "القمح", "--engine", opensearch_address), {}, words)
    assert_unavailable(lambda path: _web(engine, path), Trouble(opensearch_address), words, caplog)
    build_at(opensearch_address, articles(7))
    assert engine.search(QUERIES[0]).total == 7
    engine.close()


def test_settings_without_meaning_name_their_variable(tmp_path: Path) -> None:
    for name, value in (("CA", str(tmp_path / "none.pem")), ("TLS", "perhaps"), ("PASSWORD", "x")):
        given = {_PREFIX + name: value}
        command = ("search", "القمح", "--engine", "opensearch://127.0.0.1:1/faults")
        assert_complains(command, given, (_PREFIX + name,))
