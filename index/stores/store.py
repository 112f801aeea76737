"""What a store is: where an index is built beside the live one and then published."""

from contextlib import AbstractContextManager
from typing import Protocol

from index.analysis import Evidence
from index.article import Article
from index.completions import Completions
from index.manifest import Manifest


class Build(Protocol):
    """An index being built; nobody can search it before it is published."""

    def freeze(self, evidence: Evidence) -> None:
        """Fix by what all articles of this index are analyzed; before the first is added.

        The evidence is kept with the index, and whoever opens it analyzes queries by it.
        """
        ...

    def add(self, article: Article, lead: int) -> None:
        """Put an article in; its id must be new to this build.

        Args:
            article: with its facts.
            lead: which article leads the copies of its text, by its place in the order of
                adding, from 0; its own where there are none.
        """
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

    def check(self) -> None:
        """Read the live index to its end and compare it with what was published.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: something is missing or changed; the message names it.
        """
        ...
