"""The ids of all articles of an index, read in stretches as they are asked for."""

from collections.abc import Iterator, Sequence
from typing import overload

from search.engines.opensearch.requests import Requests

_AT_ONCE = 10_000


class Ids(Sequence[str]):
    """All ids by their UTF-8 bytes; a part is read when it is taken."""

    def __init__(self, requests: Requests, known: dict[int, str]) -> None:
        """
        Args:
            requests: asks the index.
            known: of some places the id before each, so that far places are found again.
        """
        self._requests = requests
        self._known = known

    def __len__(self) -> int:
        return self._requests.snapshot.size

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            first, last, step = place.indices(len(self))
            if step < 0:
                return [self[at] for at in range(first, last, step)]
            return list(self._between(first, last))[::step]
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError("no article has this place")
        return next(self._between(at, at + 1))

    def __iter__(self) -> Iterator[str]:
        return self._between(0, len(self))

    def _between(self, first: int, last: int) -> Iterator[str]:
        at = max((place for place in self._known if place <= first), default=0)
        while at < last and (ids := self._after(self._known.get(at))):
            yield from ids[max(0, first - at) : max(0, last - at)]
            at += len(ids)
            self._known[at] = ids[-1]

    def _after(self, id_: str | None) -> list[str]:
        after = {} if id_ is None else {"search_after": [id_]}
        body = {"sort": [{"id": "asc"}], "size": _AT_ONCE, "_source": False, **after}
        hits = self._requests.search({"query": {"match_all": {}}, **body})["hits"]["hits"]
        return [hit["sort"][0] for hit in hits]
