"""What the head of a page says of it: ``<meta>`` by name, and its addresses."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree  # type: ignore[import-untyped]

#: Browsers write it into the pages that they save.
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->")
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Metadata:
    """The values of ``<meta>`` by name, property or itemprop, in small letters."""

    values: dict[str, tuple[str, ...]]

    def first(self, *names: str) -> str:
        """Return the first value that is not empty of the first of these names that has one."""
        return next((value for name in names for value in self.values.get(name, ())), "")


def read(tree: etree._Element) -> Metadata:
    """Read every ``<meta>`` of a page that has a name and a content."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        itemprop = None if _is_inside_item(meta) else meta.get("itemprop")
        for name in (meta.get("property"), meta.get("name"), itemprop):
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
    return Metadata({name: tuple(values) for name, values in found.items()})


def _is_inside_item(meta: etree._Element) -> bool:
    return any(one.get("itemscope") is not None and one.tag not in ("html", "body")
               for one in meta.iterancestors())  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page stands.

    Attributes:
        url: its address; empty where nothing tells it.
        remarks: what it names and is not its address.
    """

    url: str
    remarks: tuple[str, ...] = ()


def address_of(
    tree: etree._Element, raw: bytes | str, metadata: Metadata, fetched: str = ""
) -> Address:
    """Return the address of a page: the canonical one, on the host that it was fetched from.

    Args:
        tree: the page.
        raw: the same as it was written, for the note of a browser that saved it.
        metadata: of the page.
        fetched: the address that it was fetched from, where that is known.
    """
    known = fetched or _saved_from(raw)
    links = tree.xpath("//link[translate(@rel, 'CANONIL', 'canonil')='canonical']/@href")
    remarks: list[str] = []
    if known and not is_web(known):
        remarks.append(f"it has no address: {known[:80]!r} is none of the web")
        known = ""
    base = _joined(known, next(iter(tree.xpath("//base/@href")), "")) or known
    named = [*links, *metadata.values.get("og:url", ()), *metadata.values.get("parsely-link", ())]
    for value in named:
        url = _joined(base, value)
        if not url or (hosts := _differing(url, known)):
            if url and hosts:
                remarks.append(f"its canonical address {url} is of another host than {known}")
            continue
        if urlsplit(url).path in ("", "/") and not urlsplit(url).query and _has_path(known):
            remarks.append(f"it names the front page {url} as its address")
            continue
        return Address(url, tuple(dict.fromkeys(remarks)))
    return Address(known, tuple(dict.fromkeys(remarks)))


def _saved_from(raw: bytes | str) -> str:
    head = raw[:_HEAD]
    found = _SAVED_FROM.search(head.encode("utf-8", "replace") if isinstance(head, str) else head)
    url = found[1].decode("utf-8", "replace") if found else ""
    return url if is_web(url) else ""


def is_web(url: str) -> bool:
    """Tell whether an address is one of the web with a host in it."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def host_of(url: str) -> str:
    """Return the host of an address without ``www.`` and the like, in small letters."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|mobile|amp)\.", "", host)


def _joined(base: str, value: str) -> str:
    try:
        url = urljoin(base, value.strip())
    except ValueError:
        return ""
    return url if is_web(url) else ""


def _differing(url: str, known: str) -> bool:
    """Tell whether two addresses are of different sites; a host below the other is the same."""
    one, other = host_of(url), host_of(known)
    if not one or not other:
        return False
    return not (one == other or one.endswith(f".{other}") or other.endswith(f".{one}"))


def _has_path(url: str) -> bool:
    return bool(url) and urlsplit(url).path not in ("", "/")


def joined(values: Iterable[str]) -> str:
    """Return several names as one text."""
    return "، ".join(dict.fromkeys(values))
