"""The problems of sources as commands tell them: the first of each kind, and how many more."""

from collections import Counter
from collections.abc import Callable

import click

from index.sources import Problem

#: So many problems of one kind in one file are told, and
MOST_IN_A_FILE = 20
#: so many of one kind in all.
MOST = 200

all_problems_option = click.option(
    "--all-problems",
    is_flag=True,
    help=f"Tell every problem; by default {MOST_IN_A_FILE} of a kind in a file, {MOST} in all.",
)


class ProblemsTold:
    """Tells problems as they come, and at the end how many were like those that were told."""

    def __init__(self, tell: Callable[[str], None], *, every: bool = False) -> None:
        """
        Args:
            tell: prints a line.
            every: whether all of them are told.
        """
        self._tell, self._every = tell, every
        self._file = ""
        self._of_file: Counter[str] = Counter()
        self._told: Counter[str] = Counter()
        self._more: Counter[str] = Counter()

    def __call__(self, problem: Problem) -> None:
        """Take a problem; those of one file come together."""
        if problem.file != self._file:
            self._file = problem.file
            self._of_file.clear()
        kind = problem.reason
        full = self._of_file[kind] >= MOST_IN_A_FILE or self._told[kind] >= MOST
        if full and not self._every:
            self._more[kind] += 1
            return
        self._of_file[kind] += 1
        self._told[kind] += 1
        self._tell(str(problem))

    def end(self) -> None:
        """Tell how many problems of each kind were not told."""
        for kind, count in self._more.most_common():
            self._tell(f"… and {count} more {kind}; to see all: --all-problems")
