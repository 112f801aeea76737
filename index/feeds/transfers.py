"""Transfers that end in time, and all at once where the program is told to end."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Timer

import urllib3
from urllib3.connection import HTTPConnection


class Transfer:
    """A request and its answer, which take no longer than so many seconds in all.

    A server that sends a sign a second is silent at no time; so the connection is shut when the
    time is over, whatever is waited for.
    """

    def __init__(self, opened: HTTPConnection, seconds: float) -> None:
        """
        Args:
            opened: the connection, which is not connected yet.
            seconds: in which all must be over.
        """
        self._opened, self.seconds = opened, seconds
        self._socket: socket.socket | None = None
        self.is_late = False

    def connect(self) -> None:
        """Connect it."""
        self._opened.connect()
        # The connection forgets it once an answer has begun.
        self._socket = self._opened.sock

    def give_up(self) -> None:
        """Shut the connection, as its time is over; whoever waits for it goes on at once."""
        self.is_late = True
        self.shut()

    def shut(self) -> None:
        """Shut the connection from another thread."""
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def reading(self, answer: urllib3.HTTPResponse) -> Callable[[int], bytes]:
        """Return a function that reads so many bytes of an answer, as soon as some are there.

        It raises ``EOFError`` where the answer is cut off.
        """

        def read(most: int) -> bytes:
            try:
                piece = answer.read1(most, decode_content=False)
            except urllib3.exceptions.TimeoutError:
                raise
            except urllib3.exceptions.HTTPError as error:
                if self.is_late:
                    raise
                raise EOFError from error
            if not piece and self.is_late:
                raise TimeoutError
            return piece

        return read


class Transfers:
    """The transfers that are under way; safe for several threads."""

    def __init__(self) -> None:
        self._under_way: set[Transfer] = set()
        self._lock = Lock()

    @contextmanager
    def watched(self, transfer: Transfer) -> Iterator[None]:
        """Give a transfer up when its time is over."""
        timer = Timer(transfer.seconds, transfer.give_up)
        timer.daemon = True
        timer.start()
        with self._lock:
            self._under_way.add(transfer)
        try:
            yield
        finally:
            timer.cancel()
            with self._lock:
                self._under_way.discard(transfer)

    def close(self) -> None:
        """Shut all of them."""
        with self._lock:
            under_way = list(self._under_way)
        for transfer in under_way:
            transfer.shut()
