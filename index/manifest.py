"""What built an index: written beside it when it is published, asked whenever it is opened."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

from index.analysis import fingerprint
from index.disk_errors import unread
from index.errors import AnalyzerMismatch, ArchiveOvertaken, IndexDamaged
from index.facets import INDEXED_FACETS
from index.fields import FIELDS
from index.files_read.kept import NOTHING_READ, FilesRead
from index.names.accepted import NO_NAMES, AcceptedNames
from index.version import VERSION

FILE_NAME = "manifest.json"

#: Version of what an index holds besides terms: its files, its columns, the stored record. To be
#: raised with any change of them that readers of another version would get wrong; a file that may
#: be missing is none.
LAYOUT = 11


_LIBRARIES = ("whoosh-reloaded", "snowballstemmer", "pyarabic")


#: A byte of a path that is not UTF-8, as Python has it and as it is written out.
_ODD_BYTE = re.compile(r"\\u(dc[89a-f][0-9a-f])")


def _path_of(written: str) -> str:
    return _ODD_BYTE.sub(lambda found: chr(int(found[1], 16)), written)


def new_mark() -> str:
    """Return a mark that no other publication has."""
    return uuid4().hex[:12]


def now() -> str:
    """Return the present time as a manifest writes it: ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def field_names() -> tuple[str, ...]:
    """Return the names that a manifest written now would list: fields, then facets."""
    facets = (f"facet {facet.name}" for facet in INDEXED_FACETS)
    return (*(field.name for field in FIELDS), *facets)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the articles of an index came from.

    Attributes:
        sources: the paths that they were read from, absolute, and
        format: the format they were told to have, if any.
        skipped: how many records were left out, by reason.
        mapping: fields by the names that they were told to have in the sources.
        arrived: how many of the last ones came into an archive that was there.
        files: what was read of which file; a manifest does not hold it.
        names: the writings that are listed under one entry.
    """

    sources: tuple[str, ...]
    format: str | None
    skipped: Mapping[str, int]
    mapping: tuple[tuple[str, str], ...] = ()
    arrived: int = 0
    files: FilesRead = field(default=NOTHING_READ, compare=False)
    names: AcceptedNames = NO_NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Facts about one build of an index.

    Attributes:
        fingerprint: hash of the analyzer that made its terms (``index.analysis``).
        evidence: hash of the archive's corpus frequencies (``index.analysis.corpus_frequencies``).
        layout: ``LAYOUT`` when it was built.
        articles: how many it holds.
        sources: the paths it was read from, absolute; ``reindex`` reads them again.
        format: the format that these were told to have, if any.
        mapping: fields by the names that these were told to have for them.
        fields: names of the fields and facets of ``index.fields`` when it was built.
        skipped: how many records were left out, by reason.
        built: when, ISO 8601 in UTC.
        seconds: how long the build took.
        software: version of Fihris and of the libraries whose formats or results it rests on.
        changed: when articles were last put in or taken out without building anew, likewise;
            empty where they never were.
        mark: tells what was published from all that was before, whatever the clock says.
        counted: how many articles there were when its words were counted.
        settled: articles with a lower number were there when its sources were last read as a
            whole; those behind them arrived later, one after the other.
        names: the writings that all of its articles, and queries, have under one entry.
        associations: how many words it relates (:mod:`index.associations`).
    """

    fingerprint: str
    evidence: str
    layout: int
    articles: int
    sources: tuple[str, ...]
    format: str | None
    fields: tuple[str, ...]
    skipped: dict[str, int]
    built: str
    seconds: float
    software: dict[str, str]
    changed: str = ""
    mapping: tuple[tuple[str, str], ...] = ()
    mark: str = ""
    counted: int = 0
    settled: int = 0
    names: AcceptedNames = NO_NAMES
    associations: int = 0

    @classmethod
    def of_build(
        cls,
        origin: Origin,
        *,
        evidence: str,
        articles: int,
        seconds: float,
        associations: int = 0,
    ) -> "Manifest":
        """Return the manifest of an index that was built now, by this software.

        Args:
            origin: where its articles came from.
            evidence: hash of the archive's corpus frequencies.
            articles: how many it holds.
            seconds: how long the build took.
            associations: how many words it relates.
        """
        return cls(
            fingerprint=fingerprint(),
            evidence=evidence,
            layout=LAYOUT,
            articles=articles,
            sources=origin.sources,
            format=origin.format,
            mapping=origin.mapping,
            fields=field_names(),
            skipped=dict(origin.skipped),
            built=now(),
            seconds=round(seconds, 2),
            software={"fihris": VERSION, **{name: version(name) for name in _LIBRARIES}},
            mark=new_mark(),
            counted=articles,
            settled=articles - origin.arrived,
            names=origin.names,
            associations=associations,
        )

    @property
    def origin(self) -> Origin:
        """Return where the articles came from."""
        return Origin(self.sources, self.format, self.skipped, self.mapping, names=self.names)

    def is_current(self) -> bool:
        """Tell whether this software would build the same terms and columns today."""
        return (self.fingerprint, self.fields, self.layout) == (
            fingerprint(),
            field_names(),
            LAYOUT,
        )

    def must_match(self, where: str) -> None:
        """Make sure that this software would build the same index today.

        Args:
            where: the index, for the message.

        Raises:
            AnalyzerMismatch: its terms or its fields are not the ones that a query would use.
        """
        if self.fingerprint != fingerprint():
            made, now = f"analyzer {self.fingerprint}", fingerprint()
        elif self.fields != field_names():
            made, now = f"the fields {', '.join(self.fields)}", ", ".join(field_names())
        elif self.layout != LAYOUT:
            made, now = f"layout {self.layout}", str(LAYOUT)
        else:
            return
        raise AnalyzerMismatch(
            f"{where}: made with {made}, but this is {now}; build it anew with: "
            "manage.py reindex --engine ADDRESS"
        )

    def must_have(self, mark: str | None, where: str) -> None:
        """Make sure that this is the publication that something is meant for.

        Args:
            mark: of that one; ``None`` where any will do.
            where: the index, for the message.

        Raises:
            ArchiveOvertaken: it is another.
        """
        if mark is not None and mark != self.mark:
            raise ArchiveOvertaken(
                f"{where}: another command changed the archive meanwhile; run this one again"
            )

    def write(self, folder: Path) -> None:
        """Put the manifest into a folder."""
        text = json.dumps(self.values(), ensure_ascii=False, indent=2)
        (folder / FILE_NAME).write_text(text + "\n", encoding="utf-8")

    def values(self) -> dict[str, Any]:
        """Return all of it for JSON; a path that is not UTF-8 has its odd bytes written out."""
        written = [path.encode("utf-8", "backslashreplace").decode() for path in self.sources]
        # Most archives have none, and a manifest is read at every change.
        names = {"names": self.names.values()} if self.names else {}
        plain = asdict(replace(self, names=NO_NAMES))
        del plain["names"]
        return {**plain, "sources": written, **names}

    @classmethod
    def of(cls, values: dict[str, Any]) -> "Manifest":
        """Return the manifest of the values that :meth:`values` gave.

        Raises:
            TypeError: they are not those of a manifest, or
            KeyError: not all of them.
        """
        tuples = {name: tuple(values[name]) for name in ("fields", "sources")}
        mapping = tuple((str(name), str(field)) for name, field in values.get("mapping", ()))
        tuples["sources"] = tuple(map(_path_of, tuples["sources"]))
        names = AcceptedNames.of(values.get("names", {}))
        return cls(**{**values, **tuples, "mapping": mapping, "names": names})

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read the manifest of a folder.

        Raises:
            IndexDamaged: where it is missing or not readable.
        """
        path = folder / FILE_NAME
        try:
            return cls.of(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, KeyError) as error:
            why = unread(error, "build anew with: manage.py reindex PATH")
            message = f"{path}: no readable manifest: {why}"
            raise IndexDamaged(message) from error
