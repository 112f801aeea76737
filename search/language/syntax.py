"""The syntax tree of a query, engine-neutral: what must match, with its terms already analyzed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from index.analysis import LEVELS, Level, Terms


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms.

    Attributes:
        text: as it was typed.
        terms: its terms on every level. A stop word has only the exact one.
        field: in which; ``None`` for all that are searched by default.
        levels: on which it may match; all unless the query says otherwise.
        required: whether the query says that no article may lack it.
    """

    text: str
    terms: Terms
    field: str | None = None
    levels: tuple[Level, ...] = LEVELS
    required: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Words that may stand in an article in the place of a part of a query.

    Attributes:
        text: how they are written.
        node: what is looked for.
        share: what they count against other related words, 0 to 1.
        of: the words of the query that they stand for, as typed; the part may be one of several.
        waits: whether they are looked for only where the archive has none of those that do not.
    """

    text: str
    node: "Expression"
    share: float = 1.0
    of: str = ""
    waits: bool = False

    def __hash__(self) -> int:
        # A query has dozens of them, and its parts are looked up again and again.
        return hash((self.text, self.share, self.of))


@dataclass(frozen=True, slots=True)
class Expanded:
    """Some words of a query, their other spellings and related words, any of which may match.

    Attributes:
        typed: the part as the query has it.
        others: the same in other spellings, which count less: how each is written, and its part.
        related: other words for it, which count less still.
    """

    typed: "Node"
    others: tuple[tuple[str, "Node"], ...] = ()
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class Prefix:
    """All words that begin so.

    Attributes:
        exact: the beginning, folded.
        field: in which; ``None`` for all that are searched by default.
        sharing: how many different prefixes the query has, which share the words looked for.
    """

    exact: str
    field: str | None = None
    sharing: int = 1


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as they are written, in this order, next to each other.

    Attributes:
        exact: the words, folded.
        field: in which; ``None`` for all that are searched by default.
        words: the same one by one, stop words left out. They are looked for where no article
            has the phrase (:func:`relaxed_words`).
    """

    exact: tuple[str, ...]
    field: str | None = None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Expression:
    """Words in this order, next to each other, each in any of its forms.

    Attributes:
        words: the words; a stop word stands as it is written.
        field: in which; ``None`` for headline and text.
    """

    words: tuple[Word, ...]
    field: str | None = None

    def __hash__(self) -> int:
        return hash((self.field, *(word.text for word in self.words)))

    @property
    def terms(self) -> tuple[tuple[Level, tuple[str, ...]], ...]:
        """Of each word the level on which it is looked for, and its terms there."""
        return tuple(
            ("exact", word.terms.exact) if word.terms.stop else ("light", word.terms.light)
            for word in self.words
        )


@dataclass(frozen=True, slots=True)
class Value:
    """Articles with a value in a facet, compared by folded words.

    Attributes:
        facet: its name.
        text: the value, as it was typed.
        values: those that are meant, once an archive has told them; else the text says it alone.
        whole: whether the text is all of a name, also where it is a single word.
    """

    facet: str
    text: str
    values: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """Articles of a period: published in it, or writing about days in it.

    Attributes:
        first: its first day.
        last: its last day, included.
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


Node = (
    Word | Expanded | Prefix | Phrase | Expression | Value | Period | All | Any | Not | Everything
)


#: The parts of a query that can be seen in a text.
Visible = Word | Prefix | Phrase | Expression


def conjunction(parts: Sequence[Node]) -> Node | None:
    """Return what matches where every part does; ``None`` where there is no part."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(parts_of(part))
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def parts_of(node: Node) -> tuple[Node, ...]:
    """Return what must match together: the parts of an ``All``, else the node alone."""
    return node.parts if isinstance(node, All) else (node,)


def required(node: Node) -> Node:
    """Return a part of a query that no article may lack."""
    match node:
        case Word():
            return replace(node, required=True)
        case All(parts):
            return All(tuple(map(required, parts)))
        case Any(parts):
            return Any(tuple(map(required, parts)))
        case _:
            return node


def scored(node: Node) -> bool:
    """Return whether a node asks for words, so that its matches can be better or worse."""
    match node:
        case Word() | Expanded() | Prefix() | Phrase() | Expression():
            return True
        case All(parts) | Any(parts):
            return any(map(scored, parts))
        case _:
            return False


def optional(node: Node) -> bool:
    """Return whether an article that lacks this part may still be listed.

    Plain words may be missing. What the query marks (quotes, a field, a level) may not.
    """
    match node:
        case Word(field=None, levels=levels, required=False):
            return levels == LEVELS
        case Expanded(typed=typed):
            return optional(typed)
        case All(parts) | Any(parts):
            return all(map(optional, parts))
        case _:
            return False


def visible_parts(node: Node, *, expansions: bool) -> Iterator[Visible]:
    """Yield the words, prefixes and phrases of a query in their order.

    Args:
        node: the query; what is excluded is left aside.
        expansions: whether other spellings and related words come behind what they stand for, or
            not at all.
    """
    match node:
        case Word() | Prefix() | Phrase() | Expression():
            yield node
        case Expanded(typed=typed, others=others, related=related):
            wider = (*(other for _, other in others), *(one.node for one in related))
            for part in (typed, *(wider if expansions else ())):
                yield from visible_parts(part, expansions=expansions)
        case All(parts) | Any(parts):
            for part in parts:
                yield from visible_parts(part, expansions=expansions)


def words_of(node: Node) -> Iterator[Word]:
    """Yield the words that a query asks for, in their order and as they were typed."""
    parts = visible_parts(node, expansions=False)
    return (part for part in parts if isinstance(part, Word))


def phrases(node: Node) -> Iterator[Phrase]:
    """Yield the phrases that a query asks for, those among its other spellings included."""
    parts = visible_parts(node, expansions=True)
    return (part for part in parts if isinstance(part, Phrase))


def expressions(node: Node) -> Iterator[Expression]:
    """Yield the expressions among the related words of a query."""
    parts = visible_parts(node, expansions=True)
    return (part for part in parts if isinstance(part, Expression))


def prefixes(node: Node) -> frozenset[Prefix]:
    """Return the prefixes in a query, those that it excludes included."""
    match node:
        case Prefix():
            return frozenset({node})
        case All(parts) | Any(parts):
            return frozenset().union(*map(prefixes, parts))
        case Not(part):
            return prefixes(part)
        case _:
            return frozenset()


def related_words(node: Node) -> tuple[Related, ...]:
    """Return the related words that may stand in the place of a part of a query."""
    return node.related if isinstance(node, Expanded) else ()


def has_related(node: Node) -> bool:
    """Return whether related words may stand in the place of some part of a query."""
    return any(map(related_words, parts_of(node)))


def some_wait(node: Node) -> bool:
    """Return whether the archive decides which related words of a query are looked for."""
    return any(one.waits for part in parts_of(node) for one in related_words(part))


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


def expansions(node: Node) -> dict[str, Node]:
    """Return the other spellings that a query asks for: how each is written, and its part."""
    match node:
        case Expanded(others=others):
            return dict(others)
        case All(parts) | Any(parts):
            found: dict[str, Node] = {}
            for part in parts:
                found |= expansions(part)
            return found
        case _:
            return {}


def relaxed_words(parts: Sequence[Node]) -> tuple[Word, ...]:
    """Return the words of phrases, to look for one by one where no article has the phrase.

    Args:
        parts: of the query, as :func:`parts_of` gives them.

    Returns:
        The words of phrases of several words, stop words left out; none where a phrase is all
        that the query asks for.
    """
    relaxed = [part for part in parts if isinstance(part, Phrase) and len(part.words) > 1]
    asked = sum(map(scored, parts))
    return tuple(word for phrase in relaxed for word in phrase.words) if asked > 1 else ()


def adjacent_words(query: Node, level: Level) -> Iterator[tuple[Word, Word]]:
    """Yield the pairs of words that follow each other in a query, each pair once.

    Args:
        query: its words count in their order, whatever part they stand in.
        level: on whose terms the two differ. A word without any there is in no pair.
    """
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for left, right in pairwise(words_of(query)):
        pair = (left.terms.at(level), right.terms.at(level))
        if all(pair) and pair[0] != pair[1] and pair not in seen and left.field == right.field:
            seen.add(pair)
            yield left, right


def written(node: Node) -> str:
    """Return a part of a query as it was typed, without its signs."""
    match node:
        case Word(text=text):
            return text
        case Phrase(exact=exact):
            return " ".join(exact)
        case Expression(words=words):
            return " ".join(map(written, words))
        case Prefix(exact=exact):
            return f"{exact}*"
        case Expanded(typed=typed):
            return written(typed)
        case All(parts) | Any(parts):
            return " ".join(filter(None, map(written, parts)))
        case _:
            return ""
