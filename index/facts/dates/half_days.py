"""The half of the day that a time of twelve hours names: «2:30 م», «2:30 مساءً», 2:30 PM."""

import re

_MORNING = ("am", "a.m.", "a.m", "ص", "صباحا", "صباح", "فجرا", "قبل الظهر", "ق.ظ")
_EVENING = ("pm", "p.m.", "p.m", "م", "مساء", "مساءا", "عصرا", "بعد الظهر", "ب.ظ", "ظهرا", "ليلا")
_LONGEST_FIRST = sorted((*_MORNING, *_EVENING), key=len, reverse=True)
#: Any of them, without vowel marks; letters in any case.
HALF_DAY = rf"(?:{'|'.join(map(re.escape, _LONGEST_FIRST))})(?![^\W\d_])"


def hour_of_day(hour: int, half: str) -> int | None:
    """Return an hour from 0 to 23, or ``None`` where there is none such.

    Args:
        hour: as printed.
        half: what :data:`HALF_DAY` found beside it; empty where nothing stands there.
    """
    half = half.lower()
    if not half or hour > 12:
        return None if half in _MORNING else hour
    if half in _MORNING:
        return hour % 12
    if half == "ظهرا":
        return hour if hour >= 11 else hour + 12
    if half == "ليلا":
        return hour % 12 if hour < 6 or hour == 12 else hour + 12
    return hour % 12 + 12
