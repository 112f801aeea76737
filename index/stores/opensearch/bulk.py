"""Many documents into an index: in chunks, a few under way at once, again where that helps."""

import json
import threading
import time
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError, TransportError

from index.errors import EngineFailed, EngineUnreachable
from index.stores.cluster import DEFAULTS
from index.stores.opensearch.client import LOST, answering, one_line, reason_of

# A chunk is sent when it has so many documents or bytes.
_MOST_DOCUMENTS = 500
_MOST_BYTES = 5_000_000

# So many chunks are under way; whoever adds more waits. That is the back-pressure.
_UNDER_WAY = 2

# What a chunk may take; where nodes are lost it is tried again, until patience is at its end.
_SECONDS_A_REQUEST = 60
_LEAST_SECONDS = 10
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 15.0

# Answers that may be others a moment later: too much to do, or a shard on its way to another node.
_PASSING = frozenset({429, 502, 503, 504})

#: Documents on their way: the lines of each, by name.
_Lines = Mapping[str, bytes]


class Bulk:
    """Puts documents into an index; a context manager, since it holds threads.

    A document has one name, so that a chunk that was in fact taken before it is sent again changes
    nothing.
    """

    def __init__(
        self, client: OpenSearch, index: str, where: str, patience: float = DEFAULTS.patience
    ) -> None:
        self._client = client
        self._index = index
        self._where = where
        self._patience = patience
        self._stopped = threading.Event()
        self._chunk: dict[str, bytes] = {}
        self._bytes = 0
        self._under_way: deque[Future[None]] = deque()
        self._pool = ThreadPoolExecutor(_UNDER_WAY, thread_name_prefix="bulk")

    def __enter__(self) -> "Bulk":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the threads; what was not waited for by :meth:`finish` is given up."""
        self._stopped.set()
        self._pool.shutdown(cancel_futures=True)

    def add(self, name: str, document: Mapping[str, Any]) -> None:
        """Put a document in under a name, in place of one that has it.

        Raises:
            EngineError: of this one or an earlier one: refused, or not taken for too long.
        """
        self._put(name, _line({"index": {"_id": name}}) + _line(document))

    def remove(self, name: str) -> None:
        """Take the document of a name out, if it is there."""
        self._put(name, _line({"delete": {"_id": name}}))

    def finish(self) -> None:
        """Send what is left and wait for all of it.

        Raises:
            EngineError: as for :meth:`add`.
        """
        self._send_chunk()
        while self._under_way:
            self._under_way.popleft().result()

    def _put(self, name: str, lines: bytes) -> None:
        self._chunk[name] = lines
        self._bytes += len(lines)
        if len(self._chunk) >= _MOST_DOCUMENTS or self._bytes >= _MOST_BYTES:
            self._send_chunk()

    def _send_chunk(self) -> None:
        if not self._chunk:
            return
        while len(self._under_way) >= _UNDER_WAY:
            self._under_way.popleft().result()
        self._under_way.append(self._pool.submit(self._deliver, self._chunk))
        self._chunk, self._bytes = {}, 0

    def _deliver(self, chunk: _Lines) -> None:
        """Send a chunk until all of it is taken."""
        pauses = _Pauses(self._patience, self._stopped)
        while chunk:
            chunk, reason = self._left_of(chunk, may_wait=pauses.may_wait())
            if chunk and not pauses.wait():
                raise EngineUnreachable(
                    f"{self._where}: {len(chunk)} articles were not taken for "
                    f"{self._patience:.0f} seconds ({reason}); see to the cluster and repeat the "
                    "command"
                )

    def _left_of(self, chunk: _Lines, *, may_wait: bool) -> tuple[_Lines, str]:
        """Send a chunk once; what of it is to be sent again, and why."""
        try:
            with answering(self._where):
                return self._refused_for_now(chunk, self._send(chunk))
        except Exception as error:
            if may_wait and _passes(error.__cause__):
                return chunk, reason_of(str(error.__cause__))
            raise

    def _send(self, chunk: _Lines) -> Any:
        return self._client.bulk(
            index=self._index,
            body=b"".join(chunk.values()),
            params={"filter_path": "errors,items.*._id,items.*.status,items.*.error"},
            # Where no manager is left, a node waits for one without end.
            request_timeout=min(_SECONDS_A_REQUEST, max(_LEAST_SECONDS, self._patience)),
        )

    def _refused_for_now(self, chunk: _Lines, answer: Any) -> tuple[_Lines, str]:
        if not answer["errors"]:
            return {}, ""
        left: dict[str, bytes] = {}
        reason = ""
        for item in (outcome for action in answer["items"] for outcome in action.values()):
            if "error" not in item:
                continue
            reason = reason_of(item["error"])
            if item["status"] not in _PASSING and item["error"]["type"] not in LOST:
                raise EngineFailed(
                    f"{self._where}: the article {_article(chunk[item['_id']])} was refused "
                    f"({reason}); correct it or leave it out"
                )
            left[item["_id"]] = chunk[item["_id"]]
        return left, reason


class _Pauses:
    """Longer and longer pauses, until patience is at its end or nobody waits any more."""

    def __init__(self, patience: float, stopped: threading.Event) -> None:
        self._end = time.monotonic() + patience
        self._pause = _FIRST_PAUSE
        self._stopped = stopped

    def may_wait(self) -> bool:
        """Whether another try comes after the one that begins now."""
        return time.monotonic() < self._end and not self._stopped.is_set()

    def wait(self) -> bool:
        """Pause, unless the time is over; whether to go on."""
        if not self.may_wait() or self._stopped.wait(self._pause):
            return False
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)
        return True


def _passes(error: BaseException | None) -> bool:
    if isinstance(error, TransportError) and not isinstance(error, ConnectionError):
        return error.status_code in _PASSING or error.error in LOST
    return isinstance(error, ConnectionError)


def _article(lines: bytes) -> str:
    """The id of the article in the lines of a document."""
    _, _, document = lines.partition(b"\n")
    return one_line(repr(json.loads(document)["id"])) if document else "to be deleted"


def _line(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
