"""The settings of Fihris: one table, read once from the environment.

Only ``commands/`` reads them; everything below takes plain arguments.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar
from urllib.parse import urlsplit

from index.errors import AddressError, SettingError
from index.feeds.options import FollowOptions
from index.limits import LINKS, SourceLimits
from index.stores.address import parse_host
from index.stores.cluster import ClusterOptions
from index.stores.embedded.options import FolderOptions
from index.watching.options import WatchOptions


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
    Setting(
        "FIHRIS_TODAY",
        "clock",
        "The day that «أمس» and «آخر 7 أيام» are counted from: clock, that of this machine; "
        "archive, the day of the newest article, for archives that are closed; or a day such as "
        "2015-08-31.",
    ),
    Setting("FIHRIS_ARCHIVE_NAME", "فهرس", "Name of the archive, as readers see it."),
    Setting(
        "FIHRIS_PUBLIC_ADDRESS",
        "",
        "Where readers reach the archive, for feeds and the sitemap, such as "
        "https://archive.example; empty: the address that `serve` listens on, where it is asked "
        "under that, and none otherwise.",
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
        "FIHRIS_ANSWER_SECONDS",
        "5",
        "How long an answer may take before it is given up, 1 to 600; it is then a 503.",
    ),
    Setting(
        "FIHRIS_EXPORTS",
        "2",
        "Tables, feeds and parts of the sitemap that each process gives out at the same time, 1 to "
        "1024; whoever asks for more is told to come back.",
    ),
    Setting(
        "FIHRIS_EXPORT_SECONDS",
        "600",
        "How long the transfer of one of them may take before it is broken off, 1 to 86400.",
    ),
    Setting(
        "FIHRIS_RATE",
        "3000",
        "Requests a minute that one client may make, other than from this machine; 0: any number.",
    ),
    Setting(
        "FIHRIS_PROXIES",
        "0",
        "Proxies in front, 0 to 9: so many are believed who asks, and by which scheme.",
    ),
    Setting(
        "FIHRIS_METRICS",
        "local",
        "Who is shown the figures at `/metrics`: local, whoever asks from this machine and not "
        "through a proxy; on, everybody; off, nobody, and nothing is counted.",
    ),
    Setting("FIHRIS_LOG", "text", "Form of the log's lines: text for people, json for programs."),
    Setting(
        "FIHRIS_LOG_QUERIES",
        "on",
        "Whether the log tells what readers look for: on or off.",
    ),
    Setting(
        "FIHRIS_ACCESS_LOG",
        "off",
        "Whether each request has a line in the log: on or off.",
    ),
    Setting(
        "FIHRIS_CONNECTIONS",
        "1000",
        "Connections that each process holds, 10 to 100000; at this number idle ones give way.",
    ),
    Setting(
        "FIHRIS_QUEUE",
        "200",
        "Requests that wait for their turn in each process, 1 to 100000; more are told to come "
        "back.",
    ),
    Setting("FIHRIS_HEADER_BYTES", "32768", "Bytes of the head of a request, 1024 to 1048576."),
    Setting("FIHRIS_BODY_BYTES", "65536", "Bytes of the body of a request, 0 to 1048576."),
    Setting(
        "FIHRIS_REQUEST_SECONDS",
        "20",
        "How long a request may take to arrive, 1 to 600.",
    ),
    Setting(
        "FIHRIS_IDLE_SECONDS",
        "60",
        "How long a connection is kept on which nothing is asked, 1 to 3600.",
    ),
    Setting(
        "FIHRIS_SEND_SECONDS",
        "30",
        "How long a client may take nothing of its answer before it is cut off, 1 to 600.",
    ),
    Setting(
        "FIHRIS_END_SECONDS",
        "30",
        "How long requests at work may take to end when the server is told to, 0 to 600.",
    ),
    Setting(
        "FIHRIS_CACHE_MEGABYTES",
        "auto",
        "Memory of each process for what earlier queries found, 1 to 1048576; auto: 64, 1 for a "
        "thousand articles, and 64 for words that were typed.",
    ),
    Setting(
        "FIHRIS_RECORD_BYTES",
        "16777216",
        "Bytes of one record of a source as it lies there, 1024 to 1073741824; longer ones are "
        "left out. Reading a file takes at most 64 times as much memory, and 768 MB.",
    ),
    Setting(
        "FIHRIS_ARTICLE_LETTERS",
        "500000",
        "Letters of one article, 1000 to 100000000; longer ones are left out.",
    ),
    Setting(
        "FIHRIS_ARTICLE_PLACES",
        "1000",
        "Places that one article may name, 10 to 1000000; likewise agencies, dates, people, "
        "organisations, and mentions of one of them. The first are kept.",
    ),
    Setting(
        "FIHRIS_FILE_SECONDS",
        "60",
        "How long a file may give neither article nor problem before it is given up, 1 to 86400.",
    ),
    Setting(
        "FIHRIS_LOCK_SECONDS",
        "10",
        "How long a command that writes waits for another one that is writing the same archive, 0 "
        "to 86400; the option --wait goes before.",
    ),
    Setting(
        "FIHRIS_SEGMENTS",
        "10",
        "How many segments of about one size an index in a folder may have before they are merged "
        "into one, 2 to 100.",
    ),
    Setting(
        "FIHRIS_NAMES",
        "",
        "File with the names that are listed under one entry, see `names`; empty: names.tsv in the "
        "folder of the index, and var/names.tsv for an archive in a cluster.",
    ),
    Setting(
        "FIHRIS_SURE_NAMES",
        "off",
        "Whether `reindex` and `compact` accept names that leave no doubt, as "
        "`names accept --sure` does: on or off.",
    ),
    Setting(
        "FIHRIS_SYNONYMS",
        "",
        "File with further groups of related words, a group a line: a = b for words that stand for "
        "each other, a => b for one way; empty: those of Fihris alone.",
    ),
    Setting(
        "FIHRIS_LINKS",
        "inside",
        "Symbolic links that are followed: inside, those that stay in the folder that is read; "
        "all; or none.",
    ),
    Setting(
        "FIHRIS_WATCH_QUIET",
        "2",
        "How long nobody may have written to a file before `update --watch` reads it, in seconds, "
        "0 to 3600.",
    ),
    Setting(
        "FIHRIS_WATCH",
        "events",
        "How `update --watch` comes to know of changes: events, the system tells of them where it "
        "can; poll, it looks, as is needed for disks of other machines.",
    ),
    Setting(
        "FIHRIS_WATCH_SECONDS",
        "10",
        "Seconds between two looks where it looks, 1 to 86400.",
    ),
    Setting(
        "FIHRIS_FOLLOW_FOLDER",
        "",
        "Folder in which `follow` keeps what came from feeds and remembers them; empty: feeds in "
        "the folder of the index, and var/feeds for an archive in a cluster.",
    ),
    Setting(
        "FIHRIS_FOLLOW_MINUTES",
        "30",
        "Minutes between two polls of a feed, 1 to 1440, where neither it nor its server wants "
        "to be left alone for longer.",
    ),
    Setting(
        "FIHRIS_FOLLOW_SECONDS",
        "10",
        "How long what came from feeds waits for more before it is published, 0 to 86400.",
    ),
    Setting(
        "FIHRIS_FOLLOW_BYTES",
        "16777216",
        "Bytes of a feed or a page, packed and unpacked, 1024 to 1073741824; longer ones are not "
        "read.",
    ),
    Setting(
        "FIHRIS_FOLLOW_PAGES",
        "off",
        "Whether the page of an article is fetched where its feed gives a teaser only: on or off.",
    ),
    Setting(
        "FIHRIS_FOLLOW_PRIVATE",
        "off",
        "Whether feeds, redirects and pages may lead to machines of the own network: on or off.",
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
_AUTO = "auto"

_METRICS: tuple[Literal["local", "on", "off"], ...] = ("local", "on", "off")
_PRESENT: tuple[Literal["clock", "archive"], ...] = ("clock", "archive")
_LOGS: tuple[Literal["text", "json"], ...] = ("text", "json")

_Word = TypeVar("_Word", bound=str)

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
    present: date | Literal["clock", "archive"]
    archive_name: str
    public_address: str
    cache_seconds: int
    cors_origins: tuple[str, ...]
    cluster: ClusterOptions
    in_folder: FolderOptions
    sources: SourceLimits
    watch: WatchOptions
    follow: FollowOptions
    names: str
    sure_names: bool
    synonyms: str
    cache_megabytes: int | None
    answer_seconds: int
    exports: int
    export_seconds: int
    rate: int
    proxies: int
    metrics: Literal["local", "on", "off"]
    log: Literal["text", "json"]
    log_queries: bool
    access_log: bool
    connections: int
    queue: int
    header_bytes: int
    body_bytes: int
    request_seconds: int
    idle_seconds: int
    send_seconds: int
    end_seconds: int


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
        present=_present(values, "FIHRIS_TODAY"),
        archive_name=values["FIHRIS_ARCHIVE_NAME"],
        public_address=_web_address(values, "FIHRIS_PUBLIC_ADDRESS"),
        cache_seconds=_number(values, "FIHRIS_CACHE_SECONDS", 0, 31_536_000),
        cors_origins=_origins(values, "FIHRIS_CORS_ORIGINS"),
        cluster=_cluster(values),
        in_folder=FolderOptions(
            lock_seconds=_number(values, "FIHRIS_LOCK_SECONDS", 0, 86_400),
            segments=_number(values, "FIHRIS_SEGMENTS", 2, 100),
        ),
        sources=_sources(values),
        watch=_watch(values),
        follow=_follow(values),
        names=values["FIHRIS_NAMES"],
        sure_names=_switch(values, "FIHRIS_SURE_NAMES"),
        synonyms=_file(values, "FIHRIS_SYNONYMS"),
        cache_megabytes=_megabytes(values, "FIHRIS_CACHE_MEGABYTES"),
        answer_seconds=_number(values, "FIHRIS_ANSWER_SECONDS", 1, 600),
        exports=_number(values, "FIHRIS_EXPORTS", 1, 1024),
        export_seconds=_number(values, "FIHRIS_EXPORT_SECONDS", 1, 86_400),
        rate=_number(values, "FIHRIS_RATE", 0, 1_000_000),
        proxies=_number(values, "FIHRIS_PROXIES", 0, 9),
        metrics=_choice(values, "FIHRIS_METRICS", _METRICS),
        log=_choice(values, "FIHRIS_LOG", _LOGS),
        log_queries=_switch(values, "FIHRIS_LOG_QUERIES"),
        access_log=_switch(values, "FIHRIS_ACCESS_LOG"),
        connections=_number(values, "FIHRIS_CONNECTIONS", 10, 100_000),
        queue=_number(values, "FIHRIS_QUEUE", 1, 100_000),
        header_bytes=_number(values, "FIHRIS_HEADER_BYTES", 1024, 1 << 20),
        body_bytes=_number(values, "FIHRIS_BODY_BYTES", 0, 1 << 20),
        request_seconds=_number(values, "FIHRIS_REQUEST_SECONDS", 1, 600),
        idle_seconds=_number(values, "FIHRIS_IDLE_SECONDS", 1, 3600),
        send_seconds=_number(values, "FIHRIS_SEND_SECONDS", 1, 600),
        end_seconds=_number(values, "FIHRIS_END_SECONDS", 0, 600),
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


def _sources(values: Mapping[str, str]) -> SourceLimits:
    return SourceLimits(
        record_bytes=_number(values, "FIHRIS_RECORD_BYTES", 1024, 1 << 30),
        letters=_number(values, "FIHRIS_ARTICLE_LETTERS", 1000, 100_000_000),
        places=_number(values, "FIHRIS_ARTICLE_PLACES", 10, 1_000_000),
        seconds=_number(values, "FIHRIS_FILE_SECONDS", 1, 86_400),
        links=_choice(values, "FIHRIS_LINKS", LINKS),
    )


def _watch(values: Mapping[str, str]) -> WatchOptions:
    return WatchOptions(
        quiet=_number(values, "FIHRIS_WATCH_QUIET", 0, 3600),
        seconds=_number(values, "FIHRIS_WATCH_SECONDS", 1, 86_400),
        is_polling=_choice(values, "FIHRIS_WATCH", ("events", "poll")) == "poll",
    )


def _follow(values: Mapping[str, str]) -> FollowOptions:
    return FollowOptions(
        folder=values["FIHRIS_FOLLOW_FOLDER"],
        minutes=_number(values, "FIHRIS_FOLLOW_MINUTES", 1, 1440),
        seconds=_number(values, "FIHRIS_FOLLOW_SECONDS", 0, 86_400),
        bytes=_number(values, "FIHRIS_FOLLOW_BYTES", 1024, 1 << 30),
        pages=_switch(values, "FIHRIS_FOLLOW_PAGES"),
        private=_switch(values, "FIHRIS_FOLLOW_PRIVATE"),
    )


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
        lock_seconds=_number(values, "FIHRIS_LOCK_SECONDS", 0, 86_400),
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


def _megabytes(values: Mapping[str, str], name: str) -> int | None:
    return None if values[name] == _AUTO else _number(values, name, 1, 1 << 20)


def _choice(values: Mapping[str, str], name: str, choices: Sequence[_Word]) -> _Word:
    for choice in choices:
        if values[name] == choice:
            return choice
    raise SettingError(f"{name}={values[name]!r}: write one of {', '.join(choices)}")


def _present(values: Mapping[str, str], name: str) -> date | Literal["clock", "archive"]:
    value = values[name]
    for word in _PRESENT:
        if value == word:
            return word
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        what = "write clock, archive or a day such as 2015-08-31"
        raise SettingError(f"{name}={value!r}: {what}") from error


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
