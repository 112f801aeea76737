"""Lines of JSON, each for itself: one that is broken costs no other."""

import json
from collections.abc import Iterator
from dataclasses import replace

from index.limits import too_long
from index.sources.files.decoding import Overlong, damaged, lines
from index.sources.json.shapes import Member, Shapes
from index.sources.json.window import cut, decoded
from index.sources.reading import InputFile, Problem
from index.sources.records.repeated_names import Repeated, told
from index.sources.records.values import kind_of


def is_lines(text: str, *, is_whole: bool) -> bool:
    """Tell whether each line of a text stands for itself.

    Args:
        text: the first letters of a file.
        is_whole: whether they are all.
    """
    if not text.startswith("{"):
        return not text.startswith("[")
    first, *others = text.split("\n", 50)
    if _is_value(first) and (others or is_whole):
        return True
    try:
        json.JSONDecoder(strict=False).raw_decode(text)
    except json.JSONDecodeError as error:
        return (is_whole or not cut(error, text)) and any(map(_is_value, others))
    except (ValueError, RecursionError):
        return bool(others)
    return False


def _is_value(line: str) -> bool:
    try:
        return isinstance(json.loads(line.strip().rstrip(","), strict=False), dict)
    except (ValueError, RecursionError):
        return False


def records_of_lines(file: InputFile, shapes: Shapes) -> Iterator[Member | Problem]:
    """Yield the records of a file of lines, and the problems met in it.

    Raises:
        OSError: the file cannot be opened or read, or a line is too long.
        UnicodeDecodeError: a UTF-16 file is broken.
    """
    for number, line in enumerate(lines(file), start=1):
        if isinstance(line, Overlong):
            yield Problem("too_large", file.name, too_long("the line", file.limits), line=number)
            continue
        text = line.strip("\ufeff \t\r\n,")
        if text and text not in ("[", "]"):
            yield from _records_of_line(file, shapes, text, number)


def _records_of_line(
    file: InputFile, shapes: Shapes, text: str, number: int
) -> Iterator[Member | Problem]:
    if damaged(text):
        yield Problem("unreadable", file.name, "bytes that are not UTF-8", line=number)
        return
    try:
        for value, repeated in _values(text):
            if isinstance(value, dict) and shapes.is_plain(value):
                yield Member(value, line=number)
            elif isinstance(value, dict):
                for found in shapes.records(value):
                    yield replace(found, line=number)
            else:
                yield _no_object(file, value, line=number)
            yield from told(file, repeated, number)
    except json.JSONDecodeError as error:
        message = f"broken JSON at column {error.colno}: {error.msg}"
        yield Problem("broken", file.name, message, line=number)
    except (ValueError, RecursionError):
        message = "JSON with a number too long or a nesting too deep to read"
        yield Problem("broken", file.name, message, line=number)


def _values(text: str) -> Iterator[tuple[object, tuple[Repeated, ...]]]:
    at = 0
    while at < len(text):
        value, at, repeated = decoded(text, at)
        yield value, repeated
        while at < len(text) and text[at] in " \t,":
            at += 1


def _no_object(file: InputFile, value: object, *, line: int) -> Problem:
    message = f"a JSON object is expected, not {kind_of(value)}"
    return Problem("broken", file.name, message, line=line)
