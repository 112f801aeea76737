"""What comes into an archive: files cut into tasks, and of what they held each article once."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from index.article import Article
from index.fields import TEXT_FIELDS
from index.files_read.gathering import Gathered
from index.ingestion import Advance, Found, Seen, read_file
from index.names.accepted import NO_NAMES, AcceptedNames
from index.numbering import NumberedTexts
from index.preparation import Batch, PreparedArticle, Task
from index.progress import Report, Watcher
from index.sources.reading import SKIPPED, InputFile, Problem

# What one process makes ready in one go, in bytes of the input and in articles or files.
_BYTES_A_TASK = 1_000_000
_CONTENTS_A_TASK = 500

# A larger file is read here, bit by bit, so that no process holds all of it with its articles.
_LARGE_FILE = 16_000_000


class _Tasks:
    """Gathers what is to be made ready until it is enough for a task."""

    def __init__(
        self, format: str | None, names: AcceptedNames | None, *, with_facts: bool
    ) -> None:
        self._format = format
        self._names = names
        self._with_facts = with_facts
        self._contents: list[Found | InputFile | Problem | Advance] = []
        self._size = 0

    def add(self, content: Found | InputFile | Problem | Advance, size: int) -> Iterator[Task]:
        """Put something behind the rest; yield the task that is complete then."""
        self._contents.append(content)
        self._size += size
        if self._size >= _BYTES_A_TASK or len(self._contents) >= _CONTENTS_A_TASK:
            yield from self.rest()

    def rest(self) -> Iterator[Task]:
        """Yield what is left as a task."""
        if self._contents:
            yield Task(tuple(self._contents), self._format, self._with_facts, self._names)
        self._contents, self._size = [], 0


def tasks_of_files(
    files: Iterable[InputFile], format: str | None, names: AcceptedNames = NO_NAMES
) -> Iterator[Task]:
    """Cut files into tasks; how does not depend on how many processes there are.

    Args:
        files: as :func:`index.sources.find` gives them.
        format: name of their format; by default each file's is found from its content.
        names: the writings that get one entry.
    """
    tasks = _Tasks(format, names, with_facts=True)
    for file in files:
        if file.size < _LARGE_FILE:
            yield from tasks.add(file, file.size)
            continue
        for found in read_file(file, format, facts=False):
            size = len(found.article.body) if isinstance(found, Found) else 0
            yield from tasks.add(found, 2 * size)
    yield from tasks.rest()


def tasks_of_articles(
    articles: Iterable[Article], names: AcceptedNames | None = None
) -> Iterator[Task]:
    """Cut articles that have their facts into tasks.

    Args:
        articles: from an index, or read from files.
        names: the writings that get one entry; by default articles keep the entries they have.
    """
    tasks = _Tasks(None, names, with_facts=False)
    for article in articles:
        yield from tasks.add(Found(article, ""), 2 * len(article.body))
    yield from tasks.rest()


class Intake:
    """Lets each article of an input in once, and tells of the problems met.

    Two articles are one if they share an id or address; the first is kept.
    """

    def __init__(self, report: Report, watcher: Watcher, gathered: Gathered | None = None) -> None:
        """
        Args:
            report: takes the numbers of problems.
            watcher: told of progress and problems.
            gathered: takes what was read of each file.
        """
        self._gathered = gathered or Gathered(())
        self._report = report
        self._watcher = watcher
        self._seen = Seen()

    def taken(self, batch: Batch) -> tuple[list[PreparedArticle], NumberedTexts]:
        """Return what is new of a batch."""
        kept: list[PreparedArticle] = []
        places: list[int] = []
        number, is_repeated = -1, False
        for content in batch.contents:
            if isinstance(content, Advance):
                self._watcher.advance(content.size)
            elif isinstance(content, Problem):
                # What contradicts itself in an article that is not taken is nobody's concern.
                if not (is_repeated and content.reason == "contradiction"):
                    self._tell(content)
            else:
                number += 1
                is_repeated = self._is_repeated(content)
                self._gathered.article(content, is_repeated=is_repeated)
                if not is_repeated:
                    kept.append(content)
                    places.append(number)
        if len(kept) == number + 1:
            return kept, batch.texts
        return kept, _texts_at(places, batch.texts)

    def _is_repeated(self, article: PreparedArticle) -> bool:
        # An index holds each article once.
        if not article.file:
            return False
        problem = self._seen.repeats(article.id, article.url, article.file)
        if problem:
            self._tell(problem)
        return problem is not None

    def _tell(self, problem: Problem) -> None:
        self._gathered.problem(problem)
        report = self._report
        (report.skipped if problem.reason in SKIPPED else report.remarks)[problem.reason] += 1
        self._watcher.problem(problem)


def _texts_at(places: list[int], texts: NumberedTexts) -> NumberedTexts:
    """Return the texts of some of the articles of a batch, without words of the others."""
    lengths = texts.lengths.reshape(-1, len(TEXT_FIELDS))
    chosen = np.zeros(len(lengths), dtype=bool)
    chosen[places] = True
    kept = np.repeat(chosen, lengths.sum(axis=1, dtype=np.int64))
    used, words = np.unique(texts.words[kept], return_inverse=True)
    numbers = used.tolist()
    bytes_kept = np.repeat(kept, 2)
    long_kept = bytes_kept[texts.long]
    return replace(
        texts,
        spellings=tuple(texts.spellings[number] for number in numbers),
        spelled=tuple(texts.spelled[number] for number in numbers),
        normal=tuple(texts.normal[number] for number in numbers),
        words=words.astype(np.uint32),
        lengths=lengths[chosen].ravel(),
        places=texts.places[bytes_kept],
        long=(np.cumsum(bytes_kept) - 1)[texts.long[long_kept]],
        long_values=texts.long_values[long_kept],
    )
