"""``html``: the page of one article as a news site serves it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import etree  # type: ignore[import-untyped]

from index.article import Article, identity
from index.sources.files.decoding import content, encoding_of, mend, mend_line, mend_name
from index.sources.html.tables import untable
from index.sources.page.prose import has_prose
from index.sources.reading import InputFile, Problem
from index.sources.records import dates
from index.sources.records.prose import deck_apart, paragraphs

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_HEAD = 4096  # bytes in which a page declares its encoding

#: Where pages tell the hour, too, the surest place first.
_MOMENTS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//article//time[@pubdate or not(ancestor::aside)]/@datetime",
)
_JSON_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_JSON_LD_SECTION = re.compile(
    r'"articleSection"\s*:\s*(?:\[\s*)?("(?:[^"\\]|\\u[0-9a-fA-F]{4}|\\["\\/bfnrt]){1,80}")'
)
#: Captions of photos in an article itself, not in another one inside it.
_CAPTIONS = (
    ".//figure[.//img or .//picture]//figcaption"
    "[not(ancestor::aside) and count(ancestor::article) = 1]"
)


def read(file: InputFile) -> Iterator[Article | Problem]:
    """Yield the article of one page; menus, comments and related links are left behind.

    Args:
        file: UTF-8, UTF-16 with a mark, or the encoding that the page declares.

    Raises:
        OSError: the file cannot be opened or read.
    """
    raw = content(file)
    try:
        tree = trafilatura.load_html(markup(raw))
        moment = section = caption = ""
        found = None
        if tree is not None:
            moment, section, caption = _moment(tree), _section(tree), _caption(tree)
            untable(tree)
            found = _extract(tree)
    except Exception as error:  # whatever a parser raises for bytes from anywhere
        message = f"the page cannot be parsed: {type(error).__name__}"
        yield Problem("broken", file.name, message)
        return
    title = " ".join(mend((found and found.title) or "").split())
    body = _body(mend((found and found.text) or ""), without={title, caption})
    if found is None or not body:
        yield Problem("no_text", file.name, "no article text was found in the page")
        return
    published, problems = dates.published(moment or found.date or "", file)
    url = mend_line(found.url or "")
    article = Article(
        id=identity(url=url, text=(title, body)),
        url=url,
        title=title,
        deck=deck_apart(mend(found.description or ""), body),
        body=body,
        caption=caption,
        byline=mend(found.author or "").replace("; ", "، "),
        section=mend_name(next(iter(found.categories or ()), section)),
        source=mend_name(found.sitename or ""),
        published=published,
    )
    if not has_prose(article):
        message = "no article in the page: a menu, a form or a notice, but no running text"
        yield Problem("no_text", file.name, message)
        return
    yield article
    yield from problems


def markup(raw: bytes) -> str | bytes:
    """Return the page as text, or its bytes where neither they nor the page tell the encoding.

    UTF-8 goes before what the page declares: text that passes for UTF-8 by chance is rare,
    wrong declarations are not.
    """
    declared = _CHARSET.search(raw[:_HEAD])
    names = [encoding_of(raw), *([declared[1].decode("ascii", "replace")] if declared else [])]
    for name in names:
        try:
            return raw.decode(name)
        except (LookupError, ValueError):
            continue
    return raw


def _extract(tree: etree._Element) -> Any:
    return trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        favor_precision=True,
        # Without this, it takes any year in the page for the date.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _moment(tree: etree._Element) -> str:
    for path in _MOMENTS:
        for value in tree.xpath(path):
            if value.strip():
                return str(value.strip())
    stated = _JSON_LD_DATE.search(_json_ld(tree))
    return stated[1] if stated else ""


def _section(tree: etree._Element) -> str:
    stated = _JSON_LD_SECTION.search(_json_ld(tree))
    return str(json.loads(stated[1], strict=False)) if stated else ""


def _json_ld(tree: etree._Element) -> str:
    return "\n".join(tree.xpath("//script[@type='application/ld+json']/text()"))


def _caption(tree: etree._Element) -> str:
    """Return the first photo's caption, where it is clear which article of the page is meant."""
    articles = tree.xpath("//article[not(ancestor::article)]")
    if len(articles) > 1:
        articles = [article for article in articles if article.xpath(".//h1")]
    captions = articles[0].xpath(_CAPTIONS) if len(articles) == 1 else []
    return " ".join(mend(captions[0].xpath("string()")).split()) if captions else ""


def _body(text: str, *, without: set[str]) -> str:
    whole = paragraphs(text).split("\n\n")
    return "\n\n".join(paragraph for paragraph in whole if paragraph not in without)
