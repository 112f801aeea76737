"""What a store is: where an index is built beside the live one and then published."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from index.analysis import Evidence
from index.article import Article
from index.associations import NO_ASSOCIATIONS, Associations
from index.change_set import ChangeSet
from index.completions import Completions
from index.drift import Drift
from index.files_read.kept import FilesRead
from index.manifest import Manifest
from index.numbering import NumberedTexts
from index.preparation import PreparedArticle
from index.workers import Workers


@dataclass(frozen=True, slots=True)
class Collected:
    """What is known of an archive when all of its articles are read.

    Attributes:
        evidence: its corpus frequencies, by which its articles are analyzed. They are kept with
            the index, and whoever opens it analyzes queries by them.
        representatives: for every article, in the order of adding, the number of the one that
            stands for the copies of its text, counted from 0; its own where there are none.
        spellings: its distinct words as they stand, by their numbers.
        words: its distinct words in normal spelling, each with the number of articles that it
            stands in; by these it is told what has changed since.
        parents: for every article the one that it was put to, see
            :class:`index.facts.near_duplicates.groups.Groups`; where they are not known, the
            representatives.
        settled: articles with this number or a higher one arrived in an archive that was there;
            where it is not known, none did.
    """

    evidence: Evidence
    representatives: Sequence[int]
    spellings: Sequence[str]
    words: Mapping[str, int]
    parents: Sequence[int] | None = None
    settled: int = sys.maxsize


class Build(Protocol):
    """An index being built; nobody can search it before it is published."""

    def add(self, articles: Sequence[PreparedArticle], texts: NumberedTexts, /) -> None:
        """Put articles behind the others, before the index is filled.

        Args:
            articles: each with an id that is new to this build.
            texts: of these articles; their words have the numbers of the archive.
        """
        ...

    def fill(
        self, collected: Collected, workers: Workers, advance: Callable[[int], None], /
    ) -> None:
        """Analyze and index all that was added.

        Args:
            collected: what holds for all articles of this index.
            workers: share the work.
            advance: called with the number of articles dealt with since the last call.
        """
        ...

    def complete(
        self, completions: Completions, associations: Associations = NO_ASSOCIATIONS
    ) -> None:
        """Put what was found of the archive as a whole beside the index, before it is published.

        Args:
            completions: what is offered to somebody who types.
            associations: the words that it relates; a small archive has none.
        """
        ...

    def remember(self, files: FilesRead) -> None:
        """Keep with the index what was read of which file, before it is published."""
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

    def arrived(self) -> int:
        """Return how many of the last articles came after the sources were last read as a whole.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: it cannot be read.
        """
        ...

    def files_read(self) -> FilesRead:
        """Return what was read of which file for the live index.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: it cannot be read.
        """
        ...

    def note(self, files: FilesRead, mark: str) -> None:
        """Keep with the live index what was read of which file, where nothing else has changed.

        The index stays what it is, its manifest too; a rollback brings back what it did.

        Args:
            files: to be kept.
            mark: of the live index that it is true of; where another is live, nothing is done.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexLocked: another process is writing here.
        """
        ...

    def remove_left(self) -> None:
        """Remove what a writer left that was ended, if there is anything.

        Every writer begins with that; this is for whoever finds nothing to write. Where another
        one is writing, nothing is done.
        """
        ...

    def rollback(self) -> Manifest:
        """Make the index before the live one live again; a second rollback takes that back.

        Returns:
            What built the index that is live now.

        Raises:
            IndexMissing: none is kept.
            IndexDamaged: it is not as it was published; the live one stays.
            AnalyzerMismatch: it is of another version of this software.
            IndexLocked: another process is writing there.
        """
        ...

    def check(self) -> None:
        """Read the live index to its end and compare it with what was published.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: something is missing or changed; the message names it.
        """
        ...

    def drift(self) -> Drift:
        """Return what building the live index anew of its articles would change of its terms.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexDamaged: some of it cannot be read.
        """
        ...

    def change(
        self,
        changes: ChangeSet,
        renewed: Callable[[Manifest], Manifest],
        advance: Callable[[int], None],
        workers: int | None = None,
        /,
        *,
        record: Callable[[FilesRead], FilesRead] | None = None,
        mark: str | None = None,
    ) -> str:
        """Put articles into the live index and take others out.

        What comes stands behind what stays, new versions of others too. Readers see the changes
        when all are done. What the archive as a whole decides stays as of the last build: its
        corpus frequencies, and what is offered to somebody who types.

        Args:
            changes: the articles that come and go. They tell afterwards what was changed.
            renewed: gives the manifest of the changed index from the one of before; the number of
                articles is left aside.
            advance: called with the number of articles put in since the last call.
            workers: how many processes share the work; ``None`` for those that make use of the
                machine.
            record: gives what was read of which file from that of before, once the changes are
                known; by default it says of the articles that went that they did.
            mark: of the live index that the change is meant for.

        Returns:
            What could not be tidied up after the change was published, and why, in a line; empty
            where nothing is left to be done.

        Raises:
            IndexMissing: nothing has been published yet.
            IndexLocked: another process is writing here.
            AnalyzerMismatch: the index was made by another analyzer.
            ArchiveOvertaken: another index is live than the one that the change is meant for.
        """
        ...
