"""What was read of which file, in the folder of a publication."""

from pathlib import Path

from index.files_read.record import NOTHING_READ, FilesRead
from index.stores.embedded.files import Published, damaged
from index.stores.embedded.names import FILES_READ


def write_files_read(folder: Path, files: FilesRead) -> None:
    """Write it into the folder of a publication that is not sealed yet."""
    (folder / FILES_READ).write_bytes(files.to_bytes())


def read_files_read(folder: Path, published: Published) -> FilesRead:
    """Return what a publication says of it; nothing where it says nothing.

    Raises:
        IndexDamaged: it cannot be read.
    """
    if not published.lists(FILES_READ):
        return NOTHING_READ
    published.compare(FILES_READ)
    try:
        return FilesRead.from_bytes((folder / FILES_READ).read_bytes())
    except (OSError, ValueError) as error:
        raise damaged(folder / FILES_READ, error) from error
