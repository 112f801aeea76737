"""What the robots.txt of a host lets a program fetch.

Source: RFC 9309. The file is kept for a day (section 2.4). Where a server says that there is none,
all is allowed (section 2.3.1.3); where it fails or does not answer, nothing is (section 2.3.1.4),
but what was kept before goes on to hold.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from protego import Protego

from index.feeds.troubles import FetchTrouble

#: How long a file is kept, and how long a failure to get it, in seconds.
_KEPT, _FAILURE_KEPT = 86_400.0, 600.0
#: Of a longer file the beginning holds.
LARGEST = 512 << 10
#: The server has answered that there is no such file.
_NONE_THERE = frozenset({"missing", "refused", "gone", "redirects"})


@dataclass(frozen=True, slots=True)
class _Kept:
    rules: Protego | None
    until: float
    trouble: FetchTrouble | None = None


class Robots:
    """Tells of addresses whether they may be fetched; safe for several threads."""

    def __init__(self, fetch: Callable[[str], bytes], now: Callable[[], float], agent: str) -> None:
        """
        Args:
            fetch: gives the content of an address, or raises :class:`FetchTrouble`.
            now: gives the seconds since 1970.
            agent: the name by which this program is known in such files.
        """
        self._fetch, self._now, self._agent = fetch, now, agent
        self._kept: dict[str, _Kept] = {}
        self._lock = Lock()

    def must_allow(self, origin: str, address: str) -> float:
        """Make sure that an address may be fetched, and return the pause its host asks for.

        Args:
            origin: scheme, host and port, ``https://paper.example``.
            address: there.

        Raises:
            FetchTrouble: it may not, or nobody can tell because the host does not answer.
        """
        rules = self._rules(origin)
        if rules is None:
            return 0.0
        if not rules.can_fetch(address, self._agent):
            raise FetchTrouble("robots", "the robots.txt of the host does not allow it")
        return float(rules.crawl_delay(self._agent) or 0.0)

    def _rules(self, origin: str) -> Protego | None:
        with self._lock:
            kept = self._kept.get(origin)
        if kept is None or not self._now() < kept.until <= self._now() + _KEPT:
            kept = self._fetched(origin, kept)
            with self._lock:
                self._kept[origin] = kept
        if kept.trouble:
            message = f"its robots.txt cannot be had: {kept.trouble}"
            raise FetchTrouble(kept.trouble.trouble, message, kept.trouble.retry_after)
        return kept.rules

    def _fetched(self, origin: str, before: _Kept | None) -> _Kept:
        try:
            raw = self._fetch(f"{origin}/robots.txt")
        except FetchTrouble as error:
            if error.trouble == "own_network":
                raise
            if error.trouble in _NONE_THERE:
                return _Kept(None, self._now() + _KEPT)
            if before is not None and before.trouble is None:
                return _Kept(before.rules, self._now() + _FAILURE_KEPT)
            return _Kept(None, self._now() + _FAILURE_KEPT, error)
        text = raw.decode("utf-8-sig", "replace")
        return _Kept(Protego.parse(text), self._now() + _KEPT)
