"""Addresses in a query: one that was pasted into the box, and words behind ``رابط:``."""

import re
from dataclasses import dataclass

from index.addresses import address_key, is_pasted, readable
from search.language.qualifiers import MINUS, split_qualifiers

#: The field of addresses.
FIELD = "url"

_RUN = re.compile(r"\S+")
#: What stands behind an address in a sentence, and is none of it.
_BEHIND = re.compile(r"[.,،؛;:!?؟)\]}>«»\"“”'’]+$")
_BEFORE = re.compile(r"[^\s:/]+:(?!//)")


@dataclass(frozen=True, slots=True)
class Pasted:
    """An address in a query.

    Attributes:
        text: of it.
        end: where it ends in the query, in characters.
        excluded: whether a minus stands before it.
    """

    text: str
    end: int
    excluded: bool


def pasted_address(text: str, start: int) -> Pasted | None:
    """Return the address that begins at a place of a query, if one does.

    Args:
        text: the query.
        start: where its minus begins, the name of its field, or the address itself.
    """
    match = _RUN.match(text, start)
    if match is None:
        return None
    run = _BEHIND.sub("", match.group())
    address, excluded = run, False
    if run.startswith(MINUS):
        address, excluded = run[1:], True
    if not is_pasted(address):
        name = _BEFORE.match(address)
        qualified = split_qualifiers(name.group() if name else "", attached=True)
        if name is None or qualified.qualifiers.field != FIELD or qualified.words:
            return None
        address = address[name.end() :]
        if not is_pasted(address):
            return None
    return Pasted(address, start + len(run), excluded)


def address_words(text: str) -> str:
    """Return what is looked for in addresses, in the one writing that they have there.

    Args:
        text: an address, or a part of one: ``https://www.paper.example/7``, ``paper.example``.
    """
    stripped = text.strip()
    has_host = stripped.startswith(("http:", "https:", "//"))
    return readable(address_key(stripped if has_host else f"//{stripped}"))
