"""An article as JSON, and back: how stores keep it, and how it passes from process to process."""

import json
import zlib
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from index.article import Article, DateMention, NamedEntity, NameMention

Json = dict[str, Any]

# Fast, and a third of the text is left; higher levels save a tenth more.
_COMPRESSION = 1

_FIELDS = tuple(field.name for field in fields(Article))
_MOMENTS = ("published", "captured")
_ENTITIES = ("persons", "organisations")
_MENTION = tuple(field.name for field in fields(DateMention))


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


def stored_article(values: Json) -> Article:
    """Return the article that :func:`article_json` wrote.

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
    return Article(**read)


def to_bytes(article: Article) -> bytes:
    """Return an article as JSON in UTF-8, compressed."""
    text = json.dumps(article_json(article), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), _COMPRESSION)


def from_bytes(record: bytes | memoryview) -> Article:
    """Return the article that :func:`to_bytes` wrote.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    try:
        return stored_article(json.loads(zlib.decompress(record)))
    except zlib.error as error:
        raise ValueError(str(error)) from error


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
