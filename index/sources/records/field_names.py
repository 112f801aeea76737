"""What a file calls a column or key: the field of an article that it means, if it is known."""

import re
from pathlib import Path

from index import tables
from index.analysis import fold

TABLE = Path(__file__).with_name("field_names.tsv")
_COLUMNS = ("field", "names")
#: What parts the words of a name, and what no reader sees in it.
_BETWEEN = re.compile(r"[\s_\-./:]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _folded(name: str) -> str:
    words = _BETWEEN.split(_HUMP.sub(" ", name).strip(" \t\n\ufeff\u200e\u200f:*"))
    return "".join(fold(word) for word in words).casefold()


def read_names(path: Path = TABLE) -> dict[str, tuple[str, int]]:
    """Read the table of names.

    Returns:
        The field and the place in its list, 0 for the likeliest, by the folded name.

    Raises:
        TableError: a line has not the right columns, or a name stands in two of them.
    """
    found: dict[str, tuple[str, int]] = {}
    for line, (field, names) in tables.read(path, _COLUMNS, filled=_COLUMNS):
        for place, name in enumerate(tables.several(names)):
            folded = _folded(name)
            if found.setdefault(folded, (field, place))[0] != field:
                raise tables.error_at(path, line, f"{name!r} stands for two fields; drop one")
    return found


_NAMES = read_names()


def field_of(name: str) -> str | None:
    """Return the field that a name in a file stands for, or ``None`` where it is not known.

    Args:
        name: of a column or key, in any case and spelling: ``Publish_Date``, ``تاريخ النشر``.
    """
    found = _NAMES.get(_folded(name))
    return found[0] if found else None


def likeliness(name: str) -> int:
    """Return how far behind in the list of its field a name stands; 0 is the likeliest."""
    found = _NAMES.get(_folded(name))
    return found[1] if found else len(_NAMES)
