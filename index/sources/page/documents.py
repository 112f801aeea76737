"""Several articles in one text, where the text itself is sure to say so.

They are parted by numbers («Document 2 of 20»), or each has a labelled head of its own behind a
ruler or a blank line. A ruler alone parts the sections of one article as often as two articles.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.sources.page.labelled_heads import labelled_head
from index.sources.page.lines import Line

_NUMBERED = re.compile(
    r"(?:Document|Article|Record|الوثيقة|المقال|المقالة|الخبر|المستند)\s*(\d+)\s*(?:of|/|من)\s*(\d+)"
    r"|(\d+) of (\d+) DOCUMENTS?",
    re.I,
)
#: Nothing but signs: a ruler, or stars between two sections.
_RULER = re.compile(r"(?:[=\-_*~#+•·.—–ـ※◆■□○●★☆]\s*){3,}")


@dataclass(frozen=True, slots=True)
class Documents:
    """The articles of a text.

    Attributes:
        parts: the lines of each.
        numbered: whether their numbers part them.
        rulers: how many rulers stand inside of them.
    """

    parts: tuple[tuple[Line, ...], ...]
    numbered: bool
    rulers: int


def documents(lines: Sequence[Line]) -> Documents:
    """Part the lines of a text into those of its articles, without rulers and numbers."""
    rulers = sum(is_ruler(line.text) for line in lines)
    numbers = [at for at, line in enumerate(lines) if _NUMBERED.fullmatch(line.text)]
    if _in_order([lines[at].text for at in numbers]):
        parts = [lines[at + 1 : end] for at, end in pairwise([*numbers, len(lines)])]
        return Documents(tuple(map(_without_rulers, parts)), True, 0)
    for starts in (_behind_rulers(lines), _at_heads(lines)):
        parts = [lines[at:end] for at, end in pairwise([*starts, len(lines)])]
        kept = [part for part in map(_without_rulers, parts) if part]
        if len(kept) > 1 and all(map(labelled_head, kept)):
            return Documents(tuple(kept), False, 0)
    return Documents((_without_rulers(lines),), False, rulers)


def is_ruler(text: str) -> bool:
    """Tell whether a line is nothing but signs."""
    return _RULER.fullmatch(text) is not None


def _in_order(numbered: Sequence[str]) -> bool:
    """Tell whether the numbers go up one by one, of the same number in all."""
    found = [
        tuple(int(one) for one in match.groups() if one)
        for match in map(_NUMBERED.fullmatch, numbered)
        if match
    ]
    return bool(found) and all(
        (one + 1, of) == other for (one, of), other in pairwise(found)
    )  # fmt: skip


def _without_rulers(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if not is_ruler(line.text))


def _behind_rulers(lines: Sequence[Line]) -> list[int]:
    return [0, *(at + 1 for at, line in enumerate(lines) if is_ruler(line.text))]


def _at_heads(lines: Sequence[Line]) -> list[int]:
    """Return where lines begin as the first does, with its label, behind a blank line."""
    return [0, *_again(lines)] if lines else [0]


def _again(lines: Sequence[Line]) -> Iterator[int]:
    label = lines[0].text.partition(":")[0] + ":"
    if label in ("http:", "https:"):  # an address over the text; others may stand within it
        return
    for at in range(1, len(lines)):
        if lines[at].text.startswith(label) and lines[at].block != lines[at - 1].block:
            yield at
