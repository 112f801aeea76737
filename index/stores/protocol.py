"""What a store is: where an index is built beside the live one and then published."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, runtime_checkable

from index.analysis import Evidence
from index.article import Article
from index.change_set import Turnover
from index.completions import Completions
from index.manifest import Manifest


class Build(Protocol):
    """An index being built; nobody can search it before it is published."""

    def freeze(self, evidence: Evidence, leads: Sequence[int]) -> None:
        """Fix what holds for all articles of this index; before the first is added.

        Args:
            evidence: by what they are analyzed. It is kept with the index, and whoever opens it
                analyzes queries by it.
            leads: of every article, in the order of adding, which one leads the copies of its
                text, by its place in that order, from 0; its own where there are none.
        """
        ...

    def add(self, article: Article) -> None:
        """Put an article with its facts in; its id must be new to this build."""
        ...

    def complete(self, completions: Completions) -> None:
        """Keep with the index what is offered to somebody who types; before it is published."""
        ...

    def finish(self) -> None:
        """Write out all that was added and count it; nothing can be added any more.

        Raises:
            IndexDamaged: the index does not hold what was put in.
        """
        ...

    def publish(self, manifest: Manifest) -> None:
        """Make the finished index the live one, in one step that cannot be seen half done."""
        ...


class Store(Protocol):
    """Where published indexes lie."""

    def build(self) -> AbstractContextManager[Build]:
        """Start a new index beside the live one.

        Leaving the block without :meth:`Build.publish` throws the new index away; the live one
        is as it was.

        Raises:
            IndexLocked: another process is writing here.
        """
        ...

    def manifest(self) -> Manifest:
        """What built the live index.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: it cannot be read.
        """
        ...

    def articles(self) -> Iterator[Article]:
        """Every article of the live index with its facts, in the order of adding.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: some of it cannot be read.
        """
        ...

    def check(self) -> None:
        """Read the live index to its end and compare it with what was published.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: something is missing or changed; the message names it.
        """
        ...


@runtime_checkable
class StoreInPlace(Store, Protocol):
    """A store whose live index can be changed without building it anew."""

    def change(
        self,
        turnover: Turnover,
        renewed: Callable[[Manifest], Manifest],
        advance: Callable[[int], None],
    ) -> None:
        """Put articles into the live index and take others out; seen by all when all is done.

        What the archive as a whole decides stays as of the last build: its evidence, and what is
        offered to somebody who types.

        Args:
            turnover: what is to be changed; it tells afterwards what was.
            renewed: from the manifest to the one of the changed index, its number of articles
                left aside.
            advance: called with the number of articles put in since the last call.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexLocked: another process is writing here.
            AnalyzerMismatch: the index was made by another analyzer.
        """
        ...
