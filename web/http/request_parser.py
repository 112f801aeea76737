"""How the head of a request is read: as people type addresses, and nothing that can be doubted.

Where a proxy in front and this server would read a message in two ways, one request can be hidden
inside another. So whatever RFC 9112 lets a server refuse is refused, and the connection closed.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote_from_bytes

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import BadRequest

from web.http.refusals import VersionNotSupported

# All that RFC 3986 lets stand in an address, and the percent sign of what is encoded already.
_KEPT = "!#$%&'()*+,/:;=?@[]~ "

# RFC 9112, 3: method, target and version, parted by one space each.
_START = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Z-]+ (?P<target>[!-~]+) HTTP/(?P<version>\d\.\d)")

# RFC 9112, 3.2: the forms of a target that name something here.
_TARGET = re.compile(rb"/.*|\*|https?://[^/?#@]+([/?#].*)?", re.IGNORECASE)

# RFC 9110, 8.6, and no longer than a number can be.
_LENGTH = re.compile(rb"[0-9]{1,18}")

# RFC 3986, 3.2.2 and 3.2.3: a name or address, and a port.
_HOST = re.compile(rb"([\w.~%!$&'()*+,;=-]+|\[[0-9A-Fa-f:.]+\])?(:\d{0,5})?", re.ASCII)


class RequestParser(HTTPRequestParser):  # type: ignore[misc]
    """Reads one request.

    It reads ``GET /?q=قمح`` as it was typed into curl; waitress alone would refuse it.
    """

    #: Empty where the head could not be read.
    path = ""

    @property
    def has_body(self) -> bool:
        """Whether the head announces a body."""
        return self.body_rcv is not None

    def received(self, data: bytes) -> int:
        """Take bytes of the request; return how many of them were its own."""
        if not self.has_body:
            if not self.header_plus and not data[:1].isupper():
                return self._refuse("a request begins with a method", data)
            if _has_bare_feed((self.header_plus[-3:] + data).partition(b"\r\n\r\n")[0]):
                return self._refuse("lines end with CR LF", data)
        return int(super().received(data))

    def parse_header(self, header_plus: bytes) -> None:
        """Read a head.

        Raises:
            ParsingError: something that RFC 9112 forbids, or lets be read in two ways.
        """
        first_line, end, rest = header_plus.partition(b"\r\n")
        if not first_line.isascii():
            first_line = quote_from_bytes(first_line, safe=_KEPT).encode("ascii")
        start = _START.fullmatch(first_line)
        if start is None:
            raise ParsingError("the first line is not method, address and version")
        if not start["version"].startswith(b"1."):
            self.error = VersionNotSupported("this server speaks HTTP/1.1")
            return
        _check_target(first_line, start["target"])
        _check_fields(list(_fields(rest)), start["version"])
        super().parse_header(first_line + end + rest)
        if self.proxy_netloc:
            # RFC 9112, 3.2.2: the host of an absolute address holds.
            self.headers["HOST"] = self.proxy_netloc
            self.path = self.path or "/"
        if self.has_body:
            # What comes after a body is never taken for a request: it may be a hidden one.
            self.headers["CONNECTION"] = "close"

    def _refuse(self, why: str, data: bytes) -> int:
        self.error = BadRequest(why)
        self.completed = True
        return len(data)


def _has_bare_feed(text: bytes) -> bool:
    return text.count(b"\n") != text.count(b"\r\n") + text.startswith(b"\n")


def _fields(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and value of each line of a head, the name in small letters."""
    for line in head.split(b"\r\n"):
        if line.startswith((b" ", b"\t")):
            raise ParsingError("a line that goes on with the one before")  # RFC 9112, 5.2
        name, _, value = line.partition(b":")
        yield name.lower(), value.strip(b" \t")


def _check_target(first_line: bytes, target: bytes) -> None:
    if not _TARGET.fullmatch(target) or (target == b"*" and not first_line.startswith(b"OPTIONS ")):
        raise ParsingError("the address names nothing here")


def _check_fields(fields: Iterable[tuple[bytes, bytes]], version: bytes) -> None:
    """Refuse heads of which two readers could tell two lengths or two hosts."""
    lengths = [value for name, value in fields if name == b"content-length"]
    hosts = [value for name, value in fields if name == b"host"]
    codings = [
        coding.strip(b" \t").lower()
        for name, value in fields
        if name == b"transfer-encoding"
        for coding in value.split(b",")
    ]
    # RFC 9112, 6.1 and 6.3
    if codings and (lengths or version != b"1.1"):
        raise ParsingError("Transfer-Encoding with Content-Length or in HTTP/1.0")
    if codings and (codings[-1] != b"chunked" or codings.count(b"chunked") > 1):
        raise ParsingError("Transfer-Encoding does not end with chunked, or has it twice")
    if len(lengths) > 1 or not all(map(_LENGTH.fullmatch, lengths)):
        raise ParsingError("Content-Length is not one number")
    # RFC 9112, 3.2
    if len(hosts) > 1 or (not hosts and version == b"1.1") or not all(map(_HOST.fullmatch, hosts)):
        raise ParsingError("Host is not one name")
