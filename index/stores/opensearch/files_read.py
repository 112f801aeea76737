"""What was read of which file, beside an index in a cluster, with the mark that it is true of."""

from index.errors import IndexDamaged
from index.files_read.kept import NOTHING_READ, FilesRead
from index.stores.opensearch.blobs import FILES, read_blob, write_blob
from index.stores.opensearch.cluster_index import ClusterIndex

_END = b"\n"


def write_files_read(blobs: ClusterIndex, files: FilesRead, mark: str) -> None:
    """Write it.

    Args:
        blobs: the index of blobs.
        files: what was read.
        mark: of the manifest of the index that it is true of.
    """
    write_blob(blobs, FILES, mark.encode() + _END + files.to_bytes())


def read_files_read(blobs: ClusterIndex, mark: str) -> FilesRead:
    """Return it; nothing where it is not there, cannot be read, or is true of another state.

    Then every file is read again, and that sets it right.

    Args:
        blobs: the index of blobs.
        mark: of the manifest.
    """
    try:
        of, _, content = read_blob(blobs, FILES).partition(_END)
        return FilesRead.from_bytes(content) if of == mark.encode() else NOTHING_READ
    except (IndexDamaged, ValueError):
        return NOTHING_READ
