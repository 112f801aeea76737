"""The records of a JSON file in their order, however they stand in it and however long it is.

A value is decoded as a whole if it is no longer than a record can be. A longer object, or one that
the file breaks off, is gone through member by member: its lists of records are read one by one.
"""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import cast

from index.limits import too_long
from index.sources.files.decoding import chunks, whole
from index.sources.json.lines import is_lines, records_of_lines
from index.sources.json.shapes import Member, Record, Shapes, rows_of
from index.sources.json.window import Broken, TooLong, Window, decoded
from index.sources.reading import InputFile, Problem
from index.sources.records.repeated_names import Repeated, told
from index.sources.records.values import kind_of

_HEAD = 1 << 16
_LOOKED_AT = 20
_DEPTH = 8
#: So many values that are no objects have a line of their own.
_LINES = 5
#: So many names of lists in one object are remembered.
_REMEMBERED = 10_000
#: Tables turned on their side, as pandas writes them: their records are whole at the end only.
_COLUMNS = re.compile(r'\{\s*"(?:[^"\\]|\\.){1,80}"\s*:\s*(?:\{\s*"\d+"\s*:\s*[^\s{]|\[\s*["\dn])')


def members(file: InputFile, shapes: Shapes) -> Iterator[Member | Problem]:
    """Yield the records of a file, and the problems met in it.

    Args:
        file: JSON lines, one value or several, in UTF-8 or UTF-16 with a mark.
        shapes: tells what a record is.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: a UTF-16 file is broken.
    """
    head = next(chunks(file, _HEAD), "")
    if is_lines(head.lstrip("\ufeff \t\r\n"), is_whole=len(head) < _HEAD):
        yield from records_of_lines(file, shapes)
    else:
        yield from _Walk(file, shapes).members()


@dataclass(frozen=True, slots=True)
class _Element:
    """A value of an array, with the line that it starts on.

    An open one is an object that was not decoded: the window stands before it. A cut one goes on
    to the end of the file.
    """

    value: object
    line: int
    damaged: bool
    is_open: bool = False
    is_cut: bool = False


class _Walk:
    """Goes through the values of one file."""

    def __init__(self, file: InputFile, shapes: Shapes) -> None:
        self._file = file
        self._shapes = shapes
        self._window = Window(chunks(file), file.limits.record_bytes)
        self._number = 0
        self._odd = 0

    def members(self) -> Iterator[Member | Problem]:
        """Yield all records, and behind each what is told of the names that stand twice in it."""
        for found in self._members():
            yield found
            yield from self._repeated()
        yield from self._repeated()

    def _repeated(self) -> Iterator[Problem]:
        for line, repeated in self._window.repeated:
            yield from told(self._file, repeated, line)
        self._window.repeated.clear()

    def _members(self) -> Iterator[Member | Problem]:
        """Yield all records; behind a broken value go on with the next that starts a line."""
        window = self._window
        while sign := window.peek():
            try:
                if sign == ",":
                    window.take(",")
                elif sign == "[":
                    yield from self._array((), {})
                elif sign == "{":
                    yield from self._top()
                else:
                    yield from self._other_value()
            except Broken as broken:
                goes_on = not broken.is_cut and window.skip_to("\n{")
                yield self._told(broken, goes_on=goes_on)
                if not goes_on:
                    break
        if self._odd > _LINES:
            message = f"{self._odd - _LINES} more values are no objects"
            yield Problem("broken", self._file.name, message)

    def _other_value(self) -> Iterator[Member | Problem]:
        window, line = self._window, self._window.line
        try:
            value = window.value()
        except TooLong:
            window.pass_over()
            yield self._too_long("what stands here", line)
        else:
            yield from self._no_object(value, line)

    def _top(self) -> Iterator[Member | Problem]:
        window, line = self._window, self._window.line
        try:
            value = window.value()
        except TooLong:
            if _COLUMNS.match(window.looks(300)):
                yield from self._columns()
                return
            yield from self._long_object(_Element(None, line, damaged=False), (), {})
        except Broken as broken:
            if not broken.is_cut:
                raise
            yield from self._object((), {})
        else:
            yield from self._found(_Element(value, line, window.damaged), (), {})

    def _columns(self) -> Iterator[Member | Problem]:
        text = whole(self._file)
        self._window = Window(iter(()))
        try:
            above = len(text) - len(text.lstrip("\ufeff \t\r\n"))
            value, _, repeated = decoded(text, above)
        except (ValueError, RecursionError) as error:
            yield Problem("broken", self._file.name, f"broken JSON: {error}")
            return
        yield from self._found(_Element(value, 1, False), (), {})
        yield from told(self._file, repeated, 1 + text.count("\n", 0, above))

    def _found(
        self, element: _Element, path: tuple[str, ...], around: Record
    ) -> Iterator[Member | Problem]:
        """Yield the records of a value that is decoded."""
        if element.damaged:
            self._number += 1
            message = "bytes that are not UTF-8"
            yield Problem(
                "unreadable", self._file.name, message, line=element.line, record=self._number
            )
        elif isinstance(element.value, dict) and self._shapes.is_plain(element.value):
            yield self._placed(Member(element.value, path), element.line, around)
        elif not isinstance(element.value, dict | list):
            yield from self._no_object(element.value, element.line)
        else:
            for found in self._shapes.records(element.value, path):
                yield self._placed(found, element.line, around)

    def _placed(self, found: Member, line: int, around: Record) -> Member:
        self._number += 1
        beside = {**around, **found.around} if around else found.around
        return Member(found.values, found.path, found.key, line, self._number, beside)

    def _object(self, path: tuple[str, ...], above: Record) -> Iterator[Member | Problem]:
        """Yield the records in an object that is not decoded as a whole."""
        window, seen, lists = self._window, dict[str, object](), set[str]()
        window.take("{")
        while (sign := window.peek()) != "}":
            if sign == ",":
                window.take(",")
                continue
            name = self._name()
            window.take(":")
            around = {**above, **self._shapes.around(seen)}
            sign, line = window.peek(), window.line
            if sign == "[":
                yield from self._if_again(name, lists, line)
                yield from self._array((*path, name), around, seen)
            elif sign == "{":
                yield from self._member(name, path, seen, around)
            else:
                try:
                    self._keep(seen, name, window.value(), line)
                except TooLong:
                    window.pass_over()
                    yield self._too_long(f"the text under {name[:40]!r}", line)
        self._shapes.pass_over(
            {name: held for name, held in seen.items() if not isinstance(held, dict | list)}, path
        )
        window.take("}")

    def _keep(self, seen: dict[str, object], name: str, value: object, line: int) -> None:
        """Keep what stands under a name of an object, in the place of what stood there before."""
        if name in seen:
            self._window.repeated.append((line, (Repeated(name, 0),)))
        seen[name] = value

    def _if_again(self, name: str, lists: set[str], line: int) -> Iterator[Problem]:
        """Yield what is told of a list whose name another one has; so many are remembered."""
        if name in lists:
            message = f"{name[:40]!r} stands twice in one object; what is under both is read"
            yield Problem("left_out", self._file.name, message, line=line)
        elif len(lists) < _REMEMBERED:
            lists.add(name)

    def _name(self) -> str:
        line = self._window.line
        try:
            return str(self._window.value())
        except TooLong:
            self._window.pass_over()
            raise Broken("a name is longer than a record may be", line) from None

    def _too_long(self, what: str, line: int) -> Problem:
        self._number += 1
        message = too_long(what, self._file.limits)
        return Problem("too_large", self._file.name, message, line=line, record=self._number)

    def _long_object(
        self, element: _Element, path: tuple[str, ...], around: Record
    ) -> Iterator[Member | Problem]:
        """Yield the records in a long object of an array; one that holds none is one itself."""
        before = self._number
        yield from self._object(path, around)
        if self._number == before and not element.is_cut:
            yield self._too_long("the record", element.line)

    def _member(
        self, name: str, path: tuple[str, ...], seen: dict[str, object], around: Record
    ) -> Iterator[Member | Problem]:
        """Yield the records in an object that stands in another one."""
        window, shapes, line = self._window, self._shapes, self._window.line
        try:
            value = window.value()
        except (TooLong, Broken) as stop:
            if isinstance(stop, Broken) and (not stop.is_cut or len(path) > _DEPTH):
                raise
            if len(path) > _DEPTH:
                window.pass_over()
                yield self._too_long(f"what stands under {name[:40]!r}", line)
                return
            yield from self._object((*path, name), around)
            return
        if not isinstance(value, dict) or shapes.has(seen, "title", "body"):
            self._keep(seen, name, value, line)
        elif shapes.has(value, "title", "body"):
            for found in shapes.records(value, path):
                yield replace(self._placed(found, line, around), key=found.key or name)
        else:
            self._keep(seen, name, value, line)
            for found in shapes.records(value, (*path, name)):
                if found.values is not value:
                    yield self._placed(found, line, around)

    def _array(
        self, path: tuple[str, ...], around: Record, beside: Record | None = None
    ) -> Iterator[Member | Problem]:
        """Yield the records of an array.

        Args:
            path: the names that lead to it.
            around: what is true of its records.
            beside: of the object that it stands in, all that was read; it tells whether the array
                holds records at all.
        """
        header: list[object] | None = None
        elements = self._elements()
        for element in elements if beside is None else self._if_records(path[-1], beside, elements):
            if isinstance(element, Problem):
                yield element
            elif element.is_open:
                yield from self._long_object(element, path, around)
            elif isinstance(element.value, list) and header is not None:
                for found in rows_of(header, [element.value], path):
                    yield self._placed(found, element.line, around)
            elif header is None and self._shapes.are_names(element.value):
                header = cast("list[object]", element.value)
            else:
                yield from self._found(element, path, around)

    def _if_records(
        self, name: str, beside: Record, elements: Generator[_Element | Problem, None, None]
    ) -> Iterator[_Element | Problem]:
        """Yield the elements of an array if the first of them are records; else pass over all."""
        held: list[_Element] = []
        for element in elements:
            if isinstance(element, Problem):
                yield element
                continue
            held.append(element)
            if element.is_open:
                yield from held
                yield from elements
                return
            if self._are_records(name, beside, held):
                yield from chain(held, elements)
                return
            if len(held) >= _LOOKED_AT:
                break
        if len(held) >= _LOOKED_AT:
            elements.close()
            self._window.pass_over(levels=1)

    def _are_records(self, name: str, beside: Record, held: list[_Element]) -> bool:
        values = [element.value for element in held]
        return self._shapes.lists(beside, name, values) and not self._shapes.has(beside, "body")

    def _elements(self) -> Generator[_Element | Problem, None, None]:
        """Yield the values of an array; a broken one on a line of its own costs no other."""
        window = self._window
        window.take("[")
        margin = window.margin()
        while (sign := window.peek()) != "]":
            if sign == ",":
                window.take(",")
                continue
            line = window.line
            try:
                value = window.value()
            except TooLong:
                if sign != "{":
                    window.pass_over()
                    yield self._too_long("what stands here", line)
                    continue
                yield _Element(None, line, damaged=False, is_open=True)
            except Broken as broken:
                if broken.is_cut and sign == "{":
                    yield _Element(None, line, damaged=False, is_open=True, is_cut=True)
                    continue
                goes_on = (
                    margin is not None and not broken.is_cut and window.skip_to(f"\n{margin}{{")
                )
                if not goes_on:
                    raise
                self._number += 1
                yield self._told(broken, goes_on=True)
            else:
                yield _Element(value, line, window.damaged)
        window.take("]")

    def _no_object(self, value: object, line: int) -> Iterator[Problem]:
        self._number += 1
        self._odd += 1
        if self._odd <= _LINES:
            message = (
                f'a JSON object is expected, not {kind_of(value)}; name what it is: {{"body": …}}'
            )
            yield Problem("broken", self._file.name, message, line=line, record=self._number)

    def _told(self, broken: Broken, *, goes_on: bool) -> Problem:
        message = broken.message
        if not goes_on:
            message += (
                "; the file is cut off here, what stands before is read"
                if broken.is_cut
                else ("; the rest is not read")
            )
        return Problem("broken", self._file.name, message, line=broken.line)
