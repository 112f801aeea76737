"""The names that an archive lists under one entry, as an editor accepted them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Literal, get_args

from index.analysis import folded_text
from index.article import Article, NamedEntity
from index.facts.entities.name_writing import organisation, person, without_titles
from index.records import listed

Kind = Literal["person", "organisation"]
KINDS: tuple[Kind, ...] = get_args(Kind)

#: The attributes of an article that hold the names of each kind.
ATTRIBUTES: Mapping[Kind, Literal["persons", "organisations"]] = {
    "person": "persons",
    "organisation": "organisations",
}

#: An entry and its other writings.
Group = tuple[str, tuple[str, ...]]


def writing_of(kind: Kind, name: str) -> str:
    """Return a name as facets list it that nobody accepted another entry for.

    Args:
        kind: of the name.
        name: as printed, with titles or without.
    """
    if kind == "person":
        return person(without_titles(name))
    return organisation(name)


@lru_cache(maxsize=50_000)
def key_of(kind: Kind, name: str) -> str:
    """Return what all writings of a name share that differ by titles, spaces, hamza, ة or signs."""
    return folded_text(writing_of(kind, name))


@dataclass(frozen=True)
class AcceptedNames:
    """Entries with their writings, of each kind of name.

    Attributes:
        persons: the entries in their order, each with its writings in theirs, and
        organisations: likewise.
    """

    persons: tuple[Group, ...] = ()
    organisations: tuple[Group, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is any entry."""
        return bool(self.persons or self.organisations)

    def groups(self, kind: Kind) -> tuple[Group, ...]:
        """Return the entries of a kind."""
        return self.persons if kind == "person" else self.organisations

    def pairs(self) -> Iterator[tuple[Kind, str, str]]:
        """Yield the kind, the entry and the writing of each that was accepted."""
        for kind in KINDS:
            for entry, variants in self.groups(kind):
                yield from ((kind, entry, variant) for variant in variants)

    def entry_of(self, kind: Kind, name: str) -> str:
        """Return the entry that a name of a kind is listed under; empty where that is its own."""
        entries = self._entries.get(kind)
        return entries.get(key_of(kind, name), "") if entries else ""

    @cached_property
    def _entries(self) -> dict[Kind, dict[str, str]]:
        return {
            kind: dict(_by_key(kind, groups)) for kind in KINDS if (groups := self.groups(kind))
        }

    def values(self) -> dict[str, Any]:
        """Return all of it for JSON."""
        return {
            name: {entry: list(variants) for entry, variants in groups}
            for name, groups in (("persons", self.persons), ("organisations", self.organisations))
            if groups
        }

    @classmethod
    def of(cls, values: Mapping[str, Mapping[str, Iterable[str]]]) -> "AcceptedNames":
        """Return what :meth:`values` gave.

        Raises:
            TypeError: it did not give that.
        """
        return cls(
            **{
                name: tuple((str(entry), tuple(map(str, variants))) for entry, variants in groups)
                for name, held in values.items()
                for groups in (sorted(held.items()),)
            }
        )


NO_NAMES = AcceptedNames()


def with_entries(article: Article, names: AcceptedNames) -> Article:
    """Return an article whose names have the entries that were accepted, and no others."""
    persons = _entered(article.persons, names, "person")
    organisations = _entered(article.organisations, names, "organisation")
    if persons is None and organisations is None:
        return article
    return replace(
        article,
        persons=article.persons if persons is None else persons,
        organisations=article.organisations if organisations is None else organisations,
    )


def _entered(
    entities: Sequence[NamedEntity], names: AcceptedNames, kind: Kind
) -> tuple[NamedEntity, ...] | None:
    """The same names with their entries; ``None`` where they have these already."""
    held = listed(entities)
    now = [_entry(names.entry_of(kind, name), name) for name, _ in held]
    if all(entry == before for entry, (_, before) in zip(now, held, strict=True)):
        return None
    return tuple(
        entity if entity.entry == entry else entity._replace(entry=entry)
        for entity, entry in zip(entities, now, strict=True)
    )


def _entry(entry: str, name: str) -> str:
    return "" if entry == name else entry


def _by_key(kind: Kind, groups: Iterable[Group]) -> Iterator[tuple[str, str]]:
    for entry, variants in groups:
        for name in (entry, *variants):
            yield key_of(kind, name), entry
