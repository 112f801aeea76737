"""The JSON-LD of a page: which of its objects is the article, and what it says."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from index.sources.html.labels import bare
from index.sources.records.repeated_names import Repeated, decoded

#: Types of schema.org that a page of news may be of.
_ARTICLE_NAMES = (
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle "
    "backgroundnewsarticle reviewnewsarticle askpublicnewsarticle advertisercontentarticle "
    "satiricalarticle blogposting liveblogposting report techarticle scholarlyarticle"
)
ARTICLE_TYPES = frozenset(_ARTICLE_NAMES.split())
#: Types of pages that list others.
LIST_TYPES = frozenset({"collectionpage", "itemlist", "searchresultspage", "blog", "profilepage"})
_SCRIPT = "//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]"
_WRAPPED = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*;?\s*$")
_TRAILING = re.compile(r",(?=\s*[}\]])")
_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"([^"]{3,40})"')
_DEEPEST = 6

Thing = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JsonLd:
    """What the JSON-LD of a page says.

    Attributes:
        things: its objects, without those inside lists, comments and related items.
        broken: how many blocks could not be read.
        salvaged: the date of an article that stands in a broken block; else empty.
        repeated: names that stand twice in one object, with the line of the page on which the value
            begins that they stand in.
    """

    things: tuple[Thing, ...] = ()
    broken: int = 0
    salvaged: str = ""
    repeated: tuple[tuple[int, tuple[Repeated, ...]], ...] = ()

    def of_types(self, types: frozenset[str]) -> list[Thing]:
        return [thing for thing in self.things if types & types_of(thing)]

    def article(self, *, addresses: set[str], titles: set[str]) -> Thing:
        """Return the object that is the article of the page, empty where none is surely it.

        Args:
            addresses: of the page, as it names them.
            titles: of the page, bare.
        """
        found = self.of_types(ARTICLE_TYPES)
        if not found:
            named = [thing for thing in self.things if not types_of(thing)]
            found = [one for one in named if one.get("headline") or one.get("datePublished")
                     or one.get("articleSection")]  # fmt: skip
        fitting = [one for one in found if _fits(one, addresses, titles)]
        if fitting:
            return fitting[0]
        unknown = [one for one in found if not (_addresses(one) and addresses)
                   and not (text_of(one.get("headline")) and titles)]  # fmt: skip
        if len(unknown) == 1 == len(found):
            return unknown[0]
        # A headline that the page shows in other words, over an address that it has, too.
        return found[0] if len(found) == 1 and not _contradicts(found[0], addresses, titles) else {}


def read(tree: etree._Element) -> JsonLd:
    """Read all blocks of a page; one that is broken costs no other."""
    things: list[Thing] = []
    broken, salvaged = 0, ""
    repeated: list[tuple[int, tuple[Repeated, ...]]] = []
    for script in tree.xpath(_SCRIPT):
        whole = script.text or ""
        text = _WRAPPED.sub("", _WRAPPED.sub("", whole))
        if not text.strip():
            continue
        values = _values(text)
        if values is None:
            broken += 1
            salvaged = salvaged or _salvaged(text)
        above = (script.sourceline or 1) + whole.count("\n", 0, whole.find(text))
        for value, line, twice in values or ():
            things += _flat(value, _DEEPEST)
            repeated += [(above + line, twice)] if twice else []
    return JsonLd(tuple(things), broken, salvaged, tuple(repeated))


def types_of(thing: Thing) -> set[str]:
    """Return the types of an object, without the address of their vocabulary, in small letters."""
    value = thing.get("@type", thing.get("type", ()))
    names = value if isinstance(value, list) else [value]
    return {re.split(r"[/:#]", name)[-1].lower() for name in names if isinstance(name, str)}


def text_of(value: object) -> str:
    """Return the text of a value: itself, its ``@value`` or ``name``, or the first of a list."""
    if isinstance(value, list):
        return next((text for one in value if (text := text_of(one))), "")
    if isinstance(value, dict):
        return text_of(value.get("@value") or value.get("name") or "")
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""


def texts_of(value: object) -> list[str]:
    """Return the texts of a value or of all in a list, each once."""
    several = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(text for one in several if (text := text_of(one))))


def _values(text: str) -> list[tuple[Any, int, tuple[Repeated, ...]]] | None:
    """Return the values of a block, several one behind the other too; ``None`` if it is broken.

    Each has its line, from 0, and the names that stand twice in it.
    """
    for attempt in (text, _TRAILING.sub("", text), _TRAILING.sub("", html.unescape(text))):
        found: list[tuple[Any, int, tuple[Repeated, ...]]] = []
        at = 0
        try:
            while at < len(attempt):
                at = re.compile(r"[\s;,\ufeff]*").match(attempt, at).end()  # type: ignore[union-attr]
                if at < len(attempt):
                    line = attempt.count("\n", 0, at)
                    value, at, repeated = decoded(attempt, at)
                    found.append((value, line, repeated))
        except (ValueError, RecursionError):
            continue
        return found
    return None


def _salvaged(text: str) -> str:
    """Return the date of publication that a broken block names, where it holds but one article."""
    dates = set(_DATE.findall(text))
    types = {re.split(r"[/:#]", name)[-1].lower() for name in _TYPE.findall(text)}
    others = types & {"comment", "webpage", "itemlist", "videoobject", "review"}
    return dates.pop() if len(dates) == 1 and types & ARTICLE_TYPES and not others else ""


def _flat(value: object, depth: int) -> Iterator[Thing]:
    """Yield the objects that stand for the page: at the top, in lists, in ``@graph``."""
    if depth == 0:
        return
    if isinstance(value, list):
        for one in value:
            yield from _flat(one, depth - 1)
    elif isinstance(value, dict):
        plain = {key.removeprefix("schema:"): one for key, one in value.items()}
        yield plain
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if not (key == "mainEntity" and types_of(plain) & LIST_TYPES):
                yield from _flat(plain.get(key) if key != "mainEntityOfPage" or isinstance(
                    plain.get(key), dict) else None, depth - 1)  # fmt: skip


def _addresses(thing: Thing) -> set[str]:
    about = thing.get("mainEntityOfPage")
    named = [thing.get("url"), thing.get("@id"), about]
    named += [about.get("@id"), about.get("url")] if isinstance(about, dict) else []
    return {plain_address(one) for one in named if isinstance(one, str) and "/" in one}


def plain_address(address: str) -> str:
    """Return an address to be compared: without scheme, fragment and last slash."""
    rest = re.sub(r"^(?:https?:)?//(?:www\.|m\.)?", "", address.strip().split("#")[0], flags=re.I)
    host, slash, path = rest.partition("/")
    return (host.lower() + slash + path).rstrip("/")


def _fits(thing: Thing, addresses: set[str], titles: set[str]) -> bool:
    headline = bare(text_of(thing.get("headline") or thing.get("name")))
    if headline and any(headline in title or title in headline for title in titles if title):
        return True
    return bool(_addresses(thing) & {plain_address(one) for one in addresses})


def _contradicts(thing: Thing, addresses: set[str], titles: set[str]) -> bool:
    headline = bare(text_of(thing.get("headline")))
    own = _addresses(thing)
    elsewhere = bool(own and addresses) and not own & {plain_address(one) for one in addresses}
    return elsewhere and bool(headline and titles)
