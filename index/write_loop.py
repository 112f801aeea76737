"""The only write loop: articles in, a published index out.

The articles are read once, in other processes, while the archive's words are counted; then, by
what was counted, the store analyzes every distinct word and writes the index.
"""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from index.analysis import Analyzer, Evidence
from index.associations import Associations, WordSample, associations_of
from index.completions import Completions
from index.completions.counter import CompletionsCounter, Headline, headline_of
from index.errors import naming
from index.facts.near_duplicates.finder import CopyFinder
from index.files_read.gathering import Gathered
from index.intake import Intake
from index.manifest import Manifest, Origin
from index.preparation import PreparedArticle, Task, prepare
from index.progress import Report, Watcher
from index.spool import Spool
from index.stores import Collected, Store
from index.vocabulary import Vocabulary
from index.workers import Workers, rare_collections

_HEADLINES_A_TASK = 2_000


def write(
    store: Store,
    tasks: Iterable[Task],
    origin: Callable[[Evidence], Origin],
    report: Report,
    watcher: Watcher,
    *,
    finder: Callable[[], CopyFinder] = CopyFinder,
    workers: int | None = None,
    gathered: Gathered | None = None,
) -> None:
    """Build an index of articles and publish it.

    Args:
        store: where it goes.
        tasks: the articles, to be made ready, in the order of the index. They are taken once, and
            not before it is sure that nobody else is writing.
        origin: tells where the articles came from. It is called when all are read, with the
            archive's corpus frequencies; where it raises, nothing is published.
        report: takes the number of articles and the seconds.
        watcher: told of progress.
        finder: makes what groups the copies of a text.
        workers: how many processes share the work; by default those that make use of the machine.
            The index does not depend on it.
        gathered: takes what is read of each file.

    Raises:
        IndexLocked: another process is writing there.
        IndexDamaged: the index does not hold what was put in.
        WorkerLost: a process ended before its work was done.
    """
    started = time.perf_counter()
    with (
        store.build() as build,
        Spool[tuple[str, str, int]]() as headlines,
        finder() as copies,
        ThreadPoolExecutor(1) as beside,
        # The last to be begun is the first to end: nobody writes where the index is thrown away.
        Workers(workers) as shared,
        rare_collections(),
    ):
        vocabulary, intake = Vocabulary(), Intake(report, watcher, gathered)
        sample = WordSample()
        for batch in shared.map(prepare, tasks):
            articles, texts = intake.taken(batch)
            numbered = vocabulary.take(texts)
            build.add(articles, numbered)
            sample.add(numbered)
            _keep(articles, copies, headlines)
            report.indexed += len(articles)
        words = vocabulary.normal()
        evidence = Evidence.of_counts(words, report.indexed)
        came_from = origin(evidence)
        watcher.indexing(report.indexed)
        groups = copies.groups()
        representatives = groups.representatives.tolist()
        leads = _representing(headlines.contents(), representatives)
        shared.begin()
        # Words are counted already, and headlines are few: that is done while others analyze.
        completions = beside.submit(_completions, vocabulary, report.indexed, leads, shared)
        associations = beside.submit(_associations, sample, representatives, vocabulary, evidence)
        collected = Collected(
            evidence,
            representatives,
            vocabulary.spellings(),
            words,
            groups.parents.tolist(),
            report.indexed - came_from.arrived,
        )
        build.fill(collected, shared, watcher.advance)
        watcher.writing()
        build.complete(completions.result(), associations.result())
        build.finish()
        if len(came_from.files):
            build.remember(came_from.files)
        report.seconds = time.perf_counter() - started
        manifest = Manifest.of_build(
            came_from,
            evidence=evidence.digest,
            articles=report.indexed,
            associations=len(associations.result()),
            seconds=report.seconds,
        )
        build.publish(manifest)


def _keep(
    articles: Iterable[PreparedArticle],
    copies: CopyFinder,
    headlines: Spool[tuple[str, str, int]],
) -> None:
    """Keep what is asked of articles once all of them are read."""
    with naming(tempfile.gettempdir()):
        for article in articles:
            copies.append(article.signature)
            headlines.add((article.title, article.deck, article.day))


def _associations(
    sample: WordSample, representatives: Sequence[int], vocabulary: Vocabulary, evidence: Evidence
) -> Associations:
    """Return the words that an archive relates.

    Args:
        sample: of its texts.
        representatives: for every article the number of the one that stands for its text.
        vocabulary: of the archive.
        evidence: its corpus frequencies.
    """
    rows = sample.rows(representatives)
    return associations_of(rows, vocabulary.spellings(), Analyzer(evidence))


_Lead = tuple[int, str, str, int]


def _completions(
    vocabulary: Vocabulary, articles: int, leads: Iterable[_Lead], workers: Workers
) -> Completions:
    """Return what is offered to somebody who types.

    Args:
        vocabulary: of the archive.
        articles: how many it has.
        leads: the headlines of those that stand for the copies of their text.
        workers: share the work.
    """
    counter = CompletionsCounter(vocabulary.spelled(), articles)
    for found in workers.map(_headlines, _chunks(leads)):
        for headline in found:
            counter.add(headline)
    return counter.freeze()


def _representing(
    headlines: Iterable[tuple[str, str, int]], representatives: Sequence[int]
) -> Iterator[_Lead]:
    """Yield the headlines of the articles that stand for the copies of their text."""
    for number, (headline, representative) in enumerate(
        zip(headlines, representatives, strict=True)
    ):
        if number == representative:
            yield number, *headline


def _chunks(leads: Iterable[_Lead]) -> Iterator[tuple[_Lead, ...]]:
    waiting = iter(leads)
    while chunk := tuple(islice(waiting, _HEADLINES_A_TASK)):
        yield chunk


def _headlines(leads: Sequence[_Lead]) -> list[Headline]:
    return [headline_of(*lead) for lead in leads]
