"""What must hold of the answer to any request whatever."""

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from tests.web.asked import FOREIGN, Asked
from web.http.headers import HEADERS
from web.http.hosts import is_host

#: No page and no answer of the API is larger; tables, feeds and the sitemap may be.
LARGEST = 5_000_000
_EXPORTS = re.compile(r"/results\.csv|/sitemap|/feed\.atom")

_TRACE = b"Traceback (most recent call last)"

# As HTML5 has them and libxml2 does not.
_NO_FAULTS = {"HTML_UNKNOWN_TAG"}

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    Attributes:
        status: of HTTP.
        headers: names in small letters, and values.
        body: decoded from no compression.
        seconds: of the processor.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    seconds: float

    def header(self, name: str) -> str:
        """Return the value of a header; empty without it."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(slots=True)
class Report:
    """What came of many requests.

    Attributes:
        statuses: how many answers had each.
        faults: what did not hold, and of which request.
        slowest: the seconds of the processor of the slowest answers, and their requests.
        largest: likewise the bytes.
    """

    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[tuple[str, Asked]] = field(default_factory=list)
    slowest: list[tuple[float, Asked]] = field(default_factory=list)
    largest: list[tuple[int, Asked]] = field(default_factory=list)

    def add(self, asked: Asked, answer: Answer, seconds: float | None) -> None:
        """Count an answer.

        Args:
            asked: the request.
            answer: to it.
            seconds: that an answer may take; ``None`` for any number.
        """
        self.statuses[answer.status] += 1
        self.faults += [(fault, asked) for fault in faults(asked, answer)]
        if seconds is not None and answer.seconds > seconds:
            self.faults.append((f"took {answer.seconds:.1f} s", asked))
        self.slowest = sorted([*self.slowest, (answer.seconds, asked)], key=_first)[-10:]
        self.largest = sorted([*self.largest, (len(answer.body), asked)], key=_first)[-10:]


def _first(pair: tuple[float, Asked]) -> float:
    return pair[0]


def ask(application: Application, asked: Asked) -> Answer:
    """Ask an application as a server would.

    Raises:
        Exception: whatever reading the answer raises.
    """
    told: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], _failed: Any = None) -> None:
        told[:] = [int(status.split()[0]), tuple((name.lower(), value) for name, value in headers)]

    before = time.process_time()
    parts = application(asked.environ(), start_response)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close:
            close()
    return Answer(told[0], told[1], body, time.process_time() - before)


def run(
    application: Application,
    requests: Iterator[Asked],
    number: int,
    *,
    seconds: float | None = None,
) -> Report:
    """Ask an application many times, and judge each answer.

    Args:
        application: to be asked.
        requests: at least so many.
        number: of requests.
        seconds: of the processor that an answer may take; ``None`` for any number.
    """
    report = Report()
    for _ in range(number):
        asked = next(requests)
        try:
            answer = ask(application, asked)
        except Exception as error:
            report.faults.append((f"raised {error!r}", asked))
        else:
            report.add(asked, answer, seconds)
    return report


def faults(asked: Asked, answer: Answer) -> Iterator[str]:
    """Yield what does not hold of an answer."""
    host = dict(asked.headers).get("HOST")
    if answer.status >= 500 and not (answer.status == 503 and answer.header("retry-after")):
        yield f"status {answer.status}"
    if host is not None and not is_host(host) and answer.status != 400:
        yield f"status {answer.status} for an invalid host"
    if len(answer.body) > LARGEST and not _EXPORTS.search(asked.target):
        yield f"{len(answer.body)} bytes"
    if _TRACE in answer.body:
        yield "shows a stack trace"
    yield from _wrong_headers(answer)
    if FOREIGN not in asked.target and FOREIGN.encode() not in asked.body:
        inside = FOREIGN.encode() in answer.body
        if inside or any(FOREIGN in value for _, value in answer.headers):
            yield "names a host that nobody knows"
    if answer.body and not answer.header("content-encoding") and asked.method != "HEAD":
        yield from _ill_formed(answer)


def _wrong_headers(answer: Answer) -> Iterator[str]:
    for name, value in HEADERS.items():
        if answer.header(name.lower()) != value:
            yield f"header {name}"
    names = [name for name, _ in answer.headers]
    yield from (f"header {name}" for name in ("server", "x-powered-by") if name in names)
    yield from (
        f"{name} has line breaks" for name, value in answer.headers if re.search("[\r\n]", value)
    )
    if re.match(r"\w+:|//|\\", answer.header("location")):
        yield "leads to another host"


def _ill_formed(answer: Answer) -> Iterator[str]:
    kind = answer.header("content-type").partition(";")[0]
    try:
        if kind.endswith("json"):
            json.loads(answer.body.decode("utf-8"))
        elif kind.endswith("xml"):
            etree.fromstring(answer.body, etree.XMLParser(huge_tree=True))
        elif kind == "text/html":
            parser = etree.HTMLParser(huge_tree=True, encoding="utf-8")
            etree.fromstring(answer.body, parser)
            found = {error.type_name for error in parser.error_log} - _NO_FAULTS
            if found:
                yield f"HTML: {', '.join(sorted(found))}"
    except (ValueError, etree.XMLSyntaxError) as error:
        yield f"ill-formed {kind}: {error}"


def sampled(values: Iterable[str], number: int) -> list[str]:
    """Return some of the values, always the same."""
    found = sorted(set(values))
    return random.Random(1).sample(found, min(number, len(found)))
