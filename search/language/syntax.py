"""The syntax tree of a query, engine-neutral: what must match, with its terms already analyzed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from index.analysis import LEVELS, Level, Terms


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms, in one field or (``None``) in all that are searched by default.

    Attributes:
        text: as it was typed.
        terms: on every level. A stop word has only the exact one and is looked for as written.
        levels: on which it may match; all unless the query says otherwise.
    """

    text: str
    terms: Terms
    field: str | None = None
    levels: tuple[Level, ...] = LEVELS


@dataclass(frozen=True, slots=True)
class Respelled:
    """A stretch of the query and its other spellings, any of which may match.

    Attributes:
        typed: what the query says.
        others: the same in other spellings, which count less, each with how it is written.
    """

    typed: "Node"
    others: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """All words whose folded spelling begins so.

    Attributes:
        sharing: how many different prefixes the query has, which share the words looked for.
    """

    exact: str
    field: str | None = None
    sharing: int = 1


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words as written (folded spelling), in this order, next to each other.

    Attributes:
        words: the same one by one, stop words left out: what is still worth looking for where
            hardly anything has the phrase.
    """

    exact: tuple[str, ...]
    field: str | None = None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """Articles with this value in a facet, compared by folded words."""

    facet: str
    text: str


@dataclass(frozen=True, slots=True)
class Period:
    """Articles published in these days, both included, or that write about them.

    Attributes:
        of: ``published``, or the facet of the days that an article writes about.
    """

    first: date
    last: date
    of: str = "published"


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


Node = Word | Respelled | Prefix | Phrase | Value | Period | All | Any | Not | Everything


def scored(node: Node) -> bool:
    """Whether a node asks for words, so that its matches can be better or worse."""
    match node:
        case Word() | Respelled() | Prefix() | Phrase():
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


def sharing_prefixes(node: Node) -> Node:
    """Return the query with its prefixes told how many of them share the words looked for."""
    return _sharing(node, max(1, len(prefixes(node))))


def _sharing(node: Node, count: int) -> Node:
    match node:
        case Prefix():
            return replace(node, sharing=count)
        case All(parts):
            return All(tuple(_sharing(part, count) for part in parts))
        case Any(parts):
            return Any(tuple(_sharing(part, count) for part in parts))
        case Not(part):
            return Not(_sharing(part, count))
        case _:
            return node


def phrases(node: Node) -> Iterator[Phrase]:
    """The phrases that a query asks for, in whatever spelling."""
    match node:
        case Phrase():
            yield node
        case Respelled(typed=typed, others=others):
            for part in (typed, *(other for _, other in others)):
                yield from phrases(part)
        case All(parts) | Any(parts):
            for part in parts:
                yield from phrases(part)


def optional(node: Node) -> bool:
    """Whether an article that lacks this part may still answer the query.

    Plain words may be missing. What the query marks (quotes, a field, a level) is meant.
    """
    match node:
        case Word(field=None, levels=levels):
            return levels == LEVELS
        case Respelled(typed=typed):
            return optional(typed)
        case All(parts) | Any(parts):
            return all(map(optional, parts))
        case _:
            return False


def parts_of(node: Node) -> tuple[Node, ...]:
    """What must match together: the parts of an ``All``, else the node alone."""
    return node.parts if isinstance(node, All) else (node,)


def words_of(node: Node) -> Iterator[Word]:
    """The words that a query asks for, in their order; what is excluded is not among them."""
    match node:
        case Word():
            yield node
        case Respelled(typed=typed):
            yield from words_of(typed)
        case All(parts) | Any(parts):
            for part in parts:
                yield from words_of(part)
        case _:
            return


def loosened(parts: Sequence[Node]) -> tuple[Word, ...]:
    """The words of quoted parts, where they are not all that is asked for."""
    quoted = [part for part in parts if isinstance(part, Phrase) and len(part.words) > 1]
    asked = sum(map(scored, parts))
    return tuple(word for part in quoted for word in part.words) if asked > 1 else ()


def neighbours(query: Node, level: Level) -> Iterator[tuple[Word, Word]]:
    """Words that follow each other in a query, each pair of different ones once.

    Args:
        query: its words in order, whatever part they stand in.
        level: on whose terms they differ; a word without any has no neighbours.
    """
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    words = (word for part in parts_of(query) for word in words_of(part))
    for left, right in pairwise(words):
        pair = (left.terms.at(level), right.terms.at(level))
        if all(pair) and pair[0] != pair[1] and pair not in seen and left.field == right.field:
            seen.add(pair)
            yield left, right


def written(node: Node) -> str:
    """A part of a query as it was typed, without its signs."""
    match node:
        case Word(text=text):
            return text
        case Phrase(exact=exact):
            return " ".join(exact)
        case Prefix(exact=exact):
            return f"{exact}*"
        case Respelled(typed=typed):
            return written(typed)
        case All(parts) | Any(parts):
            return " ".join(filter(None, map(written, parts)))
        case _:
            return ""


def respellings(node: Node) -> dict[str, Node]:
    """The other spellings that a query asks for, as they are written, each with its part."""
    match node:
        case Respelled(typed=typed, others=others):
            return dict(others) | respellings(typed)
        case All(parts) | Any(parts):
            found: dict[str, Node] = {}
            for part in parts:
                found |= respellings(part)
            return found
        case _:
            return {}
