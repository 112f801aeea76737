"""How much of one file, and of one article, is taken: what goes beyond it is told and left out."""

from dataclasses import dataclass
from typing import Literal, get_args

#: Which symbolic links are followed: those that stay in the folder that is read, all, or none.
Links = Literal["inside", "all", "none"]
LINKS: tuple[Links, ...] = get_args(Links)


#: A table turned on its side, or a feed, is read together with all its records.
_RECORDS_TOGETHER = 4
#: An element of markup takes so many times as much memory as its letters in the file.
_TIMES_IN_MEMORY, _IN_ANY_CASE = 64, 768 << 20


@dataclass(frozen=True, slots=True)
class SourceLimits:
    """What a source may cost.

    Attributes:
        record_bytes: of one record as it lies in its file; of a file of one article, of the file.
        letters: of one article.
        places: that one article may name; likewise agencies and days.
        seconds: how long a file may give no record before it is given up.
        links: which symbolic links in a folder are followed.
    """

    record_bytes: int = 16 << 20
    letters: int = 500_000
    places: int = 1000
    seconds: int = 60
    links: Links = "inside"

    @property
    def whole_bytes(self) -> int:
        """Return how long a file may be of which several records are read together."""
        return self.record_bytes * _RECORDS_TOGETHER

    @property
    def memory(self) -> int:
        """Return how many bytes reading one file may take, however it is made."""
        return self.record_bytes * _TIMES_IN_MEMORY + _IN_ANY_CASE


def too_long(what: str, limits: SourceLimits) -> str:
    """Return what is told of something that is longer than a record may be.

    Args:
        what: it is, with what it does not do: ``a line``.
        limits: that are in force.
    """
    return (
        f"{what} is longer than {limits.record_bytes:,} bytes; it is left out; raise "
        "FIHRIS_RECORD_BYTES if it is one article"
    )


DEFAULTS = SourceLimits()
