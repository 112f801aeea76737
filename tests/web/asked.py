"""Requests as nobody should send them, drawn from every endpoint and parameter of the application.

The same seed draws the same requests.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import quote, quote_from_bytes, unquote_to_bytes

from flask import Flask

from web.api.operations import OPERATIONS
from web.i18n.preferences import CHOICES
from web.url.parameters import OF_PAGES, SEARCH, TYPING

#: In every host that requests name and nobody knows.
FOREIGN = "wrong-host-of-nobody"

PARAMETERS = {
    parameter.name: parameter
    for parameter in (*SEARCH, *(own for one in OPERATIONS.values() for own in one.own))
}
#: Of facets that take any value.
_CHOOSING = [name for name, parameter in PARAMETERS.items() if parameter.kind == "value"]
_NAMES = (*PARAMETERS, *OF_PAGES, TYPING, "fbclid", "v", "next", "", "q[]", "%71", "Q")

_WORDS = (
    "قمح", "القمح", "المدارس", "بيروت", "وزارة", "سعر", "على", "في", "الذي", "قمحٌ", "مدرسه",
    "reuters", "2014", "١٤٣٥", "لا", "ال*", "قم*", "و*",
)  # fmt: skip
_SIGNS = (
    *'"()*:-−~^|&!+؟،؛«»[]{}<>\\/%#\'`=@$', "AND", "OR", "و", "أو", "ليس", "..", "\x00", "\n",
    "\t", "\u200c", "\u202e", "\u2066", "\ufeff", "\ufffd", "\ufdfa", "ـ", "ً", "\U000e0041", "😀",
    "\u2028", "title:", "عنوان:", "وكالة:", "قسم:", "مكان:", "تاريخ:", "من:", "إلى:", "نص:",
    "id:", "source:",
    "~2", "^5", "ال*", "*", "?", "ا*", "2014..2015", "<2014", "1435", "\ud7ff", "\U0010ffff",
)  # fmt: skip
_ODD_VALUES = (
    "", " ", "0", "1", "-1", "-0", "+1", "١٢", "1e9", "0x10", "NaN", "inf", "99999999999999999999",
    "none", "null", "true", "*", "~", ".", "..", "../../etc/passwd", "-", "--", "'", "%", "%00",
    "2014", "2014-13", "2014-02-30", "0000", "0001", "9999", "9999-12-31", "-2014",
    "28 أكتوبر 2024", "أمس", "1435-01-01", "2014-10..2014-01", "title,body",
    "section,agency,none", "relevance",
    "newest", "oldest", "all", "most", "typed", "folded", "together", "year", "month", "day",
    "agency", "section", "not.section", "eyJhIjoxfQ==", "AAAA", "a" * 300, "ق" * 250, "\x00",
    "<script>alert(1)</script>", "{{7*7}}", "${x}", "%s%n", "=cmd|' /C calc'!A0", "\r\nX-A: b",
)  # fmt: skip
_ODD_BYTES = ("%ff", "%d9", "%c0%af", "%ed%a0%80", "%f4%90%80%80", "%", "%zz", "%u0642", "%0d%0a",
              "%00", "\xff", "%e2%80%ae", "+", "%2B", "%26", "%3D", ";", "&&", "=")  # fmt: skip
_ODD_PATHS = (
    "", "/", "//", "///", "/.", "/..", "/../", "/ar", "/en", "/en/", "/en/en/", "/ar/ar/en/",
    "/static/../app.py", "/static/%2e%2e/%2e%2e/etc/passwd", "/static//etc/passwd", "/static/%00",
    "/static/js", "/static/js/", "/static/..%5c..%5cx", "/fonts/../x.ttf",
    "/fonts/amiri-regular.ttf", "/fonts/%00.ttf", "/articles/", "/articles//", "/articles/%00",
    "/articles/..", "/api/",
    "/api/v1", "/api/v1/", "/api/v1//search", "/api/v1/search/", "/api/v1/search.", "/healthz/",
    "/why/",
    "/sitemaps/1.xml", "/sitemaps/01.xml", "/sitemaps/9999999999.xml", "/sitemaps/-1.xml",
    "/.git/HEAD", "/.env", "/wp-login.php", "/%", "/%zz", "/?", "/#", "/facets/",
    "/citations/x/1", "/*", "*",
    "http://" + FOREIGN + "/", "/\\" + FOREIGN, "/;a=b", "/a;b?c", "/" + "a" * 5000, "/%2f%2f",
)  # fmt: skip
HOSTS = (
    "localhost", "localhost:80", "LOCALHOST", "127.0.0.1", "[::1]", f"{FOREIGN}.example",
    f"{FOREIGN}.example:8000", f"{FOREIGN}.EXAMPLE.", f"xn--{FOREIGN}", "203.0.113.7",
    "[2001:db8::7]",
)  # fmt: skip
INVALID_HOSTS = (
    "a b", f"{FOREIGN}.example/@x", f"user@{FOREIGN}", f"u:p@{FOREIGN}", "[::1", "::1]", "[v1.x]",
    "[::1]]", "x" * 300, "x" * 64, "a..b", ".", "..", "", " ", ":", ":80", f"{FOREIGN}:99999",
    f"{FOREIGN}:0", f"{FOREIGN}:x", f"{FOREIGN}:80:80", "مثال", "m\xfcller.example", f"{FOREIGN}\\",
    f"localhost, {FOREIGN}", f"{FOREIGN}#", f"{FOREIGN}?", f"{FOREIGN}%00", f"{FOREIGN}\x00",
    "-a.b",    f"a\t{FOREIGN}", f"<{FOREIGN}>", f'"{FOREIGN}"', f"http://{FOREIGN}", f"{FOREIGN};x",
)  # fmt: skip
_PART = re.compile(r"<(?:[^:<>]*:)?(\w+)>")
_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~ "
_METHODS = ("HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND",
            "FOO", "get", "G" * 50)  # fmt: skip

#: Headers besides ``Host``, each with values that were ever taken for something else.
HEADERS: dict[str, tuple[str, ...]] = {
    "ACCEPT_LANGUAGE": ("ar", "en", "en-US;q=0.5, ar;q=0", "x" * 2000, ";;;q=", "*", "en;q=nan",
                        "١"),
    "IF_NONE_MATCH": ("*", 'W/"x"', '"', "x, y", 'W/"' + "a" * 3000, "\xff", ",,,", 'w/"a",*'),
    "IF_MODIFIED_SINCE": ("Mon, 01 Jan 0001 00:00:00 GMT", "x", "99999999999"),
    "RANGE": ("bytes=0-0", "bytes=-1", "bytes=5-1", "bytes=0-0,1-1,2-2", "bytes=" + "0-," * 500,
              "x=1"),
    "IF_RANGE": ('"x"', "x"),
    "ACCEPT_ENCODING": ("br", "gzip", "identity;q=0", "*;q=0", "br;q=x",
                        "deflate, gzip;q=1.0, *;q=0.5"),
    "ACCEPT": ("*/*", "application/json", "text/html;q=0", "x" * 3000),
    "COOKIE": ("display=theme%3Ddark%26hijri%3Don", "display=%ff", "display=months%3D<b>", "=",
               ";;;", "display=" + "x" * 5000, "a=b; display=\xff\xfe", 'display="\\000"'),
    "ORIGIN": (f"https://{FOREIGN}.example", "null", "\x00"),
    "REFERER": (f"https://{FOREIGN}.example/", "\xff"),
    "X_FORWARDED_HOST": (f"{FOREIGN}.example",),
    "X_FORWARDED_PROTO": ("https", f"{FOREIGN}"),
    "X_FORWARDED_PREFIX": (f"/{FOREIGN}", f"//{FOREIGN}"),
    "X_FORWARDED_FOR": ("1.2.3.4", FOREIGN, "\xff"),
    "FORWARDED": (f"host={FOREIGN}.example;proto=https",),
    "X_ORIGINAL_URL": (f"/{FOREIGN}",),
    "X_HTTP_METHOD_OVERRIDE": ("DELETE",),
    "EXPECT": ("100-continue",),
    "UPGRADE": ("websocket",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One request.

    Attributes:
        method: of HTTP.
        target: path and query, encoded.
        headers: by their names in WSGI.
        body: what is sent.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def environ(self) -> dict[str, Any]:
        """Return the request as a server hands it to an application."""
        path, _, question = self.target.partition("?")
        found = dict(self.headers)
        kind = found.pop("CONTENT_TYPE", "")
        return {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path.encode("latin-1", "replace")).decode("latin-1"),
            # As our server hands on what is no ASCII.
            "QUERY_STRING": quote_from_bytes(question.encode("latin-1"), safe=_IN_ADDRESSES),
            "SERVER_NAME": "waitress.invalid",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1" if "HOST" in found else "HTTP/1.0",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_LENGTH": str(len(self.body)),
            **({"CONTENT_TYPE": kind} if kind else {}),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(self.body),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            **{f"HTTP_{name}": value for name, value in found.items()},
        }


def paths(app: Flask, ids: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return a path for every rule of an application, with each id and facet that stands in it.

    Args:
        app: whose rules they are.
        ids: of articles.
        names: of facets.
    """
    found = []
    for rule in app.url_map.iter_rules():
        for number, article_id in enumerate(ids):
            values = {
                "article_id": quote(article_id, safe=""),
                "format": ("bibtex", "ris")[number % 2],
                "number": "1",
                "filename": "js/fihris.js",
                "name": "amiri-bold" if "font" in rule.rule else names[number % len(names)],
            }
            inside = _PART.split(rule.rule)
            inside[1::2] = [values[name] for name in inside[1::2]]
            found.append("".join(inside))
    return list(dict.fromkeys(found))


def drawn(
    seed: int, known: Sequence[str], ids: Sequence[str], values: Sequence[str]
) -> Iterator[Asked]:
    """Yield requests without end.

    Args:
        seed: of what is drawn.
        known: paths of the application.
        ids: of articles, for parameters that name one.
        values: that articles have in facets.
    """
    draw = random.Random(seed)
    while True:
        yield Asked(
            method="GET" if draw.random() < 0.88 else draw.choice(_METHODS),
            target=_target(draw, known, ids, values),
            headers=tuple(_headers(draw)),
            body=_body(draw) if draw.random() < 0.05 else b"",
        )


def text(draw: random.Random) -> str:
    """Return a query: words, operators and signs, now and then very long."""
    most = draw.choices((4, 12, 80, 700), (70, 22, 7, 1))[0]
    parts = (
        draw.choice(_WORDS if draw.random() < 0.6 else _SIGNS) for _ in range(draw.randint(0, most))
    )
    return draw.choice((" ", " ", "")).join(parts)


def _target(
    draw: random.Random, known: Sequence[str], ids: Sequence[str], values: Sequence[str]
) -> str:
    path = draw.choice(known) if draw.random() < 0.85 else draw.choice(_ODD_PATHS)
    if draw.random() < 0.3:
        path = draw.choice(("/en", "/ar", "/en/en", "/EN", "/e%6e", "/")) + path
    if draw.random() < 0.08:
        path = _mutated(draw, path)
    pairs = [
        _pair(draw, ids, values)
        for _ in range(draw.choices((0, 1, 2, 5, 20), (15, 35, 30, 17, 3))[0])
    ]
    if draw.random() < 0.02:
        pairs *= draw.randint(2, 30)
    if draw.random() < 0.002:
        pairs += _costly(draw, values)
    return path + ("?" + draw.choice("&&&&&&&&;").join(pairs) if pairs else "")


def _pair(draw: random.Random, ids: Sequence[str], values: Sequence[str]) -> str:
    name = "q" if draw.random() < 0.35 else draw.choice(_NAMES)
    value = _value(draw, name, ids, values)
    pair = f"{quote(name, safe='%')}={quote(value, safe='', errors='replace')}"
    return _mutated(draw, pair) if draw.random() < 0.08 else pair


def _costly(draw: random.Random, values: Sequence[str]) -> list[str]:
    """Return what much has to be looked up or written for."""
    letters = [f"{one}*" for one in draw.choices("ابتجحدرسعفقكلمنهوي", k=draw.randint(1, 64))]
    pairs = [("q", draw.choice((" ", " OR ", " -")).join(letters))]
    for name in draw.sample(_CHOOSING, draw.randint(0, 6)):
        pairs += [(name, draw.choice(values)) for _ in range(draw.choice((5, 50)))]
    return [f"{name}={quote(value, safe='')}" for name, value in pairs]


def _value(draw: random.Random, name: str, ids: Sequence[str], values: Sequence[str]) -> str:
    parameter = PARAMETERS.get(name)
    kinds: tuple[Callable[[], str], ...] = (
        lambda: draw.choice(_ODD_VALUES),
        lambda: text(draw),
        lambda: draw.choice(values),
        lambda: draw.choice(ids),
        lambda: draw.choice(parameter.choices) if parameter and parameter.choices else "1",
        lambda: str(draw.randint(-1, parameter.most or 9)) if parameter else "x",
    )
    weights = (15, 80, 3, 2, 1, 1) if name in ("q", "text") else (30, 10, 25, 5, 20, 10)
    return draw.choices(kinds, weights)[0]()


def _mutated(draw: random.Random, encoded: str) -> str:
    at = draw.randint(0, len(encoded))
    cut = at + draw.choice((0, 0, 1, 3))
    return encoded[:at] + draw.choice(_ODD_BYTES) + encoded[cut:]


def _headers(draw: random.Random) -> Iterator[tuple[str, str]]:
    chance = draw.random()
    if chance < 0.8:
        yield "HOST", "localhost"
    elif chance < 0.97:
        yield "HOST", draw.choice(HOSTS if draw.random() < 0.6 else INVALID_HOSTS)
    for _ in range(draw.choices((0, 1, 3), (60, 30, 10))[0]):
        name = draw.choice(list(HEADERS))
        yield name, draw.choice(HEADERS[name])
    if draw.random() < 0.05:
        yield (
            "CONTENT_TYPE",
            draw.choice(
                (
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=x",
                    "multipart/form-data",
                    "application/json",
                    "x",
                    "text/plain; charset=\xff",
                )
            ),
        )


def _body(draw: random.Random) -> bytes:
    name = draw.choice((*CHOICES, "next"))
    value = draw.choice(
        (*_ODD_VALUES, "/?q=x", f"//{FOREIGN}", f"/\\{FOREIGN}", f"https://{FOREIGN}")
    )
    return draw.choice(
        (
            quote_from_bytes(f"{name}={value}".encode(), safe="=").encode(),
            b'--x\r\nContent-Disposition: form-data; name="next"\r\n\r\n/\r\n--x--\r\n',
            b"--x\r\n" * 100,
            b"\xff\x00" * 500,
            b"{}",
            b"a=b&" * 3000,
        )
    )
