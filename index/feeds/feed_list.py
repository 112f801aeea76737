"""Lists of feeds: OPML, or a text with one feed a line.

A line of text has the address, then the name of the paper and a section where they are told,
separated by tabs; what begins with ``#`` is for people. Source of OPML: http://opml.org/spec2.opml
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]

from index.addresses import address_key
from index.errors import SourceError
from index.feeds.feed import Feed
from index.feeds.shown_addresses import shown_address
from index.sources.files.declared import decoded
from index.visible import visible_line

#: A list longer than this is none, in bytes.
_LARGEST = 8 << 20


def read_feed_list(path: Path) -> tuple[tuple[Feed, ...], tuple[str, ...]]:
    """Read a list of feeds.

    Args:
        path: of OPML or text, in UTF-8 or another encoding of Arabic.

    Returns:
        The feeds in their order, each once; and what is to be told of the list, one line each.

    Raises:
        SourceError: the list cannot be read, or a line of it is no feed; it names file and line.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}; check the path") from error
    if len(raw) > _LARGEST:
        raise SourceError(f"{path}: longer than {_LARGEST:,} bytes; this is no list of feeds")
    text = _text(raw, path)
    found = (
        _of_opml(text, path)
        if text.lstrip("\ufeff \t\r\n").startswith("<")
        else _of_lines(text, path)
    )
    return _each_once(found, path)


def _text(raw: bytes, path: Path) -> str:
    try:
        return decoded(raw).text
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = f"{path}, line {line}: in an encoding that cannot be told; save it as UTF-8"
        raise SourceError(message) from error


def _each_once(
    found: Iterator[tuple[int, Feed]], path: Path
) -> tuple[tuple[Feed, ...], tuple[str, ...]]:
    first: dict[str, tuple[int, Feed]] = {}
    told: list[str] = []
    for line, feed in found:
        key = address_key(feed.address)
        if key in first:
            told.append(
                f"{path}, line {line}: {shown_address(feed.address)} is named in line "
                f"{first[key][0]} already; it is followed once, as it is told there"
            )
        first.setdefault(key, (line, feed))
    if not first:
        raise SourceError(f"{path}: no feed in it; write one address a line, or give OPML")
    return tuple(feed for _, feed in first.values()), tuple(told)


def _of_lines(text: str, path: Path) -> Iterator[tuple[int, Feed]]:
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        columns = [" ".join(column.split()) for column in line.split("\t")]
        if not any(columns) or columns[0].startswith("#"):
            continue
        if len(columns) > 3 and any(columns[3:]):
            raise SourceError(
                f"{path}, line {number}: more than three columns; write address, paper and "
                "section, separated by tabs"
            )
        address, paper, section = (*columns, "", "")[:3]
        _must_be_address(address, path, number)
        yield number, Feed(address, paper, section)


def _of_opml(text: str, path: Path) -> Iterator[tuple[int, Feed]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        # Bytes that name no other encoding than they are in.
        root = etree.fromstring(_without_declaration(text).encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise SourceError(
            f"{path}, line {line}: no OPML: {visible_line(str(error.msg))}"
        ) from error
    if root.tag != "opml":
        raise SourceError(
            f"{path}, line {root.sourceline}: <{visible_line(str(root.tag))}> is no OPML; a single "
            "feed is written as a line of text, by its address"
        )
    for outline in root.iter("outline"):
        address = " ".join((_attribute(outline, "xmlUrl")).split())
        if not address:
            if _attribute(outline, "type").lower() == "rss":
                raise SourceError(f"{path}, line {outline.sourceline}: a feed without xmlUrl")
            continue
        _must_be_address(address, path, outline.sourceline)
        paper = _attribute(outline, "title") or _attribute(outline, "text")
        yield outline.sourceline, Feed(address, paper, _section(outline))


def _without_declaration(text: str) -> str:
    text = text.lstrip("\ufeff")
    lead = len(text) - len(text.lstrip())
    body = text[lead:]
    if body.startswith("<?xml"):
        head, end, rest = body.partition("?>")
        body = "\n" * head.count("\n") + rest if end else body
    return "\n" * text[:lead].count("\n") + body


def _attribute(outline: etree._Element, name: str) -> str:
    # Programs write xmlurl and XMLURL as well.
    for written, value in outline.attrib.items():
        if str(written).lower() == name.lower():
            return " ".join(str(value).split())
    return ""


def _section(outline: etree._Element) -> str:
    """Return the category of a feed, or the name of the folder that it lies in."""
    categories = _attribute(outline, "category").split(",")
    told = categories[0].strip().strip("/").rpartition("/")[2]
    if told:
        return str(told)
    folder = outline.getparent()
    if folder is None or folder.tag != "outline":
        return ""
    return _attribute(folder, "text") or _attribute(folder, "title")


def _must_be_address(address: str, path: Path, line: int) -> None:
    try:
        parts = urlsplit(address)
        is_address = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
        parts.port  # noqa: B018  (raises where it is none)
    except ValueError:
        is_address = False
    if not is_address or any(sign.isspace() for sign in address):
        shown = shown_address(address) if "://" in address else visible_line(address[:80])
        raise SourceError(
            f"{path}, line {line}: {shown!r} is no address of a feed; write one that begins with "
            "https:// or http://"
        )
