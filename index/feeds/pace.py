"""When a feed is asked again: as it is set, as it asks for, and less often on errors."""

import re
from collections.abc import Callable
from dataclasses import dataclass

#: Returns a number from 0 up to 1, as :func:`random.random` does.
Random = Callable[[], float]

_ENTRY = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s>]")
_TTL = re.compile(rb"<ttl[^>]*>\s*(\d{1,9})\s*<")
_PERIOD = re.compile(rb"[:<]updatePeriod[^>]*>\s*(hourly|daily|weekly|monthly|yearly)\s*<")
_FREQUENCY = re.compile(rb"[:<]updateFrequency[^>]*>\s*(\d{1,6})\s*<")
_PERIODS = {
    b"hourly": 3600,
    b"daily": 86_400,
    b"weekly": 7 * 86_400,
    b"monthly": 30 * 86_400,
    b"yearly": 365 * 86_400,
}
#: What a feed says of itself stands in so many bytes.
_HEAD = 64 << 10
#: By so much times differ that would else be equal, as a share.
_JITTER = 0.1
_DOUBLINGS = 16


@dataclass(frozen=True, slots=True)
class Pace:
    """How often feeds are asked, in seconds.

    Attributes:
        usual: where nothing else is said.
        least: never sooner.
        most: never later, whatever a server or a feed asks for.
    """

    usual: float = 1800.0
    least: float = 300.0
    most: float = 86_400.0

    def after_success(self, asked: tuple[float | None, ...], random: Random) -> float:
        """Return the seconds until a feed that answered is asked again.

        Args:
            asked: how long the feed and its server want to be left alone; ``None`` where one does
                not say.
            random: draws the jitter.
        """
        wanted = max(self.usual, *(one for one in asked if one is not None), 0.0)
        return self._within(wanted) * (1 + _JITTER * random())

    def after_failure(self, failures: int, retry_after: float | None, random: Random) -> float:
        """Return the seconds until a feed that failed is asked again.

        Args:
            failures: one after the other, this one counted.
            retry_after: what the server asks for.
            random: draws the jitter.
        """
        doubled = self.usual * 2 ** min(failures - 1, _DOUBLINGS)
        backed_off = self._within(doubled) * (1 - _JITTER * random())
        return self._within(max(backed_off, retry_after or 0.0))

    def _within(self, seconds: float) -> float:
        return min(max(seconds, self.least), self.most)


def told_interval(raw: bytes) -> float | None:
    """Return how long a feed wants to be left alone, in seconds, by its ``ttl`` or ``sy:``.

    Source: RSS 2.0 (ttl, in minutes); http://purl.org/rss/1.0/modules/syndication/

    Args:
        raw: the feed; what stands in its entries is not looked at.
    """
    head = _ENTRY.split(raw[:_HEAD], maxsplit=1)[0]
    told: list[float] = []
    if ttl := _TTL.search(head):
        told.append(60.0 * int(ttl[1]))
    if period := _PERIOD.search(head):
        frequency = _FREQUENCY.search(head)
        times = max(1, int(frequency[1])) if frequency else 1
        told.append(_PERIODS[period[1]] / times)
    return max(told, default=None)
