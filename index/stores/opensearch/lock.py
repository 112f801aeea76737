"""One writer at a time in an archive of a cluster: a record says who, renewed as long as needed."""

import os
import socket
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from index.errors import FihrisError, IndexLocked
from index.stores.opensearch.cluster_index import ClusterIndex, Json
from index.stores.opensearch.mapping import RECORDS

#: Name of the record.
RECORD = "writer"

#: How often a writer says that it is still there.
RENEWED = timedelta(seconds=20)
#: How long it may be silent before another may take its place. Clocks may differ by less.
SILENCE = timedelta(minutes=5)

_SECONDS_A_REQUEST = 60
# The same for what may fail and is tried again later, or by whoever comes next.
_SECONDS_AT_MOST = 10

# Between two looks whether another writer has ended.
_STEP = 0.5

# What this process holds, or is about to.
_HELD: set[str] = set()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes.

    Attributes:
        host: name of the machine.
        pid: number of the process there.
        token: what no other writer has.
        since: when it began, ISO 8601 in UTC.
        heard: when it was last heard of, likewise.
    """

    host: str
    pid: int
    token: str
    since: str
    heard: str

    def is_gone(self, now: datetime) -> bool:
        """Return whether it has ended without a word."""
        if self.host == socket.gethostname():
            given_up = self.pid == os.getpid() and self.token not in _HELD
            if given_up or not _is_running(self.pid):
                return True
        return now - datetime.fromisoformat(self.heard) > SILENCE


class ClusterLock:
    """The lock of an archive; a context manager that holds and renews it.

    Entering raises :class:`index.errors.IndexLocked` where another process has it.
    """

    def __init__(self, index: ClusterIndex, patience: float = 0.0) -> None:
        """
        Args:
            index: that the lock is kept in.
            patience: seconds to wait for another writer to end.
        """
        self._patience = patience
        self._index = index
        self._token = uuid4().hex
        self._since = _now().isoformat(timespec="seconds")
        self._version: Json = {}
        self._turn = threading.Lock()
        self._ended = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="lock", daemon=True)

    def __enter__(self) -> "ClusterLock":
        _HELD.add(self._token)
        try:
            self._take_in_time()
        except FihrisError:
            _HELD.discard(self._token)
            raise
        self._keeper.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        _HELD.discard(self._token)
        # Where it cannot be given back, it is taken over when this process has ended.
        with self._turn, suppress(FihrisError):
            self._index.client.delete(
                index=self._index.name,
                id=RECORD,
                params={"timeout": "10s", **self._version},
                # Without it the client takes the other limit for its own.
                request_timeout=_SECONDS_AT_MOST,
            )
        self._keeper.join()

    def must_be_held(self) -> None:
        """Make sure that nobody has taken the place of this writer.

        Raises:
            IndexLocked: somebody has.
        """
        with self._turn:
            held = self._renew()
        if not held:
            raise IndexLocked(
                f"{self._index.where}: this process was silent too long, and another has begun to "
                "write; nothing was published; wait until it has ended and run the command again"
            )

    def _keep(self) -> None:
        """Renew the record again and again, until the lock is released."""
        while not self._ended.wait(RENEWED.total_seconds()):
            # The next time it may go well; before anything is published it must.
            with self._turn, suppress(FihrisError):
                self._renew(_SECONDS_AT_MOST)

    def _take_in_time(self) -> None:
        until = time.monotonic() + self._patience
        while True:
            try:
                return self._take()
            except IndexLocked:
                if time.monotonic() >= until:
                    raise
                time.sleep(_STEP)

    def _take(self) -> None:
        if not self._index.exists(_SECONDS_A_REQUEST):
            self._index.create(RECORDS, _SECONDS_A_REQUEST)
        if self._write({"op_type": "create"}):
            return
        found = self._index.get(RECORD, _SECONDS_A_REQUEST)
        if found is None:
            raise self._locked("another process that is just ending")
        holder = Holder(**found["_source"])
        if holder.token != self._token and not holder.is_gone(_now()):
            raise self._locked(f"process {holder.pid} on {holder.host} since {holder.since}")
        if not self._write(_version(found)):
            raise self._locked("another process that was quicker")

    def _renew(self, seconds: float = _SECONDS_A_REQUEST) -> bool:
        """Write the record anew; whether it was still of this writer."""
        if self._write(self._version, seconds):
            return True
        # The client sends again what it has no answer to, and may meet what it wrote itself.
        found = self._index.get(RECORD, seconds)
        ours = found is not None and found["_source"]["token"] == self._token
        return found is not None and ours and self._write(_version(found), seconds)

    def _write(self, expected: Json, seconds: float = _SECONDS_A_REQUEST) -> bool:
        """Write the record; whether the one before it was as expected."""
        now = _now().isoformat(timespec="seconds")
        holder = Holder(socket.gethostname(), os.getpid(), self._token, self._since, now)
        written = self._index.put(RECORD, asdict(holder), seconds, ignore=409, **expected)
        if "error" in written:
            return False
        self._version = _version(written)
        return True

    def _locked(self, who: str) -> IndexLocked:
        return IndexLocked(f"{self._index.where}: {who} is writing here; wait until it has ended")


def _version(answer: Json) -> Json:
    return {"if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"]}


def _is_running(pid: int) -> bool:
    if os.name != "posix":
        return True  # nothing to ask there without ending it
    try:
        os.kill(pid, 0)
    except OSError as error:
        return not isinstance(error, ProcessLookupError)
    return True


def _now() -> datetime:
    return datetime.now(UTC)
