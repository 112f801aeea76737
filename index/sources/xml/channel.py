"""A feed as a whole: its title and address, and its entries one by one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from index.sources.xml.namespaces import XML, local, named
from index.sources.xml.parsing import Damage, parsed
from index.sources.xml.pieces import Piece, pieces

NAMES = "item|entry"
#: Elements of entries that never lie in one another.
APART = frozenset(
    (
        *("title", "link", "guid", "pubDate", "description", "author", "category", "comments"),
        *("dc:creator", "dc:date", "dc:subject", "content:encoded", "id", "updated", "published"),
        *("summary", "content", "enclosure"),
    )
)
ROOTS = ("rss", "feed", "RDF", "channel")
#: The start of a feed behind the end of another.
_END_OF_FEED = re.compile(
    r"(?<=>)\s*(?:<\?xml\b[^>]*\?>\s*)(?=<(?:rss|feed|rdf:RDF)[\s>])"
    r"|(?:(?<=</rss>)|(?<=</feed>)|(?<=</rdf:RDF>))\s*(?=<(?:rss|feed|rdf:RDF)[\s>])"
)
_OWN_START = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|RDF|channel)(?=[\s>])")
_START = re.compile(r"<([^\W\d][\w.:-]*)((?:\s[^<>]*)?)>")


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself.

    Attributes:
        title: as it stands in the XML.
        base: the address that links are relative to.
        home: the address of the site.
        root: name of the root element, and
        start: its start tag, with the namespaces of all entries.
        left: names of its elements that say something else of it.
        damage: what is wrong outside of the entries.
    """

    title: str
    base: str
    home: str
    root: str
    start: str
    left: tuple[str, ...] = ()
    damage: Damage | None = None

    def wrapped(self, piece: Piece) -> tuple[etree._Element | None, Damage | None]:
        """Return the element of an entry, and what is wrong in it, by the lines of the file."""
        end = f"</{self.root}>"
        root, damage = parsed(f"{self.start}{piece.text}{end}", APART)
        if damage:
            # The start tag may take several lines itself, and the end tag stands behind the entry.
            line = piece.line + damage.line - 1 - self.start.count("\n")
            line = max(piece.line, min(line, piece.line + piece.text.rstrip().count("\n")))
            damage = Damage(line, damage.message)
        if root is None:
            return None, damage
        return next((one for one in root if local(one) in NAMES.split("|")), None), damage


def documents(text: str) -> Iterator[str]:
    """Yield the feeds of a file, of which several may stand one behind the other.

    Each is yielded with empty lines before it, so that its lines are those of the file.
    """
    start = 0
    for end in _END_OF_FEED.finditer(text):
        yield "\n" * text.count("\n", 0, start) + text[start : end.start()]
        start = end.start()
    yield ("\n" * text.count("\n", 0, start) + text[start:]) if start else text


def around_entries(text: str) -> str:
    """Return the text of a feed without its entries, on the same lines."""
    return "".join(
        "\n" * piece.text.count("\n") if piece.is_entry else piece.text
        for piece in pieces([text], NAMES)
    )


def channel_of(around: str) -> Channel | None:
    """Return what a feed says of itself, or ``None`` where it is no feed.

    Args:
        around: the text of the feed without its entries.
    """
    start = _START.search(around)
    root, damage = parsed(around)
    if (root is None or local(root) not in ROOTS) and (begun := _OWN_START.search(around)):
        # Another tag stands in front of the feed, or around it.
        around = "\n" * around.count("\n", 0, begun.start()) + around[begun.start() :]
        start = _START.search(around)
        root, damage = parsed(around)
    if start is None or root is None or local(root) not in ROOTS:
        return None
    holder = next((one for one in root if local(one) == "channel"), root)
    title, links, own = "", [], ""
    left: dict[str, None] = {}
    for child in (*root, *(holder if holder is not root else ())):
        name = named(child)
        if name == "title":
            title = title or "".join(child.itertext())
        elif name == "link":
            relation, address = child.get("rel", ""), child.get("href") or child.text or ""
            if relation == "self":
                own = own or address.strip()
            elif relation in ("", "alternate"):
                links.append(address.strip())
        elif child is not holder and name and len("".join(child.itertext()).strip()):
            left[name] = None
    home = next(filter(None, links), "")
    told = root.get(f"{{{XML}}}base") or holder.get(f"{{{XML}}}base") or ""
    base = next((one for one in (told, home, own) if "://" in one), "")
    tag = f"<{start[1]}{start[2].rstrip('/')}>"
    return Channel(title, base, home, start[1], tag, tuple(left), damage)
