"""How a command ends that goes on until a signal comes."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

_ENDING = ("SIGTERM", "SIGINT", "SIGHUP")


@contextmanager
def ended_by_signals(stop: Callable[[], None]) -> Iterator[None]:
    """End what is done inside at a signal, and this process at once at a second one.

    Args:
        stop: lets it end at the next opportunity; it may be called at any moment.
    """
    names = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    before = {name: signal.getsignal(name) for name in names}

    def end(_signal: int, _frame: FrameType | None) -> None:
        # Not what Python has for SIGINT: it would wait for what is being done all the same.
        for name in names:
            signal.signal(name, signal.SIG_DFL)
        stop()

    for name in names:
        with suppress(ValueError):  # where this is not the main thread
            signal.signal(name, end)
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
