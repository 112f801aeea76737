"""What is loaded to stay, without looking for garbage among it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Look for no garbage inside, and never again among what was made.

    Modules and tables stay for the life of the process. Going over them again and again takes a
    sixth of the start, and afterwards a part of every answer; in processes that were forked off it
    would copy the pages of memory that they share.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
