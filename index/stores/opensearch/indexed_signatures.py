"""The signatures of an index that is to be changed, asked of it as they are needed.

An article's place is its number in the index; new articles have theirs behind all others. What is
given out is known with its whole group (:class:`.carried_groups.CarriedGroups`).
"""

import base64
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array
from index.facts.near_duplicates.archive_signatures import Places
from index.facts.near_duplicates.carried_groups import CarriedGroups
from index.facts.near_duplicates.columns import Columns
from index.stores.opensearch.cluster_index import ClusterIndex, Json
from index.stores.opensearch.signature_fields import (
    HEADLINE,
    SAMPLES,
    SIGNATURE,
    TEXT,
    KeptSignature,
    signed,
    unpacked,
)

# So many values a query is asked for at once, and so many hits an answer.
_VALUES_A_QUERY = 4096
_PAGE = 5000

# A cluster gives bytes without it.
_PADDING = "=="

_READ = ["number", "lead", "parent", "copied", SIGNATURE]


@dataclass(frozen=True, slots=True)
class Grouped:
    """To which group an article belongs.

    Attributes:
        representative: the number of the article that represents it.
        parent: see :class:`index.facts.near_duplicates.groups.Groups`.
        copied: whether there are others in it.
    """

    representative: int
    parent: int
    copied: bool


class IndexedSignatures:
    """A :class:`.archive_signatures.ArchiveSignatures` of an index and of what is put into it.

    Attributes:
        groups: of all articles, as far as they were given out.
        held: how those of the index stand in it, by their places.
    """

    def __init__(
        self,
        index: ClusterIndex,
        gone: Sequence[int],
        behind: int,
        new: Sequence[KeptSignature],
    ) -> None:
        """
        Args:
            index: of articles; it shows all that was put in.
            gone: the numbers of the articles that go.
            behind: a number behind those of all articles.
            new: of the articles that come; their places follow each other from there.
        """
        self._index = index
        before = np.ones(behind + len(new), dtype=np.bool_)
        before[behind:] = False
        after = np.ones(len(before), dtype=np.bool_)
        after[list(gone)] = False
        self.groups = CarriedGroups.of(before, after)
        self.held: dict[int, Grouped] = {}
        self._kept: dict[int, KeptSignature] = {}
        self._leads: set[int] = set()
        self._asked: defaultdict[str, set[int]] = defaultdict(set)
        self._holders: defaultdict[str, defaultdict[int, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for place, signature in enumerate(new, behind):
            self._keep(place, signature)
        self._load("number", gone)

    @property
    def places(self) -> list[int]:
        """The places of all articles that were given out, and of the new ones; ascending."""
        return sorted(self._kept)

    def columns(self, places: Places) -> Columns:
        return Columns(
            ids=self._values(places, np.uint64, lambda one: one.id),
            minutes=self._values(places, np.int64, lambda one: one.minutes),
            lengths=self._values(places, np.int64, lambda one: one.length),
            teasers=self._values(places, np.uint8, lambda one: one.teaser),
            texts=self.texts(places),
            headlines=self.headlines(places),
            sources=self._values(places, np.uint64, lambda one: one.source),
        )

    def texts(self, places: Places) -> NDArray[np.uint64]:
        return self._values(places, np.uint64, lambda one: one.text)

    def headlines(self, places: Places) -> NDArray[np.uint64]:
        return self._values(places, np.uint64, lambda one: one.headline)

    def teasers(self, places: Places) -> NDArray[np.bool_]:
        return self._values(places, np.bool_, lambda one: one.teaser)

    def sizes(self, places: Places) -> NDArray[np.int64]:
        return self._values(places, np.int64, lambda one: len(one.samples))

    def samples(self, places: Places) -> tuple[NDArray[np.uint32], Places]:
        found = [self._kept[place].samples for place in places.tolist()]
        return np.concatenate([_NO_SAMPLES, *found]), np.repeat(places, self.sizes(places))

    def with_texts(self, texts: NDArray[np.uint64]) -> Places:
        return np.unique(self._with(TEXT, texts)[1])

    def with_headlines(self, headlines: NDArray[np.uint64]) -> Places:
        return np.unique(self._with(HEADLINE, headlines)[1])

    def with_samples(self, samples: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], Places]:
        held, places = self._with(SAMPLES, samples)
        return held.astype(np.uint32), places

    def _values(self, places: Places, kind: type, value: Callable[[KeptSignature], int]) -> Array:
        return np.array([value(self._kept[place]) for place in places.tolist()], dtype=kind)

    def _with(self, field: str, asked: NDArray[np.unsignedinteger]) -> tuple[Places, Places]:
        """Return of what is asked for what articles have, and for each of it the article."""
        values: list[int] = asked.tolist()
        new = [value for value in values if value not in self._asked[field]]
        self._load(field, signed(field, new))
        self._asked[field].update(new)
        holders = self._holders[field]
        found = [(value, place) for value in values for place in holders.get(value, ())]
        return (
            np.array([value for value, _ in found], dtype=np.uint64),
            np.array([place for _, place in found], dtype=np.int64),
        )

    def _keep(self, place: int, signature: KeptSignature) -> None:
        self._kept[place] = signature
        for field, value in ((TEXT, signature.text), (HEADLINE, signature.headline)):
            if value:
                self._holders[field][value].append(place)
        for sample in signature.samples.tolist():
            self._holders[SAMPLES][sample].append(place)

    def _load(self, field: str, values: Sequence[int]) -> None:
        """Take in the articles that have one of some values, each with its group."""
        places = [
            place
            for at in range(0, len(values), _VALUES_A_QUERY)
            for place in self._read(field, values[at : at + _VALUES_A_QUERY])
        ]
        leads = {self.held[place].representative for place in places if self.held[place].copied}
        if new := leads - self._leads:
            self._leads |= new
            self._load("lead", sorted(new))
        grouped = [self.held[place] for place in places]
        if not {n for one in grouped for n in (one.parent, one.representative)} <= self.held.keys():
            raise self._index.damaged("an article is said to be a copy of one that is not there")
        self.groups.learn(
            np.array(places, dtype=np.int64),
            np.array([one.parent for one in grouped], dtype=np.int64),
            np.array([one.representative for one in grouped], dtype=np.int64),
        )

    def _read(self, field: str, values: Sequence[int]) -> list[int]:
        """Read the articles that have one of some values; return the places of the new ones."""
        found = []
        for hit in self._hits({"terms": {field: list(values)}}):
            try:
                place, lead, parent, copied, content = (hit["fields"][name][0] for name in _READ)
                signature = unpacked(base64.b64decode(content + _PADDING))
            except (KeyError, TypeError, ValueError) as error:
                raise self._index.damaged(f"the record {hit.get('_id')}: {error!r}") from error
            if place not in self.held:
                self.held[place] = Grouped(lead, parent, copied)
                self._keep(place, signature)
                found.append(place)
        return found

    def _hits(self, query: Json) -> Iterator[Json]:
        """Yield all hits of a query. Nothing changes the index meanwhile: whoever asks holds it."""
        body = {
            "query": {"bool": {"filter": query}},
            "_source": False,
            "docvalue_fields": _READ,
            "sort": [{"number": "asc"}],
            "size": _PAGE,
            "track_total_hits": False,
        }
        while True:
            hits = self._index.search(body)["hits"]["hits"]
            yield from hits
            if len(hits) < _PAGE:
                return
            body["search_after"] = hits[-1]["sort"]


_NO_SAMPLES = np.zeros(0, dtype=np.uint32)
