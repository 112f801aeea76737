"""Which words of a query have related ones, in any of their forms; the longest member wins."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

from index.analysis import Analyzer, Terms, tokenize
from search.language.syntax import Expression, Related, Word
from search.related.groups import MOST_WORDS, Group


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
    """

    groups: tuple[Group, ...] = ()
    _analyzed: "WeakKeyDictionary[Analyzer, _Analyzed]" = field(
        default_factory=WeakKeyDictionary, compare=False, repr=False
    )

    @cached_property
    def digest(self) -> str:
        """What tells these groups from others."""
        return hashlib.blake2b(repr(self.groups).encode(), digest_size=8).hexdigest()

    def found(
        self, words: Sequence[Terms], analyzer: Analyzer, most: int = MOST_WORDS
    ) -> Iterator[Hit]:
        """Yield what some words have related, from left to right; no word is in two.

        Args:
            words: that follow each other in a query, none of them a stop word.
            analyzer: that gave their terms.
            most: words that one hit may have.
        """
        if not self.groups:
            return
        analyzed = self._analyzed.get(analyzer)
        if analyzed is None:
            analyzed = self._analyzed[analyzer] = _Analyzed.of(self, analyzer)
        at = 0
        while at < len(words):
            hit = analyzed.longest_at(words, at, most)
            if hit:
                yield hit
            at = hit.end if hit else at + 1


NO_GROUPS = Thesaurus()

#: The likeliest light term of each word of a member, stop words left out.
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Analyzed:
    """The groups by the terms of one archive.

    Attributes:
        members: that begin with a term, the longest first, with the numbers of their groups.
        nodes: of every member that is sought.
        groups: the groups.
    """

    members: Mapping[str, Sequence[tuple[_Key, tuple[int, ...]]]]
    nodes: Mapping[str, Expression]
    groups: Sequence[Group]

    @classmethod
    def of(cls, thesaurus: Thesaurus, analyzer: Analyzer) -> "_Analyzed":
        numbers: dict[_Key, list[int]] = {}
        nodes: dict[str, Expression] = {}
        for number, group in enumerate(thesaurus.groups):
            for member in group.typed:
                key = _key_of(_expression(member, analyzer).words)
                if key:
                    numbers.setdefault(key, []).append(number)
            for member in group.sought:
                if member not in nodes:
                    nodes[member] = _expression(member, analyzer)
        members: dict[str, list[tuple[_Key, tuple[int, ...]]]] = {}
        for key, found in sorted(numbers.items(), key=lambda one: -len(one[0])):
            members.setdefault(key[0], []).append((key, tuple(found)))
        return cls(members, nodes, thesaurus.groups)

    def longest_at(self, words: Sequence[Terms], at: int, most: int) -> Hit | None:
        """Return what the words from a place on have related; ``None`` where that is nothing."""
        for key, numbers in self.members.get(_likeliest(words[at]), ()):
            if len(key) <= most and key == tuple(map(_likeliest, words[at : at + len(key)])):
                related = tuple(self._related(numbers, key))
                if related:
                    return Hit(at, at + len(key), related)
        return None

    def _related(self, numbers: Iterable[int], typed: _Key) -> Iterator[Related]:
        # Of members that are looked for by the same terms the first is enough.
        seen = {typed}
        for number in numbers:
            for member in self.groups[number].sought:
                node = self.nodes[member]
                key = _key_of(node.words) or (member,)
                if key not in seen:
                    seen.add(key)
                    yield Related(member, node)


def _key_of(words: Sequence[Word]) -> _Key:
    return tuple(_likeliest(word.terms) for word in words if not word.terms.stop)


def _likeliest(terms: Terms) -> str:
    return terms.light[0] if terms.light else ""


def _expression(member: str, analyzer: Analyzer) -> Expression:
    tokens = tokenize(member)
    return Expression(tuple(Word(token.text, analyzer.terms(token.text)) for token in tokens))
