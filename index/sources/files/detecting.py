"""Which format a file is in, from its suffix and its first bytes."""

import re
import zlib
from collections import Counter
from pathlib import PurePosixPath

from index.sources.files.compression import plain_name
from index.sources.files.decoding import head_of, start_of
from index.sources.files.kinds import is_binary
from index.sources.reading import InputFile

#: How much of a file is looked at, in bytes.
PEEK = 16 * 1024

_BY_SUFFIX = {".jsonl": "json", ".ndjson": "json", ".csv": "csv", ".tsv": "csv"}
_WARC_SUFFIXES = (".warc", ".warc.gz", ".wacz", ".arc", ".arc.gz")
_MHTML_SUFFIXES = (".mht", ".mhtml")
_HEADER = re.compile(rb"\s*[A-Za-z-]{2,40}:")
#: A MIME message whose first part is a page.
_SAVED_PAGE = re.compile(
    rb"(?is)\s*(?:[a-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,12}?"
    rb"content-type:\s*multipart/related\b(?=.{0,400}?text/html)"
)
_BY_SUFFIX |= {".tab": "csv", ".md": "markdown", ".markdown": "markdown"}
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
# Logs and programs have Arabic in them, too.
_PAGE_SUFFIXES = ("", ".txt", ".text")
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*(?:\{|\]\s*\Z|\[\s*["\]]))')
#: Fields of SaudiNewsNet that no other dump has together.
_SAUDINEWSNET = tuple(
    re.compile(rf'"{name}"\s*:') for name in ("date_extracted", "content", "author", "source")
)
# Atomic and possessive: text of nothing but comments must not be tried in every combination.
_PROLOG = r"\s*+(?>(?:<\?.*?\?>|<!--.*?-->)\s*+)*+"
_DOCTYPE = r"<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>"
_ROOT = re.compile(rf"{_PROLOG}(?>{_DOCTYPE}{_PROLOG})?<(?P<root>[\w:]+)", re.S)
_HTML = re.compile(rf"{_PROLOG}<(?:!doctype\s+html|html)\b", re.S | re.I)
#: Formats by their root element, its prefix left off.
_ROOTS = {
    **dict.fromkeys(("rss", "feed", "RDF"), "feed"),
    **dict.fromkeys(("newsItem", "newsMessage", "packageItem", "knowledgeItem"), "newsml"),
    **dict.fromkeys(("conceptItem", "planningItem"), "newsml"),
    "NewsML": "newsml",
    "nitf": "nitf",
    "alto": "alto",
}
_XML_SUFFIXES = (".xml", ".rss", ".atom", ".rdf", ".wxr", ".nitf")
_ROOT_ANYWHERE = re.compile(r"<(?:rss|feed|rdf:RDF|newsItem|newsMessage|NewsML|nitf|alto)[\s>]")
_WXR = re.compile(r"xmlns:wp\s*=|<wp:wxr_version|wordpress\.org/export/")
_HOCR = re.compile(r"""class\s*=\s*["'][^"']*\bocr_page\b|name\s*=\s*["']ocr-system""")
#: Records of tagged fields: their first tag, and one of a field or a head behind it at once.
_RECORD_TAG = (
    r"<(?P<record>\w+)(?:\s[^<>]*)?>\s*"
    r"<(?:DOC(?:NO|ID)|ID|URL|LINK|TITLE|HEAD(?:LINE|ER)?|HL|TIME|DATE|SRC|CAT|TEXT|BODY|DATELINE"
    r"|العنوان|عنوان|النص|التاريخ|الرابط)(?:\s[^<>]*)?>"
)
_TAGGED = re.compile(rf"\s*(?:<\?xml[^>]*\?>\s*)?(?:<\w+(?:\s[^<>]*)?>\s*)??{_RECORD_TAG}", re.I)
_RECORD = re.compile(_RECORD_TAG, re.I)
_OPENING = re.compile(r"<(\w+)")
#: A record may stand in another tag, and be broken by two more.
_LOOKED_AT = 4
_DOC = re.compile(r"\s*<DOC(?:\s[^<>]*)?>", re.I)
_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3]")
#: What is in the first kilobytes of JSON that others have defined.
_JSON_FORMATS = {
    "telegram": (
        re.compile(
            r'"type"\s*:\s*"(?:(?:public|private)_(?:channel|supergroup)|private_group|saved_messages'
            r'|personal_chat|bot_chat)"|"chats"\s*:\s*\{\s*"about"'
        ),
        re.compile(r'"(?:messages|list)"\s*:\s*\['),
    ),
    "jsonfeed": (
        re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version'),
    ),
    "ninjs": (
        re.compile(r'"uri"\s*:\s*"'),
        re.compile(
            r'"(?:version_?created|pub_?status|body_xhtml|\$schema"\s*:\s*"[^"]*ninjs)"', re.I
        ),
    ),
}


def detect(file: InputFile, head: bytes | None = None) -> str | None:
    """Return the name of the file's format, a key of ``FORMATS``, or ``None`` if it has none.

    Args:
        file: read by its suffix, and where that does not tell, by its first kilobytes.
        head: these, where they were read already.

    Raises:
        OSError: the file cannot be opened or read.
    """
    if file.name.lower().endswith(_WARC_SUFFIXES):
        return "warc"
    suffix = PurePosixPath(plain_name(file.name)).suffix.lower()
    head = head_of(file, PEEK) if head is None else head
    if found := _by_container(head, suffix):
        return found
    if _is_workbook(head, suffix):
        return "xlsx"
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    start = start_of(head)
    text = start.text if start else None
    # Markup names its own encoding, so its ASCII tags are looked for in any bytes.
    markup = text if text is not None else head.decode("latin-1")
    found = _by_markup(markup) or (_behind_rubbish(markup) if suffix in _XML_SUFFIXES else None)
    if suffix in _WORKBOOKS and text is not None and text.lstrip().startswith("<"):
        return "xlsx"  # many programs call a table in markup so
    if found or (suffix in _HTML_SUFFIXES and not is_binary(head)):
        return found or "html"
    return _by_text(text, suffix) if text is not None else None


def _by_container(head: bytes, suffix: str) -> str | None:
    """Return the format of what pages are kept in, from its first bytes."""
    if head.startswith((b"WARC/1.", b"WARC/0.")):
        return "warc"
    if head.startswith(b"\x1f\x8b") and _unpacked(head).startswith((b"WARC/1.", b"WARC/0.")):
        return "warc"
    if _SAVED_PAGE.match(head) or (suffix in _MHTML_SUFFIXES and _HEADER.match(head)):
        return "mhtml"
    return None


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 16)
    except zlib.error:
        return b""


def _is_workbook(head: bytes, suffix: str) -> bool:
    """Tell whether a file is a workbook, under whatever name."""
    if head.startswith(b"PK\x03\x04"):
        held = b"xl/" in head or b"opendocument.spreadsheet" in head
        return suffix in _WORKBOOKS or held
    return head.startswith(b"\xd0\xcf\x11\xe0") and suffix in (*_WORKBOOKS, ".csv", ".tsv")


def record_tag(file: InputFile) -> str | None:
    """Return the tag that each record of tagged fields stands in, or ``None`` where none does.

    Raises:
        OSError: the file cannot be opened or read.
    """
    start = start_of(head_of(file, PEEK))
    return _record_tag(start.text) if start else None


def _record_tag(text: str) -> str | None:
    """Return the tag that the records of a text stand in, though the first may be broken."""
    found = _TAGGED.match(text)
    first = found["record"] if found else None
    if first and (first.upper() == "DOC" or f"</{first}>" in text):
        return first
    begun = _OPENING.findall(text, 0, 1000)[:_LOOKED_AT]
    counted = Counter(one["record"] for one in _RECORD.finditer(text))
    several = [tag for tag in begun if counted[tag] > 1 and text.count(f"</{tag}>") > 1]
    return max(several, key=lambda tag: counted[tag], default=first)


def _by_markup(text: str) -> str | None:
    if _HTML.match(text):
        return "hocr" if _HOCR.search(text) else "html"
    root = _ROOT.match(text)
    found = _ROOTS.get(root["root"].rpartition(":")[2]) if root else None
    return "wxr" if found == "feed" and _WXR.search(text) else found


def _behind_rubbish(text: str) -> str | None:
    """Return the format of a file in front of which a program printed its warnings."""
    root = _ROOT_ANYWHERE.search(text)
    return _by_markup(text[root.start() :]) if root else None


def _by_text(text: str, suffix: str) -> str | None:
    start = text.lstrip()
    if start.startswith("<"):
        return "trec" if _record_tag(text) or _DOC.match(text) else None
    if start.startswith(("[", "{")) and (found := _json(text)):
        return found
    if start.startswith('["') and suffix == ".json":
        return "json"
    if suffix in _WORKBOOKS:  # many programs call a table of text so
        return "csv"
    is_page = suffix in _PAGE_SUFFIXES and _ARABIC.search(text) and "\0" not in text
    return "page" if is_page else None


def _json(text: str) -> str | None:
    if not _JSON.match(text):
        return None
    for format, signs in _JSON_FORMATS.items():
        if all(sign.search(text) for sign in signs):
            return format
    return "saudinewsnet" if all(name.search(text) for name in _SAUDINEWSNET) else "json"
