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
_ENDS = {"<![CDATA[": "]]>", "<!--": "-->"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file: an entry, or what stands around entries.

    Attributes:
        text: as it stands in the file.
        line: on which it starts, from 1.
        is_entry: whether it is an entry.
        is_cut: whether the file ends within it.
        is_too_long: whether it is longer than an entry may be; its text is not kept then.
        is_torn: whether it ends with the end tag of an entry of which no start was found.
        hidden: how many entries stand in comments of it.
    """

    text: str
    line: int
    is_entry: bool
    is_cut: bool = False
    is_too_long: bool = False
    is_torn: bool = False
    hidden: int = 0

    @property
    def last_line(self) -> int:
        """Return the line on which it ends, blanks behind it left aside."""
        return self.line + self.text.rstrip().count("\n")


def pieces(texts: Iterable[str], names: str, most: int = DEFAULTS.record_bytes) -> Iterator[Piece]:
    """Yield the parts of a file in their order, never more of it in memory than one entry needs.

    An entry that is never closed ends where the next one starts, or with the file. What begins like
    a comment or CDATA and is never closed is text.

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
        self.tag = re.compile(rf"<(?P<end>/?){tag}(?=[\s/>])")
        self.text, self.begun, self.at, self.line = "", 0, 0, 1
        self.gone = self.hidden = 0
        # Of each sign that closes something: where in the file it stands next, and up to where it
        # does not.
        self.next_end = dict.fromkeys(_ENDS.values(), -1)
        self.none_before = dict.fromkeys(_ENDS.values(), 0)
        self.other: int | None = None

    def cut(self) -> Iterator[Piece]:
        inside = ""
        while found := self._next_mark():
            name, is_end = found["name"], bool(found["end"])
            if not name:
                self._pass_over(found, inside)
            elif is_end and name == inside:
                yield self._piece(self._behind_tag(found), True)
                inside = ""
            elif is_end and not inside:
                yield self._piece(self._behind_tag(found), False, is_torn=True)
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
                    self.other = None
            elif (start := self._behind_stray(found)) is not None:
                yield self._piece(start, True)
                inside = ""
        if len(self.text) > self.begun:
            yield self._piece(len(self.text), bool(inside), is_cut=bool(inside))

    def _next_mark(self) -> re.Match[str] | None:
        while not (found := self.mark.search(self.text, self.at)):
            self.at = max(self.at, len(self.text) - 100)
            self._forget()
            if not self._more():
                return None
        return found

    def _piece(
        self, end: int, is_entry: bool, is_cut: bool = False, is_torn: bool = False
    ) -> Piece:
        text, line = self.text[self.begun : end], self.line
        self.line += text.count("\n") + self.dropped_lines
        self.begun = self.at = end
        is_too_long = self.dropped > 0 or _is_longer(text, self.most)
        hidden = self.hidden
        self.dropped = self.dropped_lines = self.hidden = 0
        text = "" if is_too_long else text
        return Piece(text, line, is_entry, is_cut, is_too_long, is_torn, hidden)

    def _behind_stray(self, found: re.Match[str]) -> int | None:
        """Pass over a tag of another name; return where an entry must end that holds two starts.

        Then what opened it is a stray tag, and not what entries are called here.
        """
        if not found["end"]:
            if self.other is not None:
                return max(self.begun, self.other - self.gone)
            self.other = self.gone + found.start()
        self.at = found.end()
        return None

    def _behind_tag(self, found: re.Match[str]) -> int:
        end = self._find(">", found.end())
        return len(self.text) if end is None else end + 1

    def _pass_over(self, found: re.Match[str], inside: str) -> None:
        """Go on behind a CDATA section or comment; within it where it is never closed."""
        sign, start = found[0], found.end()
        end = self._end_of(_ENDS[sign], start)
        if end is None or self._is_unclosed(sign, start, end, inside):
            self.at = start
            return
        self.hidden += sum(bool(one["end"]) for one in self.tag.finditer(self.text, start, end))
        self.at = end + len(_ENDS[sign])

    def _is_unclosed(self, sign: str, start: int, end: int, inside: str) -> bool:
        """Tell whether what closes a CDATA section or comment belongs to another one."""
        if self.text.find(sign, start, end) >= 0:
            return True
        first = self.tag.search(self.text, start, end)
        if first and sign == "<!--":
            return bool(inside and first["end"])
        return first is not None and self.swallowed.search(self.text, start, end) is not None

    def _end_of(self, sign: str, start: int) -> int | None:
        """Return where a sign stands next; ``None`` where no entry reaches so far."""
        if self.next_end[sign] - self.gone >= start:
            return self.next_end[sign] - self.gone
        at = max(start, self.none_before[sign] - self.gone)
        while (place := self.text.find(sign, at)) < 0:
            at = max(at, len(self.text) - len(sign) + 1)
            self.none_before[sign] = self.gone + at
            if len(self.text) - self.begun > self.most or not self._more():
                return None
        self.next_end[sign] = self.gone + place
        return place

    def _find(self, sign: str, at: int) -> int | None:
        while (place := self.text.find(sign, at)) < 0:
            at, before = max(at, len(self.text) - len(sign) + 1), self.moved
            if not self._more():
                return None
            at = max(0, at - self.moved + before)
        return place

    def _forget(self) -> None:
        """Let go of the text that was handed on."""
        self.gone += self.begun
        self.text, self.at = self.text[self.begun :], self.at - self.begun
        self.begun = 0

    def _more(self) -> bool:
        """Read on; tell whether there was more. What is too long is not kept but counted."""
        if len(self.text) - self.begun > self.most:
            end = max(self.begun, len(self.text) - _KEPT)
            self.dropped_lines += self.text.count("\n", self.begun, end)
            self.dropped += end - self.begun
            self.moved += end
            self.gone += end
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


def problems_of(file: InputFile, piece: Piece, what: str) -> Iterator[Problem]:
    """Yield what is told of entries that are none: of torn ones, and of those in comments.

    Args:
        file: that it stands in.
        piece: a part of it.
        what: an entry is called.
    """
    if piece.is_torn:
        message = (
            f"this {what} ends and never began: its start tag is missing or broken; it is left "
            "out; mend the tag"
        )
        yield Problem("broken", file.name, message, line=piece.last_line)
    if piece.hidden:
        stand = "stands" if piece.hidden == 1 else "stand"
        message = f"{piece.hidden:,} × {what} {stand} in a comment here; that is left out"
        yield Problem("left_out", file.name, message, line=piece.last_line)
