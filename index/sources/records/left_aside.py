"""What of a file's records no field takes: counted by its name and told once, with an example."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.sources.files.decoding import mend
from index.sources.reading import InputFile, Problem
from index.sources.records.field_names import folded
from index.sources.records.options import option
from index.sources.records.values import is_empty, text

#: So many names have a line of their own.
_LINES = 20
_EXAMPLE = 50
#: So many more share one, and so many are told apart at all: names may be as many as records.
_TOGETHER = 100
_MOST_NAMES = 10_000
#: The fewest words of running text.
_WORDS = 5
#: Names of the day of a change, which is no publication.
_CHANGED = re.compile(r"updat|modif|chang|edited|revis|lastbuild|تعديل|تحديث")
#: Names of texts that are no bodies, however long.
_NO_BODY = re.compile(
    r"title|alt$|keyword|tags?$|comment|copyright|rights|url|عنوان|وسوم|كلمات|تعليق"
)
_MADE = re.compile(r"^(?:date|time)?created|createdat|timestamp|insert|تاريخالا(?:نشا|ضاف)")


@dataclass(slots=True)
class _Left:
    line: int | None
    example: str
    count: int = 0
    last: int = -1
    longest: int = 0
    why: str = ""


@dataclass(slots=True)
class LeftAside:
    """Counts the names of one file that no field takes.

    Attributes:
        reported: names that were told already.
    """

    reported: set[str] = field(default_factory=set)
    _names: dict[str, _Left] = field(default_factory=dict)
    _records: int = 0
    _others: int = 0

    def next_record(self) -> None:
        """Begin with a record: a name is counted once in each."""
        self._records += 1

    def add(self, name: str, value: object, line: int | None, why: str = "") -> None:
        """Count a value that is not kept; one that says nothing is not counted."""
        if name in self.reported or is_empty(value):
            return
        left = self._names.get(name)
        if left is None:
            if len(self._names) >= _MOST_NAMES:
                self._others += 1
                return
            left = self._names[name] = _Left(line, _shown(value), why=why)
        if left.last != self._records:  # a record may have it in several places
            left.count, left.last = left.count + 1, self._records
        if isinstance(value, str | list):
            left.longest = max(left.longest, _words(value))

    def likely_body(self) -> str | None:
        """Return the name under which the longest running text stands, if any does."""
        likely = {
            name: left.longest
            for name, left in self._names.items()
            if left.longest >= _WORDS and not left.why and not _NO_BODY.search(folded(name))
        }
        return max(likely, key=lambda name: likely[name], default=None)

    def told(self, file: InputFile) -> Iterator[Problem]:
        """Yield a problem for each name that was not told yet, in their order."""
        left = {name: one for name, one in self._names.items() if name not in self.reported}
        body = self.likely_body()
        for name, one in list(left.items())[:_LINES]:
            likely = "body" if name == body else "FIELD"
            message = f"{_quoted(name)} is not kept ({one.count}×, such as {one.example})"
            message += f": {one.why or _remedy(name, likely)}"
            yield Problem("unknown_field", file.name, message, line=one.line)
        if len(left) > _LINES:
            others = list(left.items())[_LINES:]
            named = ", ".join(f"{_quoted(name)} ({one.count}×)" for name, one in others[:_TOGETHER])
            more = sum(one.count for _, one in others[_TOGETHER:]) + self._others
            if more:
                named += f" and {more} values under other names"
            message = f"not kept either: {named}; to keep one: --map NAME=FIELD"
            yield Problem("unknown_field", file.name, mend(message))
        self.reported.update(left)


def may_be_no_publication(name: str) -> bool:
    """Tell whether a name is that of a change or of a making, whatever days stand under it."""
    return bool(_CHANGED.search(folded(name)) or _MADE.search(folded(name)))


def _remedy(name: str, field: str) -> str:
    if _CHANGED.search(folded(name)):
        return f"the day of a change is no publication; if it is: {option(name, 'published')}"
    if _MADE.search(folded(name)):
        return f"it may be no publication; if it is: {option(name, 'published')}"
    return f"to keep it: {option(name, field)}; to pass over it: {option(name, '')}"


def _quoted(name: str) -> str:
    return repr(" ".join(mend(name).split())[:60])


def _shown(value: object) -> str:
    if not isinstance(value, str):
        try:
            value = json.dumps(value, ensure_ascii=False)
        except (TypeError, ValueError, RecursionError):
            value = "a value that cannot be shown"
    shown = " ".join(mend(value).split())
    cut = shown if len(shown) <= _EXAMPLE else shown[:_EXAMPLE] + "…"
    return repr(cut)


def _words(value: object) -> int:
    """Return how many words of running text a value has; addresses and lists of names have none."""
    if isinstance(value, list):
        texts = [text(one)[0] if isinstance(one, dict) else one for one in value]
        return sum(map(_words, texts)) if all(isinstance(one, str) for one in texts) else 0
    if not isinstance(value, str) or "://" in value[:12]:
        return 0
    words = len(value.split())
    parts = sum(map(value.count, ",،;؛|"))
    return words if words >= _WORDS and parts * 3 < words else 0
