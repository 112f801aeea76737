"""What is new in files, against what was read of them before."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.article import Article
from index.files_read.kept import FilesRead
from index.files_read.outcomes import FileOutcome, outcomes_of
from index.files_read.planning import Plan, Rules, is_as_read, plan
from index.files_read.reading import ChangedFiles
from index.files_read.record import FileRead, Stamp
from index.files_read.survey import FileThere, Told, still, survey
from index.ingestion import RepeatedNumbers, repeated, with_facts
from index.progress import Report, Watcher


@dataclass(frozen=True, slots=True)
class Scope:
    """Which files an update reads, and what it does with what they do not hold any more.

    Attributes:
        is_reading_all: whether files are read that are as they were.
        is_removing: whether articles go that their files, or files of folders, hold no more.
        is_restoring: whether articles come back that were deleted or replaced since, though their
            files are as they were.
        keeps_order: whether paths that are sources already stay where they are among these.
        at_rest: the files that may be read, see :func:`index.files_read.survey.survey`.
        gone: tells of the files that are gone from a path, and of those that stay, which are to be
            given up with their articles.
    """

    is_reading_all: bool = False
    is_removing: bool = False
    is_restoring: bool = True
    keeps_order: bool = False
    at_rest: Mapping[str, Stamp] | None = None
    gone: Callable[[Path, Sequence[str], Sequence[str]], Sequence[str]] = lambda _, gone, __: gone


#: What changed, and nothing else.
CHANGED = Scope()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What is new.

    Attributes:
        new: articles that come, with their facts.
        going: ids of articles that go without others in their place.
        unchanged: how many articles are as they were.
        files: how many files there are, and
        files_unchanged: how many of them were not read.
        has_articles: whether any of them has an article, or is gone.
        is_record_changed: whether other things are known of files than before.
        outcomes: of the files that were read or are gone.
        plan: what is known of the files now.
        gone: the paths of files that are given up.
    """

    new: tuple[Article, ...]
    going: tuple[str, ...]
    unchanged: int
    files: int
    files_unchanged: int
    has_articles: bool
    is_record_changed: bool
    outcomes: tuple[FileOutcome, ...]
    plan: Plan
    gone: tuple[str, ...]

    def recorded(self, before: FilesRead) -> FilesRead:
        """Return what is known of all files of the archive when this is done."""
        return before.without(self.plan.taken_over).renewed(self.plan.files, self.gone)


def take_in(
    kept: FilesRead,
    paths: Sequence[Path],
    told: Told,
    scope: Scope,
    report: Report,
    watcher: Watcher,
) -> TakenIn:
    """Read what changed of files, and tell what an archive has to do about it.

    Args:
        kept: what was read for the archive.
        paths: files, folders and archives, absolute.
        told: of them.
        scope: of the update.
        report: takes the numbers of problems.
        watcher: told of progress and problems.

    Raises:
        SourceError: a path does not exist or may not be read.
    """
    there = survey(paths, told, kept, trusting=not scope.is_reading_all, at_rest=scope.at_rest)
    gone = _gone(kept, paths, there, scope) if scope.is_removing else []
    absent = [file for path in gone if (file := kept.file(path))]
    rules = Rules(scope.is_removing, scope.is_restoring)
    changed = ChangedFiles(paths, told, kept, report, watcher)
    due = [
        file
        for file in there
        if scope.is_reading_all or not is_as_read(file, kept.glance(file.path))
    ]
    while True:
        if due:
            changed.read(due)
        decided = plan(there, kept, changed.results, absent, rules)
        # What comes back now, of a file that is as it was.
        unread = {path for path, _ in decided.wanted} - changed.results.keys()
        due = [file for file in there if file.path in unread]
        if not due:
            break
    _tell_repeated(decided, changed)
    return _taken(kept, there, absent, decided, changed)


def _gone(
    kept: FilesRead, paths: Sequence[Path], there: Sequence[FileThere], scope: Scope
) -> list[str]:
    """The paths of files that are not there any more, and are to be given up."""
    here = {file.path for file in there}
    found: dict[str, None] = {}
    for path in paths:
        known = kept.under(str(path))
        gone = [one for one in known if one not in here]
        if gone:
            staying = [one for one in known if one in here]
            found.update(dict.fromkeys(scope.gone(path, gone, staying)))
    return list(found)


def _tell_repeated(decided: Plan, changed: ChangedFiles) -> None:
    hints = RepeatedNumbers()
    for one in decided.repeated:
        article = changed.results[one.file.path].articles[one.number]
        found = changed.found(one.file.path, one.number)
        url = found.article.url if found else ""
        name = url or article.id if one.which else article.id
        file = found.file if found else one.file.name
        hint = hints.hint(article.id)
        changed.tell(repeated(article.id, name, one.first.id if one.which else name, file, hint))


def _taken(
    kept: FilesRead,
    there: Sequence[FileThere],
    absent: Sequence[FileRead],
    decided: Plan,
    changed: ChangedFiles,
) -> TakenIn:
    read = changed.results
    after = {file.path: file for file in still(one for one in there if one.path in read)}
    decided.files = [
        _as_it_is(file, after[file.path]) if file.path in after else file for file in decided.files
    ]
    before = {file.path: kept.file(file.path) for file in decided.files}
    outcomes = outcomes_of(decided, before, absent, read.keys())
    return TakenIn(
        new=tuple(_with_facts(decided, changed)),
        going=tuple(decided.going),
        unchanged=decided.unchanged,
        files=len(there),
        files_unchanged=len(there) - len(read),
        has_articles=bool(absent) or any(file.articles for file in decided.files),
        is_record_changed=bool(absent)
        or any(_known(file) != _known(before[file.path]) for file in decided.files),
        outcomes=tuple(outcomes),
        plan=decided,
        gone=tuple(file.path for file in absent),
    )


def _as_it_is(file: FileRead, there: FileThere) -> FileRead:
    stamp, settled, digest = there.stamp, there.is_settled, there.digest
    return replace(file, stamp=stamp, is_settled=settled, digest=digest)


def _known(file: FileRead | None) -> object:
    """What a record says of a file, the time when it was looked at left aside."""
    return file and (file.digest, file.reading, file.is_sound, file.articles)


def _with_facts(decided: Plan, changed: ChangedFiles) -> Iterator[Article]:
    for path, number in decided.wanted:
        found = changed.found(path, number)
        if found is None:
            continue
        article, problems = with_facts(found)
        for problem in problems:
            changed.tell(problem)
        if article is not None:
            yield article
