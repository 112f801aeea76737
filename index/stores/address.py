"""Engine addresses: which engine, and where its index lies.

``whoosh:var/index`` names a folder; ``opensearch://host:9200/news`` a host of a cluster and an
archive there.
"""

import re
from dataclasses import dataclass

from index.errors import AddressError

SCHEMES = ("whoosh", "opensearch")

#: Where OpenSearch listens if nothing else is said.
_PORT = 9200

_HOST = re.compile(r"(?P<name>[\w.-]+|\[[0-9a-fA-F:.]+\])(:(?P<port>\d{1,5}))?")
_ARCHIVE = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")

# The indexes of an archive are called by its name and one of these.
_RESERVED = frozenset({"articles", "tables", "lock"})


@dataclass(frozen=True, slots=True)
class Address:
    """An engine address.

    Attributes:
        scheme: which engine.
        location: what that engine needs to find the index; for whoosh a folder.
        host: for opensearch, a host of the cluster with its port.
        name: for opensearch, the name of the archive in the cluster.
    """

    scheme: str
    location: str
    host: str = ""
    name: str = ""

    def __str__(self) -> str:
        return f"{self.scheme}:{self.location}"


def parse_address(text: str) -> Address:
    """Read an engine address.

    Raises:
        AddressError: where it names no known engine or no place.
    """
    scheme, colon, location = text.partition(":")
    if not colon or scheme not in SCHEMES or not location:
        raise AddressError(
            f"{text!r} is no engine address; write it like whoosh:var/index or "
            "opensearch://host:9200/name"
        )
    return _cluster_address(text, location) if scheme == "opensearch" else Address(scheme, location)


def parse_host(text: str) -> str:
    """Return a host of a cluster with its port, 9200 where none is given.

    Raises:
        AddressError: where it is none.
    """
    found = _HOST.fullmatch(text)
    port = int(found["port"] or _PORT) if found else 0
    if not found or not 0 < port < 65_536:
        raise AddressError(f"{text!r} is no host; write it like host:9200, without https://")
    return f"{found['name']}:{port}"


def _cluster_address(text: str, location: str) -> Address:
    slashes, (host, slash, name) = location[:2], location[2:].partition("/")
    if slashes != "//" or not slash:
        raise AddressError(
            f"{text!r} is no engine address; write it like opensearch://host:9200/name"
        )
    if "@" in host:
        raise AddressError(
            "an engine address holds no user or password; they are the settings "
            "FIHRIS_OPENSEARCH_USER and FIHRIS_OPENSEARCH_PASSWORD"
        )
    host = parse_host(host)
    if not _ARCHIVE.fullmatch(name):
        raise AddressError(
            f"{text!r}: {name!r} is no name of an archive; use small Latin letters, digits, "
            "- and _, a letter or digit first"
        )
    if reserved := _RESERVED.intersection(name.split("-")):
        raise AddressError(
            f"{text!r}: no part of the name may be {min(reserved)!r}, which the indexes of an "
            "archive are called by; choose another name"
        )
    return Address("opensearch", f"//{host}/{name}", host, name)
