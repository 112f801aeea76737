"""Completions from one snapshot."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.completions import Completions
from search.completion import completer
from search.completion.facet_values import Names
from search.completion.phrases import Typed
from search.engines.embedded.snapshot import Snapshot
from search.engines.embedded.vocabulary import WhooshVocabulary
from search.results import Suggestion


@dataclass(frozen=True, slots=True)
class _SnapshotSource:
    """A snapshot as the source of completions; see :class:`search.completion.completer.Source`."""

    snapshot: Snapshot

    @property
    def completions(self) -> Completions:
        return self.snapshot.completions

    @property
    def names(self) -> Names:
        return self.snapshot.names

    @property
    def vocabulary(self) -> WhooshVocabulary:
        return WhooshVocabulary(self.snapshot)

    def titles(self, typed: Typed, count: int) -> list[Suggestion]:
        return list(islice(self._titles(typed, count), count))

    def _titles(self, typed: Typed, count: int) -> Iterator[Suggestion]:
        completions = self.completions
        numbers, at_start = completions.titles.starting_with(typed.key, whole=typed.whole)
        for chosen in (numbers[at_start], numbers[~at_start]):
            articles = self._newest_first(completions.articles[np.unique(chosen)])
            for article in articles[:count].tolist():
                found = self.snapshot.article(article)
                yield Suggestion("title", found.title, found.id)

    def _newest_first(self, articles: NDArray[np.int32]) -> NDArray[np.int32]:
        order = np.lexsort((articles, -self.snapshot.dates.seconds[articles]))
        return articles[order]


def suggest(snapshot: Snapshot, text: str, count: int) -> tuple[Suggestion, ...]:
    """What a reader may mean who has typed so far, the likeliest first.

    Args:
        snapshot: of the archive.
        text: what was typed.
        count: how many suggestions at most.
    """
    return completer.suggest(text, count, _SnapshotSource(snapshot))
