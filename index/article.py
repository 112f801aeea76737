"""The record that every stage passes on: source → index → search → web."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

ArticleKind = Literal["full", "teaser"]
DateEvidence = Literal["given", "stated", "inferred", "unknown"]
Precision = Literal["day", "range", "month", "year"]
#: The texts of an article in which names are read.
TextPart = Literal["title", "deck", "body", "caption"]

#: Letters of an id: encoded, these fit an address three times over.
LONGEST_ID = 1000


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day, a range of days, a month or a year that a text names.

    Attributes:
        text: as printed, without a clitic in front.
        start: its offset in the body.
        first: the first day that is meant, and
        last: the last; equal for a single day.
        precision: what was named. ``range`` is two or more days named together.
    """

    text: str
    start: int
    first: date
    last: date
    precision: Precision


class NameMention(NamedTuple):
    """A place where a text names a person or an organisation.

    A tuple, because articles have dozens: a row of the record as it is.

    Attributes:
        text: the name as printed, without a clitic in front.
        part: of the article that it stands in, and
        start: its offset there.
        reason: the words that it was known by, as printed: «وزير الخارجية» before it, «قال», the
            full name elsewhere in the article; empty where the name itself is known.
    """

    text: str
    part: TextPart
    start: int
    reason: str = ""


class NamedEntity(NamedTuple):
    """A person or an organisation that an article names; a tuple like its mentions.

    Attributes:
        name: the fullest that the article has, as printed, without titles.
        mentions: in the order of title, deck, body and caption; never empty.
        role: what the article says the person is, as printed: «وزير الخارجية»; empty where it does
            not say, and for organisations.
        entry: the one writing under which an archive lists all writings of the name; empty where
            it is the name itself.
    """

    name: str
    mentions: tuple[NameMention, ...]
    role: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of the archive.

    Absent text is the empty string and absent values are empty tuples, so that no stage has to
    ask for ``None``; only an unknown publication date is ``None``.

    Attributes:
        id: identity in the archive, see :func:`identity`.
        url: address of the original, if it has one.
        title: headline.
        deck: the line under the headline that sums the story up.
        body: the text, paragraphs separated by blank lines. A teaser's summary is its body.
        caption: photo caption as printed.
        credit: photo credit as printed, where the source gives it apart from the caption.
        byline: who wrote it, as printed.
        datelines: the places it was written from, as printed, in order.
        section: section of the paper, as printed.
        agencies: names as the source gives them. Once the facts are read
            (:mod:`index.facts.reading`), the ids of all agencies that it names or credits
            anywhere: given, photo, byline and text.
        photo_agencies: ids of those credited for the photos, and
        text_agencies: of those credited in deck and body, each in the order of first mention.
        source: the paper.
        issue: number of the issue of the paper, as printed, and
        page: the page of that issue, where the article was printed.
        published: wall-clock publication time; a plain ``date`` where the hour is not known.
        published_evidence: how it is known. ``given`` by the source's own field; ``stated`` by
            the page or address in so many words; ``inferred`` from what the text says of its day.
        published_reasons: the words that it was read from, where it is not given.
        captured: when the page was fetched or the record collected; says nothing of publication.
        kind: a ``teaser`` is a headline with a summary that leads to the full article.
        section_id: of the section tree, where it knows the section.
        places: the datelines under the one name of each place.
        dates: the dates that the body mentions.
        persons: whom it names, and
        organisations: which it names, in the order of the first mention.
    """

    id: str
    url: str = ""
    title: str = ""
    deck: str = ""
    body: str = ""
    caption: str = ""
    credit: str = ""
    byline: str = ""
    datelines: tuple[str, ...] = ()
    section: str = ""
    agencies: tuple[str, ...] = ()
    source: str = ""
    issue: str = ""
    page: str = ""
    published: date | None = None
    published_evidence: DateEvidence = "unknown"
    published_reasons: tuple[str, ...] = ()
    captured: date | None = None
    kind: ArticleKind = "full"
    photo_agencies: tuple[str, ...] = ()
    text_agencies: tuple[str, ...] = ()
    section_id: str = ""
    places: tuple[str, ...] = ()
    dates: tuple[DateMention, ...] = ()
    persons: Sequence[NamedEntity] = ()
    organisations: Sequence[NamedEntity] = ()


def addressable(id: str) -> str:
    """Return an id that can stand in the path of an address.

    Longer ids than servers take in an address are cut, and end in a hash of the whole. Browsers
    take ``.`` and ``..`` for steps through folders, however they are encoded, so they get the hash
    too. Source: WHATWG URL, "double-dot URL path segment".

    Args:
        id: of an article, as it was given.
    """
    if len(id) <= LONGEST_ID and id not in (".", ".."):
        return id
    digest = hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return f"{id[: LONGEST_ID - len(digest) - 1]}~{digest}"


def identity(*, id: str = "", url: str = "", text: tuple[str, ...] = ()) -> str:
    """Return the id of an article: the one it was given, else its url, else a hash of its text.

    The hash depends on nothing but ``text``, so the same text gets the same id in every run.
    """
    if id or url:
        return id or url
    joined = "\x1f".join(" ".join(part.split()) for part in text)
    return "sha256-" + hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:24]
