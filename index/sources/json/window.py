"""The letters of a JSON file, read as far as they are asked for, and its values one by one."""

import json
import re
from collections.abc import Iterator
from typing import cast

from index.sources.files.decoding import damaged
from index.sources.records import repeated_names
from index.sources.records.repeated_names import Repeated

#: What ends a text or a level, or begins one, in a value that is passed over.
_OF_TEXT = re.compile(r'["\\]')
_OF_LEVELS = re.compile(r'["\[\]{}]')
_MOST_BYTES_A_LETTER = 4
#: What may be missing at the end of a chunk: ``-Infinity``, ``\\u0627``.
_LITERAL = 12
_BLANKS = re.compile(r"[\s\ufeff]*")
#: Values within values: no record has more levels, and what reads them calls itself for each.
_DEEPEST = 100
_SIGNS = frozenset('[]{},:"')


class Broken(Exception):
    """The JSON breaks here.

    Attributes:
        message: what is wrong.
        line: of the file, from 1.
        is_cut: whether the file ends in the middle of a value.
    """

    def __init__(self, message: str, line: int, *, is_cut: bool = False) -> None:
        super().__init__(message)
        self.message, self.line, self.is_cut = message, line, is_cut


class TooLong(Exception):
    """A value is longer than any record."""


class Window:
    """A part of a file's text that moves on with its values."""

    def __init__(self, chunks: Iterator[str], most: int = 0) -> None:
        """
        Args:
            chunks: the text of the file.
            most: bytes of one value; 0 for any number.
        """
        self._most = most
        self._chunks = chunks
        self._text = ""
        self._at = 0
        self._counted = 0
        self._line = 1
        self._column = 0
        self._ended = False
        self._any_damage = False
        self.damaged = False
        self.repeated: list[tuple[int, tuple[Repeated, ...]]] = []

    @property
    def line(self) -> int:
        """Return the line of the file that the next value stands on."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def peek(self) -> str:
        """Return the next sign that is no blank; the empty string at the end of the file."""
        while True:
            if (sign := self._text[self._at : self._at + 1]) in _SIGNS:
                return sign
            blanks = _BLANKS.match(self._text, self._at)
            self._at = blanks.end() if blanks else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, signs: str) -> str:
        """Pass over the next sign that is no blank and return it.

        Args:
            signs: those that may stand here.

        Raises:
            Broken: another one stands there.
        """
        sign = self.peek()
        if not sign or sign not in signs:
            raise self._broken(f"expecting one of {signs}", self._at, is_cut=not sign)
        self._at += 1
        return sign

    def value(self) -> object:
        """Return the next value and pass over it; ``damaged`` tells of bytes that are no letters.

        ``repeated`` takes the names that stand twice in it, with its line.

        Raises:
            Broken: no value stands here, or the file ends within it.
            TooLong: it is longer than a record; nothing is passed over.
        """
        while True:
            try:
                value, end, repeated = decoded(self._text, self._at)
            except json.JSONDecodeError as error:
                is_cut = cut(error, self._text)
                if is_cut and self._is_too_long(len(self._text)):
                    raise TooLong from error
                if is_cut and self._more():
                    continue
                raise self._broken(error.msg, error.pos, is_cut=is_cut) from error
            except (ValueError, RecursionError) as error:
                message = "a number too long or a nesting too deep to read"
                raise self._broken(message, self._at) from error
            if end == len(self._text) and isinstance(value, int | float) and self._more():
                continue  # its digits may go on
            if self._is_too_long(end):
                raise TooLong
            self.damaged = self._any_damage and damaged(self._text[self._at : end])
            if repeated:
                self.repeated.append((self.line, repeated))
            self._at = end
            return value

    def _is_too_long(self, end: int) -> bool:
        """Tell whether a value that reaches to a place is longer than a record may be."""
        letters = end - self._at
        if not self._most or letters * _MOST_BYTES_A_LETTER <= self._most:
            return False
        return letters > self._most or (
            len(self._text[self._at : end].encode("utf-8", "surrogatepass")) > self._most
        )

    def pass_over(self, levels: int = 0) -> None:
        """Pass over the next value, however long it is, without keeping it.

        Args:
            levels: arrays and objects that are open already and end with it.

        Raises:
            Broken: the file ends within it.
        """
        if not levels and self.peek() not in ("[", "{", '"'):
            raise self._broken("a number that is too long", self._at)
        in_text = False
        while True:
            found = (_OF_TEXT if in_text else _OF_LEVELS).search(self._text, self._at)
            if found is None or (found[0] == "\\" and found.end() == len(self._text)):
                kept = self._at = len(self._text) if found is None else found.start()
                if not self._more():
                    raise self._broken("the file ends within it", kept, is_cut=True)
                continue
            sign, self._at = found[0], found.end()
            if sign == "\\":
                self._at += 1
            elif sign == '"':
                in_text = not in_text
            else:
                levels += 1 if sign in "[{" else -1
            if not levels and not in_text:
                return

    def looks(self, letters: int) -> str:
        """Return the next letters without passing over them."""
        return self._text[self._at : self._at + letters]

    def margin(self) -> str | None:
        """Return the blanks before the next value on its line; none where something else is."""
        self.peek()
        start = self._text.rfind("\n", 0, self._at) + 1
        before = self._text[start : self._at]
        return before if start and not before.strip() else None

    def skip_to(self, mark: str) -> bool:
        """Pass over all before the next mark, a line end and more; tell whether there is one."""
        at = self._at
        while (found := self._text.find(mark, at + 1)) < 0:
            kept = self._at = max(self._at, len(self._text) - len(mark))
            if not self._more():
                return False
            at = self._at - 1 if kept else -1
        self._at = found + 1
        return True

    def _more(self) -> bool:
        """Read on, letting go what was passed over; tell whether there was more."""
        if self._ended:
            return False
        # Twice as much each time, so that a long value is not tried again for every chunk.
        wanted, parts, read = len(self._text) - self._at, [], 0
        for chunk in self._chunks:
            parts.append(chunk)
            self._any_damage = self._any_damage or _has_surrogates(chunk)
            read += len(chunk)
            if read >= wanted:
                break
        else:
            self._ended = True
        start = self._text.rfind("\n", 0, self._at) + 1
        self._column = self._at - start + (0 if start else self._column)
        _ = self.line
        self._text = self._text[self._at :] + "".join(parts)
        self._at = self._counted = 0
        return bool(parts)

    def _broken(self, message: str, at: int, *, is_cut: bool = False) -> Broken:
        start = self._text.rfind("\n", 0, at) + 1
        column = at - start + (0 if start else self._column) + 1
        line = self.line + self._text.count("\n", self._at, at)
        return Broken(f"broken JSON at column {column}: {message}", line, is_cut=is_cut)


def decoded(text: str, at: int) -> tuple[object, int, tuple[Repeated, ...]]:
    """Return the value that begins at a place, where it ends, and which names stand twice in it.

    Raises:
        json.JSONDecodeError: no value stands there, or the text ends within it.
        ValueError: a number in it is too long.
        RecursionError: it has too many levels.
    """
    value, end, repeated = repeated_names.decoded(text, at)
    levels = text.count("[", at, end) + text.count("{", at, end)  # at most: quick to know
    if levels > _DEEPEST and _is_deep(value):
        raise RecursionError
    return value, end, repeated


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else cast("list[object]", one))
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _has_surrogates(text: str) -> bool:
    try:
        text.encode()  # ten times as fast as looking for them
    except UnicodeEncodeError:
        return True
    return False


def cut(error: json.JSONDecodeError, text: str) -> bool:
    """Tell whether the text ends within a value, which is right as far as it goes."""
    return error.msg.startswith("Unterminated string") or error.pos >= len(text) - _LITERAL
