"""What was read of which file, in the folder of a publication: a table, and what changed since."""

from pathlib import Path

from index.files_read.kept import NOTHING_READ, FilesRead, Since
from index.files_read.table import FilesTable
from index.stores.embedded.files import Published, damaged
from index.stores.embedded.names import FILES_READ, FILES_SINCE


def write_files_read(folder: Path, files: FilesRead, before: FilesRead = NOTHING_READ) -> None:
    """Write it into the folder of a publication that is not sealed yet.

    Args:
        folder: of the publication.
        files: what was read.
        before: the same of the publication before; where its table is good still, it is left out.
    """
    if files.is_small_after(before):
        (folder / FILES_SINCE).write_bytes(files.since.to_bytes())
    else:
        (folder / FILES_READ).write_bytes(files.to_bytes())
        if before.since != Since():
            # What is known of the table before would be taken over.
            (folder / FILES_SINCE).write_bytes(Since().to_bytes())


def read_files_read(folder: Path, published: Published) -> FilesRead:
    """Return what a publication says of it; nothing where it says nothing.

    Raises:
        IndexDamaged: it cannot be read.
    """
    if not published.lists(FILES_READ):
        return NOTHING_READ
    name = FILES_READ
    try:
        table = FilesTable.from_bytes(_content(folder, name, published))
        if not published.lists(FILES_SINCE):
            return FilesRead(table)
        name = FILES_SINCE
        return FilesRead(table, Since.from_bytes(_content(folder, name, published)))
    except (OSError, ValueError) as error:
        raise damaged(folder / name, error) from error


def _content(folder: Path, name: str, published: Published) -> bytes:
    published.compare(name)
    return (folder / name).read_bytes()
