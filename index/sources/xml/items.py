"""Items of a file of XML, each parsed by itself within the namespaces of the root."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from index.sources.reading import InputFile, Problem
from index.sources.xml.namespaces import local
from index.sources.xml.parsing import parsed, text_of
from index.sources.xml.pieces import pieces, problem_of_long, problems_of

_DECLARED = re.compile(r"""\sxmlns(?::[\w.-]+)?\s*=\s*(?:"[^"<]*"|'[^'<]*')""")
#: No number of a page or of a version has more digits; Python refuses those with thousands.
_MOST_DIGITS = 40


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a file.

    Attributes:
        element: parsed.
        number: in the file, from 1.
        line: on which it starts.
    """

    element: etree._Element
    number: int
    line: int


def items_of(file: InputFile, names: str) -> Iterator[Item | Problem]:
    """Yield the items of a file, and what is wrong with it.

    Args:
        file: read as a whole.
        names: of the elements, as a pattern: ``newsItem|packageItem``.

    Raises:
        OSError: the file cannot be opened or read, or is too long.
    """
    spaces, number = "", 0
    for piece in pieces([text_of(file)], names, file.limits.record_bytes):
        yield from problems_of(file, piece, "item")
        if not piece.is_entry:
            spaces += "".join(dict.fromkeys(_DECLARED.findall(piece.text))) if not spaces else ""
            continue
        number += 1
        if piece.is_too_long:
            yield problem_of_long(file, piece, "the item", number)
            continue
        root, damage = parsed(f"<items{spaces}>{piece.text}</items>")
        element = next(
            (one for one in (root if root is not None else ()) if local(one) in names.split("|")),
            None,
        )
        if element is None or piece.is_cut:
            what = "the file ends within this item" if piece.is_cut else "it cannot be parsed"
            message = f"{what}; the item is left out; take the file anew"
            yield Problem("broken", file.name, message, line=piece.line, record=number)
            continue
        yield Item(element, number, piece.line)
        if damage:
            message = (
                f"the item is not well-formed here ({damage.message}); what can be read is read; "
                "mend it or take it anew"
            )
            line = piece.line + damage.line - 1
            yield Problem("broken", file.name, message, line=line, record=number)
    if not number:
        yield Problem("broken", file.name, f"no {names.replace('|', ' or ')} in the file")


def whole_number(text: str) -> int:
    """Return the number that a text is, and 0 where it is none or too long for one."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0
