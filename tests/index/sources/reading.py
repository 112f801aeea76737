"""Bytes read as an input file, for the tests of source formats."""

import io
from dataclasses import dataclass, replace

from index.article import Article
from index.limits import SourceLimits
from index.sources import InputFile, Problem, Recognition, read_aloud


@dataclass(frozen=True)
class Outcome:
    """What was read of a file, apart by kind, each in its order."""

    articles: list[Article]
    problems: list[Problem]
    recognitions: list[Recognition]

    @property
    def article(self) -> Article:
        """Return the only article."""
        (article,) = self.articles
        return article

    @property
    def reasons(self) -> list[str]:
        return [problem.reason for problem in self.problems]

    @property
    def messages(self) -> str:
        return "\n".join(map(str, self.problems))


def input_file(raw: bytes | str, name: str = "a.txt", **mapping: str) -> InputFile:
    data = raw.encode() if isinstance(raw, str) else raw
    return InputFile(name, len(data), lambda: io.BytesIO(data), tuple(mapping.items()))


def read_bytes(
    raw: bytes | str,
    name: str = "a.txt",
    format: str | None = None,
    **mapping: str,
) -> Outcome:
    """Read bytes (or text, as UTF-8) as a file of this name; fields are mapped as told."""
    return _outcome(input_file(raw, name, **mapping), format)


def read_within(limits: SourceLimits, raw: bytes | str, name: str = "a.txt") -> Outcome:
    """Read bytes as a file of this name within limits."""
    return _outcome(replace(input_file(raw, name), limits=limits), None)


def _outcome(file: InputFile, format: str | None) -> Outcome:
    found = list(read_aloud(file, format))
    return Outcome(
        [one for one in found if isinstance(one, Article)],
        [one for one in found if isinstance(one, Problem)],
        [one for one in found if isinstance(one, Recognition)],
    )
