"""What the templates may call, and where they lie compiled."""

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from flask import Flask
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket
from markupsafe import Markup

from search.query import Query
from web.http.caching import static_url
from web.http.engine import partial
from web.http.fonts import font_url
from web.http.generating import Generator, written
from web.http.links import address_in, facet_url, here, page_url, path
from web.http.public_url import absolute, public_root
from web.i18n.catalogue import translations
from web.i18n.labels import Labels, of_request
from web.i18n.language import LANGUAGES, Language
from web.i18n.markup import marked
from web.i18n.script import attributes
from web.url.address import SearchAddress

#: What each language calls itself.
LANGUAGE_NAMES = {"ar": "العربية", "en": "English"}

_ANY_SEARCH = Query()


def register(app: Flask, archive_name: str) -> None:
    """Give the templates of ``app`` their filters and functions."""
    app.jinja_env.code_generator_class = Generator
    app.jinja_env.written = written  # type: ignore[attr-defined]
    app.jinja_env.bytecode_cache = _kept_compiled(Path(app.root_path, "templates", "__pycache__"))
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]
    app.jinja_env.filters.update(marked=marked, attributes=attributes)
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
        path=path,
        partial=partial,
        public_root=public_root,
        static_url=static_url,
        # The search box of pages that are about no search.
        query=_ANY_SEARCH,
        search=SearchAddress.of(_ANY_SEARCH, "/"),
    )
    app.context_processor(_of_reader)


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, which stand beside their sources as the modules of Python do.

    Compiling all of them takes as long as a search of a large archive takes hundreds of times.
    """

    def get_source_checksum(self, source: str) -> str:
        """Return what a compiled template is valid for: its source, Jinja, and how it is set up."""
        return super().get_source_checksum(f"{jinja2.__version__}\n{_own_source()}\n{source}")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template; where nothing can be written, the next start compiles it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _kept_compiled(folder: Path) -> FileSystemBytecodeCache | None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return _Compiled(str(folder))


@cache
def _own_source() -> str:
    """The modules by which templates become Python."""
    modules = (Path(__file__), Path(__file__).with_name("generating.py"))
    return "".join(module.read_text(encoding="utf-8") for module in modules)


def ready(app: Flask) -> None:
    """Read the templates of ``app`` and their words, which the first readers would wait for.

    Processes that are forked off afterwards share them.
    """
    for name in app.jinja_env.list_templates(["html"]):
        app.jinja_env.get_template(name)
    for language in LANGUAGES:
        _sentences(language)
        labels = Labels(language)
        labels.month(1)
        labels.number(1)


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
    found = {name: environment.globals[name] for name in ("gettext", "ngettext")}
    return {**found, "_": _Sentences(language).sentence}


class _Sentences(dict[str, Markup]):
    """The sentences of templates, those that nothing is put into each translated once."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._gettext = translations(language).gettext

    def sentence(self, english: str, **put: Any) -> Markup:
        """Return a sentence as HTML, as Jinja does it."""
        return Markup(self._gettext(english)) % put if put else self[english]

    def __missing__(self, english: str) -> Markup:
        # A percent sign that stands for itself is written twice.
        found = self[english] = Markup(self._gettext(english)) % {}
        return found
