"""Tables that are read whole, kept in a cluster beside the articles: cut into records of bytes."""

import base64
import hashlib
import zlib
from collections.abc import Iterator
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError

from index.errors import IndexDamaged
from index.stores.opensearch.mapping import replicas_setting

EVIDENCE = "evidence"
COMPLETIONS = "completions"

# So many bytes a record, well below what a cluster takes in one request.
_BYTES_IN_A_PART = 3_000_000

#: What every index of tables is made with: found by the names of its records, never searched.
INDEX = {
    "mappings": {"enabled": False},
    "settings": {"number_of_shards": 1, "hidden": True, **replicas_setting("0-all")},
}


def write_table(client: OpenSearch, index: str, name: str, content: bytes) -> None:
    """Put a table into an index of tables; its head last, so that a head means a whole table."""
    packed = zlib.compress(content)
    parts = range(0, len(packed), _BYTES_IN_A_PART)
    for number, start in enumerate(parts):
        part = base64.b64encode(packed[start : start + _BYTES_IN_A_PART]).decode()
        _put(client, index, f"{name}-{number}", {"bytes": part})
    head = {"parts": len(parts), "sha256": hashlib.sha256(content).hexdigest()}
    _put(client, index, name, head)


def read_table(client: OpenSearch, index: str, name: str) -> bytes:
    """What :func:`write_table` put there.

    Raises:
        IndexDamaged: it is not there, or not what was put there.
    """
    try:
        head = _get(client, index, name)
        content = zlib.decompress(b"".join(_parts(client, index, name, head["parts"])))
        if hashlib.sha256(content).hexdigest() == head["sha256"]:
            return content
        found = "its content has changed since it was published"
    except (NotFoundError, KeyError, TypeError, ValueError, zlib.error) as error:
        found = "it is not there" if isinstance(error, NotFoundError) else repr(error)
    raise damaged(index, f"the table {name}: {found}")


def damaged(index: str, what: str) -> IndexDamaged:
    """The error to raise for an index that is not as it was published."""
    return IndexDamaged(f"{index}: {what}; build the index anew with: manage.py reindex PATH")


def _parts(client: OpenSearch, index: str, name: str, parts: int) -> Iterator[bytes]:
    for number in range(parts):
        yield base64.b64decode(_get(client, index, f"{name}-{number}")["bytes"], validate=True)


def _put(client: OpenSearch, index: str, record: str, values: dict[str, Any]) -> None:
    client.index(index=index, id=record, body=values, params={"timeout": "10s"}, request_timeout=60)


def _get(client: OpenSearch, index: str, record: str) -> Any:
    return client.get(index=index, id=record, request_timeout=120)["_source"]
