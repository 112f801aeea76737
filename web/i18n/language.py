"""The language of a request: of a page by its address, of the API by ``Accept-Language``."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Literal, cast

from babel import Locale
from flask import request

Language = Literal["ar", "en"]

#: The first is what a reader gets who asks for none.
LANGUAGES: tuple[Language, ...] = ("ar", "en")
DIRECTIONS: dict[Language, str] = {"ar": "rtl", "en": "ltr"}

#: Every path of the API begins so, but those of health.
API_ROOT = "/api/"
HEALTH, READY = "/healthz", "/readyz"

_LANGUAGE = "fihris.language"


@cache
def locale(language: Language) -> Locale:
    """Return what Babel knows of a language; English as Britain writes it, the day first."""
    return Locale("en", "GB") if language == "en" else Locale(language)


def is_for_programs() -> bool:
    """Tell whether the current request is one of the API, answered in JSON, errors too."""
    return request.path.startswith(API_ROOT) or request.path in (HEALTH, READY)


def language() -> Language:
    """Return the language to answer the current request in.

    Pages have it in their address. Programs name it in ``Accept-Language``.
    """
    if is_for_programs():
        # Werkzeug's best_match would rather have the second choice than a region of the first.
        asked = (
            tag.lower().partition("-")[0] for tag, quality in request.accept_languages if quality
        )
        return next((tag for tag in asked if tag in LANGUAGES), LANGUAGES[0])
    return cast("Language", request.environ.get(_LANGUAGE, LANGUAGES[0]))


class LanguageInAddress:
    """Serve the English pages under ``/en``: the same application, one step down.

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
    """Return an address of this application as it is in every language, such as a font's.

    Args:
        address: as ``url_for`` gave it for the current request.
    """
    root, prefix = request.script_root, request.environ.get(_LANGUAGE)
    if prefix is None:
        return address
    return root.removesuffix(f"/{prefix}") + address.removeprefix(root)
