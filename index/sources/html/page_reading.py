"""From the parsed page to its article: each part from its own module."""

import html
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from lxml import etree  # type: ignore[import-untyped]

from index.article import Article, identity
from index.sources.files.decoding import mend, mend_line, mend_name
from index.sources.html import (
    body,
    byline,
    captions,
    headline,
    json_ld,
    list_pages,
    metadata,
    printed_days,
    prose,
    publication,
    site_names,
)
from index.sources.html.blocks import text_in
from index.sources.html.labels import bare
from index.sources.html.sections import find as section_of
from index.sources.html.tables import untable
from index.sources.page.prose import has_prose
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records import repeated_names
from index.sources.records.markup import plain_text
from index.sources.records.prose import deck_apart, paragraphs

_LISTED = 3
#: Names of what archives may miss: words for the subject, changes, rights.
_BESIDE = re.compile(r"keyword|(?:^|[:.-])tags?$|modif|updated|subject|copyright|rights", re.I)
_LONGEST_HEADLINE = 16


@dataclass(frozen=True, slots=True)
class Page:
    """One page, and what is known of it from without.

    Attributes:
        raw: as it was served.
        file: for the problems.
        url: the address that it was fetched from, if that is known.
        captured: when.
        charset: that the server declared.
        shared: pieces at the ends of titles that other pages of the site have, too, bare.
        record: which record of the file it is.
        is_file: whether it is the whole of its file, so that its lines are those of the file.
    """

    raw: bytes
    file: InputFile
    url: str = ""
    captured: date | None = None
    charset: str | None = None
    shared: frozenset[str] = frozenset()
    record: int | None = None
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class _Names:
    """What a page calls itself.

    Attributes:
        site: every name of the site, bare.
        source: the one that is shown.
    """

    site: set[str]
    source: str


def read_tree(page: Page, tree: etree._Element) -> list[Article | Problem | Recognition]:
    """Return the article of a page, the problems met, and what was left aside."""
    meta, told = metadata.read(tree), json_ld.read(tree)
    address = metadata.address_of(tree, page.raw, meta, page.url)
    titles = [meta.first("og:title"), meta.first("twitter:title"), _title(tree)]
    main = told.article(
        addresses={address.url, page.url} - {""}, titles={*map(bare, titles)} - {""}
    )
    caption, more_captions = captions.find(tree)
    names = _names(tree, meta, told, main, address.url)
    section = section_of(tree, meta, told, main, titles[0] or titles[2])
    sections = frozenset({bare(section)} if section else ())
    clean = partial(
        site_names.without_site,
        names=names.site | sections,
        sections=sections,
        address=address.url or page.url,
        shared=page.shared,
    )
    titles = [clean(one) for one in (titles[0], json_ld.text_of(main.get("headline")), *titles[1:])]
    untable(tree)
    head = headline.find(tree, titles, names.site, address=address.url)
    if head.element is not None and bare(head.text) not in map(bare, titles):
        head = headline.Headline(clean(head.text), head.element)
    is_article = list_pages.is_surely_article(tree, meta, main)
    found = body.find(tree, head.element, _is_line, is_article=is_article)
    what = list_pages.kind_of(
        tree, meta, told, main, head, clean(_title(tree)), found, address.url or page.url
    )
    head, text = _headline_and_text(head, found, caption)
    is_told = not text and not what
    if is_told:
        text = _told_body(main)
    if what or not text:
        what = what or (_nothing(found, tree))
        return [problem(page, "no_text", f"no article in the page: {what}")]
    printed = printed_days.Printed(found.before, found.between, found.behind)
    day = publication.find(tree, meta, told, main, printed, head.element, page.file)
    written = byline.find(
        tree, meta, main, [*found.between, *found.before], names.site, address.url
    )
    url = mend_line(address.url)
    article = Article(
        id=identity(url=url, text=(head.text, text)),
        url=url,
        title=head.text,
        deck=deck_apart(mend(_description(meta, main)), text),
        body=text,
        caption=caption,
        byline=written.byline,
        datelines=written.datelines,
        section=section,
        source=mend_name(names.source),
        published=day.published,
        published_evidence=day.evidence,
        published_reasons=day.reasons,
        captured=page.captured,
    )
    if not has_prose(article):
        message = "no article in the page: a menu, a form or a notice, but no running text"
        return [problem(page, "no_text", message)]
    remarks = [_kept(found, text), *address.remarks, *written.remarks, *day.remarks]
    remarks += [f"{more_captions} more captions are left aside"] if more_captions else []
    remarks += ["the page leaves its text to a script: articleBody is read"] if is_told else []
    remarks += [f"{told.broken} blocks of JSON-LD cannot be read"] if told.broken else []
    remarks += _metadata_left(meta, main, clean(_title(tree)), head.text)
    aside = [Recognition(page.file.name, _placed(page, one)) for one in remarks]
    twice = [
        one
        for line, names in told.repeated
        for one in repeated_names.told(page.file, names, line if page.is_file else None)
    ]
    problems = [replace(one, record=page.record) for one in (*day.problems, *twice)]
    return [article, *problems, *aside]


def _headline_and_text(
    head: headline.Headline, found: body.Body, caption: str
) -> tuple[headline.Headline, str]:
    """Return the headline, which may be the first of the paragraphs, and the text without it."""
    lines = [one.text for one in found.paragraphs]
    text = "\n\n".join(one for one in lines if one not in (head.text, caption))
    if not head.text and len(lines) > 1 and _is_headline(lines[0]):
        return headline.Headline(lines[0]), text.partition("\n\n")[2]
    return head, text


def _is_headline(text: str) -> bool:
    words = len(text.split())
    return _LISTED <= words <= _LONGEST_HEADLINE and not text.endswith((".", "،", ":", "؛"))


def _told_body(main: json_ld.Thing) -> str:
    """Return the text that a page tells and leaves to a script to show."""
    told = main.get("articleBody")
    if not isinstance(told, str):
        return ""
    text = mend(html.unescape(told))
    return plain_text(text) if "<" in text else paragraphs(text)


def _kept(found: body.Body, text: str) -> str:
    letters = len("".join(text.split()))
    left = [f"{kind} {size:,}" for kind, size in found.aside.most_common() if size]
    aside = f"; left aside: {', '.join(left)}" if left else ""
    return f"kept {letters:,} of {found.letters:,} letters{aside}"


def _metadata_left(
    meta: metadata.Metadata, main: json_ld.Thing, title: str, headline: str
) -> list[str]:
    """Return a line that names what the head of a page says besides, if it does."""
    told = [*meta.values, *(name for name in main if main[name])]
    names = [mend_name(name)[:40] for name in told if _BESIDE.search(name)]
    if title and bare(title) != bare(headline):
        names.insert(0, "title")
    return [f"of its metadata, not kept: {', '.join(dict.fromkeys(names))}"] if names else []


def _placed(page: Page, message: str) -> str:
    return message if page.record is None else f"record {page.record}: {message}"


def problem(page: Page, reason: str, message: str) -> Problem:
    """Return a problem of a page, with its place in the file."""
    return Problem(reason, page.file.name, message, record=page.record)  # type: ignore[arg-type]


def _is_line(text: str) -> bool:
    return printed_days.is_date_line(text) or byline.is_byline(text)


def _title(tree: etree._Element) -> str:
    return next((text for one in tree.iter("title") if (text := text_in(one))), "")


def _description(meta: metadata.Metadata, main: json_ld.Thing) -> str:
    told = meta.first("og:description", "description", "twitter:description")
    return told or json_ld.text_of(main.get("description"))


def _nothing(found: body.Body, tree: etree._Element) -> str:
    links = sum(map(prose.is_headline_link, found.shown))
    if links >= _LISTED:
        return f"a list of articles, {links} headlines of others"
    photos = len(tree.xpath("//figure | //img"))
    return "photos and no text" if photos > _LISTED else "no article text was found in the page"


def _names(
    tree: etree._Element, meta: metadata.Metadata, told: json_ld.JsonLd, main: json_ld.Thing,
    address: str,
) -> _Names:  # fmt: skip
    sites = [json_ld.text_of(one.get("name")) for one in told.of_types(
        frozenset({"website", "organization", "newsmediaorganization"}))]  # fmt: skip
    publisher = json_ld.text_of(main.get("publisher"))
    account = meta.first("twitter:site").lstrip("@")
    source = (
        meta.first("og:site_name")
        or publisher
        or meta.first("dc.publisher", "application-name")
        or next(filter(None, sites), "")
        or ("" if account.startswith("http") or account.isdigit() else account)
        or metadata.host_of(address)
    )
    return _Names(site_names.site_names(tree, meta, [publisher, *sites]), source.lstrip("@"))
