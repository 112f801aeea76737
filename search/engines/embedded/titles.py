"""The titles of a snapshot that go on as somebody typed."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from search.completion.phrases import Typed
from search.deadline import Deadline
from search.engines.embedded.snapshot import Snapshot
from search.results import Suggestion


def titles(snapshot: Snapshot, typed: Typed, most: int, deadline: Deadline) -> list[Suggestion]:
    """Return the titles that begin as was typed, then those with a later word that does.

    Of both, the newest first, and those without a date last.

    Raises:
        TimeExceeded: they are not found until the deadline.
    """
    deadline.check()
    return list(islice(deadline.each(_titles(snapshot, typed, most)), most))


def _titles(snapshot: Snapshot, typed: Typed, most: int) -> Iterator[Suggestion]:
    completions = snapshot.completions
    numbers, at_start = completions.titles.starting_with(typed.key, whole=typed.whole)
    starting = np.unique(numbers[at_start])
    # What begins so may go on so further on, and stands first alone.
    for chosen in (starting, np.setdiff1d(numbers, starting)):
        articles = completions.articles[chosen]
        newest_first = np.lexsort((articles, -snapshot.dates.seconds[articles]))
        for number in articles[newest_first][:most].tolist():
            found = snapshot.article(number)
            yield Suggestion("title", found.title, found.id)
