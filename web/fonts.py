"""The fonts of the pages, out of their packages, compressed once."""

from functools import cache
from importlib.resources import files

import brotli
from flask import Blueprint, Response, abort, request, url_for

from web.translation import without_language

blueprint = Blueprint("fonts", __name__)

#: Name in addresses → package and file, CSS family and weight.
FONTS = {
    "amiri-regular": ("fontpkg_amiri", "Amiri-Regular.ttf", "Amiri", 400),
    "amiri-bold": ("fontpkg_amiri", "Amiri-Bold.ttf", "Amiri", 700),
    "plex-regular": (
        "fontpkg_ibm_plex_sans_arabic",
        "IBMPlexSansArabic-Regular.ttf",
        "IBM Plex Sans Arabic",
        400,
    ),
    "plex-semibold": (
        "fontpkg_ibm_plex_sans_arabic",
        "IBMPlexSansArabic-SemiBold.ttf",
        "IBM Plex Sans Arabic",
        600,
    ),
}

# The frame of a page must not jump under the eyes: where its font is late, the reader's own stays
# until the next page. The face for reading comes in whenever it is there.
_DISPLAY = {"Amiri": "swap", "IBM Plex Sans Arabic": "optional"}

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
    """One font."""
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
    """The style sheet that names them."""
    rules = (
        _FACE.format(family=family, weight=weight, address=font_url(name), display=_DISPLAY[family])
        for name, (_, _, family, weight) in FONTS.items()
    )
    response = Response("".join(rules), mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def font_url(name: str) -> str:
    """The address of a font, the same for every language."""
    return without_language(url_for("fonts.font", name=name))


def _content(name: str) -> bytes:
    package, file, _, _ = FONTS[name]
    return (files(package) / "files" / file).read_bytes()


@cache
def _compressed(name: str) -> bytes:
    return bytes(brotli.compress(_content(name), quality=_QUALITY))
