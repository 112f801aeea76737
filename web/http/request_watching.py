"""What every request is followed by, from its first line to the last byte of its answer.

A WSGI server calls ``close`` of an answer whether it was sent whole, broke off or lost its client.
What has to end with an answer hangs on that.

Source: PEP 3333 (``close``).
"""

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, request

_KEY = "fihris.watched"

#: An id that others gave a request, as proxies make them.
_SOUND_ID = re.compile(r"[A-Za-z0-9._:+/=@-]{1,128}")


# Not frozen: it is filled in while a request is answered. Each is told apart from all others.
@dataclass(slots=True, eq=False)
class Watched:
    """One request.

    Attributes:
        id: of the request, as its answer names it.
        environ: of WSGI.
        method: of HTTP.
        path: as it was asked for, decoded.
        query: what stands behind its question mark, as it was sent, percent signs and all.
        started: on the clock of its watcher, in seconds.
        endpoint: the name of what answers it; empty where nothing does.
        rule: the address of that, with the names of its variable parts.
        status: of the answer; 0 where there was none.
        sent: bytes of the answer.
        code: of the error that it was answered with; empty for none.
        whole: whether all of the answer was made.
        seconds: how long it took until it was sent.
        cpu_seconds: of the processor, in the thread that answered.
        at_end: called when its answer ends.
    """

    id: str
    environ: dict[str, Any]
    method: str
    path: str
    query: str
    started: float
    endpoint: str = ""
    rule: str = ""
    status: int = 0
    sent: int = 0
    code: str = ""
    whole: bool = False
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    at_end: list[Callable[[], None]] = field(default_factory=list)

    @property
    def client(self) -> str:
        """The address of who asked, as far as proxies are believed."""
        return str(self.environ.get("REMOTE_ADDR") or "")


_present: ContextVar[Watched | None] = ContextVar("fihris_watched", default=None)


def present() -> Watched | None:
    """Return the request that this thread answers, or answered last; ``None`` for none."""
    return _present.get()


def of_request() -> Watched | None:
    """Return what watches the current request of Flask; ``None`` outside of a server."""
    return request.environ.get(_KEY)


class Watching:
    """Watches the requests of an application, and names each in its answer."""

    def __init__(
        self,
        application: Callable[..., Iterable[bytes]],
        ended: Sequence[Callable[[Watched], None]] = (),
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """
        Args:
            application: of WSGI.
            ended: called with each request when its answer has ended.
            clock: gives seconds.
        """
        self._application = application
        self._ended = ended
        self._clock = clock
        self._running: set[Watched] = set()

    @property
    def running(self) -> list[Watched]:
        """The requests that are being answered now."""
        return list(self._running)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request."""
        seen = Watched(
            id=_id_of(environ.get("HTTP_X_REQUEST_ID", "")),
            environ=environ,
            method=environ.get("REQUEST_METHOD", ""),
            path=_decoded(environ.get("PATH_INFO", "")),
            query=_decoded(environ.get("QUERY_STRING", "")),
            started=self._clock(),
        )
        environ[_KEY] = seen
        _present.set(seen)
        self._running.add(seen)
        before = time.thread_time()

        def begin(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            seen.status = int(status[:3])
            return start_response(status, [*headers, ("X-Request-Id", seen.id)], *error)

        def end() -> None:
            self._running.discard(seen)
            seen.seconds = self._clock() - seen.started
            seen.cpu_seconds = max(0.0, time.thread_time() - before)
            for call in (*seen.at_end, *(lambda call=call: call(seen) for call in self._ended)):
                call()

        try:
            answer = self._application(environ, begin)
        except BaseException:
            end()
            raise
        return _Counted(answer, seen, end)


class _Counted:
    """An answer that counts its bytes and tells when it ends."""

    def __init__(self, answer: Iterable[bytes], seen: Watched, end: Callable[[], None]) -> None:
        self._answer = answer
        self._parts = iter(answer)
        self._seen = seen
        self._end: Callable[[], None] | None = end

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            part = next(self._parts)
        except StopIteration:
            self._seen.whole = True
            self._tell()
            raise
        self._seen.sent += len(part)
        return part

    def close(self) -> None:
        """End the answer, also where it was not read to its end."""
        try:
            close = getattr(self._answer, "close", None)
            if close is not None:
                close()
        finally:
            self._tell()

    def __del__(self) -> None:
        # For those who throw an answer away without closing it.
        self._tell()

    def _tell(self) -> None:
        end, self._end = self._end, None
        if end is not None:
            end()


def register(app: Flask) -> None:
    """Let what watches a request of ``app`` know what answers it; before all else that does."""

    def name() -> None:
        if seen := of_request():
            seen.endpoint = request.endpoint or ""
            seen.rule = request.url_rule.rule if request.url_rule else ""

    app.before_request(name)


def _decoded(text: str) -> str:
    """What WSGI hands on as Latin-1, whatever it is."""
    return text.encode("latin-1", "replace").decode(errors="replace")


def _id_of(given: str) -> str:
    return given if _SOUND_ID.fullmatch(given) else os.urandom(16).hex()
