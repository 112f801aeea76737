"""The elements of an entry of RSS or Atom by what they say."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree  # type: ignore[import-untyped]

from index.sources.xml import media
from index.sources.xml.elements import value_of
from index.sources.xml.namespaces import RDF, XML, local, named

#: Elements by field, the surest first. Of texts, the first kind that is there is taken.
CONTENTS = (
    "content:encoded",
    "content",
    "xhtml:body",
    "body",
    "fulltext",
    "fullitem",
    "full_text",
    "full-text",
    "yandex:full-text",
    "turbo:content",
)
_TITLES = ("title", "dc:title", "media:title")
SUMMARIES = ("description", "summary", "dc:description", "excerpt:encoded")
SPOKEN = ("itunes:summary", "googleplay:description", "media:description", "itunes:subtitle")
AUTHORS = ("dc:creator", "author", "creator", "dc:author")
PRODUCERS = ("itunes:author", "media:author")
#: The day of publication, the surest first, and that of a change.
_PUBLISHED = ("pubDate", "pubdate", "published", "issued", "dcterms:issued", "date", "dc:date")
_CHANGED = ("updated", "modified", "dcterms:modified", "created", "dcterms:created")
_CATEGORIES = ("category", "dc:subject", "section")
_IDS = ("guid", "id", "dc:identifier")
_SINGLE = (*_TITLES[:2], "link", *_IDS)
_KNOWN = frozenset(
    (
        *(
            *CONTENTS,
            *SUMMARIES,
            *SPOKEN,
            *AUTHORS,
            *PRODUCERS,
            *_PUBLISHED,
            *_CHANGED,
            *_CATEGORIES,
        ),
        *(*_IDS, *_TITLES, "link", "source", "feedburner:origLink", "atom:link"),
    )
)
#: What feeds have beside the text as a rule; that it is left out is no news.
ROUTINE = re.compile(
    r"enclosure|guid|updated|modified|link .*|comments|thumbnail|image|rights|language|contributor"
    r"|generator|media:.*|itunes:.*"
    r"|googleplay:.*|slash:.*|wfw:.*|thr:.*|georss:.*|geo:.*|gml:.*|sy:.*|feedburner:.*"
    r"|dc:(?:rights|language|type|format|publisher|coverage|relation|contributor)|dcterms:.*"
    r"|post[-_]id|yt:.*|webfeeds:.*|creativeCommons:.*|cc:.*|podcast:.*|taxo:.*|rdf:.*|atom:.*|app:.*|gd:.*"
)
#: Blogger exports posts, comments, pages and settings as entries of one feed.
_KIND = "schemas.google.com/blogger/2008/kind#"
_LONGEST_NAME = 300
_MAIL_AND_NAME = re.compile(r"\S+@\S+\s*\((?P<inner>[^()]+)\)|(?P<outer>[^<>@]+?)\s*<\S+@\S+>")
_MAIL = re.compile(r"\S+@\S+\.\S+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:|www\.")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry, its texts as they stand in the XML.

    Attributes:
        title, contents, summaries, spoken: HTML or not.
        link: absolute, where the feed tells how.
        guid: as printed.
        is_permalink: whether the guid may be an address.
        authors: names, in order.
        categories: in order.
        source: the paper an aggregator took it from.
        captions, credits: of its photos.
        published: what names the day of publication, by the name of its element, surest first.
        changed: what names that of a change, or of the first draft.
        left: names of the elements that are not kept.
        joined: whether the link was joined to the address of the feed.
        unpublished: what the entry is, if it is no published article: a draft, a comment.
    """

    title: str
    contents: tuple[str, ...]
    summaries: tuple[str, ...]
    spoken: tuple[str, ...]
    plain: bool
    link: str
    guid: str
    is_permalink: bool
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    source: str
    captions: tuple[str, ...]
    credits: tuple[str, ...]
    published: tuple[tuple[str, str], ...] = ()
    changed: tuple[str, str] | None = None
    left: tuple[str, ...] = ()
    joined: bool = False
    unpublished: str = ""


def entry_of(element: etree._Element, base: str) -> Entry:
    """Return what an ``item`` or ``entry`` says.

    Args:
        element: the entry.
        base: the address that its links are relative to; empty where none is told.
    """
    children: dict[str, list[etree._Element]] = {}
    for child in element:
        children.setdefault(named(child), []).append(child)
    children.pop("", None)

    def texts(names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            found = tuple(filter(None, (value_of(one) for one in children.get(name, ()))))
            if found:
                return found
        return ()

    def dated(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        return tuple((name, text) for name in names for text in dict.fromkeys(texts((name,))))

    base = _base(base, element.get(f"{{{XML}}}base", ""))
    printed = _link(children)
    link = joined_to(base, printed)
    guid, is_permalink = _guid(element, children)
    return Entry(
        title=next(iter(texts(_TITLES)), ""),
        contents=texts(CONTENTS),
        summaries=texts(SUMMARIES),
        spoken=texts(SPOKEN) or media.within_group(element, "media:description"),
        plain=_is_plain(children),
        link=link,
        guid=guid,
        is_permalink=is_permalink,
        authors=_authors(children),
        categories=_categories(children),
        source=_source(children),
        captions=media.of_photos(element, "media:description")
        or media.of_photos(element, "media:title"),
        credits=media.of_photos(element, "media:credit"),
        published=dated(_PUBLISHED),
        changed=next(iter(dated(_CHANGED)), None),
        left=(*_left(children), *_other_links(children), *_further(children)),
        joined=link != printed,
        unpublished=_unpublished(element, children),
    )


def _left(children: dict[str, list[etree._Element]]) -> tuple[str, ...]:
    """Return the names of what is not kept: podcasts say the text twice."""
    is_written = any(name in children for name in (*CONTENTS, *SUMMARIES))
    return tuple(name for name in children if name not in _KNOWN or (is_written and name in SPOKEN))


def _further(children: dict[str, list[etree._Element]]) -> Iterator[str]:
    """Yield the elements of which an entry has one, where others of the name say something else."""
    for name in _SINGLE:
        found = dict.fromkeys(value_of(one) for one in children.get(name, ()) if not one.get("rel"))
        found.pop("", None)
        if len(found) > 1:
            yield f"further {name}"


def _base(feed: str, own: str) -> str:
    """Return the address that the links of an entry are relative to: its own one, if it has one."""
    try:
        return urljoin(feed, own) if feed else ""
    except ValueError:
        return feed


def joined_to(base: str, link: str) -> str:
    """Return a link as an absolute address, where the address it is relative to is known."""
    if not base or not link or _SCHEME.match(link):
        return link
    try:
        parts = urlsplit(base)
        if link.partition("/")[0].casefold() == parts.netloc.casefold():
            link = f"//{link}"  # the host itself, and no folder of its name
        return urljoin(base, link) if parts.scheme else link
    except ValueError:
        return link


def _link(children: dict[str, list[etree._Element]]) -> str:
    for one in children.get("feedburner:origLink", ()):
        if one.text and one.text.strip():
            return str(one.text.strip())
    links = children.get("link", [])
    for one in links:
        if one.text and one.text.strip() and not one.get("rel"):
            return str(one.text.strip())
    choices = [one for one in links if one.get("href")]
    choices = [one for one in choices if one.get("rel", "alternate") == "alternate"]
    choices.sort(key=lambda one: one.get("type", "text/html") != "text/html")
    return str(choices[0].get("href").strip()) if choices else ""


def _other_links(children: dict[str, list[etree._Element]]) -> tuple[str, ...]:
    relations = (one.get("rel", "alternate") for one in children.get("link", ()))
    return tuple(f"link {relation}" for relation in relations if relation != "alternate")


def _guid(element: etree._Element, children: dict[str, list[etree._Element]]) -> tuple[str, bool]:
    for name in _IDS:
        for one in children.get(name, ()):
            if one.text and one.text.strip():
                may_be = name == "guid" and one.get("isPermaLink", "true").lower() != "false"
                return str(one.text.strip()), may_be
    return element.get(f"{{{RDF}}}about", "").strip(), True


def _unpublished(element: etree._Element, children: dict[str, list[etree._Element]]) -> str:
    """Return what an entry of an exported blog is that its readers did not see as an article."""
    terms = [one.get("term", "") for one in children.get("category", ())]
    kinds = [term.partition(_KIND)[2] for term in terms if _KIND in term]
    kinds += ["".join(one.itertext()).strip().lower() for one in children.get("blogger:type", ())]
    if kinds and kinds[0] != "post":
        return str(kinds[0])
    states = ["".join(one.itertext()) for one in children.get("blogger:status", ())]
    if any(state.strip().upper() not in ("LIVE", "") for state in states):
        return "draft"
    drafts = [one for one in element.iter(etree.Element) if local(one) == "draft"]
    is_draft = any((one.text or "").strip().lower() == "yes" for one in drafts)
    return "draft" if is_draft else ""


def _authors(children: dict[str, list[etree._Element]]) -> tuple[str, ...]:
    for names in (AUTHORS, PRODUCERS):
        found = [_name(one) for name in names for one in children.get(name, ())]
        if any(found):
            return tuple(dict.fromkeys(filter(None, found)))
    return ()


def _name(author: etree._Element) -> str:
    """Return the name of an author: that of Atom, or the one beside an address of mail."""
    for wanted in ("name", "Description", "email"):
        for one in author.iter(etree.Element):
            if one is not author and local(one) == wanted and (one.text or "").strip():
                return " ".join(one.text.split())
    text = " ".join("".join(author.itertext()).split())
    if len(text) > _LONGEST_NAME:
        return text
    both = _MAIL_AND_NAME.fullmatch(text)
    if both:
        return (both["inner"] or both["outer"] or "").strip()
    return "" if _MAIL.fullmatch(text) else text


def _categories(children: dict[str, list[etree._Element]]) -> tuple[str, ...]:
    found = []
    for name in _CATEGORIES:
        for one in children.get(name, ()):
            text = one.get("label") or one.get("term") or "".join(one.itertext())
            if _KIND not in one.get("term", ""):
                found.append(" ".join(text.split()))
    return tuple(dict.fromkeys(filter(None, found)))


def _source(children: dict[str, list[etree._Element]]) -> str:
    for one in children.get("source", ()):
        title = next((inner for inner in one if local(inner) == "title"), one)
        if len(one) == 0 or title is not one:
            return " ".join("".join(title.itertext()).split())
    return ""


def _is_plain(children: dict[str, list[etree._Element]]) -> bool:
    """Tell whether the entry says that its text has no markup."""
    for name in ("content", "summary"):
        for one in children.get(name, ()):
            return not len(one) and one.get("type", "text") in ("text", "text/plain")
    return False


def counted(names: Counter[str]) -> str:
    """Return names with how often they were met, for a message."""
    return ", ".join(f"{name} ({count})" for name, count in sorted(names.items()))
