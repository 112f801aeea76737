"""One writer at a time in an archive of a cluster: a record says who, renewed as long as needed."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    ConflictError,
    NotFoundError,
    OpenSearchException,
)

from index.errors import FihrisError, IndexLocked
from index.stores.opensearch.client import FOR_A_MANAGER, answering, make_index
from index.stores.opensearch.mapping import replicas_setting

#: Name of the record.
RECORD = "writer"

#: How often a writer says that it is still there, and
RENEWED = timedelta(seconds=20)
#: how long it may be silent before another may take its place. Clocks may differ by less.
SILENCE = timedelta(minutes=5)

_SECONDS_A_REQUEST = 60

#: The same for what may fail and is tried again later, or by whoever comes next.
_SECONDS_AT_MOST = 10

# A cluster without a manager, or a lock without a node, is waited for no longer.
_SOON = {"timeout": "10s"}

# What this process holds, or is about to.
_HELD: set[str] = set()

_INDEX = {
    "mappings": {"enabled": False},
    "settings": {"number_of_shards": 1, "hidden": True, **replicas_setting("0-all")},
}


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes.

    Attributes:
        host: name of the machine.
        pid: number of the process there.
        token: what no other writer has.
        since: when it began, and
        heard: when it was last heard of, ISO 8601 in UTC.
    """

    host: str
    pid: int
    token: str
    since: str
    heard: str

    def is_gone(self, now: datetime) -> bool:
        """Whether it has ended without a word."""
        if self.host == socket.gethostname():
            given_up = self.pid == os.getpid() and self.token not in _HELD
            if given_up or not _is_running(self.pid):
                return True
        return now - datetime.fromisoformat(self.heard) > SILENCE


class ClusterLock:
    """The lock of an archive, while it is held."""

    def __init__(self, client: OpenSearch, index: str, where: str) -> None:
        self._client = client
        self._index = index
        self._where = where
        self._token = uuid4().hex
        self._since = _now().isoformat(timespec="seconds")
        self._version: dict[str, int] = {}
        self._turn = threading.Lock()
        self._ended = threading.Event()

    def must_be_held(self) -> None:
        """Make sure that nobody has taken the place of this writer.

        Raises:
            IndexLocked: somebody has.
        """
        try:
            with answering(self._where), self._turn:
                self._renew()
        except FihrisError as error:
            if not isinstance(error.__cause__, ConflictError | NotFoundError):
                raise
            raise IndexLocked(
                f"{self._where}: this process was silent too long, and another has begun to write; "
                "nothing was published; wait until it has ended and run the command again"
            ) from error

    def take(self) -> None:
        """Take the lock.

        Raises:
            IndexLocked: another process has it.
        """
        _HELD.add(self._token)
        try:
            with answering(self._where):
                self._make_index()
                self._create()
        except FihrisError:
            _HELD.discard(self._token)
            raise

    def keep(self) -> None:
        """Renew the record again and again, until the lock is released."""
        while not self._ended.wait(RENEWED.total_seconds()):
            with self._turn:
                try:
                    self._renew(_SECONDS_AT_MOST)
                # The next time it may go well; before anything is published it must.
                except OpenSearchException:
                    continue

    def release(self) -> None:
        """Give the lock back; where that fails, it is taken over when this process has ended."""
        self._ended.set()
        _HELD.discard(self._token)
        with self._turn:
            try:
                self._client.delete(
                    index=self._index,
                    id=RECORD,
                    params={**_SOON, **self._version},
                    # Without it the client takes the other limit for its own.
                    request_timeout=_SECONDS_AT_MOST,
                )
            except OpenSearchException:
                return

    def _create(self) -> None:
        try:
            self._write({})
        except ConflictError:
            self._take_over()

    def _make_index(self) -> None:
        there = self._client.indices.exists(
            index=self._index, params=FOR_A_MANAGER, request_timeout=_SECONDS_A_REQUEST
        )
        if not there:
            make_index(self._client, self._index, _INDEX, _SECONDS_A_REQUEST)

    def _renew(self, seconds: float = _SECONDS_A_REQUEST) -> None:
        try:
            self._write(self._version, seconds)
        except ConflictError:
            # The client sends again what it has no answer to, and may meet what it wrote itself.
            holder, version = self._read()
            if holder.token != self._token:
                raise
            self._write(version)

    def _read(self) -> tuple[Holder, dict[str, int]]:
        found = self._client.get(index=self._index, id=RECORD)
        return Holder(**found["_source"]), _version(found)

    def _take_over(self) -> None:
        try:
            holder, version = self._read()
        except NotFoundError:
            raise self._locked("another process that is just ending") from None
        if holder.token != self._token and not holder.is_gone(_now()):
            raise self._locked(f"process {holder.pid} on {holder.host} since {holder.since}")
        try:
            self._write(version)
        except ConflictError:
            raise self._locked("another process that was quicker") from None

    def _locked(self, who: str) -> IndexLocked:
        return IndexLocked(f"{self._where}: {who} is writing here; wait until it has ended")

    def _write(self, version: dict[str, int], seconds: float = _SECONDS_A_REQUEST) -> None:
        now = _now().isoformat(timespec="seconds")
        holder = Holder(socket.gethostname(), os.getpid(), self._token, self._since, now)
        params: dict[str, Any] = {**_SOON, **(version or {"op_type": "create"})}
        written = self._client.index(
            index=self._index,
            id=RECORD,
            body=asdict(holder),
            params=params,
            request_timeout=seconds,
        )
        self._version = _version(written)


@contextmanager
def locked(client: OpenSearch, index: str, where: str) -> Iterator[ClusterLock]:
    """Hold the lock of an archive.

    Args:
        client: of the cluster.
        index: that the lock is kept in.
        where: for messages.

    Raises:
        IndexLocked: another process has it.
    """
    lock = ClusterLock(client, index, where)
    lock.take()
    keeper = threading.Thread(target=lock.keep, name="lock", daemon=True)
    keeper.start()
    try:
        yield lock
    finally:
        lock.release()
        keeper.join()


def _version(answer: Any) -> dict[str, int]:
    return {"if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"]}


def _is_running(pid: int) -> bool:
    if os.name != "posix":
        return True  # nothing to ask there without ending it
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _now() -> datetime:
    return datetime.now(UTC)
