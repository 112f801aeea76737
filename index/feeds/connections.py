"""Connections that never lead into the own network, whatever a name resolves to.

The address is looked at where it is connected to: between looking a name up to check it and looking
it up to connect, its answer may change (DNS rebinding), and there is more than one way to write
127.0.0.1. What the socket says of its other end is looked at as well.
"""

import socket
from collections.abc import Callable
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection

from index.feeds.own_network import is_own_network
from index.feeds.troubles import FetchTrouble

#: Looks up a host, as :func:`socket.getaddrinfo` does.
Lookup = Callable[..., Any]


class _Checked:
    """What both classes of urllib3 are made to do when they connect."""

    host: str
    port: int
    timeout: Any
    allow_own: bool
    lookup: Lookup

    def _new_conn(self) -> socket.socket:
        name = self.host.strip("[]")
        found = self.lookup(name, self.port, 0, socket.SOCK_STREAM)
        allowed = [one for one in found if self.allow_own or not is_own_network(one[4][0])]
        if not allowed:
            raise FetchTrouble("own_network", "its host leads into the own network")
        failure = OSError("the host has no address")
        for family, kind, protocol, _, place in allowed:
            try:
                return self._connected(socket.socket(family, kind, protocol), place)
            except OSError as error:
                failure = error
        raise failure

    def _connected(self, opened: socket.socket, place: Any) -> socket.socket:
        try:
            opened.settimeout(self.timeout)
            opened.connect(place)
            if not self.allow_own and is_own_network(opened.getpeername()[0]):
                raise FetchTrouble("own_network", "its host leads into the own network")
        except BaseException:
            opened.close()
            raise
        return opened


class _Plain(_Checked, HTTPConnection):
    """Speaks HTTP."""


class _Secure(_Checked, HTTPSConnection):
    """Speaks HTTP within TLS, and trusts the certificates that the system trusts."""


def connection(
    scheme: str, host: str, port: int, *, timeout: float, allow_own: bool, lookup: Lookup
) -> HTTPConnection:
    """Return a connection to a host, which is not connected yet.

    Proxies of the environment are not used: the address that is connected to would be theirs.

    Args:
        scheme: ``http`` or ``https``.
        host: name or address.
        port: of the server.
        timeout: for connecting and for the handshake of TLS, each, in seconds.
        allow_own: whether it may be in the own network.
        lookup: looks up the name, as :func:`socket.getaddrinfo` does.
    """
    made = (_Secure if scheme == "https" else _Plain)(host, port, timeout=timeout)
    made.allow_own, made.lookup = allow_own, lookup
    return made
