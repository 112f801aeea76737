"""Names that stand several times in one object of JSON: of their values the last is kept."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index.sources.files.decoding import mend
from index.sources.reading import InputFile, Problem

#: So many names of one value have a line of their own, and
_LINES = 20
#: so many are told apart at all.
_MOST_NAMES = 10_000
_LONGEST_NAME = 60
#: A text with the colon that makes it a name, or what begins or ends an object.
_PART = re.compile(r'"(?P<name>(?:[^"\\]|\\.)*+)"(?P<colon>[ \t\n\r]*+:)?|[{}]', re.S)


class _StandsTwice(Exception):
    """A name stands twice in one object, so the parser is of no more use to find out which."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        raise _StandsTwice
    return held


# Raw line ends and tabs within strings are wrong and common; what they mean is clear.
#: To hand on pairs costs the parser hardly more time than to make objects itself.
_DECODERS = {
    parse_float: (
        json.JSONDecoder(strict=False, parse_float=parse_float, object_pairs_hook=_once),
        json.JSONDecoder(strict=False, parse_float=parse_float),
    )
    for parse_float in (None, str)
}


@dataclass(frozen=True, slots=True)
class Repeated:
    """A name that stands several times in one object, or in several objects of one value.

    Attributes:
        name: as it is read.
        line: where it stands again first, counted from 0 at the start of the value.
        objects: how many objects have it several times.
    """

    name: str
    line: int
    objects: int = 1


def decoded(
    text: str, at: int = 0, parse_float: type[str] | None = None
) -> tuple[Any, int, tuple[Repeated, ...]]:
    """Return the value that begins at a place, where it ends, and which names stand twice in it.

    Args:
        text: that holds it, blanks before it not among it.
        at: the place.
        parse_float: ``str`` to keep numbers with a point as they are written.

    Raises:
        json.JSONDecodeError: no value stands there, or the text ends within it.
        ValueError: a number in it is too long.
        RecursionError: it has too many levels.
    """
    once, lenient = _DECODERS[parse_float]
    try:
        return *once.raw_decode(text, at), ()
    except _StandsTwice:
        value, end = lenient.raw_decode(text, at)
        return value, end, tuple(_repeated(text, at, end))


def _repeated(text: str, at: int, end: int) -> Iterator[Repeated]:
    """Yield the names that stand several times in an object, in the order in which they do."""
    found: dict[str, tuple[int, int]] = {}
    line, counted, objects = 0, at, list[dict[str, int]]()
    for part in _PART.finditer(text, at, end):
        if part[0] == "{":
            objects.append({})
        elif part[0] == "}":
            objects.pop()
        elif part["colon"] and objects:
            name = _plain(part["name"])
            times = objects[-1][name] = objects[-1].get(name, 0) + 1
            if times == 2 and (name in found or len(found) < _MOST_NAMES):
                line, counted = line + text.count("\n", counted, part.start()), part.start()
                first, count = found.get(name, (line, 0))
                found[name] = first, count + 1
    for name, (first, count) in found.items():
        yield Repeated(name, first, count)


def _plain(name: str) -> str:
    return str(json.loads(f'"{name}"', strict=False)) if "\\" in name else name


def told(
    file: InputFile, repeated: Sequence[Repeated], line: int | None, record: int | None = None
) -> Iterator[Problem]:
    """Yield what is told of repeated names.

    Args:
        file: that they stand in.
        repeated: those of one value.
        line: of the file, on which the value begins, from 1; ``None`` where its lines are not told.
        record: number of the value in the file, from 1, if it is one.
    """
    for one in repeated[:_LINES]:
        more = f", in {one.objects:,} objects, this one first" if one.objects > 1 else ""
        message = f"{_shown(one.name)} stands twice in one object{more}; the last value is kept"
        place = None if line is None else line + one.line
        yield Problem("left_out", file.name, message, line=place, record=record)
    if more_names := repeated[_LINES:]:
        shown = ", ".join(_shown(one.name) for one in more_names[:_LINES])
        message = (
            f"{len(more_names):,} more names stand twice in one object, such as {shown}; "
            "the last values are kept"
        )
        place = None if line is None else line + more_names[0].line
        yield Problem("left_out", file.name, message, line=place, record=record)


def _shown(name: str) -> str:
    return repr(" ".join(mend(name).split())[:_LONGEST_NAME])
