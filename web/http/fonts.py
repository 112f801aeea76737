"""The fonts of the pages, out of their packages, compressed once."""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import brotli
from flask import Blueprint, Response, abort, request, url_for

from web.i18n.language import Language, language, without_language

blueprint = Blueprint("fonts", __name__)


@dataclass(frozen=True, slots=True)
class Font:
    """One font.

    Attributes:
        package: that brings it.
        file: its name there.
        family: its name in style sheets, and
        weight: its weight.
        display: what a page does whose font is late, ``font-display`` of CSS.
    """

    package: str
    file: str
    family: str
    weight: int
    display: str


def _amiri(style: str, weight: int) -> Font:
    # The face for reading comes in whenever it is there.
    return Font("fontpkg_amiri", f"Amiri-{style}.ttf", "Amiri", weight, "swap")


def _plex(style: str, weight: int) -> Font:
    # The frame of a page must not jump under the eyes: the reader's own font stays until the next.
    file = f"IBMPlexSansArabic-{style}.ttf"
    return Font("fontpkg_ibm_plex_sans_arabic", file, "IBM Plex Sans Arabic", weight, "optional")


#: By their names in addresses.
FONTS = {
    "amiri-regular": _amiri("Regular", 400),
    "amiri-bold": _amiri("Bold", 700),
    "plex-regular": _plex("Regular", 400),
    "plex-semibold": _plex("SemiBold", 600),
}

# The best of brotli takes a second for each; this is a tenth larger and takes a blink.
_QUALITY = 9
_A_YEAR = "public, max-age=31536000, immutable"

_FACE = """@font-face {{
  font-family: "{family}";
  font-weight: {weight};
  font-display: {display};
  src: url("{address}") format("truetype");
}}
"""


@blueprint.get("/fonts/<name>.ttf")
def font(name: str) -> Response:
    """Answer with one font, compressed where the client takes brotli."""
    if name not in FONTS:
        abort(404)
    if request.accept_encodings["br"]:
        response = Response(_compressed(name), mimetype="font/ttf")
        response.headers["Content-Encoding"] = "br"
    else:
        response = Response(_content(name), mimetype="font/ttf")
    response.headers["Cache-Control"] = _A_YEAR
    response.vary.add("Accept-Encoding")
    return response


@blueprint.get("/fonts.css")
def faces() -> Response:
    """Answer with the style sheet that names the fonts."""
    rules = (
        _FACE.format(
            family=one.family, weight=one.weight, display=one.display, address=font_url(name)
        )
        for name, one in FONTS.items()
    )
    response = Response("".join(rules), mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def font_url(name: str) -> str:
    """Return the address of a font, the same for every language."""
    return _font_under(request.script_root, language(), name)


# Root and language are all of a request that it depends on.
@lru_cache(maxsize=256)
def _font_under(root: str, language_asked: Language, name: str) -> str:
    return without_language(url_for("fonts.font", name=name))


def _content(name: str) -> bytes:
    one = FONTS[name]
    return (files(one.package) / "files" / one.file).read_bytes()


@cache
def _compressed(name: str) -> bytes:
    return bytes(brotli.compress(_content(name), quality=_QUALITY))
