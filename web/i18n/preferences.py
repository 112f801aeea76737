"""The preferences of a reader: chosen in a form on every page, held in a cookie."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, cast, get_args
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Blueprint, Response, current_app, redirect, request, url_for

Months = Literal["modern", "levantine", "both"]
Theme = Literal["auto", "light", "dark"]
Switch = Literal["on", "off"]

#: The cookie that holds what differs from the defaults.
COOKIE = "display"
_A_YEAR = 365 * 24 * 60 * 60

blueprint = Blueprint("display", __name__)


@dataclass(frozen=True, slots=True)
class Display:
    """The choices of a reader.

    Attributes:
        months: «أكتوبر», «تشرين الأول», or both as papers print them.
        hijri: whether the Hijri date stands beside a day.
        theme: light, dark, or as the reader's system has it.
        shortcuts: whether single letters on the keyboard do anything.
    """

    months: Months = "modern"
    hijri: Switch = "off"
    theme: Theme = "auto"
    shortcuts: Switch = "on"


CHOICES: dict[str, tuple[str, ...]] = {
    "months": get_args(Months),
    "hijri": get_args(Switch),
    "theme": get_args(Theme),
    "shortcuts": get_args(Switch),
}

_DEFAULT = Display()


def read(text: str) -> Display:
    """Return the choices that a cookie or a form holds; what is unknown is as by default."""
    given = {name: value for name, value in parse_qsl(text) if value in CHOICES.get(name, ())}
    return Display(**cast("dict[str, Any]", given))


def written(display: Display) -> str:
    """Return the choices as a cookie holds them; empty where nothing was changed."""
    changed = {
        field.name: getattr(display, field.name)
        for field in fields(display)
        if getattr(display, field.name) != getattr(_DEFAULT, field.name)
    }
    return urlencode(changed)


def display() -> Display:
    """Return the choices of the reader who sent the current request."""
    return read(request.cookies.get(COOKIE, ""))


@blueprint.post("/display")
def choose() -> Response:
    """Keep the choices of the form and go back to where it stood."""
    given = {name: request.form.get(name, "") for name in CHOICES}
    chosen = read(urlencode({**asdict(_DEFAULT), **{n: v for n, v in given.items() if v}}))
    response = cast("Response", redirect(_inside(request.form.get("next", "")), 303))
    public = str(current_app.config["PUBLIC_ADDRESS"])
    response.set_cookie(
        COOKIE,
        written(chosen),
        max_age=_A_YEAR,
        path="/",
        secure=request.is_secure or public.startswith("https:"),
        samesite="Lax",
        httponly=True,
    )
    return response


def _inside(address: str) -> str:
    """Return an address of this site, else the first page: no form may send readers elsewhere."""
    parts = urlsplit(address)
    local = address.startswith("/") and not address.startswith(("//", "/\\"))
    if not local or parts.scheme or parts.netloc or not address.isprintable() or "\\" in address:
        return url_for("pages.search")
    return address
