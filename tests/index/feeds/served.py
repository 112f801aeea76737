"""A server of feeds that does whatever a test tells it, and the time that tests follow feeds by."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from typing import Any

#: Answers a request however it wants.
Answering = Callable[["Request"], None]

RSS = "application/rss+xml"


class Request(BaseHTTPRequestHandler):
    """A request as it comes in."""

    server: "FeedServer"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.heads.append(dict(self.headers))
        answering = self.server.pages.get(self.path, missing)
        try:
            answering(self)
        except OSError:
            self.close_connection = True  # whoever asked has gone

    def give(self, body: bytes | str = b"", status: int = 200, **headers: str) -> None:
        raw = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        told = {"Content-Type": RSS, "Content-Length": str(len(raw))}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in told.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class FeedServer(ThreadingHTTPServer):
    """Serves pages by their paths, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.pages: dict[str, Answering] = {}
        self.asked: list[str] = []
        self.heads: list[dict[str, str]] = []

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def feeds_asked(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


def missing(request: Request) -> None:
    request.give(status=404)


def giving(body: bytes | str = b"", status: int = 200, **headers: str) -> Answering:
    return lambda request: request.give(body, status, **headers)


def leading(location: str, status: int = 302) -> Answering:
    return giving(status=status, Location=location)


def writing(raw: bytes) -> Answering:
    """Sends bytes that need be no HTTP."""

    def answer(request: Request) -> None:
        request.wfile.write(raw)

    return answer


@contextmanager
def serving() -> Iterator[FeedServer]:
    with FeedServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class SteppedClock:
    """Goes on only where it is waited for."""

    def __init__(self, start: float = 1_795_000_000.0) -> None:
        self.time = start
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float, ended: threading.Event) -> None:
        self.waits.append(seconds)
        self.time += max(0.0, seconds)

    def next_of(self, queue: "SimpleQueue[Any]", seconds: float) -> Any:
        if not queue.empty():
            return queue.get()
        self.time += max(0.0, seconds)
        return None


class AtOnce(Executor):
    """Does what it is given before it returns."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def item(number: int, *, link: str = "", guid: str = "", title: str = "", text: str = "") -> str:
    """An entry of RSS."""
    link = link or f"https://paper.example/news/{number}"
    guid = guid or link
    return (
        f"<item><title>{title or f'خبر من الرصيف رقم {number}'}</title><link>{link}</link>"
        f"<guid isPermaLink='false'>{guid}</guid>"
        f"<description>{text or f'نصّ الخبر رقم {number} عن الجسر والوادي.'}</description></item>"
    )


def rss(*items: str, head: str = "", title: str = "صحيفة الرصيف") -> str:
    """A feed of these entries."""
    return (
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' "
        "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel>"
        f"<title>{title}</title><link>https://paper.example/</link>{head}{''.join(items)}"
        "</channel></rss>"
    )
