"""The formats by name, and reading a file in whichever of them it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.article import Article
from index.sources import trec
from index.sources.files.complaints import PEEK
from index.sources.files.declared import declared_in
from index.sources.files.decoding import head_of, start_of
from index.sources.files.detecting import detect
from index.sources.first_look import wrong_with
from index.sources.guarding import UNREADABLE, guarded
from index.sources.html import mhtml, warc
from index.sources.html import reader as html
from index.sources.json import jsonfeed, ninjs, saudinewsnet, telegram
from index.sources.json import reader as json
from index.sources.markdown import reader as markdown
from index.sources.page import reader as page
from index.sources.reading import InputFile, Problem, Reader, Recognition
from index.sources.tables import csv, workbooks
from index.sources.xml import alto, feed, hocr, newsml, nitf, wxr

#: The smallest file of each format.
_EXAMPLES = Path(__file__).with_name("examples")


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
        is_binary: whether its files are no text.
    """

    name: str
    summary: str
    suffixes: tuple[str, ...]
    read: Reader
    example: str
    declares_encoding: bool = False
    is_binary: bool = False


def _format(
    name: str,
    summary: str,
    suffixes: str,
    read: Reader,
    *,
    declares_encoding: bool = False,
    is_binary: bool = False,
) -> Format:
    example = (_EXAMPLES / f"{name}.txt").read_text("utf-8")
    reader = guarded(read, is_binary=is_binary)
    return Format(
        name, summary, tuple(suffixes.split()), reader, example, declares_encoding, is_binary
    )


_ALL = (
    _format("page", "text copied from a news page", ".txt .text", page.read),
    _format("json", "JSON records: lines, arrays, objects", ".json .jsonl .ndjson", json.read),
    _format("telegram", "a channel, as Telegram Desktop exports it", ".json", telegram.read),
    _format("jsonfeed", "a JSON Feed, saved to a file", ".json", jsonfeed.read),
    _format("ninjs", "news items of agencies in JSON", ".json .ninjs", ninjs.read),
    _format("csv", "a table with a header row", ".csv .tsv .tab", csv.read),
    _format(
        *("xlsx", "a spreadsheet", ".xlsx .xlsm .xlsb .xls .ods", workbooks.read), is_binary=True
    ),
    _format("markdown", "an article in Markdown", ".md .markdown", markdown.read),
    _format("saudinewsnet", "JSON records, as the SaudiNewsNet corpus", ".json", saudinewsnet.read),
    _format("trec", "<DOC> records, as the ANT corpus", ".txt .trec", trec.read),
    _format(
        "feed", "RSS or Atom, saved to a file", ".xml .rss .atom", feed.read, declares_encoding=True
    ),
    _format("wxr", "the export of a WordPress site", ".xml .wxr", wxr.read, declares_encoding=True),
    _format(
        *("newsml", "NewsML-G2 or NewsML 1, as agencies deliver it", ".xml", newsml.read),
        declares_encoding=True,
    ),
    _format("nitf", "NITF, one article a file", ".xml .nitf", nitf.read, declares_encoding=True),
    _format(
        "alto", "ALTO, the pages of a digitised paper", ".xml", alto.read, declares_encoding=True
    ),
    _format(
        *("hocr", "hOCR, the pages of a digitised paper", ".hocr .html .htm", hocr.read),
        declares_encoding=True,
    ),
    _format("html", "the page of one article", ".html .htm", html.read, declares_encoding=True),
    _format(
        "warc",
        "pages that a crawler kept",
        ".warc .warc.gz .wacz",
        warc.read,
        declares_encoding=True,
    ),
    _format(
        "mhtml",
        "a page that a browser saved",
        ".mhtml .mht",
        mhtml.read,
        declares_encoding=True,
    ),
)

#: Every format by the name it is asked for.
FORMATS = {format.name: format for format in _ALL}

#: Names that formats had before: old commands and indexes tell them.
ALIASES = {"jsonl": "json"}


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
    if file.left_out:
        yield Problem("left_out", file.name, file.left_out)
        return
    try:
        asked = format or file.format
        name = ALIASES.get(asked or "", asked)
        found = FORMATS.get(name or "")
        head = b"" if found and found.is_binary else head_of(file, PEEK)
        if not name:
            name = _detected(file, head)
            found = FORMATS.get(name or "")
        declared = found is not None and found.declares_encoding
        is_binary = found is not None and found.is_binary
        problem = None if is_binary else wrong_with(file, name, head, declared=declared)
    except UNREADABLE as error:
        yield Problem("unreadable", file.name, f"cannot be read: {error}")
        return
    if problem:
        yield problem
    elif found:
        yield Recognition(file.name, f"read as {name}: {found.summary}")
        start = None if is_binary else start_of(head, declared_in(head) if declared else None)
        yield from start.recognition(file) if start and name != "html" else ()
        yield from _as_told(file, found.read(file))
    else:
        what = "the format is not recognised" if name is None else f"there is no format {name!r}"
        yield Problem("unknown_format", file.name, f"{what}; formats: {', '.join(FORMATS)}")


def _detected(file: InputFile, head: bytes) -> str | None:
    found = detect(file, head)
    try:
        return "csv" if found == "page" and csv.is_table(file, head) else found
    except ValueError:
        return found


def _as_told(
    file: InputFile, found: Iterator[Article | Problem | Recognition]
) -> Iterator[Article | Problem | Recognition]:
    """Yield what is read, with what a person told of all articles of the file."""
    told = [f"{name} → {field or 'passed over'}" for name, field in file.mapping]
    told += [f"{field} = {value!r}" for field, value in file.constants]
    if told:
        by = ", ".join(file.told_by) or "--map"
        yield Recognition(file.name, f"told by {by}: {', '.join(told)}")
    if not file.constants:
        yield from found
        return
    for one in found:
        yield _with_constants(file, one) if isinstance(one, Article) else one


def _with_constants(file: InputFile, article: Article) -> Article:
    values: dict[str, Any] = dict(file.constants)
    if agency := values.pop("agency", ""):
        values["agencies"] = (agency,)
    return replace(
        article, **{name: value for name, value in values.items() if not getattr(article, name)}
    )
