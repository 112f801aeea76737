"""The input files behind paths, with what a person tells of them in words or beside them.

A file ``fihris.toml`` applies to its folder and all below it, in archives too; a nearer one goes
before one further above, and what is told on the command line before both::

    format = "csv"              # of every file

    [fields]                    # names of columns and keys, and the fields that they stand for
    kalam = "body"
    notes = ""                  # passed over

    [constant]                  # of every article that has none of its own
    source = "الرصيف"
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from index.errors import SourceError
from index.limits import DEFAULTS, SourceLimits
from index.sources.files import finding
from index.sources.files.beside import FEW
from index.sources.files.listing import InputFiles
from index.sources.files.names import shown_path
from index.sources.files.opening import open_file
from index.sources.formats import ALIASES, FORMATS
from index.sources.reading import InputFile
from index.sources.records.fields import FIELDS, SEVERAL

FILE_NAME = "fihris.toml"
#: What may be told of all articles of a folder.
CONSTANTS = ("source", "section", "agency")

Pairs = tuple[tuple[str, str], ...]
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """What a ``fihris.toml`` tells of the files of its folder.

    Attributes:
        name: its path, for messages.
        format: of the files.
        fields: by the names that the files have for them.
        constants: values by fields, for articles without one.
    """

    name: str
    format: str | None = None
    fields: Pairs = ()
    constants: Pairs = ()


def _every(_: Path) -> bool:
    return True


def find(
    paths: Iterable[Path],
    mapping: Pairs = (),
    limits: SourceLimits = DEFAULTS,
    chosen: Callable[[Path], bool] = _every,
) -> InputFiles:
    """Return every input file behind the paths, in their order, with what is told of it.

    All of them are listed once here, and so often again as they are gone through where they are
    too many to be kept.

    Args:
        paths: files, folders, archives, see :func:`index.sources.files.finding.find`.
        mapping: fields by the names that the files have for them.
        limits: of what a source may cost.
        chosen: tells of a file on disk whether it is wanted.

    Raises:
        SourceError: a path does not exist or may not be read, or a ``fihris.toml`` is wrong.
    """
    paths = list(paths)
    told = _Told.above(paths, mapping, limits)

    def wanted(path: Path) -> bool:
        return path.name == FILE_NAME or chosen(path)

    def listed() -> Iterator[InputFile]:
        together = _named_together(paths)
        for path in paths:
            yield from told.without(finding.find(path, together, limits.links, wanted))

    return InputFiles(listed, told)


def on_disk(
    paths: Iterable[Path], mapping: Pairs = (), limits: SourceLimits = DEFAULTS
) -> list[InputFile]:
    """Return the files on disk behind the paths, archives unopened, with what is told of them.

    Args and raises as :func:`find`.
    """
    paths = list(paths)
    told = _Told.above(paths, mapping, limits)
    together = _named_together(paths)
    listed = (told.without(finding.on_disk(path, together, limits.links)) for path in paths)
    # All of it is told only when all are listed.
    return list(map(told, list(chain.from_iterable(listed))))


def _named_together(paths: Sequence[Path]) -> list[Path]:
    return [path for path in paths[:FEW] if not path.is_dir()]


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of files: on the command line, and in the folders that they lie in.

    Attributes:
        mapping: and
        limits: that hold for all of them.
        folders: what is told in folders, by their absolute paths as they are shown.
    """

    mapping: Pairs
    limits: SourceLimits
    folders: dict[str, FolderSettings]

    @classmethod
    def above(cls, paths: Iterable[Path], mapping: Pairs, limits: SourceLimits) -> "_Told":
        """Return what is told in the folders that some paths lie in."""
        settings = {
            shown_path(beside.parent): _read(_on_disk(beside), shown_path(beside))
            for path in paths
            for beside in _above(path)
        }
        return cls(mapping, limits, settings)

    def without(self, files: Iterable[InputFile]) -> Iterator[InputFile]:
        """Yield files without those that tell something of others; these are read."""
        for file in files:
            folder, _, name = file.name.rpartition("/")
            if name != FILE_NAME or file.left_out:
                yield file
            else:
                self.folders[_absolute(folder)] = _read(_content(file), file.name)

    def __call__(self, file: InputFile) -> InputFile:
        """Return a file with what is told of it."""
        if self.limits != DEFAULTS:
            file = replace(file, limits=self.limits)
        if not self.folders:
            return _with(file, [], self.mapping)
        above = map(str, reversed(PurePosixPath(_absolute(file.name)).parents))
        told = [self.folders[folder] for folder in above if folder in self.folders]
        return _with(file, told, self.mapping)


def read_mapping(text: str) -> tuple[str, str]:
    """Return a name and the field that it stands for, from ``NAME=FIELD``; ``NAME=`` drops it.

    Raises:
        SourceError: there is no such field.
    """
    name, sign, field = text.rpartition("=")
    if not sign or not name.strip():
        raise SourceError(f"{text!r}: write it as NAME=FIELD, such as kalam=body")
    return name.strip(), _field(field.strip(), f"{text!r}")


def _above(path: Path) -> Iterator[Path]:
    """Yield the settings of the folders that a path lies in, the furthest first."""
    for folder in reversed(path.absolute().parents):
        beside = folder / FILE_NAME
        try:
            if beside.is_file():
                yield beside
        except OSError:
            continue


def _absolute(name: str) -> str:
    return name if name.startswith("/") else f"{shown_path(Path.cwd())}/{name}"


def _on_disk(path: Path) -> bytes:
    try:
        with open_file(path) as stream:
            return stream.read(_LARGEST)
    except OSError as error:
        raise SourceError(f"{shown_path(path)}: cannot be read: {error.strerror}") from error


def _content(file: InputFile) -> bytes:
    try:
        with file.open() as stream:
            return stream.read(_LARGEST)
    except OSError as error:
        raise SourceError(f"{file.name}: cannot be read: {error}") from error


def _with(file: InputFile, settings: list[FolderSettings], mapping: Pairs) -> InputFile:
    if not settings and not mapping:
        return file
    fields, constants, format = dict[str, str](), dict[str, str](), None
    for told in settings:
        fields |= dict(told.fields)
        constants |= dict(told.constants)
        format = told.format or format
    fields |= dict(mapping)
    return replace(
        file,
        mapping=tuple(fields.items()),
        constants=tuple(constants.items()),
        format=format,
        told_by=tuple(told.name for told in settings),
    )


def _read(raw: bytes, name: str) -> FolderSettings:
    """Read a ``fihris.toml``.

    Raises:
        SourceError: it is no TOML, or names a field, a constant or a format that there is not.
    """
    try:
        text = raw.decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SourceError(f"{name}, line {line}: not UTF-8; save it as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SourceError(f"{name}: no TOML: {error}") from error

    def where(key: str) -> str:
        return f"{name}, line {_line_of(text, key)}"

    for key in values:
        if key not in ("format", "fields", "constant"):
            raise SourceError(
                f"{where(key)}: {key!r} has no meaning here; it may have format, [fields] and "
                "[constant]"
            )
    format = values.get("format")
    if format is not None and format not in (*FORMATS, *ALIASES):
        formats = ", ".join(FORMATS)
        raise SourceError(f"{where('format')}: there is no format {format!r}; formats: {formats}")
    fields = _pairs(values, "fields", where)
    constants = _pairs(values, "constant", where)
    for key, _ in constants:
        if key not in CONSTANTS:
            raise SourceError(
                f"{where(key)}: {key!r} is no constant; constants: {', '.join(CONSTANTS)}"
            )
    told = tuple((key, _field(field, where(key))) for key, field in fields)
    return FolderSettings(name, format, told, constants)


def _pairs(values: dict[str, Any], table: str, where: Any) -> Pairs:
    held = values.get(table, {})
    if not isinstance(held, dict):
        raise SourceError(f"{where(table)}: {table!r} must be a table: [{table}]")
    found = tuple(_flat(held))
    for key, value in found:
        if not isinstance(value, str):
            raise SourceError(f"{where(key)}: {key!r} must be a text")
    return found


def _flat(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    # A dotted key names what stands in an object, and TOML makes tables of it.
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _field(field: str, where: str) -> str:
    if not field or field in FIELDS or field in SEVERAL.values():
        return field
    raise SourceError(f"{where}: there is no field {field!r}; fields: {', '.join(FIELDS)}")


def _line_of(text: str, key: str) -> int:
    last = re.escape(key.rpartition(".")[2])
    found = re.search(rf"^[^#\n=]*{last}[\"'\]]*\s*(?:=|\]|$)", text, re.M)
    return text.count("\n", 0, found.start()) + 1 if found else 1
