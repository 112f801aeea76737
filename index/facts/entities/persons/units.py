"""The units that a name is made of, and the row of them."""

from typing import Literal, NamedTuple

#: What a unit is: a given name, one that is also a word, a family name, one that is known by
#: itself, one that is also a word, an unknown word, an unknown nisba, several words joined, or
#: أبو with a given name.
UnitKind = Literal[
    "given", "given?", "family", "alone", "family?", "unknown", "nisba", "joined", "kunya"
]


class Unit(NamedTuple):
    """Words of a name that belong together; a tuple, because texts have many of them.

    Attributes:
        first: number of the first word, and
        end: of the one behind the last.
        kind: what it is.
    """

    first: int
    end: int
    kind: UnitKind

    @property
    def is_sure(self) -> bool:
        """Whether it is a part of a name and hardly anything else."""
        return self.kind in ("given", "family", "alone", "joined", "kunya")


class Shape(NamedTuple):
    """A row of words that may be a name; a tuple, because texts have many of them.

    Attributes:
        units: of which it is made; never empty.
        cut: letters of clitics in front of the first word.
    """

    units: tuple[Unit, ...]
    cut: int = 0

    @property
    def first(self) -> int:
        """The number of its first word."""
        return self.units[0].first

    @property
    def end(self) -> int:
        """The number of the word behind its last."""
        return self.units[-1].end

    @property
    def is_known_by_itself(self) -> bool:
        """Whether it needs no other reason than its words to be a name."""
        first, second = self.units[0], self.units[1] if len(self.units) > 1 else None
        if first.kind in ("alone", "kunya"):
            return True
        if second is None:
            return False
        if first.kind in ("given", "joined"):
            return True
        if first.kind == "given?":
            return second.is_sure or second.kind == "nisba"
        if first.kind == "family":
            return second.kind in ("alone", "family")
        return second.kind == "alone"
