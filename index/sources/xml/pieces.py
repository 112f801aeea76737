"""A file of XML cut into its entries, before anything is parsed.

So a file of any length passes through little memory, and a damaged entry costs no other.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.sources.files import decoding


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file: an entry, or what stands around entries.

    Attributes:
        text: as it stands in the file.
        line: on which it starts, from 1.
        is_entry: whether it is an entry.
        is_cut: whether the file ends within it.
    """

    text: str
    line: int
    is_entry: bool
    is_cut: bool = False


def pieces(texts: Iterable[str], names: str) -> Iterator[Piece]:
    """Yield the parts of a file in their order, never more of it in memory than one entry needs.

    An entry that is never closed ends where the next one starts, or with the file.

    Args:
        texts: the text of the file in chunks.
        names: of the entries, as a pattern: ``item|entry``.

    Raises:
        OSError: an entry is longer than can be read.
    """
    yield from _Cutter(iter(texts), names).cut()


class _Cutter:
    """Finds the tags of entries, and passes over CDATA and comments."""

    def __init__(self, texts: Iterator[str], names: str) -> None:
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
                end = self._behind_tag(found)
                if self.text[end - 2 : end] == "/>":
                    yield self._piece(end, True)
                    inside = ""
                else:
                    self.at, inside = found.end(), name
            else:
                self.at = found.end()
        if len(self.text) > self.begun:
            yield self._piece(len(self.text), bool(inside), is_cut=bool(inside))

    def _piece(self, end: int, is_entry: bool, is_cut: bool = False) -> Piece:
        piece = Piece(self.text[self.begun : end], self.line, is_entry, is_cut)
        self.line += piece.text.count("\n")
        self.begun = self.at = end
        return piece

    def _behind_tag(self, found: re.Match[str]) -> int:
        end = self._find(">", found.end())
        return len(self.text) if end is None else end + 1

    def _pass_over(self, found: re.Match[str]) -> None:
        """Go on behind a CDATA section or comment; in front of an end tag that it swallowed."""
        end = self._find("-->" if found[0] == "<!--" else "]]>", found.end())
        until = len(self.text) if end is None else end
        swallowed = self.swallowed.search(self.text, found.end(), until)
        if not swallowed and end is None:
            swallowed = self.end.search(self.text, found.end())
        if swallowed:
            self.at = swallowed.start()
        else:
            self.at = until if end is None else end + 3

    def _find(self, sign: str, at: int) -> int | None:
        while (place := self.text.find(sign, at)) < 0:
            at = max(at, len(self.text) - len(sign) + 1)
            if not self._more():
                return None
        return place

    def _forget(self) -> None:
        """Let go of the text that was handed on."""
        self.text, self.at = self.text[self.begun :], self.at - self.begun
        self.begun = 0

    def _more(self) -> bool:
        """Read on; tell whether there was more."""
        if len(self.text) - self.begun > decoding.MAX_LINE:
            limit = f"{decoding.MAX_LINE >> 20} million letters"
            raise OSError(f"there is no end of an entry within {limit}; split the file")
        more = next(self.texts, None)
        if more is None:
            return False
        self.text += more
        return True
