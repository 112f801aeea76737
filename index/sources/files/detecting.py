"""Which format a file is in, from its suffix and its first bytes."""

import codecs
import re
from pathlib import PurePosixPath

from index.sources.files.decoding import encoding_of
from index.sources.reading import InputFile

#: How much of a file is looked at, in bytes.
PEEK = 16 * 1024

_BY_SUFFIX = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv"}
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
# Logs and programs have Arabic in them, too.
_PAGE_SUFFIXES = ("", ".txt", ".text")
_ARRAY_OF_NEWS = re.compile(r'\s*\[\s*(?:\]\s*\Z|\{.*"(?:content|date_extracted)"\s*:)', re.S)
_JSON_LINE = re.compile(r'\s*\{\s*"')
# Atomic and possessive: text of nothing but comments must not be tried in every combination.
_PROLOG = r"\s*+(?>(?:<\?.*?\?>|<!--.*?-->)\s*+)*+"
_ROOT = re.compile(rf"{_PROLOG}(?>(?P<doctype><!DOCTYPE[^>]*>){_PROLOG})?<(?P<root>[\w:]+)", re.S)
_HTML = re.compile(rf"{_PROLOG}<(?:!doctype\s+html|html)\b", re.S | re.I)
_FEEDS = frozenset({"rss", "feed", "rdf:RDF"})
_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3]")


def detect(file: InputFile) -> str | None:
    """Return the name of the file's format, a key of ``FORMATS``, or ``None`` if it has none.

    Args:
        file: read by its suffix, and where that does not tell, by its first kilobytes.

    Raises:
        OSError: the file cannot be opened or read.
    """
    suffix = PurePosixPath(file.name).suffix.lower()
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    with file.open() as stream:
        head = stream.read(PEEK)
    text = _text(head)
    # Markup names its own encoding, so its ASCII tags are looked for in any bytes.
    found = _by_markup(text if text is not None else head.decode("latin-1"))
    if found or suffix in _HTML_SUFFIXES:
        return found or "html"
    return _by_text(text, suffix) if text is not None else None


def _text(head: bytes) -> str | None:
    decoder = codecs.getincrementaldecoder(encoding_of(head))()
    try:
        return decoder.decode(head)  # not final: the last letter may be cut in two
    except UnicodeDecodeError:
        return None


def _by_markup(text: str) -> str | None:
    if _HTML.match(text):
        return "html"
    root = _ROOT.match(text)
    return "feed" if root and root["root"] in _FEEDS else None


def _by_text(text: str, suffix: str) -> str | None:
    start = text.lstrip()
    if start.startswith("<"):
        return "trec" if start.startswith("<DOC>") else None
    if _ARRAY_OF_NEWS.match(text):
        return "saudinewsnet"
    if start.startswith("{"):
        return "jsonl" if _JSON_LINE.match(start.partition("\n")[0]) else None
    is_page = suffix in _PAGE_SUFFIXES and _ARABIC.search(text) and "\0" not in text
    return "page" if is_page else None
