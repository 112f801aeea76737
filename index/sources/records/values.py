"""What a record holds under a name, in whatever shape, as the text of a field.

APIs and exports wrap their texts: ``{"rendered": …}``, ``{"#text": …}``, ``{"$date": …}``, a list
of paragraphs, a list of authors with names of their own. What of a value is not taken is given back
by its path in the value, so that it can be told.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

#: What of a value was not taken, by its path behind the name: ``[("id", 7)]``.
Rest = list[tuple[str, object]]
Read = tuple[str, Rest]

#: What programs write for a value that is not there.
_NOTHING = frozenset({"nan", "null", "none", "n/a", "undefined", "\\n", "nat", "<na>"})

_TEXT_KEYS = (
    *("ar", "arabic", "ar-SA", "rendered", "#text", "__cdata", "#cdata-section", "#cdata", "$t"),
    *("_", "@value", "$value", "value", "text", "plain_text", "content", "html", "main", "name"),
    *("title", "default", "paragraphs", "paragraph", "p", "blocks", "data", "children", "body"),
)
_NAME_KEYS = (
    *("name", "display_name", "displayName", "full_name", "fullName", "name_ar", "title", "label"),
    *("ar", "rendered", "#text", "__cdata", "$t", "_", "@value", "value", "text", "original"),
    "username",
)
_URL_KEYS = (
    "href",
    "url",
    "@id",
    "rendered",
    "canonical",
    "link",
    "#text",
    "__cdata",
    "$t",
    "self",
)
_ID_KEYS = ("$oid", "#text", "rendered", "_", "$t", "$numberLong", "$numberInt", "value", "@id")
_MOMENT_KEYS = (
    *("$date", "$numberLong", "$numberInt", "$numberDouble", "iso", "date", "rendered", "#text"),
    *("_", "$t", "__cdata", "@value", "value", "datetime", "timestamp", "seconds", "_seconds"),
)
#: How many numbers a date has that is written as a list: from year to day, or on to a fraction.
_DATE_PARTS = range(3, 8)
_PARTS = ("year", "month", "day")
#: Pieces of one line, as Telegram and editors cut it, against paragraphs.
_PIECES = (
    "plain text link text_link bold italic underline strikethrough code hashtag mention spoiler "
    "cashtag bot_command email phone custom_emoji mention_name bank_card"
)
_INLINE = frozenset(_PIECES.split())
#: A way from one page of a site to another, which is the same on many sites.
_PATH = re.compile(r"\s*(?:/(?!/)|\.\.?/|[?#])")
_LAYOUT = frozenset({"type", "style", "class", "marks", "attrs", "tag", "level", "depth", "key"})


def kind_of(value: object) -> str:
    """Return what a value of JSON is, in the words of its standard."""
    kinds = {str: "a string", list: "an array", dict: "an object", bool: "a boolean"}
    return "null" if value is None else kinds.get(type(value), "a number")


def is_empty(value: object) -> bool:
    """Tell whether a value says nothing: missing, blank, a switch that is off, not a number."""
    if isinstance(value, str):
        return not value or (len(value) < 10 and value.strip().lower() in ("", *_NOTHING))
    if isinstance(value, float):
        return math.isnan(value) or math.isinf(value)
    if isinstance(value, dict):
        return all(map(is_empty, value.values()))
    if isinstance(value, list | tuple):
        return all(map(is_empty, value))
    return value is None or value is False


def text(value: object) -> Read:
    """Return running text: paragraphs of a list with blank lines between them."""
    if isinstance(value, str):
        return value, []
    if isinstance(value, list):
        return _joined(value)
    return _of_dict(value, _TEXT_KEYS, text)


def line(value: object) -> Read:
    """Return a text of one line; a number is one, too."""
    if _is_number(value):
        return _number(value), []
    found, rest = text(value)
    return " ".join(found.split()) if isinstance(value, list | dict) else found, rest


def names(value: object) -> Read:
    """Return the names of people as one text: «سعاد علي، ليلى نور»."""
    found, rest = several(value)
    return "، ".join(found), rest


def several(value: object) -> tuple[tuple[str, ...], Rest]:
    """Return names, each once, out of a text or a list of texts or of objects that have names."""
    if isinstance(value, list | tuple):
        found: dict[str, None] = {}
        left: Rest = []
        for one in value:
            more, rest = several(one)
            found |= dict.fromkeys(more)
            left += rest
        return tuple(found), left
    name, left = _name(value)
    return ((name,) if name else ()), left


def label(value: object) -> Read:
    """Return the first name of a value; the others are left."""
    if not isinstance(value, list):
        name, rest = _name(value)
        # A class of a data set: which section it stands for, the file does not say.
        return ("", [("", value)]) if name.strip().isdecimal() else (name, rest)
    taken, left = "", Rest()
    others: list[object] = []
    for one in value:
        name, rest = label(one)
        if name and not taken:
            taken, left = name, rest
        elif not is_empty(one) and (not name or name != taken):
            others.append(one)
    return taken, left + _several_of(others)


def address(value: object) -> Read:
    """Return an address; a path within a site is left, since it names no page by itself."""
    if isinstance(value, str) and _PATH.match(value):
        return "", [("", value)]
    if not isinstance(value, list):
        return _of_dict(value, _URL_KEYS, address)
    for place, one in enumerate(value):
        taken, rest = address(one)
        if taken:
            return taken, rest + _several_of([*value[:place], *value[place + 1 :]])
    return "", [("", value)]


def identifier(value: object) -> Read:
    """Return an id: a text or a number."""
    return (_number(value), []) if _is_number(value) else _of_dict(value, _ID_KEYS, identifier)


def moment(value: object) -> Read:
    """Return what names a day, as it is written; a number stays one."""
    parts = [value.get(name) for name in _PARTS] if isinstance(value, dict) else []
    if parts and all(type(part) is int for part in parts):
        return "-".join(str(part).zfill(2) for part in parts), []
    if isinstance(value, list) and len(value) == 1:
        return moment(value[0])
    if isinstance(value, list) and len(value) in _DATE_PARTS and all(map(_is_number, value)):
        return str(value), []
    return (_number(value), []) if _is_number(value) else _of_dict(value, _MOMENT_KEYS, moment)


def nested(name: str, rest: Rest) -> Iterator[tuple[str, object]]:
    """Yield what was left of a value, named with the name that the value has."""
    for path, value in rest:
        yield (f"{name}.{path}" if path else name), value


def _joined(values: list[Any]) -> Read:
    parts, left = [], Rest()
    inline = all(isinstance(one, str) or _is_inline(one) for one in values) and any(
        map(_is_inline, values)
    )
    for one in values:
        part, rest = text(one)
        if inline:
            # A blank between two words is a piece of its own.
            parts.append(part or _blank(one))
        elif part.strip():
            parts.append(part.strip())
        left += rest
    return ("" if inline else "\n\n").join(parts), left


def _blank(piece: object) -> str:
    held = piece.get("text") if isinstance(piece, dict) else ""
    return held if isinstance(held, str) and held.isspace() else ""


def _is_inline(value: object) -> bool:
    return isinstance(value, dict) and value.get("type") in _INLINE


def _of_dict(value: object, keys: Iterable[str], read: Callable[[object], Read]) -> Read:
    if isinstance(value, str):
        return value, []
    if isinstance(value, dict):
        for key in keys:
            if key in value and not is_empty(value[key]):
                taken, rest = read(value[key])
                if taken:
                    return taken, _under(key, rest) + _others(value, key)
    return "", ([] if is_empty(value) else [("", value)])


def _others(value: dict[str, object], taken: str) -> Rest:
    quiet = _LAYOUT if value.get("type") in _INLINE or "blocks" in value else frozenset({"type"})
    return [
        (key, other)
        for key, other in value.items()
        if key != taken and key not in quiet and not key.startswith("@") and not is_empty(other)
    ]


def _several_of(others: list[Any]) -> Rest:
    return [("", others if len(others) > 1 else others[0])] if others else []


def _under(key: str, rest: Rest) -> Rest:
    return [(f"{key}.{path}" if key and path else key or path, value) for path, value in rest]


def _name(value: object) -> Read:
    if isinstance(value, str):
        return ("" if is_empty(value) else value), []
    if isinstance(value, dict):
        first, last = value.get("first_name"), value.get("last_name")
        if isinstance(first, str) and isinstance(last, str) and (first or last):
            return f"{first} {last}".strip(), _others(value, "first_name")
    return _of_dict(value, _NAME_KEYS, _name)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and not is_empty(value)


def _number(value: Any) -> str:
    # Columns of numbers with gaps come out of pandas as 7.0.
    return str(value) if isinstance(value, int) or not value.is_integer() else str(int(value))
