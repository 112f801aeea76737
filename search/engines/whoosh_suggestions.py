"""Completions from one snapshot."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.completions import Completions
from search import suggestions
from search.engines.whoosh_snapshot import Snapshot
from search.engines.whoosh_vocabulary import WhooshVocabulary
from search.results import Suggestion
from search.suggest_names import Names


@dataclass(frozen=True, slots=True)
class _SnapshotSource:
    """A snapshot as the source of completions; see :class:`search.suggestions.Source`."""

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

    def newest_first(self, articles: NDArray[np.int32]) -> NDArray[np.int32]:
        order = np.lexsort((articles, -self.snapshot.dates.seconds[articles]))
        return articles[order]

    def title(self, article: int) -> Suggestion:
        found = self.snapshot.article(article)
        return Suggestion("title", found.title, found.id)


def suggest(snapshot: Snapshot, text: str, count: int) -> tuple[Suggestion, ...]:
    """What a reader may mean who has typed so far, the likeliest first.

    Args:
        snapshot: of the archive.
        text: what was typed.
        count: how many suggestions at most.
    """
    return suggestions.suggest(text, count, _SnapshotSource(snapshot))
