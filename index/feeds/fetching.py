"""Fetching what lies at an address: within limits, one request a host, nothing of the own network.

Source: RFC 9110 (redirects, conditional requests), RFC 7617 (user and password).
"""

import socket
import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException
from threading import Event
from types import MappingProxyType
from urllib.parse import unquote

import urllib3
from urllib3.util import Url, make_headers

from index.feeds.bodies import Body, pieces_of, read_body
from index.feeds.clock import Clock
from index.feeds.connections import Lookup, connection
from index.feeds.hops import PORTS, origin_of, parsed, redirected
from index.feeds.retrying import retry_after
from index.feeds.robots import LARGEST, Robots
from index.feeds.transfers import Transfer, Transfers
from index.feeds.troubles import FetchTrouble, Trouble
from index.feeds.turns import Turns

_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_STATUS: dict[int, Trouble] = {404: "missing", 410: "gone", 429: "busy", 503: "busy"}
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})
#: By which a program is known in a robots.txt.
_NAME = "Fihris"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What fetching one address may cost.

    Attributes:
        connect: seconds for connecting, and
        silence: in which nothing comes, and
        whole: for one answer.
        bytes: of its body, packed and unpacked.
        redirects: that are followed.
        pause: seconds between two requests to one host.
    """

    connect: float = 10.0
    silence: float = 20.0
    whole: float = 60.0
    bytes: int = 16 << 20
    redirects: int = 5
    pause: float = 2.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came from an address.

    Attributes:
        address: from which it came in the end.
        moved: the address that is to be asked from now on; empty where that has not changed.
        headers: by their names in small letters.
        body: of the answer; ``None`` where nothing has changed since (304).
    """

    address: str
    moved: str
    headers: Mapping[str, str]
    body: Body | None


@dataclass(frozen=True, slots=True)
class _Hop:
    status: int
    headers: dict[str, str]
    body: Body


class Fetcher:
    """Fetches addresses; safe for several threads."""

    def __init__(
        self,
        agent: str,
        clock: Clock,
        limits: FetchLimits,
        *,
        allow_own: bool = False,
        lookup: Lookup = socket.getaddrinfo,
    ) -> None:
        """
        Args:
            agent: what the header ``User-Agent`` says.
            clock: that pauses are counted by.
            limits: of what one address may cost.
            allow_own: whether machines of the own network may be asked.
            lookup: looks up hosts.
        """
        self._agent, self._clock, self._limits = agent, clock, limits
        self._allow_own, self._lookup = allow_own, lookup
        self._ended = Event()
        self._transfers = Transfers()
        self._turns = Turns(clock, limits.pause, self._ended)
        self._robots = Robots(self._fetch_robots, clock.now, _NAME)

    def close(self) -> None:
        """Break off what is being fetched, and fetch nothing more."""
        self._ended.set()
        self._transfers.close()

    def fetch(self, address: str, headers: Mapping[str, str] = _NO_HEADERS) -> Answer:
        """Return what lies at an address.

        Args:
            address: of the web; a user and a password in it are told to its host alone.
            headers: further ones of the request, such as its conditions.

        Raises:
            FetchTrouble: nothing usable came.
        """
        return self._follow(address, headers, self._limits.bytes)

    def _fetch_robots(self, address: str) -> bytes:
        answer = self._follow(address, _NO_HEADERS, LARGEST, is_robots=True)
        return answer.body.raw if answer.body else b""

    def _follow(
        self, address: str, headers: Mapping[str, str], most: int, *, is_robots: bool = False
    ) -> Answer:
        moved, is_permanent = "", True
        for _ in range(self._limits.redirects + 1):
            url = parsed(address)
            if not is_robots:
                pause = self._robots.must_allow(origin_of(url), address)
                self._turns.slow_down(url.host or "", pause)
            with self._turns.turn(url.host or ""):
                hop = self._asked(url, headers, most, is_robots)
            if hop.status in _REDIRECTS:
                address = redirected(address, hop.headers.get("location", ""))
                is_permanent = is_permanent and hop.status in _PERMANENT
                moved = address if is_permanent else moved
                continue
            self._must_be_good(hop, has_conditions=bool(headers))
            return Answer(address, moved, hop.headers, None if hop.status == 304 else hop.body)
        message = f"more than {self._limits.redirects} redirects"
        raise FetchTrouble("redirects", message)

    def _must_be_good(self, hop: _Hop, *, has_conditions: bool) -> None:
        if hop.status == 200 or (hop.status == 304 and has_conditions):
            return
        default: Trouble = "refused" if 400 <= hop.status < 500 else "failing"
        trouble = _STATUS.get(hop.status, default)
        wanted = retry_after(hop.headers, self._clock.now())
        raise FetchTrouble(trouble, f"the server answers {hop.status}", wanted)

    def _asked(self, url: Url, headers: Mapping[str, str], most: int, is_robots: bool) -> _Hop:
        """Make one request."""
        if self._ended.is_set():
            raise FetchTrouble("slow", "the program ends")
        scheme, host = url.scheme or "", url.host or ""
        opened = connection(
            *(scheme, host, url.port or PORTS[scheme]),
            timeout=self._limits.connect,
            allow_own=self._allow_own,
            lookup=self._lookup,
        )
        transfer = Transfer(opened, self._limits.whole)
        try:
            with self._transfers.watched(transfer):
                transfer.connect()
                opened.timeout = self._limits.silence
                opened.request(
                    *("GET", url.request_uri),
                    headers={**self._headers(url), **headers},
                    preload_content=False,
                    decode_content=False,
                )
                with closing(opened.getresponse()) as answer:
                    return _hop(answer, transfer, most, is_robots=is_robots)
        except FetchTrouble:
            raise
        except (OSError, HTTPException, urllib3.exceptions.HTTPError, ValueError) as error:
            raise _trouble(error, transfer, self._limits) from error
        finally:
            opened.close()

    def _headers(self, url: Url) -> dict[str, str]:
        told = {
            "User-Agent": self._agent,
            "Accept": "application/atom+xml, application/rss+xml, application/feed+json, "
            "application/xml;q=0.9, text/html;q=0.8, */*;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        if url.auth:
            told |= make_headers(basic_auth=unquote(url.auth))
        return told


def _hop(answer: urllib3.HTTPResponse, transfer: Transfer, most: int, *, is_robots: bool) -> _Hop:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    if answer.status != 200:
        return _Hop(answer.status, headers, Body(b""))
    pieces = pieces_of(transfer.reading(answer))
    packing = headers.get("content-encoding", "")
    return _Hop(answer.status, headers, read_body(pieces, packing, most, beginning=is_robots))


def _trouble(error: Exception, transfer: Transfer, limits: FetchLimits) -> FetchTrouble:
    if transfer.is_late:
        return FetchTrouble("slow", f"the answer took longer than {limits.whole:g} seconds")
    if isinstance(error, TimeoutError | urllib3.exceptions.TimeoutError):
        return FetchTrouble("slow", "the server did not answer in time")
    if isinstance(error, socket.gaierror | UnicodeError):
        return FetchTrouble("unreachable", "the name of the host is not known")
    if isinstance(error, ssl.SSLError | urllib3.exceptions.SSLError):
        return FetchTrouble("unreachable", "the certificate of the host is not good")
    if isinstance(error, OSError):
        return FetchTrouble("unreachable", "the host cannot be reached")
    return FetchTrouble("damaged", "what the server answers is no HTTP")
