"""What a build tells while it runs, and what it has to report when it is done."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from index.sources.reading import Problem


@dataclass(slots=True)
class Report:
    """What came of a build.

    Attributes:
        indexed: articles in the new index.
        skipped: records left out, by reason.
        remarks: problems of records that were indexed all the same, by reason.
        seconds: from the first file to the finished index, before it is checked and published.
    """

    indexed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Watcher:
    """Functions that a build calls while it runs; each does nothing by default.

    Attributes:
        total: called once with the number of bytes to read.
        advance: called with the number of bytes dealt with since the last call.
        problem: called with every problem met.
        indexing: called once when everything is read, with the number of articles; from then on
            ``advance`` is called with the number of articles put in.
        writing: called once when every article is in and the index is written out.
    """

    total: Callable[[int], None] = lambda size: None
    advance: Callable[[int], None] = lambda size: None
    problem: Callable[[Problem], None] = lambda problem: None
    indexing: Callable[[int], None] = lambda articles: None
    writing: Callable[[], None] = lambda: None
