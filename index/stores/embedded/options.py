"""How an archive in a folder is written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderOptions:
    """What whoever writes into the folder of a store is to keep to.

    Attributes:
        lock_seconds: how long a writer waits for another one to end.
        segments: how many segments of about one size may stand before they are merged into one.
    """

    lock_seconds: float = 10.0
    segments: int = 10


#: Where nothing is set.
DEFAULTS = FolderOptions()
