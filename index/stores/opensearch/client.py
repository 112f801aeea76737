"""The way to a cluster: the official client, whose errors are those of Fihris."""

import base64
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from opensearchpy import OpenSearch, Transport
from opensearchpy.exceptions import AuthorizationException, NotFoundError, SerializationError

from index.errors import EngineTooOld, EngineUntrusted
from index.stores.address import Address
from index.stores.cluster import ClusterOptions
from index.stores.opensearch.errors import answering

#: The first version with points in time, which long lists are read by.
OLDEST = (2, 4)

#: Connections to a host that are kept open, for as many threads.
_KEPT_OPEN = 32

# A node that does not answer is asked again after so many seconds, not after a minute.
_SECONDS_AVOIDED = 5


class _Transport(Transport):
    """Asks the cluster for its version before the first request; raises the errors of Fihris."""

    def __init__(self, hosts: Any, *, where: str, **options: Any) -> None:
        super().__init__(hosts, **options)
        self._where = where
        self._known = False

    def perform_request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
        with answering(self._where):
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
    """Return a client of a cluster; nothing is asked of it yet. Threads may share it.

    Its requests raise :class:`index.errors.EngineError`, or :class:`index.errors.IndexMissing`.

    Raises:
        EngineUntrusted: a file of certificates cannot be read.
    """
    where, hosts = place(address, options), _hosts(address, options)
    with answering(where):
        return OpenSearch(
            hosts=[_host(host, options.tls) for host in hosts],
            transport_class=_Transport,
            where=where,
            headers=_names(options),
            ssl_context=_tls(options) if options.tls else None,
            timeout=options.timeout,
            max_retries=len(hosts),
            retry_on_timeout=bool(options.hosts),
            # It takes 4 ms of our time an article, more than a network between the two does.
            http_compress=False,
            pool_maxsize=_KEPT_OPEN,
            dead_timeout=_SECONDS_AVOIDED,
            timeout_cutoff=1,
        )


def place(address: Address, options: ClusterOptions) -> str:
    """Return the archive and all hosts that are asked for it, for messages."""
    others = _hosts(address, options)[1:]
    return f"{address} (and {', '.join(others)})" if others else str(address)


def must_be_supported(told: dict[str, Any], where: str) -> None:
    """Make sure that a server is one that this software can work with.

    Args:
        told: what it says of itself.
        where: it is, for the message.

    Raises:
        EngineTooOld: it is not.
    """
    oldest = ".".join(map(str, OLDEST))
    version = told.get("version") or {}
    number = str(version.get("number", "unknown"))
    if version.get("distribution") != "opensearch":
        raise EngineTooOld(
            f"{where}: the server is no OpenSearch (it tells version {number}); run OpenSearch "
            f"{oldest} or newer"
        )
    found = re.match(r"(\d+)\.(\d+)", number)
    if not found or (int(found[1]), int(found[2])) < OLDEST:
        raise EngineTooOld(f"{where}: the server is OpenSearch {number}; run {oldest} or newer")


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
    with _reading(f"FIHRIS_OPENSEARCH_CA={options.ca!r}: no readable certificates"):
        context = ssl.create_default_context(cafile=options.ca or None)
    if options.certificate:
        setting = f"FIHRIS_OPENSEARCH_CERTIFICATE={options.certificate!r}"
        with _reading(f"{setting}: no readable certificate with its key"):
            context.load_cert_chain(options.certificate, options.key or None)
    return context


@contextmanager
def _reading(otherwise: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ssl.SSLError) as error:
        raise EngineUntrusted(f"{otherwise} ({error})") from error
