"""The settings of Fihris: one table, read once from the environment.

Only ``manage.py`` reads them; everything below takes plain arguments.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from index.errors import SettingError


class Setting(NamedTuple):
    """One row of the table: the environment variable, its default, and what it decides."""

    name: str
    default: str
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("FIHRIS_ENGINE", "whoosh:var/index", "Address of the index that commands work on."),
    Setting("FIHRIS_HOST", "127.0.0.1", "Address that `serve` and `demo` listen on."),
    Setting("FIHRIS_PORT", "8000", "Port that `serve` and `demo` listen on, 0 to 65535."),
    Setting("FIHRIS_THREADS", "8", "Requests that `serve` answers at the same time."),
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
)


_ORIGIN = re.compile(r"https?://([\w.-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force."""

    engine: str
    host: str
    port: int
    threads: int
    archive_name: str
    public_address: str
    cache_seconds: int
    cors_origins: tuple[str, ...]


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of an environment, defaults filled in.

    Raises:
        SettingError: where a value has no meaning; it names the variable.
    """
    values = {row.name: environment.get(row.name) or row.default for row in SETTINGS}
    return Settings(
        engine=values["FIHRIS_ENGINE"],
        host=values["FIHRIS_HOST"],
        port=_number(values, "FIHRIS_PORT", 0, 65535),
        threads=_number(values, "FIHRIS_THREADS", 1, 1024),
        archive_name=values["FIHRIS_ARCHIVE_NAME"],
        public_address=_web_address(values, "FIHRIS_PUBLIC_ADDRESS"),
        cache_seconds=_number(values, "FIHRIS_CACHE_SECONDS", 0, 31_536_000),
        cors_origins=_origins(values, "FIHRIS_CORS_ORIGINS"),
    )


def _number(values: Mapping[str, str], name: str, least: int, most: int) -> int:
    try:
        number = int(values[name])
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise SettingError(f"{name}={values[name]!r}: write a number from {least} to {most}")
    return number


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
