"""The small file that names the live index, and the one that was live before it.

It is replaced in one step, so both are always named together, whatever ends a process meanwhile.
"""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from index.errors import PublishedUnsure
from index.stores.embedded.files import CURRENT, sync, write_durably

_LONGEST = 200
_BUILD_NAME = re.compile(r"\d{8}T\d{6}-[0-9a-f]{8}")
_NONE = "-"


class Named(NamedTuple):
    """The names of folders.

    Attributes:
        live: of the live index; ``None`` where nothing says so.
        before: of the one before it, likewise.
        is_told: whether the file says of the one before that it is, or that there is none.
    """

    live: str | None
    before: str | None = None
    is_told: bool = False


def new_name() -> str:
    """Return the name of the folder of a new build."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid4().hex[:8]}"


def is_name(text: str) -> bool:
    """Return whether this is the name of the folder of a build."""
    return _BUILD_NAME.fullmatch(text) is not None


def read_pointer(store: Path) -> Named:
    """Return what is live in the folder of a store.

    Raises:
        OSError: the disk does not tell.
    """
    path = store / CURRENT
    try:
        if not path.is_file():
            return Named(None)
        with path.open("rb") as file:
            lines = file.read(_LONGEST).decode().split("\n")
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return Named(None)
    live, before = (line.strip() for line in (*lines, "", "")[:2])
    if not is_name(live):
        return Named(None)
    return Named(live, before if is_name(before) else None, bool(before))


def point_to(store: Path, live: str, before: str | None = None) -> None:
    """Make a publication the live one, in one step.

    Args:
        store: the folder of the store.
        live: the name of the publication.
        before: the name of the one before it, which a rollback brings back; by default the one
            that was live.

    Raises:
        PublishedUnsure: it is live, but a power cut may undo that.
        OSError: it is not live.
    """
    before = before or read_pointer(store).live or _NONE
    try:
        write_durably(store / CURRENT, f"{live}\n{before}\n")
    except OSError as error:
        if read_pointer(store).live != live:
            raise
        raise PublishedUnsure(
            f"{store}: the new index is published and answers, but the disk did not confirm it "
            f"({error.strerror or error}); a power cut may bring back the one before; look at the "
            "disk, then run the command again"
        ) from error


def make_folder(folder: Path) -> None:
    """Make the folder of a store, and those above it, so that a power cut takes none away."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        for one in missing:
            sync(one.parent)
