"""What a cluster answers with an error, as an error of Fihris, in one line."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConnectionError,
    ConnectionTimeout,
    ImproperlyConfigured,
    OpenSearchException,
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
    FihrisError,
    IndexMissing,
)

#: What a node says, as a fault of its own, where it does not reach another one.
LOST = frozenset({
    "connect_transport_exception",
    "node_disconnected_exception",
    "node_not_connected_exception",
})  # fmt: skip

_OVERLOADED = ("circuit_breaking_exception", "es_rejected", "rejected_execution")

_LONGEST_REASON = 300


@contextmanager
def answering(where: str) -> Iterator[None]:
    """Turn what the client raises inside into an error of Fihris.

    Args:
        where: of what cluster, for the message; see :func:`index.stores.opensearch.client.place`.

    Raises:
        EngineError: the kind that fits.
        IndexMissing: the index that is asked for is not there (any more).
    """
    try:
        yield
    except TransportError as error:
        raise _translated(error, where) from error
    except (OpenSearchException, ImproperlyConfigured, ssl.SSLError) as error:
        raise EngineFailed(f"{where}: {one_line(str(error))}") from error


def raise_for(answer: Mapping[str, Any], where: str) -> None:
    """Raise for one of several answers what it would raise if it were alone.

    Args:
        answer: to one of the searches of a request.
        where: of what cluster, for the message.

    Raises:
        EngineError: it is an error.
        IndexMissing: likewise.
    """
    if "error" in answer:
        with answering(where):
            raise TransportError(answer["status"], answer["error"].get("type", ""), answer)


def reason_of(answer: object) -> str:
    """Return the reason in an error that a server gave, whole or for one document, in one line."""
    error = answer.get("error", answer) if isinstance(answer, dict) else answer
    if not isinstance(error, dict):
        return one_line(str(error))
    shards = [part.get("reason") for part in error.get("failed_shards") or ()]
    for cause in (error.get("caused_by"), *(error.get("root_cause") or ()), *shards, error):
        if isinstance(cause, dict) and cause.get("reason"):
            return one_line(f"{cause.get('type', '')}: {cause['reason']}")
    return one_line(str(error.get("type", error)))


def one_line(text: str) -> str:
    """Return a text of others as part of a message: in one line, and not too long."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_REASON else text[: _LONGEST_REASON - 1] + "…"


def _translated(error: TransportError, where: str) -> FihrisError:
    kind, text = _about(error)
    return kind(f"{where}: {text}")


def _about(error: TransportError) -> tuple[type[FihrisError], str]:
    """What kind of error it is, and what to tell of it."""
    cause = str(error.info or error.error)
    if isinstance(error, SSLError):
        return EngineUntrusted, _about_tls(cause)
    if isinstance(error, ConnectionTimeout):
        return EngineTimedOut, (
            "no answer in time; look at the load of the cluster, or set "
            "FIHRIS_OPENSEARCH_TIMEOUT higher"
        )
    if isinstance(error, ConnectionError):
        return EngineUnreachable, (
            f"no host answers ({one_line(cause)}); check that the cluster runs, the host and port, "
            "and FIHRIS_OPENSEARCH_TLS"
        )
    return _about_answer(error)


def _about_answer(error: TransportError) -> tuple[type[FihrisError], str]:
    """The same of an error that the server answered."""
    status, kind = error.status_code, str(error.error)
    reason = reason_of(error.info or error.error) or f"status {status}"
    if isinstance(error, AuthenticationException):
        return EngineRefused, (
            "wrong user or password; check FIHRIS_OPENSEARCH_USER and "
            "FIHRIS_OPENSEARCH_PASSWORD, or FIHRIS_OPENSEARCH_CERTIFICATE"
        )
    if isinstance(error, AuthorizationException) and "cluster_block" not in kind:
        return EngineRefused, (
            f"the user of FIHRIS_OPENSEARCH_USER has no right to do this ({reason})"
        )
    if "index_not_found" in kind:
        return IndexMissing, (
            f"{reason}; if no archive is published there, make one with: manage.py reindex PATH"
        )
    if status == 429 or any(sign in f"{kind} {reason}" for sign in _OVERLOADED):
        return EngineOverloaded, (
            f"the cluster has more to do than it can ({reason}); ask again later, or give it more "
            "memory, disk or nodes"
        )
    if status in (408, 502, 503, 504) or kind in LOST:
        return EngineUnreachable, (
            f"the cluster cannot answer now ({reason}); start the nodes that are missing, and see "
            "its _cluster/health"
        )
    return EngineFailed, f"{status}, {reason}"


def _about_tls(cause: str) -> str:
    if "WRONG_VERSION_NUMBER" in cause or "record layer failure" in cause:
        return "the host does not speak TLS; set FIHRIS_OPENSEARCH_TLS=off or check the port"
    if "ostname" in cause or "IP address mismatch" in cause:
        return "the certificate is for another host; name the host as its certificate does"
    if "CERTIFICATE_VERIFY_FAILED" in cause:
        return (
            "the certificate of the host is not trusted; name the file of the authority that "
            "signed it in FIHRIS_OPENSEARCH_CA"
        )
    return f"TLS failed ({one_line(cause)}); check FIHRIS_OPENSEARCH_CERTIFICATE and _KEY"
