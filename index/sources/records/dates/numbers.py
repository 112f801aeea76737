"""Dates that are one number: seconds since 1970 and their fractions, and days in eight digits.

How many digits it has tells what is meant. Nine to ten are seconds, thirteen milliseconds, sixteen
microseconds, nineteen nanoseconds; eight, twelve, fourteen and seventeen are a day, with hour and
minute, with second, with millisecond, as one writes them.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from index.sources.records.dates.days import Unreadable, day_of

_START = datetime(1970, 1, 1, tzinfo=UTC)
#: By digits: into how many parts a second is divided.
_DIVIDED = {
    **dict.fromkeys((9, 10), 1),
    **dict.fromkeys((12, 13), 10**3),
    **dict.fromkeys((15, 16), 10**6),
    **dict.fromkeys((18, 19), 10**9),
}
#: 2^31 seconds end in 2038; what is more is no moment but a number that looks like one.
_MOST_SECONDS = 2**31
_NUMBER = re.compile(r"(\d{5,20})(?:\.(\d{1,9}))?(?: ?([+-])(\d\d):?(\d\d))?")
_COMPACT = re.compile(r"(\d{8})(?:(\d\d)(\d\d)(?:(\d\d)(\d{3})?)?)?")


def from_number(text: str) -> date | None:
    """Return the day or moment that a number means, or ``None`` where the text is no number.

    Args:
        text: digits, with a fraction of a second or an offset behind them, as
            ``1730125800.25`` and ``1730125800000+0300`` have.

    Raises:
        Unreadable: it is a number and means none.
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    digits, fraction, sign, hours, minutes = match.groups()
    if not (fraction or "").strip("0") and not sign and (found := _compact(digits)):
        return found
    parts = _DIVIDED.get(len(digits))
    if len(digits) == 5:
        raise Unreadable("it may count days as spreadsheets do; save the column as dates")
    if parts is None:
        raise Unreadable("a number of so many digits is neither a day nor seconds since 1970")
    micros = int(digits) * 10**6 // parts
    if fraction and parts == 1:
        micros += int(fraction.ljust(6, "0")[:6])
    if not 0 < micros < _MOST_SECONDS * 10**6:
        raise Unreadable("the number is no moment from 1970 to 2038")
    moment = _START + timedelta(microseconds=micros)
    if sign:
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        moment = moment.astimezone(timezone(offset if sign == "+" else -offset))
    return moment


def _compact(digits: str) -> date | None:
    """Read ``20241028``, ``28102024`` and, with a time behind them, ``20241028143000``."""
    match = _COMPACT.fullmatch(digits)
    if match is None:
        return None
    try:
        day = _eight(match[1])
        if match[2] is None:
            return day
        hour, minute, second, thousandths = (int(part or 0) for part in match.groups()[1:])
        clock = time(hour, minute, second, thousandths * 1000)
        return datetime.combine(day, clock)
    except ValueError:
        if len(digits) in _DIVIDED:
            return None
        raise


def _eight(digits: str) -> date:
    try:
        return day_of(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except Unreadable:
        # No number of eight digits is a day both ways: there, 18 to 20 would be a month.
        return day_of(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
