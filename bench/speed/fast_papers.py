"""Papers of this machine whose articles come by a clock that goes faster."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from queue import Empty, SimpleQueue
from threading import Event
from typing import Any, ClassVar, TypeVar

from index.feeds.clock import Clock

_HELD = 30
_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنه"
#: As papers write the same words again and again, what is kept of words comes to an end.
_DISTINCT = 5000

_Item = TypeVar("_Item")


class FastClock(Clock):
    """Goes faster than the clock of the machine, by a factor."""

    def __init__(self, factor: float) -> None:
        """
        Args:
            factor: seconds of it a second.
        """
        self._factor, self._began, self._start = factor, time.monotonic(), time.time()

    def real(self, seconds: float) -> float:
        """Return how long so many seconds of it take."""
        return max(0.0, seconds) / self._factor

    def now(self) -> float:
        """Return the seconds since 1970."""
        return self._start + (time.monotonic() - self._began) * self._factor

    def wait(self, seconds: float, ended: Event) -> None:
        """Let some seconds of it pass."""
        ended.wait(self.real(seconds))

    def next_of(self, queue: "SimpleQueue[_Item]", seconds: float) -> _Item | None:
        """Return what comes next into a queue, within so many seconds of it."""
        try:
            return queue.get(timeout=self.real(seconds))
        except Empty:
            return None


@dataclass
class Papers:
    """Papers whose articles come as time goes by.

    Attributes:
        clock: by which they come.
        every: seconds between two articles of a paper.
        count: how many papers there are.
        start: when they begin.
        given: the newest article that each has given in a whole answer.
        is_failing: whether they fail now and then.
    """

    clock: FastClock
    every: float
    count: int
    start: float = 0.0
    given: dict[int, int] = field(default_factory=dict)
    is_failing: bool = True
    _random: random.Random = field(default_factory=lambda: random.Random(7))

    def __post_init__(self) -> None:
        self.start = self.clock.now() - _HELD * self.every / 2

    def newest(self, paper: int) -> int:
        """Return the number of a paper's newest article."""
        return int((self.clock.now() - self.start + paper * 37) / self.every)

    def title(self, paper: int, number: int, newest: int) -> str:
        """Return the headline of an article, which may have been corrected."""
        is_corrected = number % 10 == 0 and newest - number >= 6
        return f"{_words(f'{paper}/{number}', 5)}{' تصحيح' if is_corrected else ''}"

    def feed(self, paper: int, newest: int) -> bytes:
        """Return the feed of a paper when this was its newest article."""
        numbers = range(max(0, newest - _HELD + 1), newest + 1)
        items = [self._item(paper, number, newest) for number in reversed(numbers)]
        other = (paper + 1) % self.count
        items.append(self._item(other, max(0, self.newest(other) - 3), 0))
        text = f"<rss version='2.0'><channel><title>صحيفة {paper}</title>{''.join(items)}"
        return f"{text}</channel></rss>".encode()

    def _item(self, paper: int, number: int, newest: int) -> str:
        link = address_of(paper, number)
        body = _words(f"body {paper}/{number}", 80)
        return (
            f"<item><title>{self.title(paper, number, newest)}</title><link>{link}</link>"
            f"<guid>{link}</guid><description>{body}</description></item>"
        )

    def luck(self) -> float:
        """Return a number from 0 up to 1, the same sequence every time."""
        return self._random.random()


def address_of(paper: int, number: int) -> str:
    """Return the address of an article."""
    return f"http://paper{paper}.example/news/{number}"


def _vocabulary() -> list[str]:
    drawn = random.Random(7)
    return ["".join(drawn.choices(_LETTERS, k=5)) for _ in range(_DISTINCT)]


_WORDS = _vocabulary()


def _words(seed: str, count: int) -> str:
    return " ".join(random.Random(seed).choices(_WORDS, k=count))


class Answers(BaseHTTPRequestHandler):
    """Answers as the server of a paper does, which is told by the host that is asked."""

    papers: Papers
    failed: ClassVar[Counter[int]] = Counter()

    def do_GET(self) -> None:
        """Answer with a feed, most of the time."""
        papers, paper = self.papers, int(self.headers["Host"].partition(".")[0][len("paper") :])
        if self.path != "/rss":
            self._give(404, b"")
            return
        newest, luck = papers.newest(paper), papers.luck()
        raw = papers.feed(paper, newest)
        # Never twice: a feed that fails for hours loses articles by itself.
        if papers.is_failing and luck < 0.2 and not self.failed[paper]:
            self.failed[paper] = 1
            self._give(500 if luck < 0.1 else 200, raw[: len(raw) // 2], len(raw))
            return
        self.failed[paper] = 0
        papers.given[paper] = newest
        tag = f'"{hash(raw)}"'
        if self.headers.get("If-None-Match") == tag:
            self._give(304, b"")
        else:
            self._give(200, raw, ETag=tag)

    def _give(self, status: int, raw: bytes, length: int | None = None, **head: str) -> None:
        self.send_response(status)
        for name, value in head.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(raw) if length is None else length))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
