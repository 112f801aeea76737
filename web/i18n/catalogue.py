"""Arabic and English: the catalogue of sentences, and the language of a request.

The sentences stand in English in the code; ``translations/ar.po`` has the Arabic. It is read as it
is, so there is no step between editing a sentence and seeing it.
"""

from collections.abc import Callable, Iterable
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, cast

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import request

Language = Literal["ar", "en"]

#: The first is what a reader gets who asks for none.
LANGUAGES: tuple[Language, ...] = ("ar", "en")
DIRECTIONS: dict[Language, str] = {"ar": "rtl", "en": "ltr"}

CATALOGUE = Path(__file__).parents[1] / "translations" / "ar.po"

_LANGUAGE = "fihris.language"


@cache
def translations(language: Language) -> NullTranslations:
    """The sentences of a language."""
    if language != "ar":
        return NullTranslations()
    compiled = BytesIO()
    with CATALOGUE.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def language() -> Language:
    """The language to answer the current request in.

    Pages have it in their address; programs name it in ``Accept-Language``.
    """
    if request.path.startswith("/api/") or request.path == "/healthz":
        # Werkzeug's best_match would rather have the second choice than a region of the first.
        asked = (
            tag.lower().partition("-")[0] for tag, quality in request.accept_languages if quality
        )
        return next((tag for tag in asked if tag in LANGUAGES), LANGUAGES[0])
    return cast("Language", request.environ.get(_LANGUAGE, LANGUAGES[0]))


class LanguageInAddress:
    """Serves the English pages under ``/en``: the same application, one step down.

    The prefix becomes part of ``SCRIPT_NAME``, so every address that the application makes has it
    without a word about languages in routes and templates.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request, its language taken from its path."""
        path = environ.get("PATH_INFO", "")
        for name in LANGUAGES[1:]:
            if path == f"/{name}" or path.startswith(f"/{name}/"):
                environ[_LANGUAGE] = name
                environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + f"/{name}"
                environ["PATH_INFO"] = path.removeprefix(f"/{name}") or "/"
        return self._application(environ, start_response)


def without_language(address: str) -> str:
    """An address of this application that is the same in every language, such as a font's."""
    root, prefix = request.script_root, request.environ.get(_LANGUAGE)
    if prefix is None:
        return address
    return root.removesuffix(f"/{prefix}") + address.removeprefix(root)
