"""The formats by name, and reading a file in whichever of them it is."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from index.article import Article
from index.sources import trec
from index.sources.files.decoding import encoding_of
from index.sources.files.detecting import detect
from index.sources.files.encodings import PEEK, complaint, garbled, is_binary
from index.sources.html import reader as html
from index.sources.json import lines as jsonl
from index.sources.json import saudinewsnet
from index.sources.page import reader as page
from index.sources.reading import InputFile, Problem, Reader, Recognition
from index.sources.tables import csv
from index.sources.xml import feed

#: What opening, unpacking and decoding a file raise; zip members raise ``RuntimeError`` too.
_UNREADABLE = (
    *(OSError, EOFError, RuntimeError, NotImplementedError, MemoryError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
)


#: The smallest file of each format.
_EXAMPLES = Path(__file__).with_name("examples")


def _guarded(reader: Reader) -> Reader:
    """Return a reader that also reports a file that is empty or cannot be read to its end."""

    def read_guarded(file: InputFile) -> Iterator[Article | Problem | Recognition]:
        empty = True
        explained = False
        try:
            for found in reader(file):
                empty = empty and isinstance(found, Recognition)
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


@dataclass(frozen=True, slots=True)
class Format:
    """A format of source files.

    Attributes:
        name: by which it is asked for.
        summary: what it is, one line.
        suffixes: of the names that its files usually have.
        read: its reader.
        example: the smallest file of it, as text; of a binary format, what stands in it.
        declares_encoding: whether its files name their own encoding.
    """

    name: str
    summary: str
    suffixes: tuple[str, ...]
    read: Reader
    example: str
    declares_encoding: bool = False


def _format(
    name: str, summary: str, suffixes: str, read: Reader, *, declares_encoding: bool = False
) -> Format:
    example = (_EXAMPLES / f"{name}.txt").read_text("utf-8")
    return Format(
        name, summary, tuple(suffixes.split()), _guarded(read), example, declares_encoding
    )


_ALL = (
    _format("page", "text copied from a news page", ".txt .text", page.read),
    _format("jsonl", "one JSON object a line", ".jsonl .ndjson", jsonl.read),
    _format("csv", "a table with a header row", ".csv .tsv", csv.read),
    _format("saudinewsnet", "a JSON array, as the SaudiNewsNet corpus", ".json", saudinewsnet.read),
    _format("trec", "<DOC> records, as the ANT corpus", ".txt .trec", trec.read),
    _format(
        "feed", "RSS or Atom, saved to a file", ".xml .rss .atom", feed.read, declares_encoding=True
    ),
    _format("html", "the page of one article", ".html .htm", html.read, declares_encoding=True),
)

#: Every format by the name it is asked for.
FORMATS = {format.name: format for format in _ALL}


def read(file: InputFile, format: str | None = None) -> Iterator[Article | Problem]:
    """Yield everything in one file, in order; whatever the bytes are, nothing is raised.

    Args:
        file: as :func:`index.sources.files.finding.find` gives it.
        format: a key of :data:`FORMATS`; detected where it is not told.
    """
    for found in read_aloud(file, format):
        if not isinstance(found, Recognition):
            yield found


def read_aloud(
    file: InputFile, format: str | None = None
) -> Iterator[Article | Problem | Recognition]:
    """Yield the same as :func:`read`, and how the file was understood."""
    try:
        name = format or detect(file)
        found = FORMATS.get(name or "")
        declared = found is not None and found.declares_encoding
        problem = None if declared else _no_text_at_all(file, name)
    except _UNREADABLE as error:
        yield Problem("unreadable", file.name, f"cannot be read: {error}")
        return
    if problem:
        yield problem
    elif found:
        yield Recognition(file.name, f"read as {name}: {found.summary}")
        yield from found.read(file)
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
