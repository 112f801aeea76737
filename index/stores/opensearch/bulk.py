"""Many documents into an index: in chunks, a few under way at once, again where that helps.

The client has helpers for this. They send again what is refused with status 429 alone, and hold no
chunk back where a node is lost.
"""

import json
import threading
from collections import deque
from collections.abc import Mapping
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any

from index.errors import EngineFailed, EngineUnreachable, EngineUntrusted
from index.stores.cluster import DEFAULTS
from index.stores.opensearch.cluster_index import ClusterIndex
from index.stores.opensearch.errors import LOST, one_line, reason_of
from index.stores.opensearch.retry import PASSING, patiently

# A chunk is sent when it has so many documents or bytes.
_MOST_DOCUMENTS = 500
_MOST_BYTES = 5_000_000

# So many chunks are under way; whoever adds more waits. That is the back-pressure.
_UNDER_WAY = 2

# What a chunk may take; where nodes are lost it is tried again, until patience is at its end.
_SECONDS_A_REQUEST = 60
_LEAST_SECONDS = 10
_FIRST_PAUSE = 0.5

# Answers for one document that may be others a moment later: too much to do, or a shard on its way
# to another node.
_PASSING = frozenset({429, 502, 503, 504})


class Bulk:
    """Puts documents into an index; a context manager, since it holds threads.

    A document has one name, so that a chunk that was in fact taken before it is sent again changes
    nothing.
    """

    def __init__(self, index: ClusterIndex, patience: float = DEFAULTS.patience) -> None:
        """Args:
        index: that they are put into.
        patience: seconds that a chunk is sent again and again where the cluster does not take it.
        """
        self._index = index
        self._patience = patience
        self._given_up = threading.Event()
        # Of each document its lines, by its name.
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
        self._given_up.set()
        self._pool.shutdown(cancel_futures=True)

    def add(self, name: str, document: bytes) -> None:
        """Put a document in under a name, in place of one that has it.

        Args:
            name: of the document.
            document: as a line of JSON (:func:`line`).

        Raises:
            EngineError: of this one or an earlier one: refused, or not taken for too long.
        """
        self._put(name, line({"index": {"_id": name}}) + document)

    def remove(self, name: str) -> None:
        """Take the document of a name out, if it is there; see :meth:`add`."""
        self._put(name, line({"delete": {"_id": name}}))

    def finish(self) -> None:
        """Send what is left and wait for all of it; see :meth:`add`."""
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

    def _deliver(self, chunk: dict[str, bytes]) -> None:
        """Send a chunk until all of it is taken."""
        patiently(
            lambda: self._send(chunk),
            self._patience,
            # A node that dies may break off in the middle of TLS.
            passing=(*PASSING, EngineUntrusted),
            first_pause=_FIRST_PAUSE,
            sleep=self._pause,
        )

    def _send(self, chunk: dict[str, bytes]) -> None:
        """Send what is left of a chunk once, and strike out what is taken."""
        answer = self._index.client.bulk(
            index=self._index.name,
            body=b"".join(chunk.values()),
            params={"filter_path": "errors,items.*._id,items.*.status,items.*.error"},
            # Where no manager is left, a node waits for one without end.
            request_timeout=min(_SECONDS_A_REQUEST, max(_LEAST_SECONDS, self._patience)),
        )
        outcomes = [item for action in answer.get("items", ()) for item in action.values()]
        refused = {item["_id"]: item for item in outcomes if "error" in item}
        for name in chunk.keys() - refused.keys():
            del chunk[name]
        reason = ""
        for name, item in refused.items():
            reason = reason_of(item["error"])
            if item["status"] not in _PASSING and item["error"]["type"] not in LOST:
                raise EngineFailed(
                    f"{self._index.where}: the article {_article(chunk[name])} was refused "
                    f"({reason}); correct it or leave it out"
                )
        if chunk:
            raise EngineUnreachable(
                f"{self._index.where}: {len(chunk)} articles were not taken for "
                f"{self._patience:.0f} seconds ({reason}); see to the cluster and repeat the "
                "command"
            )

    def _pause(self, seconds: float) -> None:
        if self._given_up.wait(seconds):
            raise CancelledError


def _article(lines: bytes) -> str:
    """The id of the article in the lines of a document."""
    _, _, document = lines.partition(b"\n")
    return one_line(repr(json.loads(document)["id"])) if document else "to be deleted"


def line(values: Mapping[str, Any]) -> bytes:
    """Return values as a line of JSON."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
