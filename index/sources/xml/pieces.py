"""A file of XML cut into its entries, before anything is parsed.

So a file of any length passes through little memory, and a damaged entry costs no other.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.limits import DEFAULTS, too_long
from index.sources.reading import InputFile, Problem

#: A tag is no longer than what is kept of the text of an entry that is too long.
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file: an entry, or what stands around entries.

    Attributes:
        text: as it stands in the file.
        line: on which it starts, from 1.
        is_entry: whether it is an entry.
        is_cut: whether the file ends within it.
        is_too_long: whether it is longer than an entry may be; its text is not kept then.
    """

    text: str
    line: int
    is_entry: bool
    is_cut: bool = False
    is_too_long: bool = False


def pieces(texts: Iterable[str], names: str, most: int = DEFAULTS.record_bytes) -> Iterator[Piece]:
    """Yield the parts of a file in their order, never more of it in memory than one entry needs.

    An entry that is never closed ends where the next one starts, or with the file.

    Args:
        texts: the text of the file in chunks.
        names: of the entries, as a pattern: ``item|entry``.
        most: bytes of an entry, or of what stands between two.
    """
    yield from _Cutter(iter(texts), names, most).cut()


class _Cutter:
    """Finds the tags of entries, and passes over CDATA and comments."""

    def __init__(self, texts: Iterator[str], names: str, most: int) -> None:
        self.most = most
        self.dropped = self.dropped_lines = self.moved = 0
        self.texts = texts
        self.mark = re.compile(
            rf"<!\[CDATA\[|<!--|<(?P<end>/?)(?:[\w.-]+:)?(?P<name>{names})(?=[\s/>])"
        )
        tag = rf"(?:[\w.-]+:)?(?:{names})"
        # What no section of CDATA holds, unless it was never closed.
        self.swallowed = re.compile(rf"</{tag}\s*>(?=\s*<{tag}[\s>])|<{tag}[^<>]*>(?=\s*<title)")
        self.end = re.compile(rf"</{tag}\s*>")
        self.text, self.begun, self.at, self.line = "", 0, 0, 1

    def cut(self) -> Iterator[Piece]:
        inside = ""
        while True:
            found = self.mark.search(self.text, self.at)
            if not found:
                self.at = max(self.at, len(self.text) - 100)
                self._forget()
                if self._more():
                    continue
                break
            name, is_end = found["name"], bool(found["end"])
            if not name:
                self._pass_over(found)
            elif is_end and name == inside:
                yield self._piece(self._behind_tag(found), True)
                inside = ""
            elif not is_end and inside in ("", name):
                if found.start() > self.begun:
                    yield self._piece(found.start(), bool(inside))
                before = self.moved
                end = self._behind_tag(found)
                if self.text[end - 2 : end] == "/>":
                    yield self._piece(end, True)
                    inside = ""
                else:
                    self.at, inside = max(0, found.end() - self.moved + before), name
            else:
                self.at = found.end()
        if len(self.text) > self.begun:
            yield self._piece(len(self.text), bool(inside), is_cut=bool(inside))

    def _piece(self, end: int, is_entry: bool, is_cut: bool = False) -> Piece:
        text, line = self.text[self.begun : end], self.line
        self.line += text.count("\n") + self.dropped_lines
        self.begun = self.at = end
        is_too_long = self.dropped > 0 or _is_longer(text, self.most)
        self.dropped = self.dropped_lines = 0
        return Piece("" if is_too_long else text, line, is_entry, is_cut, is_too_long)

    def _behind_tag(self, found: re.Match[str]) -> int:
        end = self._find(">", found.end())
        return len(self.text) if end is None else end + 1

    def _pass_over(self, found: re.Match[str]) -> None:
        """Go on behind a CDATA section or comment; in front of an end tag that it swallowed."""
        before = self.moved
        end = self._find("-->" if found[0] == "<!--" else "]]>", found.end())
        start = max(0, found.end() - self.moved + before)
        until = len(self.text) if end is None else end
        swallowed = self.swallowed.search(self.text, start, until)
        if not swallowed and end is None:
            swallowed = self.end.search(self.text, start)
        if swallowed:
            self.at = swallowed.start()
        else:
            self.at = until if end is None else end + 3

    def _find(self, sign: str, at: int) -> int | None:
        while (place := self.text.find(sign, at)) < 0:
            at, before = max(at, len(self.text) - len(sign) + 1), self.moved
            if not self._more():
                return None
            at = max(0, at - self.moved + before)
        return place

    def _forget(self) -> None:
        """Let go of the text that was handed on."""
        self.text, self.at = self.text[self.begun :], self.at - self.begun
        self.begun = 0

    def _more(self) -> bool:
        """Read on; tell whether there was more. What is too long is not kept but counted."""
        if len(self.text) - self.begun > self.most:
            end = max(self.begun, len(self.text) - _KEPT)
            self.dropped_lines += self.text.count("\n", self.begun, end)
            self.dropped += end - self.begun
            self.moved += end
            self.text, self.begun, self.at = self.text[end:], 0, max(0, self.at - end)
        more = next(self.texts, None)
        if more is None:
            return False
        self.text += more
        return True


def _is_longer(text: str, most: int) -> bool:
    """Tell whether a text takes more than so many bytes in a file."""
    if len(text) * 4 <= most:
        return False
    return len(text) > most or len(text.encode("utf-8", "surrogatepass")) > most


def problem_of_long(file: InputFile, piece: Piece, what: str, number: int) -> Problem:
    """Return what is told of an entry that is too long.

    Args:
        file: that it stands in.
        piece: the entry.
        what: it is called.
        number: in the file, from 1; 0 where it has none.
    """
    message = too_long(what, file.limits)
    return Problem("too_large", file.name, message, line=piece.line, record=number or None)
