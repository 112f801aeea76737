"""What ``update --watch`` does: watch folders until it is told to end, and say what comes of it."""

import time
from collections.abc import Sequence
from pathlib import Path

from commands.counts import articles
from commands.ending import ended_by_signals
from commands.problems import ProblemsTold
from commands.reports import summary, update_summary
from commands.terminal import say, say_names
from index.files_read.outcomes import FileOutcome
from index.files_read.survey import Told
from index.names.accepted import AcceptedNames
from index.progress import Report, Watcher
from index.sources.files.names import shown_path
from index.stores import Store
from index.watching.notices import Notices
from index.watching.options import WatchOptions
from index.watching.watching import Event, FolderWatch, Pace, Trouble, Watched


def watch(
    store: Store,
    folders: Sequence[Path],
    told: Told,
    options: WatchOptions,
    *,
    force: bool,
    workers: int | None,
    names: AcceptedNames,
    all_problems: bool,
) -> None:
    """Watch folders until a signal comes.

    Args:
        store: of the archive.
        folders: that are watched.
        told: of them.
        options: of the watch.
        force: whether articles go even where many files are gone at once.
        workers: how many processes share the work.
        names: the writings that an archive lists under one entry which is begun.
        all_problems: whether every problem is told, not only the first of each kind.
    """
    paths = tuple(folder.absolute() for folder in folders)
    notices = Notices(paths, is_polling=options.is_polling)
    problems = _Problems(every=all_problems)
    watched = Watched(store, paths, told, force, workers, names)
    folder_watch = FolderWatch(
        watched,
        Pace(options.quiet, options.seconds),
        notices,
        now=time.time,
        tell=lambda event: _tell(event, problems),
        watcher=Watcher(problem=lambda problem: problems.told(problem)),
    )
    try:
        with ended_by_signals(folder_watch.stop):
            folder_watch.run()
    finally:
        notices.end()
        problems.end()
    say("ended")


class _Problems:
    """Tells of problems, of the equal ones of one publication not all."""

    def __init__(self, *, every: bool) -> None:
        self._every = every
        self.told = ProblemsTold(say_names, every=every)

    def end(self) -> None:
        """Tell how many were not told, and begin anew."""
        self.told.end()
        self.told = ProblemsTold(say_names, every=self._every)


def _tell(event: Event, problems: _Problems) -> None:
    problems.end()
    if isinstance(event, Trouble):
        say_names(event.line)
    elif isinstance(event, Report):
        say(summary(event))
    else:
        for outcome in event.files:
            say_names(_line(outcome), err=False)
        say(update_summary(event))
        if event.left:
            say_names(event.left)


def _line(outcome: FileOutcome) -> str:
    """Return one line on what became of a file."""
    name = shown_path(Path(outcome.path))
    if outcome.is_gone:
        return f"removed: {name}: {articles(outcome.went)} taken out"
    if outcome.before:
        kind = f"renamed: {shown_path(Path(outcome.before))} is {name}"
    else:
        kind = f"{'new' if outcome.is_new else 'changed'}: {name}"
    told = [f"{articles(outcome.came)} put in"]
    told += [f"{outcome.unchanged} unchanged"] if outcome.unchanged else []
    told += [f"{outcome.went} taken out"] if outcome.went else []
    told += [] if outcome.is_sound else ["not read to its end; it is read again when it changes"]
    return f"{kind}: {', '.join(told)}"
