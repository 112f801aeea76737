"""What the templates may call."""

from functools import cache
from typing import Any

from flask import Flask
from jinja2 import Environment

from search.query import Query
from web.http.caching import static_url
from web.http.engine import partial
from web.http.fonts import font_url
from web.http.links import address_in, facet_url, here, page_url
from web.http.public_url import absolute
from web.i18n.catalogue import translations
from web.i18n.labels import of_request
from web.i18n.language import LANGUAGES, Language
from web.i18n.markup import marked
from web.url.address import SearchAddress

#: What each language calls itself.
LANGUAGE_NAMES = {"ar": "العربية", "en": "English"}

_ANY_SEARCH = Query()


def register(app: Flask, archive_name: str) -> None:
    """Give the templates of ``app`` their filters and functions."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]
    app.jinja_env.filters.update(marked=marked)
    app.jinja_env.globals.update(
        absolute=absolute,
        address_in=address_in,
        archive_name=archive_name,
        facet_url=facet_url,
        font_url=font_url,
        here=here,
        language_names=LANGUAGE_NAMES,
        languages=LANGUAGES,
        page_url=page_url,
        partial=partial,
        static_url=static_url,
        # The search box of pages that are about no search.
        query=_ANY_SEARCH,
        search=SearchAddress.of(_ANY_SEARCH, "/"),
    )
    app.context_processor(_of_reader)


def _of_reader() -> dict[str, Any]:
    """What depends on the reader: macros see it where they are imported with context."""
    labels = of_request()
    return {"labels": labels, **_sentences(labels.language)}


@cache
def _sentences(language: Language) -> dict[str, Any]:
    """The functions of Jinja that give the sentences of templates in a language."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        translations(language), newstyle=True
    )
    return {name: environment.globals[name] for name in ("gettext", "ngettext")}
