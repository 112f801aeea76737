"""Who asks: which client a request is counted for, and what proxies in front are believed.

Source: RFC 7239 (what proxies tell), RFC 6177 (a client of IPv6 has a /64 at least).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from werkzeug.middleware.proxy_fix import ProxyFix

Application = Callable[..., Iterable[bytes]]

#: What proxies write into a request that they hand on.
_OF_PROXIES = (
    *("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_FOR"),
    *("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_PREFIX"),
    *("HTTP_X_FORWARDED_PORT", "HTTP_X_FORWARDED_SERVER"),
)

_FOLDERS = re.compile(r"(/[A-Za-z0-9._~-]+)*")
#: An address with a port behind it, as some proxies write it.
_WITH_PORT = re.compile(r"\[(?P<six>[^]]+)\](:\d+)?|(?P<four>[\d.]+):\d+")
_LONGEST = 64


def believing(application: Application, proxies: int) -> Application:
    """Return an application that takes from proxies who asks, by which scheme, below which folder.

    Each proxy must set, or take out, X-Forwarded-For, -Proto and -Prefix. Whatever stands
    before what the proxies wrote is not looked at. A scheme or a folder that can be none is as if
    it was not there, since addresses of pages begin with them.

    Args:
        application: of WSGI.
        proxies: how many are in front.
    """
    if not proxies:
        return application

    def sound(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        before = environ["werkzeug.proxy_fix.orig"]
        if environ["wsgi.url_scheme"] not in ("http", "https"):
            environ["wsgi.url_scheme"] = before["wsgi.url_scheme"]
        root = environ.get("SCRIPT_NAME") or ""
        if not _FOLDERS.fullmatch(root):
            environ["SCRIPT_NAME"] = before["SCRIPT_NAME"] or ""
        return application(environ, start_response)

    return ProxyFix(sound, x_for=proxies, x_proto=proxies, x_host=0, x_port=0, x_prefix=proxies)


def client_of(address: str) -> str:
    """Return what a request is counted for: an address of IPv4, or the /64 of one of IPv6.

    Args:
        address: of who asks; also with a port, or no address at all, as proxies may tell it.
    """
    found = _address(address)
    if isinstance(found, IPv6Address):
        return str(ip_network((int(found) >> 64 << 64, 64)))
    return str(found) if found else address[:_LONGEST]


def is_this_machine(address: str) -> bool:
    """Tell whether somebody asks from this machine; so it is where a socket has no address."""
    found = _address(address)
    return found.is_loopback if found else not address


def asks_directly(environ: Mapping[str, Any]) -> bool:
    """Tell whether a request comes from this machine, and no proxy handed it on.

    Args:
        environ: of WSGI, also where proxies are believed.
    """
    before = environ.get("werkzeug.proxy_fix.orig") or environ
    peer = str(before.get("REMOTE_ADDR") or "")
    return is_this_machine(peer) and not any(environ.get(name) for name in _OF_PROXIES)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    if with_port := _WITH_PORT.fullmatch(text):
        text = with_port["six"] or with_port["four"]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
