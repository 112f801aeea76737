"""The formats by name, and reading a file in whichever of them it is."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator

from index.article import Article
from index.sources import csv, feed, html, jsonl, page, saudinewsnet, trec
from index.sources.detecting import detect
from index.sources.reading import InputFile, Problem, Reader

#: What opening, unpacking and decoding a file raise; zip members raise ``RuntimeError`` too.
_UNREADABLE = (
    *(OSError, EOFError, RuntimeError, NotImplementedError, MemoryError),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
)


def _guarded(reader: Reader) -> Reader:
    """The reader, reporting a file that is empty or cannot be read to its end."""

    def read_guarded(file: InputFile) -> Iterator[Article | Problem]:
        empty = True
        try:
            for found in reader(file):
                empty = False
                yield found
            if empty:
                yield Problem("no_text", file.name, "there is nothing in the file")
        except UnicodeDecodeError as error:
            message = f"byte {error.start} is not {error.encoding}; save the file as UTF-8"
            yield Problem("unreadable", file.name, message)
        except _UNREADABLE as error:
            yield Problem("unreadable", file.name, f"cannot be read: {error}")

    return read_guarded


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


def read(file: InputFile, format: str | None = None) -> Iterator[Article | Problem]:
    """Everything in one file, in order; whatever the bytes are, nothing is raised.

    Args:
        file: as :func:`index.sources.finding.find` gives it.
        format: a key of :data:`FORMATS`; detected where it is not told.
    """
    try:
        name = format or detect(file)
    except _UNREADABLE as error:
        yield Problem("unreadable", file.name, f"cannot be read: {error}")
        return
    if name in FORMATS:
        yield from FORMATS[name](file)
        return
    what = "the format is not recognised" if name is None else f"there is no format {name!r}"
    yield Problem("unknown_format", file.name, f"{what}; formats: {', '.join(FORMATS)}")
