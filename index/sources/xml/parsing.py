"""XML as text, cut into entries and parsed: nothing outside the file is looked up, nothing expands.

A file is read strictly first; what is not well-formed is read by
:mod:`index.sources.xml.tolerant`, entry by entry, so that damage costs no other entry.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from index.sources.files.declared import declared_in, decoded
from index.sources.files.decoding import chunks as text_chunks
from index.sources.files.decoding import content
from index.sources.reading import DAMAGE, InputFile
from index.sources.xml import tolerant

_CHUNK = 1 << 20
#: So many lines with damage are named.
_LINES = 20
#: One that is not closed ends before the next tag.
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[<>]*(?:\[[^\]]*\]\s*>|>|(?=<[^\W\d]))")
_BEFORE_ROOT = re.compile(
    r"(?P<comment><!--)|<!DOCTYPE\b|(?P<xml><\?xml\b[^>]*\?>)|(?P<tag><[^\W\d])"
)
#: Programs print their warnings in front of it.
_FRONT = re.compile(
    r"<\?xml\b|<(?:rss|feed|rdf:RDF|newsItem|newsMessage|NewsML|nitf|alto)(?=[\s>])"
)
_NO_BREAK = re.compile(r"[^\n]+")
_WRONG_BYTES = re.compile("[\udc80-\udcff]+")


@dataclass(frozen=True, slots=True)
class Damage:
    """Where a text is not well-formed.

    Attributes:
        line: of the text, from 1.
        message: what is wrong there, in the words of the parser.
    """

    line: int
    message: str


def elsewhere(damages: Sequence[Damage]) -> str:
    """Return the lines on which more is wrong than the first damage, for a message."""
    lines = sorted({one.line for one in damages})[1:]
    if not lines:
        return ""
    named = ", ".join(map(str, lines[:_LINES]))
    more = f" and {len(lines) - _LINES} more" if len(lines) > _LINES else ""
    return f" and on {'line' if len(lines) == 1 else 'lines'} {named}{more}"


def text_of(file: InputFile) -> str:
    """Return the text of a file that is read as a whole, its declaration and DOCTYPE blanked.

    Raises:
        OSError: the file cannot be opened or read, or is too long.
        UnicodeDecodeError: which encoding it is in cannot be told.
    """
    raw = content(file)
    text = decoded(raw, declared_in(raw)).text
    return blanked(text.replace("\r\n", "\n").replace("\r", "\n"))


def chunks(file: InputFile) -> Iterator[str]:
    """Yield the text of a file piece by piece, ``DAMAGE`` for wrong bytes, whatever its length.

    Raises:
        OSError: the file cannot be opened or read.
    """
    line_ends = io.IncrementalNewlineDecoder(None, translate=True)
    for number, text in enumerate(text_chunks(file, _CHUNK)):
        text = _WRONG_BYTES.sub(DAMAGE, line_ends.decode(text))
        yield text if number else blanked(text)


def blanked(text: str) -> str:
    """Return the text without what stands before the first tag; lines stay where they are.

    Declarations go, and with them all entities and addresses that a DOCTYPE has.
    """
    front = _FRONT.search(text, 0, _CHUNK)
    start = front.start() if front else max(text.find("<"), 0)
    text = _NO_BREAK.sub("", text[:start]) + text[start:]
    kept: list[str] = []
    at = done = 0
    while found := _BEFORE_ROOT.search(text, at):
        at = found.end()
        if found["tag"]:
            break
        if found["comment"]:
            at = _behind_comment(text, at)
            continue
        gone = found if found["xml"] else _DOCTYPE.match(text, found.start())
        if gone is None:
            break
        kept.append(text[done : gone.start()] + "\n" * gone[0].count("\n"))
        at = done = gone.end()
    return "".join((*kept, text[done:]))


def _behind_comment(text: str, at: int) -> int:
    """Return where the text goes on behind a comment; within it where it is never closed."""
    following = text.find("<!--", at)
    end = text.find("-->", at, following if following >= 0 else len(text))
    is_closed = end >= 0
    if is_closed and _FRONT.search(text, at, end) and not _FRONT.search(text, end):
        return at  # it would hold the whole file
    return end + len("-->") if is_closed else at


def parsed(
    text: str, apart: frozenset[str] = frozenset()
) -> tuple[etree._Element | None, Damage | None]:
    """Return the root element of a text, and where it is not well-formed, if it is not.

    Args:
        text: as :func:`text_of` gives it, or a piece of it in a root element.
        apart: names of elements that never lie in one another, where the text is damaged.
    """
    try:
        # A new parser each time: one that is kept collects the errors of all it has read.
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True
        )
        return etree.fromstring(text.lstrip(), parser), None
    except (etree.XMLSyntaxError, ValueError) as error:
        skipped = text.count("\n", 0, len(text) - len(text.lstrip()))
        line = (getattr(error, "lineno", None) or 1) + skipped
        reason = re.sub(r", line \d+, column \d+.*", "", " ".join(str(error).split()))
        return tolerant.tree(text, apart), Damage(line, reason or "not XML")
