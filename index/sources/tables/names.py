"""What the columns of a table are called, and which fields these names stand for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.sources.files.decoding import DIRECTION_MARKS
from index.sources.records.field_names import field_of
from index.sources.records.fields import DERIVED, FIELDS, SEVERAL

_PLURALS = {plural: singular for singular, plural in SEVERAL.items()}
#: What no reader sees, and the quotes that a word processor or an exporter leaves around a name.
_UNSEEN = str.maketrans("", "", DIRECTION_MARKS + "\u200b\u200c\u200d\u2060\u00ad\0")
_AROUND = " \t\r\n\"'`“”„‘’«»"
#: The longest name of a column; what is longer is text.
_LONGEST = 60
_NO_NAME = re.compile(r"https?:|www\.|[.!?؟]\s|\d[-/.:]\d")
#: What the person says who wants a column to be left out.
_LEFT_OUT = ("", "-")


def shown(cell: str) -> str:
    """Return the name that stands in a cell of a header, as a person reads it."""
    return " ".join(cell.translate(_UNSEEN).strip(_AROUND).split())


def is_name(cell: str) -> bool:
    """Tell whether a cell may be the name of a column: short, no day, no address, no sentence."""
    return len(cell) <= _LONGEST and _NO_NAME.search(cell) is None


@dataclass(frozen=True, slots=True)
class Names:
    """Fields by the names that a file has for them.

    Attributes:
        mapping: what a person told, by name or by number of the column from 1.
    """

    mapping: tuple[tuple[str, str], ...] = ()

    def field(self, name: str, number: int = 0) -> str | None:
        """Return the field of a column, or ``None`` where it is not known.

        Args:
            name: as :func:`shown` gives it.
            number: of the column, from 1.
        """
        told = self.told(name, number)
        if told is not None:
            return None if told in _LEFT_OUT else field_of(told) or told
        plain = name.lower()
        if _PLURALS.get(plain, plain) in FIELDS:
            return _PLURALS.get(plain, plain)
        return field_of(name) if name else None

    def told(self, name: str, number: int = 0) -> str | None:
        """Return the field that a person told for a column."""
        by_number = None
        for key, field in self.mapping:
            if name and shown(key).casefold() == name.casefold():
                return field
            if key.strip() == str(number):
                by_number = field
        return by_number

    def by_number(self, width: int) -> bool:
        """Tell whether a person named columns of a table of this width by their numbers."""
        numbers = {str(number) for number in range(1, width + 1)}
        return any(key.strip() in numbers for key, _ in self.mapping)

    def fields_in(self, row: Sequence[str]) -> int:
        """Return how many different fields a row names; none where it is no header."""
        cells = [shown(cell) for cell in row]
        filled = [cell for cell in cells if cell]
        if not filled or not all(map(is_name, filled)):
            return 0
        found = {self.field(cell) for cell in filled if not cell.isdigit()} - {None}
        return len(found)


def is_derived(name: str) -> bool:
    """Tell whether a column is made anew from the others, so that nothing is lost with it."""
    return name.lower() in DERIVED
