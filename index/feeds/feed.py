"""A feed as a list of feeds names it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to be followed.

    Attributes:
        address: as the list has it.
        paper: name of its paper, for articles without one; empty where none is told.
        section: likewise.
    """

    address: str
    paper: str = ""
    section: str = ""
