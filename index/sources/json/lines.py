"""``jsonl``: one JSON object a line, with the fields of :mod:`index.sources.records.fields`."""

import json
from collections.abc import Iterator

from index.article import Article
from index.sources.files.decoding import damaged, lines
from index.sources.reading import InputFile, Problem
from index.sources.records.fields import Records


def read(file: InputFile) -> Iterator[Article | Problem]:
    """Yield the articles of a JSON Lines file; a line that is broken costs no other line.

    Args:
        file: UTF-8, with or without mark, or UTF-16 with one; blank lines are passed over.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: a UTF-16 file is broken.
    """
    records = Records(file)
    for number, line in enumerate(lines(file), start=1):
        if not line.strip():
            continue
        if damaged(line):
            yield Problem("unreadable", file.name, "bytes that are not UTF-8", line=number)
            continue
        try:
            values = json.loads(line)
        except json.JSONDecodeError as error:
            message = f"broken JSON at column {error.colno}: {error.msg}"
            yield Problem("broken", file.name, message, line=number)
        except (ValueError, RecursionError):
            message = "JSON with a number too long or a nesting too deep to read"
            yield Problem("broken", file.name, message, line=number)
        else:
            yield from _record(records, values, number)


def _record(records: Records, values: object, line: int) -> Iterator[Article | Problem]:
    if isinstance(values, dict):
        yield from records.read(values, line)
    else:
        message = f"a JSON object is expected on each line, not {type(values).__name__}"
        yield Problem("broken", records.file.name, message, line=line)
