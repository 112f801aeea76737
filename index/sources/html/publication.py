"""The day of publication: where a page names it, and the line that prints it.

What a page says of its last change, of a comment, of the day it was looked at, is no publication.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from lxml import etree  # type: ignore[import-untyped]

from index.article import DateEvidence
from index.sources.html.blocks import text_in
from index.sources.html.day_words import is_named, is_update
from index.sources.html.json_ld import JsonLd, Thing, text_of
from index.sources.html.labels import bare
from index.sources.html.metadata import Metadata
from index.sources.html.printed_days import (
    Printed,
    days_of,
    is_of_article,
    lines_of,
)
from index.sources.reading import InputFile, Problem
from index.sources.records import dates

#: ``<meta>`` that names the publication of an article, the surest first.
_META = (
    *("article:published_time", "article:published", "og:article:published_time"),
    *("og:published_time", "datepublished", "rnews:datepublished", "schema:datepublished"),
    *("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime"),
    *("cxenseparse:publishtime", "pubdate", "pub_date", "publishdate", "publish-date"),
    *("publish_date", "publication_date", "publication-date", "published_date", "published"),
    *("date.published", "article.published", "originalpublicationdate", "bt:pubdate"),
    *("dcterms.issued", "dc.date.issued", "dc.issued", "dcterms.available"),
    *("citation_publication_date", "citation_date", "prism.publicationdate"),
    *("dc.date", "dcterms.date", "date"),
)
#: Names that leave it open of what they are the date.
_VAGUE = frozenset({"dc.date", "dcterms.date", "date"})
#: What a page says of itself that is another day.
_CHANGES = (
    *("article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod"),
    *("dcterms.modified", "dc.date.modified", "modified", "revised", "dcterms.created"),
)
_PUBLISHED_CLASS = re.compile(r"(?i)(?:^|[\s_-])(?:published?|pub-?date|dt-published)(?:$|[\s_-])")


@dataclass(frozen=True, slots=True)
class Publication:
    """The day of a page, as :class:`index.article.Article` has it; a day without more is given."""

    published: date | None = None
    evidence: DateEvidence = "unknown"
    reasons: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()


def find(
    tree: etree._Element,
    metadata: Metadata,
    json_ld: JsonLd,
    main: Thing,
    printed: Printed,
    headline: etree._Element | None,
    file: InputFile,
) -> Publication:
    """Return the day that a page names as that of its publication, or that it prints.

    Args:
        tree: the page.
        metadata: of the page.
        json_ld: all of it, and
        main: its object that is the article.
        printed: where lines of the article stand.
        headline: the element of the headline, if it is in the page.
        file: for the problems.
    """
    lines = list(lines_of(tree, printed, headline))
    named = list(dict.fromkeys(_named(tree, metadata, json_ld, main, headline)))
    given: list[tuple[str, str, date]] = []
    problems: list[Problem] = []
    told: dict[date, tuple[Problem, ...]] = {}
    for place, text in named:
        day, found = dates.published(text, file, name=place)
        if day is None:
            problems += found
        else:
            given.append((place, text, day))
            told.setdefault(day, tuple(found))
    labelled = [text for text, _ in lines if is_named(text) and not is_update(text)]
    if given and labelled and all(place in _VAGUE for place, _, _ in given):
        near = [one for one in days_of(labelled[0]) for _, _, day in given
                if abs(one - _day(day)) <= timedelta(1)]  # fmt: skip
        if not near:
            place, text, _ = given[0]
            message = f"{text!r} ({place}) and {labelled[0]!r} beside the headline, which is kept"
            return replace(_stated(lines, file), problems=(_told(file, message),))
    if given:
        settled = _settled(given, lines, file)
        of_day = told.get(settled.published, ()) if settled.published else ()
        return replace(settled, problems=(*of_day, *settled.problems))
    stated = _stated(lines, file)
    remarks = () if stated.published or stated.reasons else _left_aside(metadata, json_ld)
    # What is named and cannot be read is often printed once more in words.
    unread = () if stated.published or stated.reasons else tuple(problems[:1])
    return replace(stated, problems=unread, remarks=remarks)


def _settled(
    given: list[tuple[str, str, date]], lines: Sequence[tuple[str, str]], file: InputFile
) -> Publication:
    """Return the day given, unless the page gives two of them and prints neither."""
    days = {_day(day) for _, _, day in given}
    if max(days) - min(days) <= timedelta(1):
        with_hour = [day for _, _, day in given if isinstance(day, datetime)]
        first = given[0][2]
        same = [one for one in with_hour if _day(one) == _day(first)]
        return Publication(first if isinstance(first, datetime) else next(iter(same), first))
    named = " and ".join(dict.fromkeys(f"{text!r} ({place})" for place, text, _ in given))
    printed = {day for text, _ in lines for day in days_of(text)}
    agreed = [day for _, _, day in given if _day(day) in printed]
    sure = [day for place, _, day in given if place not in _VAGUE]
    for chosen, why in ((agreed, "the printed one"), (sure, "the one of publication")):
        if chosen and len({_day(day) for day in chosen}) == 1:
            return Publication(chosen[0], problems=(_told(file, f"{named}; {why} is kept"),))
    return Publication(problems=(_told(file, f"{named}; neither is kept"),))


def _told(file: InputFile, what: str) -> Problem:
    message = f"the page is given two days of publication: {what}"
    return Problem("contradiction", file.name, message)


def _named(
    tree: etree._Element, metadata: Metadata, json_ld: JsonLd, main: Thing,
    headline: etree._Element | None,
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Yield each date that is named as that of publication, with the name of its place."""
    for name in _META[:4]:
        for value in metadata.values.get(name, ()):
            yield name, value
    if value := text_of(main.get("datePublished")):
        yield "datePublished", value
    elif json_ld.salvaged and not main:
        yield "datePublished", json_ld.salvaged
    yield from _microdata(tree, headline)
    yield from _of_meta(metadata)
    yield from _of_times(tree, headline)


def _of_meta(metadata: Metadata) -> Iterator[tuple[str, str]]:
    for name in _META[4:]:
        for value in metadata.values.get(name, ())[:1]:
            yield name, value
    for value in metadata.values.get("parsely-page", ()):
        try:
            page = json.loads(value)
        except ValueError:
            continue
        if isinstance(page, dict) and (text := text_of(page.get("pub_date"))):
            yield "parsely-page", text


def _of_times(tree: etree._Element, headline: etree._Element | None) -> Iterator[tuple[str, str]]:
    for element in tree.iter("time", "abbr"):
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        is_named = element.get("pubdate") is not None or _PUBLISHED_CLASS.search(named)
        if element.tag == "abbr" and not (is_named and element.get("title")):
            continue
        if is_named and is_of_article(element, headline):
            moment = element.get("datetime") or element.get("title") or text_in(element)
            yield f"<{element.tag}>", moment


def _microdata(tree: etree._Element, headline: etree._Element | None) -> Iterator[tuple[str, str]]:
    found = tree.xpath(
        "//*[@itemprop='datePublished' or @property='datePublished'"
        " or @property='schema:datePublished' or @property='rnews:datePublished']"
    )
    for element in found:
        if not is_of_article(element, headline):
            continue
        scope = next((one for one in element.iterancestors() if one.get("itemscope") is not None
                      or one.get("typeof")), None)  # fmt: skip
        kind = "" if scope is None else scope.get("itemtype") or scope.get("typeof") or ""
        if kind and not re.search(r"(?i)(?:article|posting|report)\b", kind):
            continue
        value = element.get("content") or element.get("datetime") or text_in(element)
        if value and value.strip():
            yield "datePublished", value.strip()


def _stated(lines: Sequence[tuple[str, str]], file: InputFile) -> Publication:
    """Return the day that the first line beside the headline prints.

    Only its words are handed on: the facts read the day out of them. A ``<time>`` that prints no
    day has it as its value; where it prints another one, it has the month before the day.
    """
    values = [(bare(text), value) for text, value in lines if text and value]
    for text, own in lines:
        plain = bare(text)
        if is_update(plain):
            continue
        value = max((other for printed, other in values if printed in plain), key=len, default=own)
        day, wrong = dates.published(value, file) if value else (None, [])
        printed = days_of(text)
        if day and not wrong and all(abs(one - _day(day)) > timedelta(1) for one in printed):
            return Publication(day, "stated", (value,))
        if printed:
            return Publication(reasons=(text,))
    return Publication()


def _left_aside(metadata: Metadata, json_ld: JsonLd) -> tuple[str, ...]:
    changed = [f"{name} {value}" for name in _CHANGES for value in metadata.values.get(name, ())]
    for thing in json_ld.things:
        changed += [f"{name} {value}" for name in ("dateModified", "datePublished", "dateCreated")
                    if (value := text_of(thing.get(name)))]  # fmt: skip
    if not changed:
        return ()
    return (f"no day of publication; left aside: {', '.join(dict.fromkeys(changed))}",)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
