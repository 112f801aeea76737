"""What is read whole beside the articles of an index: bytes, cut into records of another index."""

import base64
import hashlib
import zlib

from index.stores.opensearch.cluster_index import ClusterIndex, Json

EVIDENCE = "evidence"
COMPLETIONS = "completions"
ASSOCIATIONS = "associations"
FILES = "files"

# So many bytes a record, well below what a cluster takes in one request.
_BYTES_IN_A_PART = 3_000_000


def write_blob(
    index: ClusterIndex, name: str, content: bytes, *, in_its_head: bool = False
) -> None:
    """Write bytes under a name; their head last, so that a head means that all are there.

    Args:
        index: of blobs.
        name: of these.
        content: of any length.
        in_its_head: whether what is short goes into the head: what comes and goes with every
            change is one record then.
    """
    packed, digest = zlib.compress(content), hashlib.sha256(content).hexdigest()
    if in_its_head and len(packed) <= _BYTES_IN_A_PART:
        held = base64.b64encode(packed).decode()
        index.put(name, {"parts": 0, "sha256": digest, "bytes": held})
        return
    parts = range(0, len(packed), _BYTES_IN_A_PART)
    for number, start in enumerate(parts):
        part = base64.b64encode(packed[start : start + _BYTES_IN_A_PART]).decode()
        index.put(f"{name}-{number}", {"bytes": part})
    index.put(name, {"parts": len(parts), "sha256": digest})


def read_blob(index: ClusterIndex, name: str) -> bytes:
    """Return what :func:`write_blob` wrote.

    Raises:
        IndexDamaged: it is not there, or not what was written.
    """
    try:
        head = _record(index, name, name)
        others = (_record(index, name, f"{name}-{number}") for number in range(head["parts"]))
        parts = [head] if "bytes" in head else others
        packed = b"".join(base64.b64decode(part["bytes"], validate=True) for part in parts)
        content = zlib.decompress(packed)
        if hashlib.sha256(content).hexdigest() == head["sha256"]:
            return content
        found = "its content has changed since it was published"
    except (KeyError, TypeError, ValueError, zlib.error) as error:
        found = repr(error)
    raise index.damaged(f"the table {name}: {found}")


def has_blob(index: ClusterIndex, name: str) -> bool:
    """Tell whether :func:`write_blob` wrote something under a name."""
    return index.get(name) is not None


def remove_blob(index: ClusterIndex, name: str) -> None:
    """Remove what :func:`write_blob` wrote, if it is there; its head first."""
    head = index.get(name)
    if head is None:
        return
    index.remove(name)
    for number in range(head["_source"]["parts"]):
        index.remove(f"{name}-{number}")


def _record(index: ClusterIndex, name: str, record: str) -> Json:
    found = index.get(record)
    if found is None:
        raise index.damaged(f"the table {name}: it is not there")
    values: Json = found["_source"]
    return values
