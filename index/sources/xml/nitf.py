"""``nitf``: the News Industry Text Format, of agencies and of the archives of papers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from index.article import Article, DateEvidence, identity
from index.sources.files.decoding import mend, mend_line, mend_name
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records.prose import deck_apart
from index.sources.xml.blocks import (
    child,
    children,
    elements,
    every,
    first,
    line_of,
    place_in,
    text_of,
)
from index.sources.xml.entries import counted
from index.sources.xml.items import items_of
from index.sources.xml.moments import publication
from index.sources.xml.namespaces import local

#: What is no running text in a body: photos, notes to editors, headlines again.
_BESIDE = frozenset(("media", "note", "hedline", "bibliography"))
#: Where the day of publication stands, the surest first.
_DATES = (
    ("pubdata", "date.publication"),
    ("date.issue", "norm"),
    ("date.release", "norm"),
    ("story.date", "norm"),
)
#: A release is when a text may be published; the story bears its date in its dateline.
_EVIDENCE: dict[str, DateEvidence] = {
    "date.publication": "given",
    "date.issue": "given",
    "story.date": "stated",
}
_NOT_OUT = frozenset(("canceled", "cancelled", "withheld", "killed"))
_KEPT = frozenset(("doc-id", "date.issue", "date.release", "docdata", "pubdata", "title", "meta"))
_KEPT_OF_PAPER = frozenset(
    ("name", "issue", "number", "ex-ref", "date.publication", "position.section", "type")
)
_SECTIONS = ("online_sections", "section", "category")
_PAGES = ("print_page_number", "page", "page_number")


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a NITF document.

    Attributes:
        title, deck, body, byline: as printed.
        captions, credits: of its photos.
        places: it was written from.
        distributor: the agency that sends it.
    """

    title: str
    deck: str
    body: str
    byline: str
    captions: tuple[str, ...]
    credits: tuple[str, ...]
    places: tuple[str, ...]
    distributor: str


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the article of each ``nitf`` element, one a file as a rule.

    Args:
        file: in whatever encoding it declares.

    Raises:
        OSError: the file cannot be opened or read.
    """
    left: Counter[str] = Counter()
    for item in items_of(file, "nitf"):
        if isinstance(item, Problem):
            yield item
        else:
            left.update(_left_of(item.element))
            yield from _article(file, item.element, item.number)
    if left:
        yield Recognition(file.name, f"elements left out: {counted(left)}")


def _article(file: InputFile, nitf: etree._Element, number: int) -> Iterator[Article | Problem]:
    docdata, pubdata = first(nitf, "docdata"), first(nitf, "pubdata")
    status = (docdata.get("management-status", "") if docdata is not None else "").lower()
    if status in _NOT_OUT:
        message = f"the item is {status} and left out"
        yield Problem("left_out", file.name, message, record=number)
        return
    text = nitf_text(nitf)
    title = text.title or line_of(first(nitf, "title"))
    if not title and not text.body:
        message = "the item has neither a headline nor a text"
        yield Problem("no_text", file.name, message, record=number)
        return
    published, problems = publication(_moments(nitf), file, number, _EVIDENCE)
    about = dict(pubdata.attrib) if pubdata is not None else {}
    doc_id = first(nitf, "doc-id")
    url = about.get("ex-ref", "")
    url = url if url.startswith(("http://", "https://")) else ""
    given = doc_id.get("id-string", "") if doc_id is not None else ""
    yield Article(
        id=identity(id=mend_line(given), url=mend_line(url), text=(title, text.deck, text.body)),
        url=mend_line(url),
        title=mend(title),
        deck=deck_apart(mend(text.deck), mend(text.body)),
        body=mend(text.body),
        caption=mend("\n".join(text.captions)),
        credit=mend_name(" - ".join(text.credits)),
        byline=mend(text.byline),
        datelines=text.places,
        section=mend_name(_section(nitf, about)),
        agencies=(mend_name(text.distributor),) if text.distributor else (),
        source=mend_name(about.get("name", "")),
        issue=mend_name(about.get("issue") or about.get("number") or ""),
        page=mend_name(_meta(nitf, *_PAGES)),
        **published,
    )
    yield from problems


def nitf_text(nitf: etree._Element) -> Text:
    """Return the text of a NITF document or of the body of one.

    Args:
        nitf: ``nitf`` itself or the element that holds its ``body``.
    """
    head = first(nitf, "body.head")
    hedline = first(head, "hedline") if head is not None else first(nitf, "hedline")
    title = line_of(first(hedline, "hl1")) if hedline is not None else ""
    second = [line_of(one) for one in every(hedline, "hl2")] if hedline is not None else []
    abstract = first(head, "abstract") if head is not None else None
    deck = "\n\n".join(one for one in dict.fromkeys(second) if one and one != title)
    if abstract is not None and not deck:
        deck = text_of(abstract)
    holder = head if head is not None else nitf
    return Text(
        title=title,
        deck=deck,
        body=_body(nitf),
        byline=_byline(holder),
        captions=_each(nitf, "media-caption"),
        credits=_each(nitf, "media-producer"),
        places=_places(holder),
        distributor=line_of(first(holder, "distributor")),
    )


def _body(nitf: etree._Element) -> str:
    content = first(nitf, "body.content")
    if content is None:
        content = first(nitf, "body")
        beside = _BESIDE | {"body.head", "body.end"}
        return text_of(content, beside) if content is not None else ""
    # Archives of papers print the lead once more before the whole text.
    whole = [one for one in children(content, "block") if one.get("class") == "full_text"]
    return "\n\n".join(text_of(one, _BESIDE) for one in whole or [content])


def _byline(head: etree._Element) -> str:
    found = children(head, "byline") or every(head, "byline")
    printed = [one for one in found if one.get("class") != "normalized_byline"] or found
    return "، ".join(dict.fromkeys(filter(None, map(line_of, printed))))


def _places(head: etree._Element) -> tuple[str, ...]:
    found = []
    for dateline in every(head, "dateline"):
        places = [line_of(one) for one in every(dateline, "location")]
        if not any(places):
            places = [place_in(text_of(dateline, frozenset({"story.date"})))]
        found += places
    return tuple(dict.fromkeys(filter(None, map(mend_name, found))))


def _each(nitf: etree._Element, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(line_of, every(nitf, name)))))


def _moments(nitf: etree._Element) -> Iterator[tuple[str, str]]:
    for element, attribute in _DATES:
        name = attribute if attribute in _EVIDENCE else element
        yield from ((name, one.get(attribute, "").strip()) for one in every(nitf, element))
    yield "story.date", line_of(first(nitf, "story.date"))


def _section(nitf: etree._Element, about: dict[str, str]) -> str:
    told = _meta(nitf, *_SECTIONS) or about.get("position.section")
    if told:
        return told.split(";")[0]
    subject = first(nitf, "tobject.subject")
    return str(subject.get("tobject.subject.type", "")) if subject is not None else ""


def _left_of(nitf: etree._Element) -> Iterator[str]:
    """Yield the names of what is not kept of an item."""
    head, docdata, pubdata = child(nitf, "head"), first(nitf, "docdata"), first(nitf, "pubdata")
    for holder in (head, docdata):
        yield from (local(one) for one in elements(holder) if local(one) not in _KEPT)
    metas = (one.get("name", "") for one in children(head, "meta") if one.get("content"))
    yield from (f"meta {name}" for name in metas if name not in (*_SECTIONS, *_PAGES))
    paper = pubdata.attrib if pubdata is not None else ()
    yield from (f"pubdata {name}" for name in paper if name not in _KEPT_OF_PAPER)
    hedline, title = first(nitf, "hl1"), child(head, "title")
    if hedline is not None and line_of(title) not in ("", line_of(hedline)):
        yield "title"
    yield from (name for name in ("note", "bibliography") if first(nitf, name) is not None)
    if first(nitf, "hl2") is not None and first(nitf, "abstract") is not None:
        yield "abstract"
    yield from (
        local(one) for one in elements(first(nitf, "body.end")) if local(one) not in _BESIDE
    )


def _meta(nitf: etree._Element, *names: str) -> str:
    head = child(nitf, "head")
    told = {one.get("name", ""): one.get("content", "") for one in children(head, "meta")}
    return next((told[name] for name in names if told.get(name)), "")


def is_nitf(element: etree._Element) -> bool:
    """Tell whether an element is a document of NITF, or the body of one."""
    return local(element) == "nitf" or first(element, "body.content", "body.head") is not None
