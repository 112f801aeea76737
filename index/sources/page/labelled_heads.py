"""Labelled lines over a text, like a form: «العنوان: …», ``Date: …``, as archives export them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from index.sources.page.lines import Line
from index.sources.records.field_names import field_of

_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:=\n]{0,30}?)\s*[:=]\s*(?P<value>.*)")
#: Over the first labelled line a headline may stand.
_LONGEST_HEADLINE = 22
#: A label that no table knows, between others or at the end of the head.
_LONGEST_LABEL, _LONGEST_VALUE = 3, 8
_BETWEEN = 3
#: What tells that a date beside it is that of an article, and not of a wedding.
_OF_AN_ARTICLE = frozenset({"id", "url", "title", "body", "byline", "source", "section", "agency"})
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_HEADLESS = frozenset({"kind", "dates", "published_evidence", "published_reasons", "caption"})


@dataclass(frozen=True, slots=True)
class LabelledHead:
    """What a head names, and what stands below it.

    Attributes:
        values: by field of an article (:mod:`index.sources.records.field_names`).
        printed: the labelled line of each field.
        unknown: labels that no table knows.
        rest: the lines that are not of the head.
    """

    values: dict[str, str]
    printed: dict[str, str]
    unknown: tuple[str, ...]
    rest: tuple[Line, ...]

    def label(self, field: str) -> str:
        """Return the label under which a field stands."""
        return re.split("[:=]", self.printed.get(field, ""))[0].strip()


def labelled_head(lines: Sequence[Line]) -> LabelledHead | None:
    """Return the head of a text, or ``None`` where it has none.

    One labelled line is a head where it names a headline or an address; else two are needed, of
    which one says that this is an article.

    Args:
        lines: of the text.
    """
    if len(lines) > 1 and _ADDRESS.fullmatch(lines[0].text):
        return _below_address(lines)
    found = _head(lines)
    if not found.values and lines and len(lines[0].text.split()) <= _LONGEST_HEADLINE:
        below = _head(lines[1:])
        found = LabelledHead(below.values, below.printed, below.unknown, (lines[0], *below.rest))
    names = found.values.keys()
    if not names & _OF_AN_ARTICLE:
        return None
    alone = "title" in names or _ADDRESS.fullmatch(found.values.get("url", ""))
    return found if len(names) > 1 or alone else None


def _below_address(lines: Sequence[Line]) -> LabelledHead | None:
    """Return the head of a text that has its address over it, as collectors write it."""
    if _ADDRESS.fullmatch(lines[1].text):
        return None
    below = _head(lines[1:])
    address = lines[0].text
    values = {"url": address, **below.values}
    return LabelledHead(values, {"url": address, **below.printed}, below.unknown, below.rest)


def _head(lines: Sequence[Line]) -> LabelledHead:
    values: dict[str, str] = {}
    printed: dict[str, str] = {}
    unknown: list[str] = []
    at = 0
    while at < len(lines):
        name, value = _field(lines[at].text)
        if name is None:
            label = _unknown_label(lines, at) if values else None
            if label is None:
                break
            unknown.append(label)
            at += 1
            continue
        if name in values:
            break
        if name == "body":
            values[name], printed[name] = value, lines[at].text
            rest = [Line(lines[at].number, value, lines[at].block)] if value else []
            return LabelledHead(values, printed, tuple(unknown), (*rest, *lines[at + 1 :]))
        shown = lines[at].text
        if not value and at + 1 < len(lines) and _field(lines[at + 1].text)[0] is None:
            at += 1
            value, shown = lines[at].text, f"{shown} {lines[at].text}"
        if value:
            values[name], printed[name] = value, shown
        at += 1
    return LabelledHead(values, printed, tuple(unknown), tuple(lines[at:]))


def _field(text: str) -> tuple[str | None, str]:
    found = _LABELLED.fullmatch(text)
    name = field_of(found["label"]) if found else None
    if found is None or name is None or name in _HEADLESS:
        return None, ""
    return name, found["value"].strip()


def _unknown_label(lines: Sequence[Line], at: int) -> str | None:
    """Return the label of a line that stands between labelled lines, but is in no table."""
    found = _LABELLED.fullmatch(lines[at].text)
    few = found and len(found["label"].split()) <= _LONGEST_LABEL
    if not found or not few or len(found["value"].split()) > _LONGEST_VALUE:
        return None
    following = lines[at + 1 : at + 1 + _BETWEEN]
    if any(_field(line.text)[0] for line in following) or _is_last_of_head(lines, at):
        return found["label"]
    return None


def _is_last_of_head(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line ends the block of the head, with the text in blocks of its own."""
    block = lines[at].block
    held = list(takewhile(lambda line: line.block == block, lines[at:]))
    short = all(_LABELLED.fullmatch(line.text) and len(line.text.split()) <= _LONGEST_VALUE
                for line in held)  # fmt: skip
    return at > 0 and lines[at - 1].block == block and short and at + len(held) < len(lines)
