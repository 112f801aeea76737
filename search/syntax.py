"""The syntax tree of a query, engine-neutral: what must match, with its terms already analyzed."""

from dataclasses import dataclass
from datetime import date

from index.analysis import Token


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms, in one field or (``None``) in all that are searched by default.

    Attributes:
        token: its terms on every level. The light term is empty for a stop word, which is then
            looked for as written.
    """

    token: Token
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """All words whose folded spelling begins so."""

    exact: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words as written (folded spelling), in this order, next to each other."""

    exact: tuple[str, ...]
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """Articles with this value in a facet, compared by folded words."""

    facet: str
    text: str


@dataclass(frozen=True, slots=True)
class Period:
    """Articles published in these days, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class All:
    """Articles that match every part."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Articles that match at least one part."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that do not match the part."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""


Node = Word | Prefix | Phrase | Value | Period | All | Any | Not | Everything


def scored(node: Node) -> bool:
    """Whether a node asks for words, so that its matches can be better or worse."""
    match node:
        case Word() | Prefix() | Phrase():
            return True
        case All(parts) | Any(parts):
            return any(scored(part) for part in parts)
        case _:
            return False


def prefixes(node: Node) -> frozenset[Prefix]:
    """The prefixes that a query asks for."""
    match node:
        case Prefix():
            return frozenset({node})
        case All(parts) | Any(parts):
            return frozenset().union(*map(prefixes, parts))
        case Not(part):
            return prefixes(part)
        case _:
            return frozenset()


def relaxed(node: Node) -> Node | None:
    """The same query with some of its words enough, or ``None`` where it cannot be relaxed.

    Exclusions, facet values and dates stay as strict as they were.
    """
    if not isinstance(node, All):
        return None
    wished = tuple(part for part in node.parts if scored(part))
    strict = tuple(part for part in node.parts if not scored(part))
    if len(wished) < 2:
        return None
    return All((Any(wished), *strict))
