"""The way to a cluster: the official client, and its errors in one line each."""

import base64
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from opensearchpy import OpenSearch, Transport
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConnectionError,
    ConnectionTimeout,
    ImproperlyConfigured,
    NotFoundError,
    OpenSearchException,
    RequestError,
    SerializationError,
    SSLError,
    TransportError,
)

from index.errors import (
    EngineFailed,
    EngineOverloaded,
    EngineRefused,
    EngineTimedOut,
    EngineTooOld,
    EngineUnreachable,
    EngineUntrusted,
    IndexMissing,
)
from index.stores.address import Address
from index.stores.cluster import ClusterOptions

#: The first version with points in time, which long lists are read by.
OLDEST = (2, 4)

#: Connections to a host that are kept open, for as many threads.
_KEPT_OPEN = 32

# A node that does not answer is asked again after so many seconds, not after a minute.
_SECONDS_AVOIDED = 5

_LONGEST_REASON = 300

#: Where a node knows no manager of the cluster, it waits so long for one before it says so.
FOR_A_MANAGER = {"cluster_manager_timeout": "10s"}

#: What a node says, as a fault of its own, where it does not reach another one.
LOST = frozenset({
    "connect_transport_exception",
    "node_disconnected_exception",
    "node_not_connected_exception",
})  # fmt: skip

_OVERLOADED = ("circuit_breaking_exception", "es_rejected", "rejected_execution")


class _Transport(Transport):
    """Asks the cluster for its version before the first request."""

    def __init__(self, hosts: Any, *, where: str, **options: Any) -> None:
        super().__init__(hosts, **options)
        self._where = where
        self._known = False

    def perform_request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
        if not self._known:
            self._check_version()
            self._known = True
        return super().perform_request(method, url, *args, **options)

    def _check_version(self) -> None:
        try:
            told = super().perform_request("GET", "/")
        except AuthorizationException:
            return  # who may search need not be allowed to ask this
        except (NotFoundError, SerializationError):
            told = None  # some other server
        must_be_supported(told if isinstance(told, dict) else {}, self._where)


def connect(address: Address, options: ClusterOptions) -> OpenSearch:
    """A client of a cluster; nothing is asked of it yet. Threads may share it.

    All its requests belong into :func:`answering`.

    Raises:
        EngineUntrusted: a file of certificates cannot be read.
    """
    where = place(address, options)
    with answering(where):
        return OpenSearch(
            hosts=[_host(host, options.tls) for host in _hosts(address, options)],
            transport_class=_Transport,
            where=where,
            headers=_names(options),
            ssl_context=_tls(options) if options.tls else None,
            timeout=options.timeout,
            max_retries=max(1, len(_hosts(address, options))),
            retry_on_timeout=bool(options.hosts),
            # It takes 4 ms of our time an article, more than a network between the two does.
            http_compress=False,
            pool_maxsize=_KEPT_OPEN,
            dead_timeout=_SECONDS_AVOIDED,
            timeout_cutoff=1,
        )


def place(address: Address, options: ClusterOptions) -> str:
    """The archive and all hosts that are asked for it, for messages."""
    others = _hosts(address, options)[1:]
    return f"{address} (and {', '.join(others)})" if others else str(address)


@contextmanager
def answering(where: str) -> Iterator[None]:
    """Turn what the client raises inside into an error of ours.

    Args:
        where: of what cluster, for the message; see :func:`place`.

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


def answered_whole(shards: dict[str, int]) -> bool:
    """Whether all parts of an index took part in a search or count, as its ``_shards`` tells.

    A part that is on no node is neither counted as successful nor as failed.
    """
    return shards["successful"] == shards["total"]


def raise_for(answer: dict[str, Any]) -> None:
    """Raise what the client would raise, if it were alone, for one of several answers.

    Raises:
        TransportError: it is an error.
    """
    if "error" in answer:
        raise TransportError(answer["status"], answer["error"].get("type", ""), answer)


def make_index(client: OpenSearch, index: str, body: dict[str, Any], seconds: float) -> None:
    """Make an index, unless it is there.

    The client sends again what it has no answer to, and may meet what it made itself.
    """
    try:
        client.indices.create(index=index, body=body, params=FOR_A_MANAGER, request_timeout=seconds)
    except RequestError as error:
        if error.error != "resource_already_exists_exception":
            raise


def must_be_supported(told: dict[str, Any], where: str) -> None:
    """Make sure that a server is one that this software can work with.

    Args:
        told: what it says of itself.
        where: it is, for the message.

    Raises:
        EngineTooOld: it is not.
    """
    version = told.get("version") or {}
    number = str(version.get("number", "unknown"))
    if version.get("distribution") != "opensearch":
        raise EngineTooOld(
            f"{where}: the server is no OpenSearch (it tells version {number}); run OpenSearch "
            f"{_written(OLDEST)} or newer"
        )
    found = re.match(r"(\d+)\.(\d+)", number)
    if not found or (int(found[1]), int(found[2])) < OLDEST:
        raise EngineTooOld(
            f"{where}: the server is OpenSearch {number}; run {_written(OLDEST)} or newer"
        )


def reason_of(answer: object) -> str:
    """The reason in an error that a server gave, whole or for one document, in one line."""
    error = answer.get("error", answer) if isinstance(answer, dict) else answer
    if not isinstance(error, dict):
        return one_line(str(error))
    causes = [*(error.get("root_cause") or ()), *(part.get("reason") or {} for part in
              error.get("failed_shards") or ())]  # fmt: skip
    for cause in (error.get("caused_by"), *causes, error):
        if isinstance(cause, dict) and cause.get("reason"):
            return one_line(f"{cause.get('type', '')}: {cause['reason']}")
    return one_line(str(error.get("type", error)))


def _translated(error: TransportError, where: str) -> Exception:
    if isinstance(error, SSLError):
        return EngineUntrusted(f"{where}: {_about_tls(error)}")
    if isinstance(error, ConnectionTimeout):
        return EngineTimedOut(
            f"{where}: no answer in time; look at the load of the cluster, or set "
            "FIHRIS_OPENSEARCH_TIMEOUT higher"
        )
    if isinstance(error, ConnectionError):
        return EngineUnreachable(
            f"{where}: no host answers ({one_line(_cause(error))}); check that the cluster runs, "
            "the host and port, and FIHRIS_OPENSEARCH_TLS"
        )
    return _answered(error, where)


def _answered(error: TransportError, where: str) -> Exception:
    """The error of ours for one that the server answered."""
    status = error.status_code
    reason = reason_of(error.info or error.error) or f"status {status}"
    kind = str(error.error)
    if isinstance(error, AuthenticationException):
        return EngineRefused(
            f"{where}: wrong user or password; check FIHRIS_OPENSEARCH_USER and "
            "FIHRIS_OPENSEARCH_PASSWORD, or FIHRIS_OPENSEARCH_CERTIFICATE"
        )
    if isinstance(error, AuthorizationException) and "cluster_block" not in kind:
        return EngineRefused(
            f"{where}: the user of FIHRIS_OPENSEARCH_USER has no right to do this ({reason})"
        )
    if "index_not_found" in kind:
        return IndexMissing(
            f"{where}: {reason}; if no archive is published there, make one with: "
            "manage.py reindex PATH"
        )
    if status == 429 or any(sign in f"{kind} {reason}" for sign in _OVERLOADED):
        return EngineOverloaded(
            f"{where}: the cluster has more to do than it can ({reason}); ask again later, or give "
            "it more memory, disk or nodes"
        )
    if status in (408, 502, 503, 504) or kind in LOST:
        return EngineUnreachable(
            f"{where}: the cluster cannot answer now ({reason}); start the nodes that are missing, "
            "and see its _cluster/health"
        )
    return EngineFailed(f"{where}: {status}, {reason}")


def _about_tls(error: SSLError) -> str:
    cause = _cause(error)
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


def _cause(error: TransportError) -> str:
    return str(error.info or error.error)


def _hosts(address: Address, options: ClusterOptions) -> list[str]:
    return list(dict.fromkeys((address.host, *options.hosts)))


def _host(text: str, tls: bool) -> dict[str, Any]:
    name, _, port = text.rpartition(":")
    return {"host": name.strip("[]"), "port": int(port), "use_ssl": tls}


def _names(options: ClusterOptions) -> dict[str, str]:
    """The header that says who asks; in UTF-8, which the client would not take."""
    if not options.user:
        return {}
    secret = base64.b64encode(f"{options.user}:{options.password}".encode()).decode()
    return {"authorization": f"Basic {secret}"}


def _tls(options: ClusterOptions) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=options.ca or None)
    except (OSError, ssl.SSLError) as error:
        raise EngineUntrusted(
            f"FIHRIS_OPENSEARCH_CA={options.ca!r}: no readable certificates ({error})"
        ) from error
    if options.certificate:
        try:
            context.load_cert_chain(options.certificate, options.key or None)
        except (OSError, ssl.SSLError) as error:
            raise EngineUntrusted(
                f"FIHRIS_OPENSEARCH_CERTIFICATE={options.certificate!r}: no readable certificate "
                f"with its key ({error})"
            ) from error
    return context


def _written(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))


def one_line(text: str) -> str:
    """A text of others as part of a message: in one line, and not too long."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_REASON else text[: _LONGEST_REASON - 1] + "…"
