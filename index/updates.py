"""Single articles into an archive and out of it, in place, on every engine."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.article import Article
from index.change_set import ChangeSet
from index.errors import ArchiveOvertaken, NothingIndexed
from index.files_read.kept import FilesRead
from index.files_read.outcomes import FileOutcome
from index.files_read.survey import Told
from index.files_read.taking_in import CHANGED, Scope, take_in
from index.limits import DEFAULTS, SourceLimits
from index.manifest import Manifest, new_mark, now
from index.progress import Report, Watcher
from index.stores import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateReport:
    """What came of an update or a deletion.

    Attributes:
        added: articles that are new to the archive.
        replaced: articles that took the place of others with their id or url.
        removed: articles that went without another in their place.
        missing: ids and urls to be deleted that no article has.
        articles: how many the archive holds now.
        unchanged: articles that the files have as the archive has them, and
        files_unchanged: how many files need not be read for that.
        files: what became of each file that was read, or is gone.
        skipped: records left out, by reason.
        remarks: problems of records that were taken all the same, by reason.
        left: what could not be tidied up behind the change, and why; empty where nothing is left.
    """

    added: int = 0
    replaced: int = 0
    removed: int = 0
    missing: tuple[str, ...] = ()
    articles: int = 0
    unchanged: int = 0
    files_unchanged: int = 0
    files: tuple[FileOutcome, ...] = ()
    skipped: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    left: str = ""


#: So often another command may change the archive while files are read.
_ATTEMPTS = 5

_Renewal = Callable[[Manifest], Manifest]


def update(
    store: Store,
    paths: Iterable[Path],
    *,
    format: str | None = None,
    mapping: tuple[tuple[str, str], ...] = (),
    limits: SourceLimits = DEFAULTS,
    scope: Scope = CHANGED,
    watcher: Watcher | None = None,
    workers: int | None = None,
) -> UpdateReport:
    """Put the articles of files into an archive, in place of those with the same id or url.

    Files that are as they were when they were read last are not read; articles that say the same
    as before stay as they are. Where nothing comes and nothing goes, nothing is published.

    Args:
        store: of the archive.
        paths: files, folders and archives.
        format: name of the source format; by default each file's is found from its content.
        mapping: fields by the names that the files have for them, beside those that are known.
        limits: of what a source may cost.
        scope: which files are read, and what becomes of what they do not hold any more.
        watcher: told of progress and problems.
        workers: how many processes share the work; by default those that make use of the machine.

    Raises:
        SourceError: a path or the format cannot be used at all.
        IndexMissing: there is no archive yet.
        IndexLocked: another process is writing there.
        NothingIndexed: no article was found; the archive stays as it was.
        ArchiveOvertaken: another command changed the archive meanwhile.
    """
    watcher = watcher or Watcher()
    paths, told = [path.absolute() for path in paths], Told(format, mapping, limits)
    for _ in range(_ATTEMPTS):
        # What is to be done depends on what is live.
        with suppress(ArchiveOvertaken):
            return _update(store, paths, told, scope, watcher, workers)
    return _update(store, paths, told, scope, watcher, workers)


def _update(
    store: Store,
    paths: list[Path],
    told: Told,
    scope: Scope,
    watcher: Watcher,
    workers: int | None,
) -> UpdateReport:
    report, live = Report(), store.manifest()
    taken = take_in(store.files_read(), paths, told, scope, report, watcher)
    if not taken.has_articles:
        raise NothingIndexed(f"no article found in {taken.files} files; nothing was changed")
    change = UpdateReport(articles=live.articles)
    if taken.new or taken.going:
        changes = ChangeSet(new=taken.new, gone=taken.going)

        def renewed(before: Manifest) -> Manifest:
            return _renewed(before, paths, told, keeps_order=scope.keeps_order)

        def record(before: FilesRead) -> FilesRead:
            return taken.recorded(changes.recorded(before))

        change = _apply(store, changes, renewed, watcher, workers, record=record, mark=live.mark)
    elif taken.is_record_changed:
        store.note(taken.recorded(store.files_read()), live.mark)
    else:
        store.remove_left()
    return replace(
        change,
        unchanged=taken.unchanged,
        files_unchanged=taken.files_unchanged,
        files=taken.outcomes,
        skipped=report.skipped,
        remarks=report.remarks,
    )


def _renewed(before: Manifest, paths: list[Path], told: Told, *, keeps_order: bool) -> Manifest:
    """Return the manifest of an archive with articles of more paths."""
    named = list(map(str, paths))
    if keeps_order:
        named = [path for path in named if path not in before.sources]
    # What is read first stands when the sources are read again: the later version.
    return replace(
        before,
        sources=tuple(dict.fromkeys([*named, *before.sources])),
        format=before.format if before.format == told.format else None,
        mapping=_together(before.mapping, told.mapping),
    )


def put(
    store: Store, new: Sequence[Article], source: Path, *, workers: int | None = None
) -> UpdateReport:
    """Put articles into an archive, in place of those with the same id or url.

    Args:
        store: of the archive.
        new: articles with their facts, no two with one id or url.
        source: the folder that they are kept in, where a build of the archive reads them again.
        workers: see :func:`update`.

    Raises:
        IndexMissing: there is no archive yet.
        IndexLocked: another process is writing there.
    """

    def renewed(before: Manifest) -> Manifest:
        # A format that was told is one of other sources.
        if (kept := str(source.absolute())) in before.sources:
            return before
        return replace(before, sources=(kept, *before.sources), format=None)

    return _apply(store, ChangeSet(new=new), renewed, Watcher(), workers)


def _together(
    before: tuple[tuple[str, str], ...], now: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """Return both mappings; a name that stood for another field in each is told by neither."""
    known, more = dict(before), dict(now)
    twice = {name for name in known.keys() & more if known[name] != more[name]}
    return tuple((name, to) for name, to in {**known, **more}.items() if name not in twice)


def delete(
    store: Store,
    names: Iterable[str],
    *,
    watcher: Watcher | None = None,
    workers: int | None = None,
) -> UpdateReport:
    """Take articles out of an archive.

    Args:
        store: of the archive.
        names: their ids or urls.
        watcher: told of progress.
        workers: see :func:`update`.

    Raises:
        IndexMissing: there is no archive yet.
        IndexLocked: another process is writing there.
    """
    changes = ChangeSet(gone=names)
    return _apply(store, changes, lambda before: before, watcher or Watcher(), workers)


def _apply(
    store: Store,
    changes: ChangeSet,
    renewed: _Renewal,
    watcher: Watcher,
    workers: int | None,
    *,
    record: Callable[[FilesRead], FilesRead] | None = None,
    mark: str | None = None,
) -> UpdateReport:
    watcher.indexing(len(changes.new))

    def changed(before: Manifest) -> Manifest:
        return replace(renewed(before), changed=now(), mark=new_mark())

    left = store.change(changes, changed, watcher.advance, workers, record=record, mark=mark)
    return UpdateReport(
        added=len(changes.new) - changes.replaced,
        replaced=changes.replaced,
        removed=changes.removed,
        missing=tuple(changes.missing),
        articles=store.manifest().articles,
        left=left,
    )
