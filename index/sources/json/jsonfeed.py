"""``jsonfeed``: a JSON Feed, version 1 or 1.1, saved to a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from index.article import Article
from index.facts.sections import resolve
from index.sources.json.shapes import Member, Record, Shapes
from index.sources.json.walking import members
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records.fields import Records

#: Of the feed, what is not said of each article.
_OF_THE_FEED = ("title", "items", "version")
#: What the addresses of items are joined with, and the name that it has on the way to them.
_BASES = ("home_page_url", "feed_url")
_BASE = "base of addresses"


@dataclass(frozen=True)
class _Feed(Shapes):
    """Finds the items of a feed, and its title as their paper."""

    def has(self, record: Record, *fields: str) -> bool:
        return "items" not in record and super().has(record, *fields)

    def lists(self, value: Record, name: str, held: object) -> bool:
        return name == "items"

    def around(self, value: Record) -> Record:
        title = value.get("title")
        base = next((value[name] for name in _BASES if isinstance(value.get(name), str)), "")
        told = {"source": title, _BASE: base}
        return {name: text for name, text in told.items() if isinstance(text, str) and text}

    def records(self, value: object, path: tuple[str, ...] = ()) -> Iterator[Member]:
        if isinstance(value, dict) and isinstance(value.get("items"), list):
            self.pass_over({k: v for k, v in value.items() if k not in _OF_THE_FEED}, path)
            for one in value["items"]:
                if isinstance(one, dict):
                    yield Member(one, ("items",), around=self.around(value))
        elif isinstance(value, dict):
            yield Member(value, path)


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the items of a feed.

    Args:
        file: of any length.

    Raises:
        OSError: the file cannot be opened or read.
    """
    feed, records = _Feed(file.mapping), Records(file)
    for found in members(file, feed):
        if isinstance(found, Problem):
            yield found
        else:
            around = dict(found.around)
            values = _with_whole_address(_with_section(found.values), str(around.pop(_BASE, "")))
            values = {**around, **values}
            yield from records.read(values, found.line, found.number)
    if feed.beside:
        yield Recognition(file.name, f"of the feed, not kept: {', '.join(feed.beside)}")
    yield from records.rest()


def _with_whole_address(values: Record, base: str) -> Record:
    """Return an item whose address is joined with that of the feed, if it is a path there."""
    url = values.get("url")
    if not base or not isinstance(url, str) or not url:
        return values
    try:
        return {**values, "url": urljoin(base, url)}
    except ValueError:
        return values


def _with_section(values: Record) -> Record:
    """Return an item with its first tag as section, if it is the name of one: most tags are not."""
    tags = values.get("tags")
    first = tags[0] if isinstance(tags, list) and tags else None
    if "section" in values or not isinstance(first, str) or not resolve(first):
        return values
    return {**values, "section": first, "tags": tags[1:] if isinstance(tags, list) else None}
