"""An article as JSON, and back: how stores keep it, and how it passes from process to process.

Packed, the people and the organisations that it names have lines of their own, read where somebody
looks at them: they are many, and a page of results has no use for them.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
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
#: No people and no organisations.
NO_NAMES: Mapping[str, Sequence[NamedEntity]] = MappingProxyType({})

_MENTION = tuple(field.name for field in fields(DateMention))


class PackedEntities(Sequence[NamedEntity]):
    """People or organisations as a line of a packed article; read when they are looked at."""

    __slots__ = ("_line", "_read")

    def __init__(self, line: bytes) -> None:
        self._line = line
        self._read: tuple[NamedEntity, ...] | None = None

    @property
    def _all(self) -> tuple[NamedEntity, ...]:
        if self._read is None:
            self._read = tuple(map(_entity, json.loads(self._line)))
        return self._read

    def __len__(self) -> int:
        return len(self._all)

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
        return tuple, (self._all,)


def article_json(article: Article) -> Json:
    """Return an article as it is stored: what is empty is left out, days are ISO 8601."""
    values = {name: value for name in _FIELDS if (value := getattr(article, name))}
    for name in _MOMENTS:
        if name in values:
            values[name] = values[name].isoformat()
    if article.dates:
        values["dates"] = [_mention_json(mention) for mention in article.dates]
    for name in _ENTITIES:
        if name in values:
            values[name] = [_entity_json(entity) for entity in values[name]]
    return values


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
    values = article_json(article)
    named = [_line(values.pop(name)) if name in values else "" for name in _ENTITIES]
    lines = [_line(values), *(named if any(named) else ())]
    return zlib.compress("\n".join(lines).encode(), _COMPRESSION)


def from_bytes(record: bytes | memoryview) -> Article:
    """Return the article that :func:`to_bytes` wrote.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    try:
        first, *names = zlib.decompress(record).split(b"\n")
    except zlib.error as error:
        raise ValueError(str(error)) from error
    packed = {
        name: PackedEntities(line) for name, line in zip(_ENTITIES, names, strict=False) if line
    }
    return stored_article(json.loads(first), packed)


def _line(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _mention_json(mention: DateMention) -> Json:
    values = {name: getattr(mention, name) for name in _MENTION}
    return values | {"first": mention.first.isoformat(), "last": mention.last.isoformat()}


def _mention(values: Json) -> DateMention:
    days = {end: date.fromisoformat(values[end]) for end in ("first", "last")}
    return DateMention(**{**values, **days})


def _entity_json(entity: NamedEntity) -> list[Any]:
    """As a row: an article has dozens, and the names of their fields would be half of them."""
    mentions = [[one.text, one.part, one.start, one.reason] for one in entity.mentions]
    return [entity.name, mentions, entity.role, entity.entry]


def _entity(row: Iterable[Any]) -> NamedEntity:
    name, mentions, *more = row
    return NamedEntity(name, tuple(NameMention(*mention) for mention in mentions), *more)
