"""Single articles into an archive and out of it, in place, on every engine."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from index import sources
from index.change_set import ChangeSet
from index.errors import NothingIndexed
from index.ingestion import read_files
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
        skipped: records left out, by reason.
        remarks: problems of records that were taken all the same, by reason.
        left: what could not be tidied up behind the change, and why; empty where nothing is left.
    """

    added: int = 0
    replaced: int = 0
    removed: int = 0
    missing: tuple[str, ...] = ()
    articles: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    left: str = ""


_Renewal = Callable[[Manifest], Manifest]


def update(
    store: Store,
    paths: Iterable[Path],
    *,
    format: str | None = None,
    mapping: tuple[tuple[str, str], ...] = (),
    limits: SourceLimits = DEFAULTS,
    watcher: Watcher | None = None,
    workers: int | None = None,
) -> UpdateReport:
    """Put the articles of files into an archive, in place of those with the same id or url.

    Args:
        store: of the archive.
        paths: files, folders and archives.
        format: name of the source format; by default each file's is found from its content.
        mapping: fields by the names that the files have for them, beside those that are known.
        limits: of what a source may cost.
        watcher: told of progress and problems.
        workers: how many processes share the work; by default those that make use of the machine.

    Raises:
        SourceError: a path or the format cannot be used at all.
        IndexMissing: there is no archive yet.
        IndexLocked: another process is writing there.
        NothingIndexed: no article was found; the archive stays as it was.
    """
    watcher, report = watcher or Watcher(), Report()
    paths = [path.absolute() for path in paths]
    files = sources.find(paths, mapping, limits)
    store.manifest()
    watcher.total(files.size)
    new = list(read_files(files, format, report, watcher))
    if not new:
        raise NothingIndexed(f"no article found in {len(files)} files; nothing was changed")

    def renewed(before: Manifest) -> Manifest:
        # What is read first stands when the sources are read again: the later version.
        listed = tuple(dict.fromkeys([*map(str, paths), *before.sources]))
        kept = before.format if before.format == format else None
        return replace(
            before, sources=listed, format=kept, mapping=_together(before.mapping, mapping)
        )

    change = _apply(store, ChangeSet(new=new), renewed, watcher, workers)
    return replace(change, skipped=report.skipped, remarks=report.remarks)


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
    store: Store, changes: ChangeSet, renewed: _Renewal, watcher: Watcher, workers: int | None
) -> UpdateReport:
    watcher.indexing(len(changes.new))

    def changed(before: Manifest) -> Manifest:
        return replace(renewed(before), changed=now(), mark=new_mark())

    left = store.change(changes, changed, watcher.advance, workers)
    return UpdateReport(
        added=len(changes.new) - changes.replaced,
        replaced=changes.replaced,
        removed=changes.removed,
        missing=tuple(changes.missing),
        articles=store.manifest().articles,
        left=left,
    )
