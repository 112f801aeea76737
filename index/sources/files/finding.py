"""The input files behind the paths a person names: files, folders, zip and tar archives."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from index.errors import SourceError
from index.limits import Links
from index.sources.files.archives import (
    DAMAGED,
    InZip,
    OnDisk,
    Opener,
    tar_members,
    zip_members,
)
from index.sources.files.beside import BesideFile, BesideMember
from index.sources.files.compression import TIMES, plain_name
from index.sources.files.decoding import encoding_of
from index.sources.files.kinds import by_signs, by_suffix
from index.sources.files.names import is_hidden, parts_of, shown_member, shown_path
from index.sources.files.opening import open_file
from index.sources.files.walking import walk
from index.sources.reading import InputFile

_DOCUMENTATION = frozenset({"readme", "license", "licence"})
#: In Markdown.
_OF_PROGRAMS = frozenset({"contributing", "changelog", "code_of_conduct", "security"})
_PEEK = 16 * 1024
#: What stands before an article in Markdown: lines between ``---`` or ``+++``, or JSON.
_ARTICLE = re.compile(r"\s*(?:(?:---|\+\+\+)[ \t]*\r?\n[^\n:=]*[:=]|\{\s*\")")
_ARABIC = re.compile("[\u0621-\u064a]")
#: Their readers step over damage from one compressed member to the next.
_READ_PACKED = (".warc.gz", ".arc.gz")
_PACKED_TARS = (".tgz", ".tbz", ".tbz2", ".txz")
#: Names that tell enough: such files are not opened to see whether they are archives.
_TEXT_SUFFIXES = frozenset(
    {
        *(".txt", ".text", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson"),
        *(".csv", ".tsv", ".xml", ".rss", ".atom", ".md"),
    }
)
#: Archives that are files of one format.
_READ_AS_FILES = frozenset({".wacz", ".xlsx", ".ods", ".xlsm", ".xlsb", ".warc", ".gz"})
_SIGNS = 16 * 1024
#: Stands for the name of a member that has none: ``.`` is one, or what begins with a null byte.
_NAMELESS = "(no name)"
#: Archives lie in archives so deep.
_DEEPEST = 3


def _every(_: Path) -> bool:
    return True


def find(
    path: Path,
    together: Sequence[Path] = (),
    links: Links = "inside",
    chosen: Callable[[Path], bool] = _every,
) -> Iterator[InputFile]:
    """Yield every input file behind a path.

    A folder is walked by name, with the folders in it (:mod:`index.sources.files.walking`); a zip
    or tar archive stands for its members, in the order of the archive, which are read in place.
    Files that are compressed by gzip, bzip2 or xz are opened as what they hold. Hidden entries,
    ``__MACOSX`` and documentation (``README*``, ``LICENSE*``, Markdown without Arabic or front
    matter) are left out, except where the path names one. A damaged archive or an encrypted member
    is given as a file that cannot be opened.

    Args:
        path: file, folder or archive.
        together: some of the files that were named with it, for :class:`BesideFile`.
        links: which symbolic links are followed.
        chosen: tells of a file on disk whether it is wanted.

    Raises:
        SourceError: the path does not exist or may not be read.
    """
    must_be_readable(path)
    if path.is_dir():
        return _folder(path, links, chosen)
    return _file(path, BesideFile(tuple(together))) if chosen(path) else iter(())


def on_disk(
    path: Path, together: Sequence[Path] = (), links: Links = "inside"
) -> Iterator[InputFile]:
    """Yield the files on disk that :func:`find` reads, in its order; no archive is opened.

    Args and raises as :func:`find`.
    """
    must_be_readable(path)
    if not path.is_dir():
        yield _on_disk(path, BesideFile(tuple(together)))
        return
    beside = BesideFile()
    for place in walk(path, links):
        here = place.path
        if not place.left_out and (place.wrong or not _documentation(here.name, OnDisk(here))):
            if beside.folder != here.parent:
                beside = BesideFile(folder=here.parent, highest=path)
            yield _on_disk(here, beside)


def _on_disk(path: Path, beside: BesideFile) -> InputFile:
    return InputFile(shown_path(path), 0, OnDisk(path), beside=beside, on_disk=str(path))


def must_be_readable(path: Path) -> None:
    """Make sure that a path that a person named can be read.

    Raises:
        SourceError: it cannot.
    """
    if why := _why_unreadable(path):
        raise SourceError(f"{shown_path(path)}: cannot be read: {why}; check the path")


def _why_unreadable(path: Path) -> str:
    """Return why a path that a person named cannot be read; empty where it can."""
    try:
        if not path.is_dir():
            open_file(path).close()
        else:
            next(path.iterdir(), None)
    except (OSError, ValueError) as error:  # a name with a null byte is no path
        return getattr(error, "strerror", None) or str(error)
    return ""


def _folder(folder: Path, links: Links, chosen: Callable[[Path], bool]) -> Iterator[InputFile]:
    beside = BesideFile()
    for place in walk(folder, links):
        path = place.path
        if place.left_out:
            yield InputFile(shown_path(path), 0, OnDisk(path), left_out=place.left_out)
        elif not chosen(path):
            continue
        elif place.wrong:
            yield replace(_closed(shown_path(path), OSError(place.wrong)), on_disk=str(path))
        elif not _documentation(path.name, OnDisk(path)):
            if beside.folder != path.parent:
                beside = BesideFile(folder=path.parent, highest=folder)
            yield from _file(path, beside)


def _documentation(name: str, open: Callable[[], BinaryIO]) -> bool:
    """Tell whether a file describes those beside it; Markdown may be an article as well."""
    stem, _, suffix = name.lower().partition(".")
    if stem in _DOCUMENTATION:
        return True
    return suffix == "md" and (stem in _OF_PROGRAMS or not _may_be_article(open))


def _may_be_article(open: Callable[[], BinaryIO]) -> bool:
    """Tell whether Markdown has front matter or Arabic in it; damage is told when it is read."""
    try:
        with open() as stream:
            head = stream.read(_PEEK)
    except DAMAGED:
        return True
    text = head.decode(encoding_of(head), "replace")
    return "\ufffd" in text[:-1] or _ARTICLE.match(text) is not None or bool(_ARABIC.search(text))


def _file(path: Path, beside: BesideFile) -> Iterator[InputFile]:
    return (replace(file, on_disk=str(path)) for file in _in_file(path, beside))


def _in_file(path: Path, beside: BesideFile) -> Iterator[InputFile]:
    name = shown_path(path)
    opener = OnDisk(path, as_is=_is_read_packed(name))
    try:
        size = path.stat().st_size
        kind = _archive_kind(path.name, opener)
    except OSError as error:
        yield _closed(name, error)
        return
    if kind:
        yield from _members(name, opener, kind, 1)
    else:
        yield InputFile(name, _length(name, size), opener, beside=beside)


def _is_read_packed(name: str) -> bool:
    return name.lower().endswith(_READ_PACKED)


def _length(name: str, size: int) -> int:
    """Return about how long a file is, unpacked if its name says that it is packed."""
    packed = plain_name(name) != name and not _is_read_packed(name)
    return size * TIMES if packed else size


def _archive_kind(name: str, opener: OnDisk) -> str:
    """Return ``zip`` or ``tar`` for an archive of files: by its name, else by its first bytes."""
    kind = _kind_by_name(name)
    suffix = PurePosixPath(name).suffix.lower()
    if kind or suffix in _TEXT_SUFFIXES or by_suffix(name) or suffix in _READ_AS_FILES:
        return kind
    with open_file(opener.path) as stream:
        head = stream.read(_SIGNS)
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"PK\x03\x04") and by_signs(head) is by_signs(b"PK\x03\x04"):
        return "zip"
    return ""


def _kind_by_name(name: str) -> str:
    inner = plain_name(name.lower())
    if inner.endswith(".zip"):
        return "zip"
    return "tar" if inner.endswith(".tar") or name.lower().endswith(_PACKED_TARS) else ""


def _members(name: str, archive: Opener, kind: str, depth: int) -> Iterator[InputFile]:
    if depth > _DEEPEST:
        yield _closed(name, OSError("an archive in an archive, too deep; unpack it"))
        return
    beside = BesideMember(archive) if kind == "zip" else None
    links, first = 0, ""
    try:
        for member in _in_tar(archive) if kind == "tar" else _in_zip(archive):
            if member.is_link:
                links, first = links + 1, first or member.name
            else:
                yield from _member(name, member, depth, beside)
    except DAMAGED as error:
        yield _closed(name, OSError(f"not a sound {kind} archive: {error}"))
    if links:
        message = f"links in the archive, which hold nothing of their own: {links}, first {first}"
        yield InputFile(name, 0, archive, left_out=message)


def _in_zip(archive: Opener) -> Iterator["_Member"]:
    for member in zip_members(archive):
        if not member.is_folder:
            name = shown_member(member.name)
            opener = InZip(archive, member, as_is=_is_read_packed(name))
            yield _Member(name, member.size, opener, member.wrong, is_link=member.is_link)


def _in_tar(archive: Opener) -> Iterator["_Member"]:
    for member in tar_members(archive):
        name, opener = shown_member(os.fsencode(member.name)), member.opener
        yield _Member(name, opener.size, opener, member.wrong, is_link=member.is_link)


@dataclass(frozen=True, slots=True)
class _Member:
    """A member of an archive.

    Attributes:
        name: as it is shown.
        size: its length.
        opener: opens it.
        wrong: why it is not read; empty where it is.
        is_link: whether it is only another name of something.
    """

    name: str
    size: int
    opener: Opener
    wrong: str
    is_link: bool


def _member(
    archive: str, member: _Member, depth: int, beside: Callable[[], Sequence[InputFile]] | None
) -> Iterator[InputFile]:
    parts = parts_of(member.name)
    if any(map(is_hidden, parts)):
        return
    own = member.name.removeprefix("./").strip("/") if parts else _NAMELESS
    name = f"{archive}/{own}"
    kind = _kind_by_name(member.name)
    if member.wrong:
        yield _closed(name, OSError(member.wrong))
    elif parts and _documentation(parts[-1], member.opener):
        return
    elif kind:
        yield from _members(name, member.opener, kind, depth + 1)
    else:
        size = _length(member.name, member.size)
        yield InputFile(name, size, member.opener, beside=beside)


def _closed(name: str, error: OSError) -> InputFile:
    return InputFile(name, 0, partial(_fail, error.strerror or str(error)))


def _fail(why: str) -> BinaryIO:
    raise OSError(why)
