"""Errors of a cluster in one line each, without a cluster: from the exceptions of the client."""

import ssl
from typing import Any

import pytest
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConnectionError,
    ConnectionTimeout,
    NotFoundError,
    RequestError,
    SSLError,
    TransportError,
)

from index.errors import (
    EngineFailed,
    EngineOverloaded,
    EngineRefused,
    EngineTimedOut,
    EngineUnreachable,
    EngineUntrusted,
    IndexMissing,
)
from index.stores.opensearch.errors import answering, reason_of

WHERE = "opensearch://a:9200/news"


def answer(kind: str, reason: str) -> dict[str, Any]:
    return {"error": {"type": kind, "reason": "outer", "root_cause": [
        {"type": kind, "reason": reason}]}}  # fmt: skip


@pytest.mark.parametrize(
    ("raised", "expected", "told"),
    [
        (ConnectionError("N/A", "x", OSError("Connection refused")), EngineUnreachable,
         "no host answers .*Connection refused.*FIHRIS_OPENSEARCH_TLS"),
        (ConnectionTimeout("TIMEOUT", "x", OSError("late")), EngineTimedOut,
         "FIHRIS_OPENSEARCH_TIMEOUT"),
        (SSLError("N/A", "x", ssl.SSLError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed")),
         EngineUntrusted, "FIHRIS_OPENSEARCH_CA"),
        (SSLError("N/A", "x", ssl.SSLError("[SSL: WRONG_VERSION_NUMBER] wrong")),
         EngineUntrusted, "does not speak TLS; set FIHRIS_OPENSEARCH_TLS=off"),
        (SSLError("N/A", "x", ssl.SSLError("CERTIFICATE_VERIFY_FAILED: Hostname mismatch")),
         EngineUntrusted, "for another host"),
        (SSLError("N/A", "x", ssl.SSLError("alert certificate required")),
         EngineUntrusted, "FIHRIS_OPENSEARCH_CERTIFICATE"),
        (AuthenticationException(401, "Unauthorized", "Unauthorized"), EngineRefused,
         "FIHRIS_OPENSEARCH_USER and FIHRIS_OPENSEARCH_PASSWORD"),
        (AuthorizationException(403, "security_exception",
                                answer("security_exception", "no permissions for [x]")),
         EngineRefused, "no right to do this .*no permissions for"),
        (AuthorizationException(403, "cluster_block_exception",
                                answer("cluster_block_exception", "index read-only")),
         EngineFailed, "index read-only"),
        (TransportError(429, "circuit_breaking_exception",
                        answer("circuit_breaking_exception", "Data too large")),
         EngineOverloaded, "Data too large"),
        (TransportError(503, "circuit_breaking_exception",
                        answer("circuit_breaking_exception", "Data too large")),
         EngineOverloaded, "Data too large"),
        (TransportError(503, "cluster_manager_not_discovered_exception",
                        answer("cluster_manager_not_discovered_exception", "none")),
         EngineUnreachable, "start the nodes that are missing"),
        (NotFoundError(404, "index_not_found_exception",
                       answer("index_not_found_exception", "no such index [news]")),
         IndexMissing, r"no such index \[news\].*manage\.py reindex"),
        (NotFoundError(404, "x", {"found": False}), EngineFailed, "404"),
        (RequestError(400, "parsing_exception", answer("parsing_exception", "line 1\nline 2")),
         EngineFailed, "400, parsing_exception: line 1 line 2"),
        (TransportError(500, "a" * 5000, None), EngineFailed, "500, a+…$"),
    ],
)  # fmt: skip
def test_each_error_of_the_client_is_one_line(
    raised: Exception, expected: type[Exception], told: str
) -> None:
    with pytest.raises(expected, match=told) as found, answering(WHERE):
        raise raised
    text = str(found.value)
    assert text.startswith(WHERE + ": ")
    assert "\n" not in text
    assert len(text) < 700


def test_other_errors_pass() -> None:
    with pytest.raises(ZeroDivisionError), answering(WHERE):
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"type": "a", "reason": "o", "caused_by": {"type": "b", "reason": "inner"}}, "b: inner"),
        ({"error": {"type": "a", "reason": "outer", "root_cause": []}}, "a: outer"),
        ({"error": {"type": "all", "reason": "", "failed_shards": [
            {"reason": {"type": "query", "reason": "too many"}}]}}, "query: too many"),
        ({"error": "plain\ntext"}, "plain text"),
        ("Unauthorized", "Unauthorized"),
        ({"type": "a"}, "a"),
    ],
)  # fmt: skip
def test_the_reason_in_an_answer(given: object, told: str) -> None:
    assert reason_of(given) == told
