"""What the source modules share: an input file, and the problems met in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal

from index.article import Article
from index.limits import DEFAULTS, SourceLimits

Reason = Literal[
    "unreadable", "unknown_format", "broken", "no_text", "repeated", "bad_date", "unknown_field",
    "contradiction", "bad_fact", "left_out", "unsure", "no_body", "damaged", "reversed",
    "too_large",
]  # fmt: skip

#: Stands in decoded text for bytes that are no letters: two signs that every parser lets pass and
#: that no text has side by side.
DAMAGE = "\u2426\u2bd1"

#: What became of the record, by reason: these are skipped, the others are indexed all the same.
SKIPPED: frozenset[Reason] = frozenset(
    {"unreadable", "unknown_format", "broken", "no_text", "repeated", "too_large"}
)


def _on_one_line(message: str) -> str:
    # What a file holds is quoted in messages, line ends and all.
    return message if message.splitlines() in ([message], []) else " ".join(message.split())


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file of articles, on disk or inside an archive.

    Attributes:
        name: the path a reader would recognise, ``archive.zip/member.json`` inside an archive.
        size: length in bytes.
        open: opens it for reading from the start; raises ``OSError`` where that fails.
        mapping: fields by the names that the file has for them, where a person told them.
        beside: lists some files of the same folder, itself perhaps among them; the same one for
            all files of a folder.
        constants: values by fields, for articles that have none of their own.
        format: that a person told, and
        told_by: the files in which they did.
        limits: of what it may cost.
        left_out: what stands in this place and is not read on purpose, for people; empty where
            this is a file.
        on_disk: the path of the file on disk that it is, or that it is in, as the system has it.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    mapping: tuple[tuple[str, str], ...] = ()
    beside: "Callable[[], Sequence[InputFile]] | None" = None
    constants: tuple[tuple[str, str], ...] = ()
    format: str | None = None
    told_by: tuple[str, ...] = ()
    limits: SourceLimits = DEFAULTS
    left_out: str = ""
    on_disk: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the input that a person should know of; reading goes on after it.

    Attributes:
        reason: what is wrong, as a word to count by.
        file: :attr:`InputFile.name`.
        message: what happened and what to do, one line.
        line: line of the file, from 1, where lines are what the format has.
        record: number of the record in the file, from 1, where it has records.
    """

    reason: Reason
    file: str
    message: str
    line: int | None = None
    record: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", _on_one_line(self.message))

    def __str__(self) -> str:
        place = self.file
        if self.line is not None:
            place += f", line {self.line}"
        if self.record is not None:
            place += f", record {self.record}"
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Recognition:
    """How a reader understood its file, for people who ask; it costs nothing and is no problem.

    Attributes:
        file: :attr:`InputFile.name`.
        message: one line, such as the columns that were taken for fields.
    """

    file: str
    message: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", _on_one_line(self.message))

    def __str__(self) -> str:
        return f"{self.file}: {self.message}"


#: A source module's ``read``: everything in one file, in order, never raising for its content.
Reader = Callable[[InputFile], Iterator[Article | Problem | Recognition]]
