"""The record that every stage passes on: source → index → search → web."""

import hashlib
from dataclasses import dataclass
from datetime import date


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
        agencies: names as the source gives them; after :func:`index.facts.agencies.identify`
            the ids of the authority table.
        source: the paper.
        published: wall-clock publication time; a plain ``date`` where the hour is not known.
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
    published: date | None = None


def identity(*, id: str = "", url: str = "", text: tuple[str, ...] = ()) -> str:
    """The id of an article: the one it was given, else its url, else a hash of its text.

    The hash depends on nothing but ``text``, so the same text gets the same id in every run.
    """
    if id or url:
        return id or url
    joined = "\x1f".join(" ".join(part.split()) for part in text)
    return "sha256-" + hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:24]
