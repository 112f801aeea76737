"""What the templates may call."""

import re
from urllib.parse import unquote, urlencode

from flask import Flask, request, url_for

from index.facets import PERIODS
from search.facets.tree import MOST_VALUES
from search.query import Query
from web.http.caching import static_url
from web.http.engine import partial
from web.http.fonts import font_url
from web.http.public_url import absolute
from web.http.shown import (
    OFFERED_BELOW,
    complete,
    distinct_mentions,
    offered,
    opened,
    worth_showing,
)
from web.i18n.labels import agency, gettext, labels, ngettext
from web.i18n.language import LANGUAGES, Language, language
from web.i18n.markup import marked
from web.url import params

#: Parameters of single pages, besides those of a search.
_OF_PAGES = frozenset({"containing", "first", "by", "measure"})

# Encoded letters of the Arabic block; U+061C is no letter but a mark that turns text around.
_LETTERS = re.compile(r"(?:%D[89A](?!(?<=%D8)%9C)%[89AB][0-9A-F])+")

#: What each language calls itself.
LANGUAGE_NAMES = {"ar": "العربية", "en": "English"}


def register(app: Flask, archive_name: str) -> None:
    """Give the templates of ``app`` their filters and functions."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True
    )
    app.jinja_env.filters.update(agency=agency, marked=marked)
    app.jinja_env.globals.update(
        absolute=absolute,
        address=address,
        address_in=address_in,
        archive_name=archive_name,
        article_url=article_url,
        complete=complete,
        distinct_mentions=distinct_mentions,
        facet_url=facet_url,
        font_url=font_url,
        here=here,
        labels=labels,
        language_names=LANGUAGE_NAMES,
        languages=LANGUAGES,
        most_values=MOST_VALUES,
        offered=offered,
        offered_below=OFFERED_BELOW,
        opened=opened,
        params=params,
        periods=PERIODS,
        partial=partial,
        query=Query(),
        search_url=search_url,
        static_url=static_url,
        why_url=why_url,
        worth_showing=worth_showing,
    )


def address(path: str, pairs: list[tuple[str, str]]) -> str:
    """A path with a query string, its Arabic letters as they are.

    Encoded they would take three times the room, in every one of a page's links.
    """
    return f"{path}?{_LETTERS.sub(_decoded, urlencode(pairs))}" if pairs else path


def _decoded(letters: re.Match[str]) -> str:
    return unquote(letters[0])


def search_url(query: Query) -> str:
    """The address of the page that answers a query."""
    return address(url_for("pages.search"), params.pairs(query))


def article_url(article_id: str, query: Query) -> str:
    """The address of an article's page, which remembers the search that led there."""
    return address(url_for("pages.article", article_id=article_id), params.pairs(query))


def why_url(article_id: str, query: Query) -> str:
    """The address that says why an article is listed for a query."""
    return address(url_for("pages.why", article_id=article_id), params.pairs(query))


def facet_url(name: str, query: Query, containing: str = "", first: int = 0) -> str:
    """The address of all values of a facet, or of those that contain some letters."""
    pairs = params.pairs(params.at_page(query, 1))
    if containing:
        pairs.append(("containing", containing))
    if first > 0:
        pairs.append(("first", str(first)))
    return address(url_for("pages.facet", name=name), pairs)


def here() -> str:
    """The address being shown, to come back to."""
    return address(_path(), _asked())


def address_in(other: Language) -> str:
    """The address of the page being shown, in another language."""
    root = request.script_root.removesuffix(f"/{language()}")
    prefix = "" if other == LANGUAGES[0] else f"/{other}"
    return address(root + prefix + _path().removeprefix(request.script_root), _asked())


def _path() -> str:
    return url_for(request.endpoint or "pages.search", **(request.view_args or {}))


def _asked() -> list[tuple[str, str]]:
    """What the address asks for, without what it picked up elsewhere on the web."""
    known = params.KNOWN | _OF_PAGES
    return [pair for pair in request.args.items(multi=True) if pair[0] in known]
