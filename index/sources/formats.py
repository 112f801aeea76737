"""The formats by name, and reading a file in whichever of them it is."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

from index.article import Article
from index.sources import csv, feed, html, jsonl, saudinewsnet, trec
from index.sources.files.decoding import encoding_of
from index.sources.files.detecting import detect
from index.sources.files.encodings import PEEK, complaint, garbled, is_binary
from index.sources.page import reader as page
from index.sources.reading import InputFile, Problem, Reader

#: What opening, unpacking and decoding a file raise; zip members raise ``RuntimeError`` too.
_UNREADABLE = (
    *(OSError, EOFError, RuntimeError, NotImplementedError, MemoryError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
)


def _guarded(reader: Reader) -> Reader:
    """Return a reader that also reports a file that is empty or cannot be read to its end."""

    def read_guarded(file: InputFile) -> Iterator[Article | Problem]:
        empty = True
        explained = False
        try:
            for found in reader(file):
                empty = False
                if isinstance(found, Problem) and found.reason == "unreadable" and not explained:
                    explained = True
                    found = _explained(found, file)
                yield found
            if empty:
                yield Problem("no_text", file.name, "there is nothing in the file")
        except UnicodeDecodeError as error:
            message = f"byte {error.start} is not {error.encoding}; save the file as UTF-8"
            yield _explained(Problem("unreadable", file.name, message), file)
        except _UNREADABLE as error:
            yield Problem("unreadable", file.name, f"cannot be read: {error}")

    return read_guarded


def _explained(problem: Problem, file: InputFile) -> Problem:
    """Return the problem with the first wrong byte of the file, and what the file looks like."""
    try:
        found = complaint(file)
    except _UNREADABLE:
        return problem
    return replace(problem, message=found.message, line=found.line) if found else problem


#: Every format by the name it is asked for, with its reader.
FORMATS: dict[str, Reader] = {
    "page": _guarded(page.read),
    "jsonl": _guarded(jsonl.read),
    "csv": _guarded(csv.read),
    "saudinewsnet": _guarded(saudinewsnet.read),
    "trec": _guarded(trec.read),
    "feed": _guarded(feed.read),
    "html": _guarded(html.read),
}


#: What declares its own encoding.
_DECLARED = frozenset({"feed", "html"})


def read(file: InputFile, format: str | None = None) -> Iterator[Article | Problem]:
    """Yield everything in one file, in order; whatever the bytes are, nothing is raised.

    Args:
        file: as :func:`index.sources.files.finding.find` gives it.
        format: a key of :data:`FORMATS`; detected where it is not told.
    """
    try:
        name = format or detect(file)
        problem = None if name in _DECLARED else _no_text_at_all(file, name)
    except _UNREADABLE as error:
        yield Problem("unreadable", file.name, f"cannot be read: {error}")
        return
    if problem:
        yield problem
    elif name in FORMATS:
        yield from FORMATS[name](file)
    else:
        what = "the format is not recognised" if name is None else f"there is no format {name!r}"
        yield Problem("unknown_format", file.name, f"{what}; formats: {', '.join(FORMATS)}")


def _no_text_at_all(file: InputFile, name: str | None) -> Problem | None:
    """Return what the first kilobytes show of a file that is no Arabic text."""
    with file.open() as stream:
        head = stream.read(PEEK)
    if not head.strip() and name is None:
        return Problem("no_text", file.name, "there is nothing in the file")
    if is_binary(head):
        message = "this is not text but an image, a program or another binary file"
        return Problem("unknown_format", file.name, message)
    garbling = garbled(head.decode(encoding_of(head), "replace"))
    if garbling:
        return Problem("unreadable", file.name, garbling)
    found = complaint(file) if name is None else None
    if found and found.is_arabic:
        return Problem("unreadable", file.name, found.message, line=found.line)
    if name in (None, "page") and encoding_of(head) != "utf-16" and b"\0" in head:
        line = head.count(b"\n", 0, head.index(b"\0")) + 1
        message = "this is not text: it has a null byte on this line"
        return Problem("unknown_format", file.name, message, line=line)
    return None
