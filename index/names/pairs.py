"""From single pairs, accepted one by one, to entries with all their writings."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from index.names.accepted import KINDS, AcceptedNames, Group, Kind, key_of


@dataclass(frozen=True, slots=True)
class Pair:
    """A writing of a name, and the entry that it is, or is not, listed under.

    Attributes:
        kind: of the name.
        entry: the writing that stands for all.
        variant: another one.
        is_accepted: whether it is listed under the entry; else an editor refused that.
        evidence: why, in words.
        line: of the file that it stands in, from 1; 0 where it stands in none.
    """

    kind: Kind
    entry: str
    variant: str
    is_accepted: bool = True
    evidence: str = ""
    line: int = 0

    @property
    def names(self) -> tuple[str, str, str]:
        """The kind and both names: two pairs of the same names are one."""
        return self.kind, self.entry, self.variant


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An accepted pair that cannot be taken beside those before it, and why."""

    pair: Pair
    reason: str


def grouped(pairs: Iterable[Pair]) -> tuple[AcceptedNames, tuple[Contradiction, ...]]:
    """Return what accepted pairs give together, and those that contradict pairs before them.

    An entry that is itself a writing of another one hands its writings on to that.
    """
    taken: dict[Kind, _Entries] = {kind: _Entries(kind) for kind in KINDS}
    accepted = [pair for pair in pairs if pair.is_accepted]
    told = [
        Contradiction(pair, reason)
        for pair in accepted
        if (reason := taken[pair.kind].refusal_of(pair))
    ]
    persons, organisations = (taken[kind].groups() for kind in KINDS)
    return AcceptedNames(persons, organisations), tuple(told)


def contradicting(
    before: Iterable[Pair], coming: Iterable[Pair]
) -> tuple[tuple[Pair, ...], tuple[Contradiction, ...]]:
    """Return which accepted pairs can be taken beside others, and the rest with the reasons."""
    known, coming = tuple(before), tuple(coming)
    replaced = {pair.names for pair in coming}
    staying = [pair for pair in known if pair.names not in replaced]
    told = [one for one in grouped([*staying, *coming])[1] if one.pair.names in replaced]
    refused = {one.pair.names for one in told}
    return tuple(pair for pair in coming if pair.names not in refused), tuple(told)


def joining(before: Iterable[Pair], coming: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return those of some pairs that join names which are apart, as one after the other is taken.

    Args:
        before: pairs that are decided; no two names are joined of which one was refused.
        coming: pairs that may be accepted, the best first.
    """
    known = tuple(before)
    taken: dict[Kind, _Entries] = {kind: _Entries(kind) for kind in KINDS}
    for pair in known:
        if pair.is_accepted:
            taken[pair.kind].refusal_of(pair)
    refused = [pair for pair in known if not pair.is_accepted]

    def joins(pair: Pair) -> bool:
        entries = taken[pair.kind]
        tops = entries.tops(pair)
        is_refused = any(tops == entries.tops(one) for one in refused if one.kind == pair.kind)
        are_apart = len(tops) == 2 or not entries.knows(pair.variant)
        return are_apart and not is_refused and not entries.refusal_of(pair)

    return tuple(filter(joins, coming))


class _Entries:
    """The entries of one kind, as pair after pair is put in."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._above: dict[str, str] = {}
        self._writing: dict[str, str] = {}
        self._written: dict[str, None] = {}

    def refusal_of(self, pair: Pair) -> str:
        """Put a pair in; else return why that cannot be."""
        entry, variant = self._key(pair.entry), self._key(pair.variant)
        if not (entry and variant):
            return "a name has no letter"
        if entry == variant:
            self._writing[entry] = pair.entry
        elif self._top(entry) == variant:
            return f"{pair.entry} is itself a writing of {pair.variant}"
        elif variant not in self._above:
            self._above[variant] = entry
        elif self._top(variant) != self._top(entry):
            return f"{pair.variant} has the entry {self._writing[self._above[variant]]} already"
        self._writing.setdefault(entry, pair.entry)
        self._writing.setdefault(variant, pair.variant)
        self._written[pair.entry] = self._written[pair.variant] = None
        return ""

    def knows(self, name: str) -> bool:
        """Tell whether a name, however it is spelled, has an entry or is one."""
        return self._key(name) in self._writing

    def tops(self, pair: Pair) -> frozenset[str]:
        """Return the keys of the entries that the names of a pair have; one where they are one."""
        return frozenset(self._top(self._key(name)) for name in (pair.entry, pair.variant))

    def groups(self) -> tuple[Group, ...]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._written:
            entry = self._writing[self._top(self._key(name))]
            if name != entry:
                found[entry].append(name)
        return tuple((entry, tuple(sorted(names))) for entry, names in sorted(found.items()))

    def _key(self, name: str) -> str:
        return key_of(self._kind, name)

    def _top(self, key: str) -> str:
        while key in self._above:
            key = self._above[key]
        return key
