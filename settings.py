"""The settings of Fihris: one table, read once from the environment.

Only ``manage.py`` reads them; everything below takes plain arguments.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

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
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force."""

    engine: str
    host: str
    port: int
    threads: int
    archive_name: str


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
    )


def _number(values: Mapping[str, str], name: str, least: int, most: int) -> int:
    try:
        number = int(values[name])
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise SettingError(f"{name}={values[name]!r}: write a number from {least} to {most}")
    return number
