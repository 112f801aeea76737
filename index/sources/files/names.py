"""Names of files as they can be shown: on one line, in the letters that their bytes mean."""

import os
from pathlib import Path

from index.sources.files.encodings import likely

#: No disk has longer names and paths; an archive may have any.
_LONGEST_NAME, _LONGEST_PATH = 255, 4096


def is_hidden(name: str) -> bool:
    """Tell whether a file or folder of this name is passed over."""
    return name.startswith((".", "__MACOSX"))


def parts_of(member: str) -> list[str]:
    """Return the names of the folders that a member of an archive is in, and its own.

    Archives are read in place, so that ``..`` and a path from the root lead nowhere. Programs of
    Windows wrote backslashes.
    """
    if "/" not in member:
        member = member.replace("\\", "/")
    return [part for part in member.split("/") if part not in ("", ".", "..")]


def shown_member(raw: bytes) -> str:
    """Return the name of a member of an archive for people, no longer than one on a disk."""
    name = "/".join(_shortened(part, _LONGEST_NAME) for part in shown(raw).split("/"))
    return _shortened(name, _LONGEST_PATH)


def _shortened(name: str, longest: int) -> str:
    """Return a name without its middle where it is too long; its end tells the format."""
    return name if len(name) <= longest else f"{name[: longest // 2]}…{name[-(longest // 2) :]}"


def shown_path(path: Path) -> str:
    """Return a path for people; a name that is not UTF-8 is read by its letters."""
    return shown(os.fsencode(path))


def shown(raw: bytes) -> str:
    """Return a name for people, in the encoding that it is in, as far as that can be told."""
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        codec = next(iter(likely(raw)), None)
        name = raw.decode(codec, "replace") if codec else raw.decode("utf-8", "replace")
    if name.isprintable():
        return name
    return "".join(char if char.isprintable() else "\ufffd" for char in name)
