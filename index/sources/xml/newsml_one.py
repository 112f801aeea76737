"""An item of NewsML 1.0 to 1.2 as an article."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from index.article import Article, identity
from index.sources.files.decoding import mend, mend_line, mend_name
from index.sources.reading import InputFile, Problem
from index.sources.records.prose import deck_apart
from index.sources.xml import fragments, nitf
from index.sources.xml.blocks import every, first, line_of, place_in, text_of, without_headline
from index.sources.xml.items import whole_number
from index.sources.xml.moments import publication
from index.sources.xml.namespaces import local

_LINES = frozenset(("HeadLine", "SubHeadLine", "ByLine", "DateLine", "CreditLine"))
_LEFT = (
    *("NameLabel", "SubjectCode", "Urgency", "Priority", "Instruction", "AssociatedWith"),
    *("Creator", "Location", "Genre", "Source", "ThisRevisionCreated"),
)
_MADE = ("FirstCreated", "ThisRevisionCreated")
_CAPTIONS = ("caption", "imagecaption", "photocaption")
_NO_TEXTS = ("photo", "picture", "graphic", "video", "audio", "thumbnail", "quicklook")


def key_of(item: etree._Element) -> tuple[str, int]:
    """Return the identifier of an item without its revision, and the revision."""
    parts = [line_of(first(item, name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    revision = line_of(first(item, "RevisionId"))
    key = ":".join(parts) if parts[2] else line_of(first(item, "PublicIdentifier"))
    return key, whole_number(revision)


def read_item(
    file: InputFile, item: etree._Element, number: int, left: Counter[str]
) -> Iterator[Article | Problem]:
    """Yield the article of an item, or why it has none.

    Args:
        file: in which it stands.
        item: ``NewsItem``.
        number: of the item in the file.
        left: counts the elements that are not kept.
    """
    status = _formal(item, "Status").lower()
    if status not in ("usable", "embargoed", ""):
        yield Problem(
            "left_out", file.name, f"the item is {status[:40]} and left out", record=number
        )
        return
    inner, body, captions = _texts(item)
    title = _line(item, "HeadLine") or (inner.title if inner else "")
    body = without_headline(body, title)
    deck = _line(item, "SubHeadLine") or (inner.deck if inner else "")
    if not title and not body:
        message = "the item has neither a HeadLine nor a text"
        yield Problem("no_text", file.name, message, record=number)
        return
    lines = [one for holder in every(item, "NewsLines") for one in holder]
    left.update(local(one) for one in lines if local(one) and local(one) not in _LINES)
    left.update(name for name in _LEFT if first(item, name) is not None)
    moments = [(name, line_of(first(item, name))) for name in _MADE]
    published, problems = publication(moments, file, number)
    provider = first(item, "Provider")
    agencies = (_formal(provider, "Party"), _line(item, "CreditLine"))
    yield Article(
        id=identity(id=mend_line(key_of(item)[0]), text=(title, deck, body)),
        title=mend(title),
        deck=deck_apart(mend(deck), mend(body)),
        body=mend(body),
        caption=mend("\n".join(captions)),
        credit=mend_name(" - ".join(inner.credits)) if inner else "",
        byline=mend(_line(item, "ByLine") or (inner.byline if inner else "")),
        datelines=_places(item) or (inner.places if inner else ()),
        agencies=tuple(dict.fromkeys(filter(None, map(mend_name, agencies)))),
        **published,
    )
    yield from problems


def _texts(item: etree._Element) -> tuple[nitf.Text | None, str, list[str]]:
    """Return the first NITF document, the text, and the captions of an item."""
    inner: nitf.Text | None = None
    texts: list[str] = []
    captions: list[str] = []
    for content in every(item, "DataContent"):
        role = _role(content)
        kind = _kind(content)
        if any(word in kind for word in _NO_TEXTS) or role in _NO_TEXTS:
            continue
        text, document = _text(content)
        if role in _CAPTIONS:
            captions.append(" ".join(text.split()))
        elif text and not (texts and _is_alternative(content)):
            texts.append(text)
            inner = inner or document
    captions += list(inner.captions) if inner else []
    return inner, "\n\n".join(dict.fromkeys(texts)), list(dict.fromkeys(filter(None, captions)))


def _text(content: etree._Element) -> tuple[str, nitf.Text | None]:
    if nitf.is_nitf(content):
        document = nitf.nitf_text(content)
        return document.body, document
    if len(content):
        body = first(content, "body")
        return text_of(body if body is not None else content), None
    return fragments.read(content.text or "").text, None


def _role(content: etree._Element) -> str:
    for holder in content.iterancestors():
        if local(holder) == "NewsComponent":
            return _formal(holder, "Role").lower().replace(" ", "")
    return ""


def _kind(content: etree._Element) -> str:
    holder = content.getparent()
    if holder is None:
        return ""
    return f"{_formal(holder, 'MediaType')} {_formal(holder, 'MimeType')}".lower()


def _is_alternative(content: etree._Element) -> bool:
    """Tell whether the text is one of several that say the same, of which one was taken."""
    return any(
        local(holder) == "NewsComponent" and holder.get("EquivalentsList", "").lower() == "yes"
        for holder in content.iterancestors()
    )


def _formal(holder: etree._Element | None, name: str) -> str:
    one = first(holder, name) if holder is not None else None
    return one.get("FormalName", "").strip() if one is not None else ""


def _line(item: etree._Element, name: str) -> str:
    return next(filter(None, map(line_of, every(item, name))), "")


def _places(item: etree._Element) -> tuple[str, ...]:
    if place := mend_name(place_in(_line(item, "DateLine"))):
        return (place,)
    origins = [one for one in every(item, "Location") if one.get("HowPresent") == "Origin"]
    cities = [
        mend_name(one.get("Value", ""))
        for origin in origins
        for one in every(origin, "Property")
        if one.get("FormalName") == "City"
    ]
    return tuple(dict.fromkeys(filter(None, cities)))
