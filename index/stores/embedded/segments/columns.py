"""The columns of several segments as one: those of the articles that stay, segment by segment."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain, compress

import numpy as np
from numpy.typing import NDArray

from index.arrays import Array, narrow
from index.fields import TEXT_FIELDS
from index.stores.embedded.facet_values import FacetValues
from index.stores.embedded.level_index import counts_of
from index.stores.embedded.segment import Segment
from index.stores.embedded.segments.dense import DenseNumbers

_SPANS, _SPAN_ENDS = "spans", "spans.ends"


@dataclass(frozen=True)
class JoinedColumns(Mapping[str, Array]):
    """The columns of several segments; each is put together when it is first asked for.

    Attributes:
        segments: with the numbers of their articles, in their order.
    """

    segments: Sequence[tuple[Segment, DenseNumbers]]

    def __getitem__(self, name: str) -> Array:
        made = self._joined[name]
        if callable(made):
            self._joined[name] = made = made()
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._joined)

    def __len__(self) -> int:
        return len(self._joined)

    @cached_property
    def _joined(self) -> dict[str, Array | Callable[[], Array]]:
        by_article = ["published", *(f"{field.name}.words" for field in TEXT_FIELDS)]
        return {
            **{name: partial(self._rows, name) for name in by_article},
            _SPANS: lambda: self._spans[1],
            _SPAN_ENDS: lambda: self._spans[0],
        }

    def _rows(self, name: str) -> Array:
        return np.concatenate([numbers.rows(one.columns[name]) for one, numbers in self.segments])

    @cached_property
    def _spans(self) -> tuple[Array, Array]:
        found = [
            numbers.entries(one.columns[_SPAN_ENDS], one.columns[_SPANS].reshape(-1, 2))
            for one, numbers in self.segments
        ]
        return _ends(found), np.concatenate([pairs for _, pairs in found]).ravel()


def joined_facet(name: str, segments: Sequence[tuple[Segment, DenseNumbers]]) -> FacetValues:
    """Return the values of a facet of several segments: those that an article has which stays.

    Args:
        name: of the facet.
        segments: with the numbers of their articles, in their order.
    """
    held = [one.facet(name) for one, _ in segments]
    # Each list is in order, so that sorting is merging.
    values = list(dict.fromkeys(sorted(chain.from_iterable(one.values for one in held))))
    code_of = {value: code for code, value in enumerate(values)}
    in_all = [_codes(one, code_of) for one in held]
    found = []
    for own, own_codes, (_, numbers) in zip(held, in_all, segments, strict=True):
        ends, codes = numbers.entries(own.ends, own.codes)
        found.append((ends, own_codes[codes]))
    codes = np.concatenate([own for _, own in found])
    used = np.bincount(codes, minlength=len(values)) > 0
    renumbered = np.where(used, used.cumsum() - 1, -1)
    return FacetValues(
        tuple(compress(values, used.tolist())),
        _ends(found),
        narrow(renumbered[codes]),
        tuple((own, renumbered[own_codes]) for own, own_codes in zip(held, in_all, strict=True)),
    )


def _codes(own: FacetValues, code_of: Mapping[str, int]) -> NDArray[np.int64]:
    return np.fromiter(map(code_of.__getitem__, own.values), np.int64, len(own.values))


def _ends(found: Sequence[tuple[Array, Array]]) -> Array:
    """Where the lists of all articles end, by where those of each segment do."""
    return narrow(np.concatenate([counts_of(ends) for ends, _ in found]).cumsum())
