"""The hosts that requests name: which of them the archive is known by, and which are none at all.

Anybody may write any host into a request. So one that is not known goes into no answer: it is
replaced before anything reads it, and addresses are then written without a host.

Source: RFC 9110, section 7.2, and RFC 9112, section 3.2 (the header ``Host``), RFC 3986, section
3.2.2 (hosts), RFC 1123, section 2.1 (names of hosts), RFC 6761 (names that never exist).
"""

import re
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from ipaddress import IPv6Address, ip_address
from typing import Any

from flask import Flask, request
from werkzeug.exceptions import BadRequest

#: Stands where a request names a host that is not known.
UNKNOWN = "unknown.invalid"

_INVALID = "fihris.invalid_host"

#: Who passes a request on says so by one of these. What host it was asked for is then what anybody
#: wrote, and a cache may keep the answer for others.
_PASSED_ON = (
    *("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO"),
    *("HTTP_X_FORWARDED_PORT", "HTTP_X_FORWARDED_PREFIX", "HTTP_X_FORWARDED_SERVER"),
    *("HTTP_X_REAL_IP", "HTTP_VIA"),
)

_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_PORT_OF_HTTP = 80
_LONGEST = 253
_NAME = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?",
    re.IGNORECASE | re.ASCII,
)
_HOST_AND_PORT = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[^:\[\]]+)(?::(?P<port>[0-9]{0,5}))?", re.I)

# Of the networks for documentation: nothing is sent there, but a route is chosen.
_ANYWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))

Application = Callable[..., Iterable[bytes]]


def is_host(text: str) -> bool:
    """Tell whether a text is a host as ``Host`` names one: a name or an address, perhaps a port."""
    found = _HOST_AND_PORT.fullmatch(text)
    if found is None or int(found["port"] or 1) not in range(1, 65536):
        return False
    host = found["host"]
    if host.startswith("["):
        try:
            return bool(IPv6Address(host[1:-1]))
        except ValueError:
            return False
    return len(host) <= _LONGEST and _NAME.fullmatch(host) is not None


def names_of_machine() -> list[str]:
    """Return the name of this machine, and its addresses on the way to others.

    Nobody is asked for them.
    """
    names = [socket.gethostname()]
    for family, anywhere in _ANYWHERE:
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as way:
            way.connect((anywhere, 9))
            names.append(way.getsockname()[0])
    return names


def known_hosts(
    listening: Iterable[tuple[str, int]],
    name: str = "",
    machine: Callable[[], Iterable[str]] = names_of_machine,
) -> frozenset[str]:
    """Return the hosts under which requests reach a server, in small letters, with their ports.

    Args:
        listening: address and port of each socket.
        name: that it was told to listen on.
        machine: gives the names and addresses of this machine, for a server that listens on all.
    """
    known: set[str] = set()
    for address, port in listening:
        at = ip_address(address.partition("%")[0])
        names = [_bracketed(address), name]
        if at.is_unspecified:
            names = [*_LOCAL, *map(_bracketed, machine())]
        elif at.is_loopback:
            names += _LOCAL
        for one in filter(is_host, map(str.lower, names)):
            known.add(f"{one}:{port}")
            if port == _PORT_OF_HTTP:
                known.add(one)
    return frozenset(known)


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def register(app: Flask, hosts: Iterable[str]) -> None:
    """Let ``app`` answer in the name of no other hosts, and refuse what is none with a 400.

    Args:
        app: before its other parts are registered: they must not answer first.
        hosts: that it is known by, as :func:`known_hosts` gives them.
    """
    app.config["HOSTS"] = frozenset(hosts)
    app.before_request(_refuse_invalid)
    app.wsgi_app = _Known(app.wsgi_app, app.config["HOSTS"])  # type: ignore[method-assign]


class _Known:
    """Answer requests whose host is known; any other is made :data:`UNKNOWN` first."""

    def __init__(self, application: Application, hosts: frozenset[str]) -> None:
        self._application = application
        self._hosts = hosts

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request."""
        asked = environ.get("HTTP_HOST")
        if asked is None:
            environ[_INVALID] = environ.get("SERVER_PROTOCOL") == "HTTP/1.1"
        else:
            environ[_INVALID] = not is_host(asked)
        # Werkzeug would redirect from no path at all, to an address with a host.
        environ["PATH_INFO"] = environ.get("PATH_INFO") or "/"
        passed_on = any(name in environ for name in _PASSED_ON)
        known = (asked or "").lower()
        environ["HTTP_HOST"] = known if known in self._hosts and not passed_on else UNKNOWN
        return self._application(environ, start_response)


def _refuse_invalid() -> None:
    if request.environ.get(_INVALID):
        raise BadRequest
