"""The settings of Fihris: one table, read once from the environment.

Only ``commands/`` reads them; everything below takes plain arguments.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from index.errors import AddressError, SettingError
from index.stores.address import parse_host
from index.stores.cluster import ClusterOptions


class Setting(NamedTuple):
    """One row of the table: the environment variable, its default, and what it decides."""

    name: str
    default: str
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("FIHRIS_ENGINE", "whoosh:var/index", "Address of the index that commands work on."),
    Setting("FIHRIS_HOST", "127.0.0.1", "Address that `serve` and `demo` listen on."),
    Setting("FIHRIS_PORT", "8000", "Port that `serve` and `demo` listen on, 0 to 65535."),
    Setting(
        "FIHRIS_WORKERS",
        "cores",
        "Processes that `serve` and `demo` answer with, and that share the work of `reindex` and "
        "other commands that build an index: a number from 1 to 256, or cores, as many as the "
        "machine has. An index does not depend on it.",
    ),
    Setting("FIHRIS_THREADS", "8", "Requests that each of them answers at the same time."),
    Setting("FIHRIS_ARCHIVE_NAME", "فهرس", "Name of the archive, as readers see it."),
    Setting(
        "FIHRIS_PUBLIC_ADDRESS",
        "",
        "Where readers reach the archive, for feeds and the sitemap, such as "
        "https://archive.example; empty: as each request names it.",
    ),
    Setting(
        "FIHRIS_CACHE_SECONDS",
        "0",
        "How long browsers and proxies may keep an answer unasked; 0: they ask each time.",
    ),
    Setting(
        "FIHRIS_CORS_ORIGINS",
        "",
        "Sites whose scripts may read the API, separated by spaces; * for all, empty for none.",
    ),
    Setting(
        "FIHRIS_OPENSEARCH_HOSTS",
        "",
        "Further hosts of the OpenSearch cluster, host:port separated by spaces; they are asked "
        "where the one of the address does not answer.",
    ),
    Setting(
        "FIHRIS_OPENSEARCH_TLS", "off", "Whether the cluster is spoken to by https: on or off."
    ),
    Setting("FIHRIS_OPENSEARCH_USER", "", "User of the cluster; empty: nobody is named."),
    Setting("FIHRIS_OPENSEARCH_PASSWORD", "", "Password of this user; it is never printed."),
    Setting(
        "FIHRIS_OPENSEARCH_CA",
        "",
        "File of the authority that signed the cluster's certificates; empty: those that the "
        "system trusts.",
    ),
    Setting(
        "FIHRIS_OPENSEARCH_CERTIFICATE",
        "",
        "File of the certificate to be known by, in place of a user.",
    ),
    Setting("FIHRIS_OPENSEARCH_KEY", "", "File of its key, where that is not in the same file."),
    Setting("FIHRIS_OPENSEARCH_SHARDS", "1", "In how many parts a new index is split, 1 to 1024."),
    Setting(
        "FIHRIS_OPENSEARCH_REPLICAS",
        "0-1",
        "How many copies of each part are kept: a number, or a range for as many as there are "
        "nodes, such as 0-1 or 1-all.",
    ),
    Setting(
        "FIHRIS_OPENSEARCH_KEPT",
        "1",
        "How many replaced indexes stay in the cluster after a new one is published.",
    ),
    Setting("FIHRIS_OPENSEARCH_TIMEOUT", "10", "Seconds that a search of the cluster may take."),
    Setting(
        "FIHRIS_OPENSEARCH_PATIENCE",
        "300",
        "Seconds that `reindex`, `update`, `delete` and `migrate` go on trying while the cluster "
        "does not take what they write, as when nodes are lost.",
    ),
)

#: The most processes that share work.
MOST_WORKERS = 256

_CORES = "cores"

#: Never printed.
_SECRET = "FIHRIS_OPENSEARCH_PASSWORD"


_REPLICAS = re.compile(r"\d{1,2}|\d{1,2}-(\d{1,2}|all)")
_ORIGIN = re.compile(r"https?://([\w.-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force."""

    engine: str
    host: str
    port: int
    workers: int
    threads: int
    archive_name: str
    public_address: str
    cache_seconds: int
    cors_origins: tuple[str, ...]
    cluster: ClusterOptions


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings of an environment, defaults filled in.

    Raises:
        SettingError: where a value has no meaning; it names the variable.
    """
    values = _texts(environment)
    return Settings(
        engine=values["FIHRIS_ENGINE"],
        host=values["FIHRIS_HOST"],
        port=_number(values, "FIHRIS_PORT", 0, 65535),
        workers=_workers(values, "FIHRIS_WORKERS"),
        threads=_number(values, "FIHRIS_THREADS", 1, 1024),
        archive_name=values["FIHRIS_ARCHIVE_NAME"],
        public_address=_web_address(values, "FIHRIS_PUBLIC_ADDRESS"),
        cache_seconds=_number(values, "FIHRIS_CACHE_SECONDS", 0, 31_536_000),
        cors_origins=_origins(values, "FIHRIS_CORS_ORIGINS"),
        cluster=_cluster(values),
    )


def printed(environment: Mapping[str, str] = os.environ) -> list[tuple[Setting, str]]:
    """Return every setting with its value as it may be shown, of a password only that it is set.

    Raises:
        SettingError: where a value has no meaning; it names the variable.
    """
    read(environment)
    values = _texts(environment)
    if values[_SECRET]:
        values[_SECRET] = "(set)"
    return [(row, values[row.name]) for row in SETTINGS]


def _texts(environment: Mapping[str, str]) -> dict[str, str]:
    return {row.name: environment.get(row.name) or row.default for row in SETTINGS}


def _cluster(values: Mapping[str, str]) -> ClusterOptions:
    prefix = "FIHRIS_OPENSEARCH_"
    options = ClusterOptions(
        hosts=_hosts(values, prefix + "HOSTS"),
        tls=_switch(values, prefix + "TLS"),
        user=values[prefix + "USER"],
        password=values[_SECRET],
        ca=_file(values, prefix + "CA"),
        certificate=_file(values, prefix + "CERTIFICATE"),
        key=_file(values, prefix + "KEY"),
        shards=_number(values, prefix + "SHARDS", 1, 1024),
        replicas=_replicas(values, prefix + "REPLICAS"),
        kept=_number(values, prefix + "KEPT", 0, 100),
        timeout=_number(values, prefix + "TIMEOUT", 1, 600),
        patience=_number(values, prefix + "PATIENCE", 1, 86_400),
    )
    for name, needed in (("PASSWORD", "USER"), ("KEY", "CERTIFICATE")):
        if values[prefix + name] and not values[prefix + needed]:
            raise SettingError(f"{prefix}{name} is set without {prefix}{needed}: set both")
    return options


def _hosts(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    try:
        return tuple(parse_host(host) for host in values[name].split())
    except AddressError as error:
        raise SettingError(f"{name}={values[name]!r}: {error}") from error


def _switch(values: Mapping[str, str], name: str) -> bool:
    if values[name] not in ("on", "off"):
        raise SettingError(f"{name}={values[name]!r}: write on or off")
    return values[name] == "on"


def _file(values: Mapping[str, str], name: str) -> str:
    if values[name] and not Path(values[name]).is_file():
        raise SettingError(f"{name}={values[name]!r}: there is no such file")
    return values[name]


def _replicas(values: Mapping[str, str], name: str) -> str:
    if not _REPLICAS.fullmatch(values[name]):
        raise SettingError(
            f"{name}={values[name]!r}: write a number, or a range such as 0-1 or 1-all"
        )
    return values[name]


def _number(values: Mapping[str, str], name: str, least: int, most: int) -> int:
    try:
        number = int(values[name])
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise SettingError(f"{name}={values[name]!r}: write a number from {least} to {most}")
    return number


def _workers(values: Mapping[str, str], name: str) -> int:
    if values[name] == _CORES:
        return min(os.cpu_count() or 1, MOST_WORKERS)
    try:
        return _number(values, name, 1, MOST_WORKERS)
    except SettingError as error:
        raise SettingError(f"{error}, or {_CORES}") from error


def _web_address(values: Mapping[str, str], name: str) -> str:
    address = values[name].strip().rstrip("/")
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query):
        raise SettingError(f"{name}={values[name]!r}: write an address such as https://host/path")
    return address


def _origins(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    found = tuple(values[name].split())
    for origin in found:
        if origin != "*" and not _ORIGIN.fullmatch(origin):
            raise SettingError(
                f"{name}={values[name]!r}: write * or origins such as https://host, not {origin!r}"
            )
    return found
