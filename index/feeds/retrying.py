"""When a server wants to be asked again, as it says in the head of an answer.

Source: RFC 9110, section 10.2.3 (Retry-After); RFC 9111, section 5.2.2.1 (max-age).
"""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

_SECONDS = re.compile(r"\d{1,15}")
_MAX_AGE = re.compile(r'(?:^|[\s,])max-age\s*=\s*"?(\d{1,15})', re.I)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds that ``Retry-After`` asks for; ``None`` where it says nothing.

    Args:
        headers: by their names in small letters.
        now: seconds since 1970, for a date.
    """
    told = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(told):
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - now)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def max_age(headers: Mapping[str, str]) -> float | None:
    """Return for how many seconds an answer is fresh, by ``Cache-Control``; ``None`` if unsaid."""
    found = _MAX_AGE.search(headers.get("cache-control", ""))
    return float(found[1]) if found else None
