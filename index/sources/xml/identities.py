"""Which link and guid of a feed's entries are their own, and which say nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from index.addresses import address_key
from index.article import identity
from index.sources.xml.entries import Entry

#: Guids that programs write where they have none.
_NO_GUID = frozenset(
    ("", "n/a", "na", "0", "null", "none", "nil", "-", "undefined", "guid", "false", "true", "#")
)
#: A text of so many letters is of one article; shorter ones may be a line of the site.
_TELLING = 200


@dataclass(slots=True)
class Identities:
    """Tells the addresses and guids that belong to one article alone.

    Attributes:
        shared_links: keys of links that entries with different headlines have, and the site itself.
        shared_guids: the same of guids.
        told: how many entries are known by something else than their link, by what it is.
    """

    shared_links: frozenset[str]
    shared_guids: frozenset[str]
    told: Counter[str] = field(default_factory=Counter)

    @classmethod
    def among(cls, entries: Iterable[Entry], home: str) -> "Identities":
        """Return what is shared among the entries of a feed.

        Args:
            entries: all of them.
            home: the address of the site.
        """
        links: dict[str, list[Entry]] = defaultdict(list)
        guids: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            links[address_key(entry.link)].append(entry)
            guids[address_key(entry.guid)].append(entry)
        front = address_key(home)
        return cls(
            frozenset(
                link
                for link, found in links.items()
                if link and (_are_several(found) or link == front or not _is_article(link))
            ),
            frozenset(guid for guid, found in guids.items() if _are_several(found)),
        )

    def of(self, entry: Entry, text: tuple[str, ...], day: str) -> tuple[str, str]:
        """Return the identity and the address of an entry.

        Args:
            entry: of the feed.
            text: by which it is known where neither link nor guid is its own.
            day: of its publication, as printed.
        """
        url = "" if address_key(entry.link) in self.shared_links else entry.link
        guid = entry.guid
        if guid.casefold() in _NO_GUID or address_key(guid) in self.shared_guids:
            guid = ""
        if not url and entry.is_permalink and _is_address(guid) and _is_article(guid):
            url = guid
        if entry.link and not url:
            self.told["guid" if guid else "text and day"] += 1
        elif entry.guid and not guid and not url:
            self.told["text and day"] += 1
        return identity(id=url or guid, text=(*text, day) if day else text), url


def _are_several(entries: list[Entry]) -> bool:
    """Tell whether entries are different articles; one is given anew with another headline."""
    if len(entries) < 2:
        return False
    titles = {_line(entry.title or "".join(entry.summaries)) for entry in entries}
    texts = {_line("".join(entry.contents or entry.summaries)) for entry in entries}
    is_same = len(texts) == 1 and len(next(iter(texts))) >= _TELLING
    return len(titles) > 1 and not is_same


def _line(text: str) -> str:
    return " ".join(text.split())


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "//")) and " " not in text


def _is_article(link: str) -> bool:
    """Tell whether an address leads further than to the first page of a site."""
    if not _is_address(link):
        return True
    try:
        parts = urlsplit(link)
    except ValueError:
        return True
    return bool(parts.path.strip("/") or parts.query or parts.fragment)
