"""An article as JSON, and back: how stores keep it, and how it passes from process to process.

Packed, the people and the organisations that it names have lines of their own, read where somebody
looks at them: they are many, and a page of results has no use for them. So they pass from process
to process, too.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, overload

from index.article import Article, DateMention, NamedEntity, NameMention

Json = dict[str, Any]

# Fast, and a third of the text is left; higher levels save a tenth more.
_COMPRESSION = 1

_FIELDS = tuple(field.name for field in fields(Article))
_MOMENTS = ("published", "captured")
_ENTITIES = ("persons", "organisations")
_PLAIN = tuple(name for name in _FIELDS if name not in _ENTITIES)
#: No people and no organisations.
NO_NAMES: Mapping[str, Sequence[NamedEntity]] = MappingProxyType({})

# What json.dumps would make anew for every line.
_encoded = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode

_MENTION = tuple(field.name for field in fields(DateMention))


class PackedEntities(Sequence[NamedEntity]):
    """People or organisations as a line of a packed article; read when they are looked at."""

    __slots__ = ("_listed", "_read", "line")

    def __init__(self, line: bytes, listed: tuple[tuple[str, str], ...] | None = None) -> None:
        """
        Args:
            line: rows as JSON in UTF-8.
            listed: the name and the entry of each, if they are known.
        """
        self.line = line
        self._read: tuple[NamedEntity, ...] | None = None
        self._listed = listed

    @classmethod
    def of(cls, entities: Sequence[NamedEntity]) -> "PackedEntities":
        """Return people or organisations packed."""
        if isinstance(entities, cls):
            return entities
        # Both are tuples, which JSON writes as rows: their names would be half of what is written.
        return cls(_encoded(entities).encode(), listed(entities))

    def rows(self) -> list[list[Any]]:
        """Return what JSON has of them."""
        rows: list[list[Any]] = json.loads(self.line)
        return rows

    def listed(self) -> tuple[tuple[str, str], ...]:
        """Return the name and the entry of each."""
        if self._listed is None:
            self._listed = tuple((name, entry) for name, _, _, entry in self.rows())
        return self._listed

    @property
    def _all(self) -> tuple[NamedEntity, ...]:
        if self._read is None:
            self._read = tuple(map(_entity, self.rows()))
        return self._read

    def __len__(self) -> int:
        return len(self.listed() if self._read is None else self._read)

    @overload
    def __getitem__(self, place: int) -> NamedEntity: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[NamedEntity]: ...

    def __getitem__(self, place: int | slice) -> NamedEntity | Sequence[NamedEntity]:
        return self._all[place]

    def __iter__(self) -> Iterator[NamedEntity]:
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        return self._all == other or (isinstance(other, PackedEntities) and self._all == other._all)

    def __hash__(self) -> int:
        return hash(self._all)

    def __repr__(self) -> str:
        return repr(self._all)

    def __reduce__(self) -> tuple[Any, ...]:
        return PackedEntities, (self.line, self._listed)


def listed(entities: Sequence[NamedEntity]) -> tuple[tuple[str, str], ...]:
    """Return the name and the entry of each of the people or organisations of an article."""
    if isinstance(entities, PackedEntities):
        return entities.listed()
    return tuple([(name, entry) for name, _, _, entry in entities])


def packed(article: Article) -> Article:
    """Return an article whose people and organisations are packed."""
    persons, organisations = article.persons, article.organisations
    if not (persons or organisations):
        return article
    return replace(
        article,
        persons=PackedEntities.of(persons) if persons else (),
        organisations=PackedEntities.of(organisations) if organisations else (),
    )


def article_json(article: Article) -> Json:
    """Return an article as it is stored: what is empty is left out, days are ISO 8601."""
    values = _values(article, _FIELDS)
    for name in _ENTITIES:
        if name in values:
            values[name] = _rows(values[name])
    return values


def _values(article: Article, names: Iterable[str]) -> Json:
    values = {name: value for name in names if (value := getattr(article, name))}
    for name in _MOMENTS:
        if name in values:
            values[name] = values[name].isoformat()
    if article.dates:
        values["dates"] = [_mention_json(mention) for mention in article.dates]
    return values


def _rows(entities: Sequence[NamedEntity]) -> list[list[Any]]:
    if isinstance(entities, PackedEntities):
        return entities.rows()
    return [
        [name, [list(mention) for mention in mentions], role, entry]
        for name, mentions, role, entry in entities
    ]


def stored_article(values: Json, names: Mapping[str, Sequence[NamedEntity]] = NO_NAMES) -> Article:
    """Return the article that :func:`article_json` wrote.

    Args:
        values: as it wrote them.
        names: the people and the organisations, where the values do not have them.

    Raises:
        KeyError: something is missing.
        TypeError: it is no article.
        ValueError: a day is none.
    """
    read: Json = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    for name in _MOMENTS:
        if name in read:
            text = read[name]
            read[name] = (datetime if "T" in text else date).fromisoformat(text)
    if "dates" in read:
        read["dates"] = tuple(map(_mention, read["dates"]))
    for name in _ENTITIES:
        if name in read:
            read[name] = tuple(map(_entity, read[name]))
    return Article(**(read | dict(names)))


def to_bytes(article: Article) -> bytes:
    """Return an article as JSON in UTF-8, compressed."""
    first = _encoded(_values(article, _PLAIN)).encode()
    held = [getattr(article, name) for name in _ENTITIES]
    named = [PackedEntities.of(entities).line if entities else b"" for entities in held]
    return zlib.compress(b"\n".join([first, *(named if any(named) else ())]), _COMPRESSION)


def from_bytes(record: bytes | memoryview) -> Article:
    """Return the article that :func:`to_bytes` wrote.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    try:
        first, *names = zlib.decompress(record).split(b"\n")
    except zlib.error as error:
        raise ValueError(str(error)) from error
    named = {
        name: PackedEntities(line) for name, line in zip(_ENTITIES, names, strict=False) if line
    }
    return stored_article(json.loads(first), named)


def _mention_json(mention: DateMention) -> Json:
    values = {name: getattr(mention, name) for name in _MENTION}
    return values | {"first": mention.first.isoformat(), "last": mention.last.isoformat()}


def _mention(values: Json) -> DateMention:
    days = {end: date.fromisoformat(values[end]) for end in ("first", "last")}
    return DateMention(**{**values, **days})


def _entity(row: Iterable[Any]) -> NamedEntity:
    name, mentions, *more = row
    return NamedEntity(name, tuple(NameMention(*mention) for mention in mentions), *more)
