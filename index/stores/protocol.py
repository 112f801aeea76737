"""What a store is: where an index is built beside the live one and then published."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, runtime_checkable

from index.analysis import Evidence
from index.article import Article
from index.change_set import ChangeSet
from index.completions import Completions
from index.manifest import Manifest


class Build(Protocol):
    """An index being built; nobody can search it before it is published."""

    def freeze(self, evidence: Evidence, representatives: Sequence[int], /) -> None:
        """Fix what holds for all articles of this index, before the first is added.

        Args:
            evidence: the archive's corpus frequencies, by which its articles are analyzed. They are
                kept with the index, and whoever opens it analyzes queries by them.
            representatives: for every article, in the order of adding, the number of the one that
                stands for the copies of its text, counted from 0; its own where there are none.
        """
        ...

    def add(self, article: Article) -> None:
        """Put an article in.

        Args:
            article: with its facts; its id must be new to this build.
        """
        ...

    def complete(self, completions: Completions) -> None:
        """Put what is offered to somebody who types beside the index, before it is published."""
        ...

    def finish(self) -> None:
        """Write out all that was added and count it. Nothing can be added any more.

        Raises:
            IndexDamaged: the index does not hold what was put in.
        """
        ...

    def publish(self, manifest: Manifest) -> None:
        """Make the finished index the live one, in one step.

        A reader sees the index of before or this one, never a part.

        Args:
            manifest: what built this index; it is kept with it.
        """
        ...


class Store(Protocol):
    """A place where indexes are built and published, one of them live."""

    def build(self) -> AbstractContextManager[Build]:
        """Start a new index beside the live one.

        Leaving the block without :meth:`Build.publish` throws the new index away; the live one
        is as it was.

        Raises:
            IndexLocked: another process is writing here.
        """
        ...

    def manifest(self) -> Manifest:
        """Return what built the live index.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: it cannot be read.
        """
        ...

    def articles(self) -> Iterator[Article]:
        """Yield every article of the live index with its facts, in the order of adding.

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
        changes: ChangeSet,
        renewed: Callable[[Manifest], Manifest],
        advance: Callable[[int], None],
        /,
    ) -> None:
        """Put articles into the live index and take others out.

        Readers see the changes when all are done. What the archive as a whole decides stays as of
        the last build: its corpus frequencies, and what is offered to somebody who types.

        Args:
            changes: the articles that come and go. They tell afterwards what was changed.
            renewed: gives the manifest of the changed index from the one of before; the number of
                articles is left aside.
            advance: called with the number of articles put in since the last call.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexLocked: another process is writing here.
            AnalyzerMismatch: the index was made by another analyzer.
        """
        ...
