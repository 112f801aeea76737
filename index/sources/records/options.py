"""The options of a command that name the fields of a file, fit to be pasted into a shell."""

import re
import shlex
from collections.abc import Mapping

from index.sources.files.decoding import mend

#: A shell takes these as they stand; Arabic letters are among them.
_BARE = re.compile(r"[\w.=/-]+")
_LONGEST = 60


def option(name: str, field: str) -> str:
    """Return the option that takes a name for a field; an empty one passes over the name.

    Args:
        name: as the file has it.
        field: one of the fields, or the word ``FIELD`` for whichever a person means.
    """
    told = f"{mend(name)[:_LONGEST]}={field}"
    return f"--map {told if _BARE.fullmatch(told) else shlex.quote(told)}"


def options(fields: Mapping[str, str]) -> str:
    """Return the options that take names for their fields."""
    return " ".join(option(name, field) for name, field in fields.items())
