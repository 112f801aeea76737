"""The place after a hit, as a token: where the next page of results begins.

A page number counts from the top, so what is added above shifts every page. A cursor names the
last hit seen, the one before it, and what the last was ordered by: the next page begins behind
that hit; where it is gone, behind the one before; and where both are, behind where it would stand.
Names come first because one article more changes the scores of all. Otherwise this is the keyset
paging of Winand, "Use The Index, Luke" (https://use-the-index-luke.com/no-offset).
"""

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import QueryInvalid

if TYPE_CHECKING:
    from search.query import Query

#: Longer tokens are none of ours; one with ids that long is given without them.
MAX_LENGTH = 2000

_VERSION = 1
_NAMED = 2
_SORTS = ("relevance", "newest", "oldest", "added")
_MOST = 2**63
_HIGHEST = 1e38


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place right after one hit.

    Attributes:
        sort: the order of the list.
        score: of the hit; 0 where the order is by date.
        seconds: when it was published, in wall-clock seconds from 1970; :data:`UNDATED` for never.
        number: of its article in the index, which orders equals.
        ids: of its article and of the hit before it, if there is one; none where they are too long
            for an address.
    """

    sort: str
    score: float
    seconds: int
    number: int
    ids: tuple[str, ...]

    @property
    def at_beginning(self) -> bool:
        """Whether its hit was the first of the list; where that is gone, the list begins anew."""
        return len(self.ids) == 1

    @property
    def is_gone(self) -> bool:
        """Whether its hits, where they are not found, have left the index.

        Other articles then have their numbers. A cursor without ids names a hit that is there.
        """
        return bool(self.ids)

    def token(self) -> str:
        """Return the cursor as a token for an address, of at most ``MAX_LENGTH`` letters.

        Where the ids are too long for that, the token leaves them out.
        """
        token = self._packed(self.ids)
        return token if len(token) <= MAX_LENGTH else self._packed(())

    def _packed(self, ids: tuple[str, ...]) -> str:
        parts = [_VERSION, self.sort, self.score, self.seconds, self.number, ids]
        text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        # An id may hold half of a surrogate pair, which UTF-8 has no bytes for.
        encoded = base64.urlsafe_b64encode(text.encode("utf-8", "surrogatepass"))
        return encoded.rstrip(b"=").decode("ascii")


def read(token: str) -> Cursor:
    """Return the cursor that a token stands for.

    Raises:
        QueryInvalid: the token is no cursor.
    """
    try:
        if len(token) > MAX_LENGTH:
            raise ValueError
        padded = token.encode("ascii") + b"=" * (-len(token) % 4)
        packed = base64.b64decode(padded, altchars=b"-_", validate=True)
        return _checked(json.loads(packed.decode("utf-8", "surrogatepass")))
    except (ValueError, RecursionError) as error:
        raise bad() from error


def resumed(query: "Query") -> Cursor | None:
    """Return the place behind which the page of a query begins; ``None`` where it has a number.

    Raises:
        QueryInvalid: the cursor is of another order than the query's.
    """
    if not query.after:
        return None
    after = read(query.after)
    if after.sort != query.sort:
        raise bad()
    return after


def bad() -> QueryInvalid:
    """Return the error for a token that is no cursor, or the cursor of another list."""
    return QueryInvalid(
        "after", "bad_cursor", "after is no cursor of these results; start from their first page"
    )


def _checked(parts: Any) -> Cursor:
    if not isinstance(parts, list) or [type(part) for part in parts] != [
        int, str, float, int, int, list,
    ]:  # fmt: skip
        raise ValueError
    version, sort, score, seconds, number, ids = parts
    small = -_MOST < seconds < _MOST and 0 <= number < _MOST and abs(score) < _HIGHEST
    if version != _VERSION or sort not in _SORTS or not small:
        raise ValueError
    if len(ids) > _NAMED or not all(isinstance(id_, str) for id_ in ids):
        raise ValueError
    return Cursor(sort, score, seconds, number, tuple(ids))
