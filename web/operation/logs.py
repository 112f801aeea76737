"""The log of a server: one line for each thing, of people or of programs, without secrets.

Whatever is logged goes through the formats of this module, also what gunicorn, waitress and the
client of OpenSearch have to say.

Source: RFC 3339 (times), RFC 8259 (JSON).
"""

import json
import logging
import re
import traceback
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import unquote_plus

from index.errors import FihrisError
from web.http.request_watching import Watched, present

Form = Literal["text", "json"]

#: The logger of requests, and
ACCESS = "fihris.access"
#: those of the libraries that log of their own accord.
LIBRARIES = ("gunicorn", "gunicorn.error", "gunicorn.access", "waitress", "opensearch", "werkzeug")

#: What stands for what is not told.
HIDDEN = "(hidden)"

# Signs that a terminal obeys, or that turn round what stands beside them.
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_CREDENTIALS = re.compile(
    r"(?i)(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"
    r"|(?<=basic )[A-Za-z0-9+/=_-]{4,}|(?<=bearer )[A-Za-z0-9+/=._~-]{4,}"
    r"|(?<=cookie: ).+|(?<=authorization: ).+"
)
_WORD = re.compile(r"\w{2,}")
# Of a password that is shorter, all text would be full.
_SHORTEST_SECRET = 4


class Lines(logging.Formatter):
    """Writes records as lines."""

    def __init__(
        self,
        form: Form = "text",
        *,
        queries: bool = True,
        secrets: Collection[str] = (),
        now: Callable[[logging.LogRecord], float] = lambda record: record.created,
    ) -> None:
        """
        Args:
            form: ``text`` for people, ``json`` for programs.
            queries: whether it is told what readers look for.
            secrets: what is never told.
            now: gives the time of a record, in seconds since 1970.
        """
        super().__init__()
        self._json = form == "json"
        self._queries = queries
        self._secrets = [one for one in secrets if len(one) >= _SHORTEST_SECRET]
        self._now = now

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as a line; as text, the lines of a traceback stand indented below."""
        seen: Watched | None = getattr(record, "watched", None) or present()
        found: dict[str, Any] = {
            "time": datetime.fromtimestamp(self._now(record), UTC)
            .isoformat(timespec="milliseconds")
            .replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "request": seen.id if seen else None,
        }
        if record.name == ACCESS and seen:
            found |= self._request(seen)
        else:
            found["message"] = self._message(record, seen)
        if record.exc_info and record.exc_info[1]:
            found["traceback"] = self._traceback(record.exc_info[1], seen)
        told = {name: value for name, value in found.items() if value is not None}
        return _as_json(told) if self._json else _as_text(told)

    def _request(self, seen: Watched) -> dict[str, Any]:
        return {
            "client": self._clean(seen.client, None),
            "method": self._clean(seen.method, None),
            "kind": seen.endpoint or None,
            "status": seen.status,
            "ms": round(seen.seconds * 1000, 1),
            "cpu_ms": round(seen.cpu_seconds * 1000, 1),
            "bytes": seen.sent,
            "whole": None if seen.whole else False,
            "code": seen.code or None,
            "path": self._clean(seen.path, None) if self._queries else seen.rule or HIDDEN,
            "query": self._query(seen),
        }

    def _query(self, seen: Watched) -> str | None:
        if not seen.query:
            return None
        return self._clean(unquote_plus(seen.query), None) if self._queries else HIDDEN

    def _message(self, record: logging.LogRecord, seen: Watched | None) -> str:
        try:
            message = record.getMessage()
        except Exception as error:
            message = f"{record.msg} ({type(error).__name__} in its arguments)"
        return self._clean(message, seen)

    def _traceback(self, error: BaseException, seen: Watched | None) -> str | None:
        if isinstance(error, FihrisError):
            # Foreseen, and said in its own words.
            return self._clean(f"{type(error).__name__}: {error}", seen)
        if self._queries:
            lines = traceback.format_exception(error)
        else:
            # Nobody knows what stands in the message of an error that nobody foresaw.
            lines = [line for one in _chain(error) for line in _without_message(one)]
        return "\n".join(self._clean(line, seen) for line in "".join(lines).splitlines())

    def _clean(self, text: str, seen: Watched | None) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        text = _CREDENTIALS.sub(HIDDEN, text)
        if seen and not self._queries:
            for asked in _asked(seen):
                text = text.replace(asked, HIDDEN)
        return text


def access(seen: Watched) -> None:
    """Log a request whose answer has ended."""
    logging.getLogger(ACCESS).info("", extra={"watched": seen})


def configure(lines: Lines) -> logging.Handler:
    """Let everything that is logged go to standard error, in lines; return what writes them.

    Args:
        lines: how.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(lines)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.captureWarnings(True)
    logging.getLogger(ACCESS).setLevel(logging.INFO)
    for name in LIBRARIES:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    return handler


def escaped(text: str) -> str:
    """Return a text in which no sign is obeyed by a terminal or turns others round."""
    return _CONTROLS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _as_json(told: dict[str, Any]) -> str:
    return escaped(json.dumps(told, ensure_ascii=False))


def _as_text(told: dict[str, Any]) -> str:
    trace = told.pop("traceback", None)
    head = [told.pop("time"), told.pop("level"), told.pop("logger")]
    if "message" in told:
        request, message = told.get("request"), told["message"]
        parts = [*head, *([f"[{request}]"] if request else []), message]
    else:
        parts = [*head, *(f"{name}={_quoted(value)}" for name, value in told.items())]
    line = escaped(" ".join(map(str, parts)))
    below = [f"    {escaped(one)}" for one in (trace or "").splitlines()]
    return "\n".join([line, *below])


def _quoted(value: Any) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if re.search(r'[\s"=\\]', text) else text


def _asked(seen: Watched) -> list[str]:
    """What a request asks for, in every way in which it may be written, the longest first."""
    sent = [part for pair in seen.query.split("&") for part in (pair, pair.partition("=")[2])]
    values = [unquote_plus(part) for part in (seen.query, *sent)]
    known = set(_WORD.findall(seen.rule))
    names = {pair.partition("=")[0] for pair in seen.query.split("&") if "=" in pair}
    words = {word for text in (*values, seen.path) for word in _WORD.findall(text)}
    found = {seen.query, *sent, *values, *(words - known - names)}
    if seen.path != seen.rule:
        found.add(seen.path)
    return sorted((one for one in found if len(one) > 1), key=len, reverse=True)


def _chain(error: BaseException) -> list[BaseException]:
    found = [error]
    while (before := error.__cause__ or error.__context__) and before not in found:
        found.insert(0, before)
        error = before
    return found


def _without_message(error: BaseException) -> list[str]:
    frames = traceback.format_list(traceback.extract_tb(error.__traceback__))
    return [*frames, f"{type(error).__module__}.{type(error).__qualname__}: {HIDDEN}\n"]
