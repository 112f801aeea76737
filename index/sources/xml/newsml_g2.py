"""An item of NewsML-G2 as an article."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from index.article import Article, identity
from index.sources.files.decoding import mend, mend_line, mend_name
from index.sources.reading import InputFile, Problem
from index.sources.records.prose import deck_apart
from index.sources.xml import fragments, nitf
from index.sources.xml.blocks import (
    child,
    children,
    elements,
    first,
    line_of,
    text_of,
    without_headline,
)
from index.sources.xml.items import whole_number
from index.sources.xml.moments import publication
from index.sources.xml.namespaces import XML, local

#: What is kept of the metadata; the rest is told.
_KEPT = frozenset(
    (
        *("itemClass", "provider", "versionCreated", "firstCreated", "embargoed", "pubStatus"),
        *("headline", "by", "creditline", "creator", "located", "dateline", "description"),
        *("language", "subject", "title"),
    )
)
#: Of which the first that is there is the day.
_MOMENTS = ("embargoed", "firstCreated", "versionCreated")
_USABLE = ("usable", "")
_NO_FEW = frozenset(("picture", "graphic", "video", "audio", "animation", "composite"))


def key_of(item: etree._Element) -> tuple[str, int]:
    """Return the guid of an item and its version."""
    version = item.get("version", "0").strip()
    return item.get("guid", "").strip(), whole_number(version)


def read_item(
    file: InputFile, item: etree._Element, number: int, left: Counter[str]
) -> Iterator[Article | Problem]:
    """Yield the article of an item, or why it has none.

    Args:
        file: in which it stands.
        item: ``newsItem`` or another kind of item.
        number: of the item in the file.
        left: counts the elements that are not kept.
    """
    meta, about = child(item, "itemMeta"), child(item, "contentMeta")
    why = _why_not(item, meta)
    if why:
        yield Problem("left_out", file.name, f"{why}; it is left out", record=number)
        return
    language = item.get(f"{{{XML}}}lang") or _attribute(about, "language", "tag")
    body, inner = _content(item, language, left)
    title = _chosen(about, "headline", language) or (inner.title if inner else "")
    title = title or _chosen(meta, "title", language)
    body = without_headline(body, title)
    deck = _chosen(about, "description", language) or (inner.deck if inner else "")
    if not title and not body:
        message = "the item has neither a headline nor a text"
        yield Problem("no_text", file.name, message, record=number)
        return
    for holder in (meta, about):
        left.update(local(one) for one in elements(holder) if local(one) not in _KEPT)
    left.update(_beside(item, meta, about))
    published, problems = publication(_moments(meta, about), file, number)
    guid = mend_line(key_of(item)[0])
    yield Article(
        id=identity(id=guid, text=(title, deck, body)),
        title=mend(title),
        deck=deck_apart(mend(deck), mend(body)) if body else "",
        body=mend(body or deck),
        caption=mend("\n".join(inner.captions)) if inner else "",
        credit=mend_name(" - ".join(inner.credits)) if inner else "",
        byline=mend(_byline(about, language) or (inner.byline if inner else "")),
        datelines=_places(about, language) or (inner.places if inner else ()),
        section=mend_name(_section(about, language)),
        agencies=_agencies(meta, about, language),
        **published,
    )
    yield from problems


def _beside(
    item: etree._Element, meta: etree._Element | None, about: etree._Element | None
) -> Iterator[str]:
    """Yield names of elements of which one is kept and others are not."""
    yield from ("rightsInfo" for _ in children(item, "rightsInfo"))
    for name in ("headline", "description", "subject"):
        yield from (f"further {name}" for _ in children(about, name)[1:])
    if children(about, "by") and children(about, "creator"):
        yield "creator"
    moments = [name for name in _MOMENTS if line_of(child(meta, name))]
    yield from moments[1:]


def _why_not(item: etree._Element, meta: etree._Element | None) -> str:
    """Return why an item is no article to index; the empty string where it is one."""
    if local(item) != "newsItem":
        return f"{local(item)} holds no text of its own"
    status = _attribute(meta, "pubStatus", "qcode") or _attribute(meta, "pubStatus", "uri")
    status = status.replace("/", ":").rpartition(":")[2].lower()
    if status not in _USABLE:
        return f"the item is {status[:40]}"
    kind = _attribute(meta, "itemClass", "qcode") or _attribute(meta, "itemClass", "uri")
    kind = kind.replace("/", ":").rpartition(":")[2].lower()
    return f"the item is a {kind}" if kind in _NO_FEW else ""


def _content(
    item: etree._Element, language: str, left: Counter[str]
) -> tuple[str, nitf.Text | None]:
    """Return the text of an item, and what a NITF document in it says besides."""
    held = child(item, "contentSet")
    choices = [one for one in elements(held) if local(one) in ("inlineXML", "inlineData")]
    left.update(local(one) for one in elements(held) if one not in choices)
    for one in _by_language(choices, language):
        kind = one.get("contenttype", "").lower()
        if local(one) == "inlineData":
            if kind.startswith(("image/", "video/", "audio/")) or one.get("encoding"):
                continue
            text = fragments.read("".join(one.itertext()), may_be_markup="html" in kind).text
            inner = None
        elif nitf.is_nitf(one):
            inner = nitf.nitf_text(one)
            text = inner.body
        else:
            inner, text = None, _xhtml(one)
        if text:
            if len(choices) > 1:
                left["contentSet in other languages or forms"] += len(choices) - 1
            return text, inner
    return "", None


def _xhtml(holder: etree._Element) -> str:
    body = first(holder, "body")
    return text_of(body if body is not None else holder)


def _by_language(choices: list[etree._Element], language: str) -> list[etree._Element]:
    """Return elements in the order in which their language fits: that of the item, Arabic."""

    def place(one: etree._Element) -> int:
        own = (one.get(f"{{{XML}}}lang") or language or "").lower()
        wanted = (language.lower(), language.lower()[:2], "ar")
        return next((rank for rank, tag in enumerate(wanted) if tag and own.startswith(tag)), 3)

    return sorted(choices, key=place)


def _chosen(holder: etree._Element | None, name: str, language: str) -> str:
    found = _by_language(children(holder, name), language)
    # Headlines have roles; the main one goes before those for the phone or the table of contents.
    found.sort(key=lambda one: one.get("role", "main").rpartition(":")[2] not in ("main", ""))
    for one in _by_language(found, language):
        text = text_of(one) if name == "description" else line_of(one)
        if text:
            return text
    return ""


def _attribute(holder: etree._Element | None, name: str, attribute: str) -> str:
    one = child(holder, name)
    return str(one.get(attribute, "").strip()) if one is not None else ""


def _name(element: etree._Element, language: str) -> str:
    """Return what something is called: by name, by a literal, or by the end of its code."""
    named = _by_language(children(element, "name"), language)
    if named:
        return line_of(named[0])
    literal = element.get("literal", "").strip()
    return str(literal or element.get("qcode", "").rpartition(":")[2].strip())


def _byline(about: etree._Element | None, language: str) -> str:
    printed = _chosen(about, "by", language)
    if printed:
        return printed
    people = [_name(one, language) for one in children(about, "creator") if len(one)]
    return "، ".join(filter(None, people))


def _places(about: etree._Element | None, language: str) -> tuple[str, ...]:
    named = [_name(one, language) for one in children(about, "located") if len(one)]
    return tuple(dict.fromkeys(filter(None, map(mend_name, named))))


def _section(about: etree._Element | None, language: str) -> str:
    for subject in children(about, "subject"):
        kind = subject.get("type", "abstract").rpartition(":")[2]
        if kind == "abstract" and (children(subject, "name") or subject.get("literal")):
            return _name(subject, language)
    return ""


def _agencies(
    meta: etree._Element | None, about: etree._Element | None, language: str
) -> tuple[str, ...]:
    names = [_name(one, language) for one in children(meta, "provider")]
    names += [line_of(one) for one in children(about, "creditline")]
    return tuple(dict.fromkeys(filter(None, map(mend_name, names))))


def _moments(meta: etree._Element | None, about: etree._Element | None) -> list[tuple[str, str]]:
    """Return when an item may have gone out first, the likeliest first, by element."""
    named = (
        (meta, "embargoed"),
        (meta, "firstCreated"),
        (meta, "versionCreated"),
        (about, "contentCreated"),
    )
    return [(name, line_of(child(holder, name))) for holder, name in named]
