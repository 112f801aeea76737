"""What an article's page tells programs: schema.org, link previews, reference managers.

Only facts that the article has; nothing is filled in.

Source: schema.org/NewsArticle, the Open Graph protocol, Dublin Core in HTML (DCMI), PRISM, and the
``citation_`` names of Highwire Press; that Zotero takes an article for one of a newspaper by
``DC.type`` is in its translator for embedded metadata.
"""

import json
from typing import Any

from flask import Blueprint
from markupsafe import Markup

from index.article import Article
from web.exports import metadata
from web.exports.addresses import article_page
from web.http.public_url import archive_name, is_whole

#: It has no address of its own, only what it gives the templates.
blueprint = Blueprint("structured_data", __name__)

# In a script element "</script" and "<!--" end the text, and older JavaScript ends a line at
# the two separators. In JSON each may be written by its number.
_IN_SCRIPT = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


@blueprint.app_template_global("metadata")
def meta_of_page(article: Article) -> list[tuple[str, str]]:
    """Return names and contents of the ``<meta>`` elements of an article's page."""
    return meta(article, article_page(article.id), archive_name())


@blueprint.app_template_global("json_ld")
def json_ld_of_page(article: Article) -> str:
    """Return the article as schema.org describes one, for a ``<script>`` element."""
    return json_text(news_article(article, article_page(article.id)))


def news_article(article: Article, address: str) -> dict[str, Any]:
    """Return the article as schema.org describes one.

    Args:
        article: with its facts.
        address: of its page in the archive.
    """
    paper, places = metadata.paper(article), metadata.written_from(article)
    known = {
        "headline": metadata.one_line(article.title),
        "description": metadata.one_line(article.deck),
        "inLanguage": "ar",
        "datePublished": metadata.moment_of(article.published) if article.published else "",
        "articleSection": metadata.one_line(article.section),
        "dateline": "، ".join(metadata.lines(article.datelines)),
        "printPage": metadata.one_line(article.page),
        "locationCreated": [{"@type": "Place", "name": place} for place in places],
        "isPartOf": _part_of(article, paper),
        "creditText": "، ".join(metadata.all_credits(article)),
        "identifier": metadata.one_line(article.id),
        "url": metadata.original(article) or address,
        "mainEntityOfPage": address,
    }
    found = {name: value for name, value in known.items() if value}
    return {"@context": "https://schema.org", "@type": "NewsArticle", **found}


def _part_of(article: Article, paper: str) -> dict[str, Any] | None:
    newspaper = {"@type": "Newspaper", "name": paper} if paper else None
    issue = metadata.one_line(article.issue)
    if not issue:
        return newspaper
    number = {"@type": "PublicationIssue", "issueNumber": issue}
    return {**number, "isPartOf": newspaper} if newspaper else number


def json_text(data: dict[str, Any]) -> Markup:
    """Return JSON that may stand in a ``<script>`` element, whatever its strings hold."""
    return Markup(json.dumps(data, ensure_ascii=False, indent=1).translate(_IN_SCRIPT))


def meta(article: Article, address: str, archive: str) -> list[tuple[str, str]]:
    """Return names and contents of the ``<meta>`` elements of an article's page.

    Those that begin with ``og:`` or ``article:`` belong into ``property``, all others into
    ``name``.

    Args:
        article: with its facts.
        address: of its page in the archive.
        archive: the archive's name.
    """
    title, about = metadata.one_line(article.title), metadata.summary(article)
    day, paper = metadata.day_of(article), metadata.paper(article)
    section, places = metadata.one_line(article.section), metadata.written_from(article)
    moment = metadata.moment_of(article.published) if article.published else ""
    # Taken away from the page, an address without a host says nothing.
    whole = address if is_whole(address) else ""
    read_at = metadata.original(article) or whole
    found = [
        ("description", about),
        ("og:type", "article"),
        ("og:title", title),
        ("og:description", about),
        ("og:url", whole),
        ("og:site_name", metadata.one_line(archive)),
        ("og:locale", "ar"),
        ("article:published_time", moment),
        ("article:section", section),
        ("twitter:card", "summary"),
        ("DC.type", "newspaperArticle"),
        ("DC.title", title),
        ("DC.source", paper),
        ("DC.date", day),
        ("DC.language", "ar"),
        ("DC.subject", section),
        ("DC.identifier", read_at),
        *(("DCTERMS.spatial", place) for place in places),
        ("prism.publicationName", paper),
        ("prism.number", metadata.one_line(article.issue)),
        ("prism.startingPage", metadata.one_line(article.page)),
        ("citation_title", title),
        ("citation_publication_date", day.replace("-", "/")),
        ("citation_issue", metadata.one_line(article.issue)),
        ("citation_firstpage", metadata.one_line(article.page)),
        ("citation_language", "ar"),
        ("citation_public_url", read_at),
        ("citation_abstract", metadata.one_line(article.deck)),
        ("citation_keywords", section),
    ]
    return [(name, content) for name, content in found if content]
