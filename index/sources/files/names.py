"""Names of files as they can be shown: on one line, in the letters that their bytes mean."""

import os
from pathlib import Path

from index.sources.files.encodings import likely


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
