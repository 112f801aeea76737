"""A change of the live archive: a segment of what comes, and a publication without what goes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from index.change_set import ChangeSet
from index.completions import Completions
from index.files_read.kept import FilesRead
from index.intake import tasks_of_articles
from index.manifest import Manifest
from index.names.accepted import AcceptedNames
from index.preparation import PreparedArticle, prepare
from index.stores.embedded.archive import OpenArchive
from index.stores.embedded.compared_texts import ComparedTexts
from index.stores.embedded.copies import regrouped
from index.stores.embedded.files_read import read_files_read, write_files_read
from index.stores.embedded.folders import Folders
from index.stores.embedded.next_publication import moved, write_next
from index.stores.embedded.offers import LastBuild, counted, write_additions
from index.stores.embedded.publication import NamedSegment
from index.stores.embedded.segment_writer import SegmentWriter, Words
from index.stores.embedded.segments import OpenSegment, open_segments
from index.vocabulary import Vocabulary
from index.workers import Workers

#: So many articles are put in by this process alone: others would take longer to start.
_FEW = 500


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to the live archive.

    Attributes:
        changes: the articles that come and go. They tell afterwards what was changed.
        renewed: gives the manifest of the changed archive from the one of before.
        advance: called with the number of articles put in since the last call.
        workers: how many processes share the work; ``None`` for those that make use of the machine.
        record: gives what was read of which file from that of before, once the changes are known;
            by default it says of the articles that went that they did.
        mark: of the archive that it is meant for; ``None`` where it may be any.
    """

    changes: ChangeSet
    renewed: Callable[[Manifest], Manifest]
    advance: Callable[[int], None]
    workers: int | None = None
    record: Callable[[FilesRead], FilesRead] | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Remembered:
    """What whoever changes one archive again and again need not find out anew.

    Attributes:
        texts: of articles that are compared.
        last_build: the completions of the last full build.
    """

    texts: ComparedTexts = field(default_factory=ComparedTexts)
    last_build: LastBuild = field(default_factory=LastBuild)


def write_change(
    live: OpenArchive, folders: Folders, folder: Path, change: Change, remembered: Remembered
) -> bool:
    """Write the publication of a changed archive, and the segment of its new articles.

    Args:
        live: the archive as it is.
        folders: of the store.
        folder: of the publication, and the name of the segment; it is there and empty.
        change: what is done.
        remembered: from changes before this one.

    Returns:
        Whether there is anything to be published.

    Raises:
        AnalyzerMismatch: the archive was made by another analyzer.
        ArchiveOvertaken: it is not the one that the change is meant for.
        IndexDamaged: what is looked up in it cannot be read.
    """
    live.manifest.must_match(str(live.folder))
    live.manifest.must_have(change.mark, str(live.folder))
    going = sorted(_going(live, change.changes))
    for number in going:
        change.changes.take_out(live.held.article(number))
    manifest = change.renewed(live.manifest)
    if not change.changes.new and not going and manifest.names == live.manifest.names:
        return False
    segments = _without(live, going)
    base = remembered.last_build.of(live)
    if change.changes.new:
        made = folders.segment(folder.name)
        _write_segment(made, live.folder, change, manifest.names, remembered.texts, base)
        segments.append(NamedSegment(made, np.empty(0, dtype=np.int64)))
    opened = open_segments(segments, live.segments)
    groups = regrouped(live, opened, remembered.texts)
    built = moved(live.named.built, going, live.held.size)
    write_additions(folder, base, opened, groups, built)
    _write_files_read(folder, live, change)
    settled = live.manifest.settled
    write_next(
        folder,
        live.published,
        replace(
            manifest,
            articles=len(groups.representatives),
            settled=settled - sum(number < settled for number in going) + change.changes.settled,
        ),
        [(one.segment.folder.name, one.removed) for one in _needed(opened)],
        groups,
        built,
    )
    return True


def write_same(folder: Path, live: OpenArchive) -> None:
    """Write the publication of an archive that stays as it is.

    Args:
        folder: of the publication; what is there already is not taken over.
        live: the archive.
    """
    write_next(
        folder,
        live.published,
        live.manifest,
        [(one.folder.name, one.removed) for one in live.named.segments],
        live.named.groups,
        live.named.built,
    )


def _write_files_read(folder: Path, live: OpenArchive, change: Change) -> None:
    before = read_files_read(live.folder, live.published)
    now = change.changes.recorded(before) if change.record is None else change.record(before)
    if now is not before:
        write_files_read(folder, now, before)


def _without(live: OpenArchive, going: Iterable[int]) -> list[NamedSegment]:
    """The segments of an archive without some articles, by their dense numbers."""
    removed = {one.folder: one.removed for one in live.named.segments}
    for number in going:
        segment, local = live.held.located(number)
        removed[segment.folder] = np.append(removed[segment.folder], local)
    return [NamedSegment(folder, np.sort(gone)) for folder, gone in removed.items()]


def _needed(segments: Sequence[OpenSegment]) -> Sequence[OpenSegment]:
    """Those segments of which an article stays; the last where none does."""
    return [one for one in segments if len(one.removed) < one.segment.size] or segments[-1:]


def _going(live: OpenArchive, changes: ChangeSet) -> set[int]:
    """The numbers of the articles that go, looked up by their names."""
    kinds = ("ids", "addresses")
    found = (live.held.number_of(kind, name) for name in changes.names for kind in kinds)
    return {number for number in found if number is not None}


def _write_segment(
    folder: Path,
    evidence: Path,
    change: Change,
    names: AcceptedNames,
    texts: ComparedTexts,
    base: Completions,
) -> None:
    new = change.changes.new
    workers = 1 if len(new) <= _FEW else change.workers
    with _writing(folder) as writer, Workers(workers) as shared:
        vocabulary, articles = Vocabulary(), list[PreparedArticle]()
        for batch in shared.map(prepare, tasks_of_articles(new, names)):
            found = [one for one in batch.contents if isinstance(one, PreparedArticle)]
            texts.remember(folder, len(writer), (article.signature for article in found))
            writer.add(found, vocabulary.take(batch.texts))
            articles += found
        words = Words(vocabulary.spellings(), vocabulary.normal())
        writer.fill(evidence, words, shared, change.advance)
        writer.finish()
        counted(vocabulary, articles, base).write(folder)
        writer.seal()


@contextmanager
def _writing(folder: Path) -> Iterator[SegmentWriter]:
    writer = SegmentWriter(folder)
    try:
        yield writer
    except BaseException:
        writer.discard()
        raise
