"""Which words of a query have related ones, in any of their forms; the longest member wins."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from index.analysis import Analyzer, Terms, tokenize
from search.language.syntax import Expression, Related, Word
from search.related.groups import Group

#: What related words count of a table that is not named here, as of an editor's file.
DEFAULT_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a query that have related ones.

    Attributes:
        start: the number of the first, and
        end: of the one behind the last.
        related: the others, each once.
    """

    start: int
    end: int
    related: tuple[Related, ...]


@dataclass(frozen=True)
class Thesaurus:
    """Groups of related words; safe to share between threads.

    Attributes:
        groups: the closest first.
        weights: of related words, by the source of their group.
    """

    groups: tuple[Group, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    _analyzed: "WeakKeyDictionary[Analyzer, _Analyzed]" = field(
        default_factory=WeakKeyDictionary, compare=False, repr=False
    )

    def found(self, words: Sequence[Terms], analyzer: Analyzer) -> Iterator[Hit]:
        """Yield what some words have related, from left to right; no word is in two.

        Args:
            words: that follow each other in a query, none of them a stop word.
            analyzer: that gave their terms.
        """
        if not self.groups:
            return
        analyzed = self._analyzed.get(analyzer)
        if analyzed is None:
            analyzed = self._analyzed[analyzer] = _Analyzed.of(self, analyzer)
        at = 0
        while at < len(words):
            hit = analyzed.longest_at(words, at)
            if hit:
                yield hit
            at = hit.end if hit else at + 1


NO_GROUPS = Thesaurus()

#: The light terms of each word of a member, stop words left out.
_Key = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Analyzed:
    """The groups by the terms of one archive.

    Attributes:
        members: that begin with a term, the longest first, with the numbers of their groups.
        nodes: of every member that is sought.
        groups: the groups, each with its weight.
    """

    members: Mapping[str, Sequence[tuple[_Key, tuple[int, ...]]]]
    nodes: Mapping[str, Expression]
    groups: Sequence[tuple[Group, float]]

    @classmethod
    def of(cls, thesaurus: Thesaurus, analyzer: Analyzer) -> "_Analyzed":
        numbers: dict[_Key, list[int]] = {}
        nodes: dict[str, Expression] = {}
        for number, group in enumerate(thesaurus.groups):
            for member in group.typed:
                key = _key(member, analyzer)
                if key:
                    numbers.setdefault(key, []).append(number)
            for member in group.sought:
                if member not in nodes:
                    nodes[member] = _expression(member, analyzer)
        members: dict[str, list[tuple[_Key, tuple[int, ...]]]] = {}
        for key, found in sorted(numbers.items(), key=lambda one: -len(one[0])):
            for term in sorted(key[0]):
                members.setdefault(term, []).append((key, tuple(found)))
        weights = thesaurus.weights
        return cls(
            members,
            nodes,
            [(one, weights.get(one.source, DEFAULT_WEIGHT)) for one in thesaurus.groups],
        )

    def longest_at(self, words: Sequence[Terms], at: int) -> Hit | None:
        """Return what the words from a place on have related; ``None`` where that is nothing."""
        candidates = [one for term in words[at].light for one in self.members.get(term, ())]
        for length in sorted({len(key) for key, _ in candidates}, reverse=True):
            typed = words[at : at + length]
            found = [
                number
                for key, numbers in candidates
                if len(key) == len(typed) == length
                and all(not terms.isdisjoint(word.light) for terms, word in zip(key, typed, strict=True))
                for number in numbers
            ]
            if found:
                return Hit(at, at + length, tuple(self._related(dict.fromkeys(found), typed)))
        return None

    def _related(self, numbers: Iterable[int], typed: Sequence[Terms]) -> Iterator[Related]:
        seen = set()
        for number in numbers:
            group, weight = self.groups[number]
            for member in group.sought:
                node = self.nodes[member]
                if member not in seen and not _is_typed(node, typed):
                    seen.add(member)
                    yield Related(member, node, weight)


def _is_typed(node: Expression, typed: Sequence[Terms]) -> bool:
    words = [word for word in node.words if not word.terms.stop]
    return len(words) == len(typed) and all(
        not set(word.terms.light).isdisjoint(terms.light)
        for word, terms in zip(words, typed, strict=True)
    )


def _key(member: str, analyzer: Analyzer) -> _Key:
    terms = (analyzer.terms(token.text) for token in tokenize(member))
    return tuple(frozenset(one.light) for one in terms if not one.stop)


def _expression(member: str, analyzer: Analyzer) -> Expression:
    tokens = tokenize(member)
    return Expression(tuple(Word(token.text, analyzer.terms(token.text)) for token in tokens))
