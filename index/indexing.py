"""Whole indexes: built of files, or of the articles of another index."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from index import sources
from index.analysis import Evidence
from index.article import Article
from index.errors import IndexDamaged, NothingIndexed
from index.files_read.gathering import Gathered
from index.files_read.kept import NOTHING_READ
from index.files_read.record import Stamp
from index.files_read.survey import Told, survey
from index.intake import tasks_of_articles, tasks_of_files
from index.limits import DEFAULTS, SourceLimits
from index.manifest import Manifest, Origin
from index.names.accepted import NO_NAMES, AcceptedNames
from index.progress import Report, Watcher
from index.shrinking import live_manifest, must_not_shrink
from index.stores import Store
from index.write_loop import write

__all__ = ["Report", "Watcher", "compact", "migrate", "reindex"]


def reindex(
    store: Store,
    paths: Iterable[Path],
    *,
    format: str | None = None,
    mapping: tuple[tuple[str, str], ...] = (),
    limits: SourceLimits = DEFAULTS,
    may_shrink: bool = True,
    at_rest: Mapping[str, Stamp] | None = None,
    names: AcceptedNames = NO_NAMES,
    watcher: Watcher | None = None,
    workers: int | None = None,
) -> Report:
    """Build an index of everything in ``paths`` and publish it in place of the live one.

    Args:
        store: where it goes.
        paths: files, folders and archives.
        format: name of the source format; by default each file's is found from its content.
        mapping: fields by the names that the files have for them, beside those that are known.
        limits: of what a source may cost.
        may_shrink: whether it may hold much less than the live index, or than its sources.
        at_rest: the files that are read, see :func:`index.files_read.survey.survey`.
        names: the writings that are listed under one entry.
        watcher: told of progress and problems.
        workers: how many processes share the work; by default those that make use of the machine.

    Raises:
        SourceError: a path or the format cannot be used at all.
        IndexLocked: another process is writing there.
        NothingIndexed: no article was found; the live index stays as it was.
        ArchiveShrunk: much less was found than there is; likewise.
    """
    watcher = watcher or Watcher()
    paths = [path.absolute() for path in paths]
    told = Told(format, mapping, limits)
    # Before anything is read: what changes meanwhile is read again by the next update.
    there = survey(paths, told, at_rest=at_rest)
    gathered, wanted = Gathered(there), {file.path for file in there}
    files = sources.find(
        paths, mapping, limits, lambda path: at_rest is None or str(path) in wanted
    )
    watcher.total(files.size)
    report = Report()

    def origin(_: Evidence) -> Origin:
        if not report.indexed:
            raise NothingIndexed(_nothing_indexed(len(files), report))
        # What is live now: nobody else writes any more.
        live = None if may_shrink else live_manifest(store)
        must_not_shrink(live, report.indexed, report.skipped)
        named = tuple(map(str, paths))
        read = gathered.files()
        return Origin(named, format, report.skipped, mapping, files=read, names=names)

    tasks = tasks_of_files(files, format, names)
    write(store, tasks, origin, report, watcher, workers=workers, gathered=gathered)
    return report


def is_up_to_date(
    store: Store, paths: Iterable[Path], told: Told, names: AcceptedNames = NO_NAMES
) -> bool:
    """Tell whether a build of some sources would give what is live already.

    The live archive was built, or updated in place, of the same sources, in the same order, told
    the same, by the same analyzer and readers, and each file is byte by byte as it was.

    Args:
        store: of the archive.
        paths: files, folders and archives.
        told: of them.
        names: the writings that are listed under one entry.

    Raises:
        SourceError: a path does not exist or may not be read.
    """
    live = live_manifest(store)
    if live is None or not live.is_current():
        return False
    paths = [path.absolute() for path in paths]
    asked = (tuple(map(str, paths)), told.format, told.mapping, names)
    if asked != (live.sources, live.format, live.mapping, live.names):
        return False
    try:
        kept = store.files_read()
    except IndexDamaged:
        return False
    there = survey(paths, told, kept)
    return (
        bool(there)
        and len(there) == len(kept)
        and all(
            before is not None and (before.digest, before.reading) == (file.digest, file.reading)
            for file in there
            for before in [kept.glance(file.path)]
        )
    )


def migrate(
    source: Store,
    target: Store,
    watcher: Watcher | None = None,
    workers: int | None = None,
    *,
    may_shrink: bool = True,
    names: AcceptedNames | None = None,
) -> Report:
    """Build an index of all articles of another one and publish it.

    Args:
        source: where they are read.
        target: where they go; it may be the same archive, which is then analyzed anew.
        watcher: told of progress; its ``total`` and ``advance`` count articles from the first on.
        workers: how many processes share the work; by default those that make use of the machine.
        may_shrink: whether it may hold much less than what is live at the target.
        names: the writings that are listed under one entry; by default as at the source.

    Raises:
        ArchiveShrunk: much more is live at the target; it stays as it was.
        IndexMissing: nothing is published at the source.
        IndexDamaged: not all of it could be read, or it came out as another archive.
        IndexLocked: another process is writing there.
    """
    watcher = watcher or Watcher()
    before = source.manifest()
    must_not_shrink(None if may_shrink else live_manifest(target), before.articles)
    watcher.total(before.articles)
    files = NOTHING_READ
    report = Report(skipped=Counter(before.skipped))

    def found() -> Iterator[Article]:
        # Nobody else writes from here on, where source and target are one.
        nonlocal before, files
        before, files = source.manifest(), source.files_read()
        for article in source.articles():
            yield article
            watcher.advance(1)

    def origin(evidence: Evidence) -> Origin:
        _must_be_whole(before, report.indexed, evidence)
        origin = replace(before.origin, files=files, arrived=source.arrived())
        return origin if names is None else replace(origin, names=names)

    tasks = tasks_of_articles(found(), names)
    write(target, tasks, origin, report, watcher, workers=workers)
    return report


def compact(store: Store, watcher: Watcher | None = None, workers: int | None = None) -> Report:
    """Build an archive anew from its own articles: all that holds for the whole of it is fresh.

    Args:
        store: of the archive.
        watcher: told of progress.
        workers: how many processes share the work; by default those that make use of the machine.

    Raises:
        IndexMissing: nothing is published there.
        IndexDamaged: not all of it could be read, or it came out as another archive.
        IndexLocked: another process is writing there.
    """
    return migrate(store, store, watcher, workers)


def _must_be_whole(before: Manifest, articles: int, evidence: Evidence) -> None:
    """Make sure that an archive came out of a migration as it went in."""
    if articles != before.articles:
        found = f"{articles} articles instead of {before.articles}"
    # Evidence is of the day when an index was built, and of the analyzer that it was built by.
    elif before.is_current() and not before.changed and evidence.digest != before.evidence:
        found = "other words than it was built of"
    else:
        return
    raise IndexDamaged(
        f"the index to migrate from gave {found}; nothing was published; look at it with: "
        "manage.py check --engine ADDRESS"
    )


def _nothing_indexed(files: int, report: Report) -> str:
    reasons = ", ".join(f"{count} {reason}" for reason, count in report.skipped.items())
    return (
        f"no article found in {files} files ({reasons or 'nothing to read'}); "
        "nothing was published; name files of a known format or tell it with --format"
    )
