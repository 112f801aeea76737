"""``ninjs``: news items in JSON, versions 1 to 3 of the standard of the IPTC.

The standard has no field for the day of publication: an item goes out when it is made, or when its
embargo ends. So the day is that of the first version, and is called inferred.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from index.article import Article
from index.sources.json.shapes import Member, Record, Shapes
from index.sources.json.walking import members
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records import values as shaped
from index.sources.records.fields import Records

_TEXTS = frozenset({"text", "composite", "event", ""})
_MADE = ("firstcreated", "firstCreated", "contentcreated", "contentCreated", "versioncreated",
         "versionCreated")  # fmt: skip
#: What names of the standard stand for, beyond those that all records share.
_NAMES = (
    *(("by", "byline"), ("infosources", "agency"), ("located", "dateline")),
    *(("subject", "section"), ("subjects", "section")),
)
#: What of an item is routine.
_ROUTINE = frozenset(
    ("type", "version", "standard", "charcount", "wordcount", "mimetype", "language", "$schema")
)


@dataclass(frozen=True)
class _Items(Shapes):
    """Finds news items; one inside another one is a picture or a link."""

    def has(self, record: Record, *fields: str) -> bool:
        return "uri" in record or super().has(record, *fields)

    def is_plain(self, record: Record) -> bool:
        return "uri" in record


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the texts that may be published; others are counted and told.

    Args:
        file: an item, a list of them, or one a line.

    Raises:
        OSError: the file cannot be opened or read.
    """
    told = {name for name, _ in file.mapping}
    names = tuple((name, field) for name, field in _NAMES if name not in told)
    records = Records(replace(file, mapping=(*file.mapping, *names)))
    left, made = Counter[str](), Counter[str]()
    for found in members(file, _Items(file.mapping)):
        if isinstance(found, Problem):
            yield found
        elif why := _why_not(found.values):
            left[why] += 1
        else:
            yield from _item(records, found, made)
    if made.total():
        aside = ", ".join(f"{name} ({count})" for name, count in made.items())
        yield Recognition(file.name, f"moments of other versions, not kept: {aside}")
    if left:
        aside = ", ".join(f"{count} {why}" for why, count in left.items())
        yield Problem("no_text", file.name, f"left aside: {aside}")
    yield from records.rest()


def _why_not(values: Record) -> str:
    status = str(values.get("pubstatus") or values.get("pubStatus") or "usable").lower()
    if status != "usable":
        return f"{status[:40]} (pubstatus)"
    kind = str(values.get("type") or "").lower()
    return "" if kind in _TEXTS else f"of the type {kind[:40]}"


def _item(records: Records, found: Member, made: Counter[str]) -> Iterator[Article | Problem]:
    values = found.values
    embargo = values.get("embargoed")
    name = "embargoed" if embargo else next((one for one in _MADE if values.get(one)), "")
    made.update(one for one in _MADE if values.get(one) not in (None, "", values.get(name)))
    for read in records.read(_named(values, name), found.line, found.number):
        is_by_moment = name and "published" not in values
        if is_by_moment and isinstance(read, Article) and read.published:
            reasons = (f"{name}: {values[name]}",)
            read = replace(read, published_evidence="inferred", published_reasons=reasons)
        yield read


def _named(values: Record, moment: str) -> Record:
    """Return an item by the names of fields."""
    skipped = {moment, "uri", "pubstatus", "pubStatus", *_ROUTINE, *_MADE}
    found: dict[str, Any] = {
        name: value
        for name, value in values.items()
        if name not in skipped and not name.startswith(("body_", "description_"))
    }
    found["id"] = values.get("uri")
    if moment and "published" not in found:
        found["published"] = values[moment]
    bodies = [*_held(found.pop("bodies", None)), *_prefixed(values, "body_")]
    found["body"] = next(bodies_of(bodies), None)
    decks = [*_held(found.pop("descriptions", None)), *_prefixed(values, "description_")]
    found["deck"] = next(bodies_of(decks), None)
    headlines = list(_held(found.pop("headlines", None)))
    found["headline"] = found.get("headline") or next(bodies_of(headlines), None)
    if found["headline"] and (name := found.pop("title", None)) != found["headline"]:
        found["name"] = name  # what ninjs calls a title is a short name for the item
    return found


def bodies_of(held: list[Any]) -> Iterator[str]:
    """Yield the texts of ``bodies``, ``headlines`` or ``descriptions``, that for print first."""

    def order(one: Any) -> int:
        role = str(one.get("role", "")).lower() if isinstance(one, dict) else ""
        return {"main": 0, "": 1}.get(role, 2)

    for one in sorted(held, key=order):
        text = shaped.text(one)[0]
        if text.strip():
            yield text


def _held(value: object) -> Iterator[Any]:
    yield from value if isinstance(value, list) else ()


def _prefixed(values: Record, prefix: str) -> Iterator[object]:
    names = [f"{prefix}{kind}" for kind in ("xhtml", "html", "text")]
    others = [name for name in values if name.startswith(prefix) and name not in names]
    yield from (values[name] for name in (*names, *others) if values.get(name))
