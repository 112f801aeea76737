"""What people decide of watching folders."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WatchOptions:
    """What people decide of watching folders.

    Attributes:
        quiet: how long nobody may have written to a file before it is read, in seconds.
        seconds: between two looks at folders that tell nothing of themselves.
        is_polling: whether no folder is asked to tell.
    """

    quiet: float = 2.0
    seconds: float = 10.0
    is_polling: bool = False
