"""One value of a file as the day or the moment that it names, whatever kind of value it is."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import lru_cache

from index.sources.records.dates.days import YEARS, Unreadable
from index.sources.records.dates.names import one_spelling
from index.sources.records.dates.numbers import from_number
from index.sources.records.dates.written import Moment, issued, written

__all__ = ["Moment", "Unreadable", "is_empty", "read_moment"]

_LONGEST = 200
_LARGEST = 10**20
#: Where databases keep the date in the object that stands for it.
_INNER = ("$date", "$numberLong", "_seconds", "seconds")
#: What programs and people write where there is no date.
_EMPTY = (
    *("null", "none", "nil", "nan", "nat", "n/a", "na", "<na>", "#n/a", "undefined", "unknown"),
    *("غير محدد", "غير معروف", "غير متوفر", "لا يوجد", "بدون تاريخ", "بلا تاريخ"),
)
_ISO = re.compile(
    r"(?:1[89]|20)\d\d(?:-\d\d-\d\d|-\d{3}$|-?W\d\d-?[1-7]|\d{4}(?=[T ]))"
    r"(?:[T ]\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?"
)
_WRAPPED = re.compile(
    r"""[\W_]*(?:\$?date|ISODate|new Date|Timestamp|\$?numberLong)\b[^\w]+([^)}\]]*)[)}\]/"' ]*""",
    re.I,
)
_LISTED = re.compile(r"(?:datetime\.(?:datetime|date)\(|\[)(\d{4}(?:, ?\d+){2,6})[)\]]?")
_ZEROS = re.compile(r"0[-0/.:T ]*Z?")
_PLACEHOLDER = "it stands for an empty field"


def is_empty(value: object) -> bool:
    """Tell whether a value says that there is no date: an empty text, ``null``, ``N/A``, ``-``."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    if not isinstance(value, str):
        return isinstance(value, Sequence | Mapping) and not value
    text = value.strip()
    return not text.strip("-–—_./?* \t\n\"'") or text.lower() in _EMPTY


def read_moment(value: object) -> Moment:
    """Return the day or the moment that a value names.

    Args:
        value: a text, a number of seconds since 1970 or of their fractions, an object of a
            database (``{"$date": …}``), a list of year, month and day, or a date.

    Raises:
        Unreadable: it names none; the message says why, as the end of a sentence.
    """
    if isinstance(value, str):
        return _read_text(value)
    if isinstance(value, bool) or value is None:
        raise Unreadable("it is no date")
    if isinstance(value, date):
        return _checked(Moment(value))
    if isinstance(value, int | float):
        return _read_number(value)
    if isinstance(value, Mapping):
        return _read_object(value)
    if isinstance(value, Sequence) and all(type(part) is int for part in value):
        return _read_parts(value)
    raise Unreadable("it is no date")


def _read_number(value: float) -> Moment:
    if not abs(value) < _LARGEST:  # nor where it is no number at all
        raise Unreadable("it is no date")
    return _read_text(str(int(value)) if value == int(value) else f"{value:.6f}")


def _read_object(value: Mapping[object, object]) -> Moment:
    inner = next((value[name] for name in _INNER if name in value), None)
    if isinstance(inner, Mapping):
        inner = inner.get("$numberLong")
    if isinstance(inner, str | int | float):
        return read_moment(inner)
    day = value.get("date")
    if isinstance(day, str):  # as PHP writes a DateTime
        return read_moment(f"{day} {value.get('timezone') or ''}")
    raise Unreadable("it is an object that holds no date that is known here")


def _read_parts(parts: Sequence[int]) -> Moment:
    try:
        moment = datetime(*parts[:6])  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        raise Unreadable("there is no such day") from None
    return _checked(Moment(moment if len(parts) > 3 else moment.date()))


@lru_cache(4096)
def _read_text(text: str) -> Moment:
    text = text.strip()
    if len(text) > _LONGEST:
        raise Unreadable("it is too long for a date")
    if _ISO.fullmatch(text) and (moment := _iso(text)):
        return _checked(Moment(moment))
    text = one_spelling(text).strip("\"'«» ")
    if parts := _LISTED.match(text):
        return _read_parts([int(part) for part in parts[1].split(",")])
    while wrapped := _WRAPPED.fullmatch(text):
        text = wrapped[1].strip("\"' ")
    if _ZEROS.fullmatch(text):
        raise Unreadable(_PLACEHOLDER)
    if (number := from_number(text)) is not None:
        return _checked(Moment(number))
    if _ISO.fullmatch(text) and (moment := _iso(text)):
        return _checked(Moment(moment))
    return _checked(written(issued(text)))


def _iso(text: str) -> date | None:
    for read in (date.fromisoformat, datetime.fromisoformat, _day_of_year):
        try:
            return read(text)
        except ValueError:
            continue
    return None


def _day_of_year(text: str) -> date:
    return datetime.strptime(text, "%Y-%j").date()


def _checked(moment: Moment) -> Moment:
    """Return the moment if an article may be of it.

    Raises:
        Unreadable: it is what programs write into an empty field, or far from any article.
    """
    value = moment.value
    if (value.year, value.month, value.day) in _PLACEHOLDERS or value.year == 1 or _is_zero(value):
        raise Unreadable(_PLACEHOLDER)
    if value.year not in YEARS:
        raise Unreadable(f"no article is of the year {value.year}")
    return moment


#: The first days of spreadsheets and databases, and zero seconds from 1970 in America.
_PLACEHOLDERS = frozenset({(1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1969, 12, 31)})
_ZERO = date(1970, 1, 1)
#: Zones that zero is shown in where the offset is not written beside it.
_SHOWN = frozenset(time(hour) for hour in range(5))


def _is_zero(value: date) -> bool:
    """Tell whether a value is zero seconds from 1970, as it is shown in some zone."""
    if not isinstance(value, datetime):
        return value == _ZERO
    if value.tzinfo and value.utcoffset() is not None:
        return value == datetime(1970, 1, 1, tzinfo=UTC)
    return value.date() == _ZERO and value.time() in _SHOWN
