"""What a file calls a column or key: the field of an article that it means, if it is known."""

import re
from functools import lru_cache
from pathlib import Path

from index import tables
from index.analysis import fold

TABLE = Path(__file__).with_name("field_names.tsv")
_COLUMNS = ("field", "names")
#: What parts the words of a name, and what no reader sees in it.
_BETWEEN = re.compile(r"[\s_\-./:@]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_UNSEEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Return a name as names are compared: without case, blanks, signs and Arabic vowel marks."""
    seen = _HUMP.sub(" ", _UNSEEN.sub("", name)).strip(" \t\n:*")
    return "".join(map(_folded_word, _BETWEEN.split(seen))).casefold()


def _folded_word(word: str) -> str:
    # A hamza on its seat tells words apart that are short: «فئة» is a section, «فيه» is none.
    return "ئ".join(map(fold, word.split("ئ")))


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
            if found.setdefault(folded(name), (field, place))[0] != field:
                raise tables.error_at(path, line, f"{name!r} stands for two fields; drop one")
    return found


_NAMES = read_names()
#: «titleAr» beside «titleEn».
_ARABIC = re.compile(r"(?:(?<=[a-z])Ar|[_\-. ](?:ar|AR|Ar|arabic|Arabic))$")


def _found(name: str) -> tuple[str, int] | None:
    found = _NAMES.get(folded(name))
    if found is None and (without := _ARABIC.sub("", name)) != name:
        found = _NAMES.get(folded(without))
    return found


def field_of(name: str) -> str | None:
    """Return the field that a name in a file stands for, or ``None`` where it is not known.

    Args:
        name: of a column or key, in any case and spelling: ``Publish_Date``, ``تاريخ النشر``.
    """
    found = _found(name)
    return found[0] if found else None


def likeliness(name: str) -> int:
    """Return how far behind in the list of its field a name stands; 0 is the likeliest."""
    found = _found(name)
    return found[1] if found else len(_NAMES)
