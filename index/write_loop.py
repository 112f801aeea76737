"""The only write loop: articles in, a published index out.

The articles are read once, from files or from another index, into a spool on disk, while the
archive's words are counted; then, by what was counted, every article is analyzed and put in.
"""

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from index.analysis import Evidence, EvidenceCounter, tokenize
from index.article import Article
from index.completions.counter import CompletionsCounter
from index.facts.near_duplicates.finder import CopyFinder
from index.fields import TEXT_FIELDS
from index.ingestion import text_words
from index.manifest import Manifest, Origin
from index.progress import Report, Watcher
from index.spool import Spool
from index.stores import Store

_OBJECTS_BEFORE_COLLECTION = 200_000


def write(
    store: Store,
    articles: Iterable[Article],
    origin: Callable[[Evidence], Origin],
    report: Report,
    watcher: Watcher,
    finder: Callable[[], CopyFinder] = CopyFinder,
) -> None:
    """Build an index of articles and publish it.

    Args:
        store: where it goes.
        articles: each with its facts, in the order of the index. They are read once, and not before
            it is sure that nobody else is writing.
        origin: tells where the articles came from. It is called when the index is complete, with
            the archive's corpus frequencies; where it raises, nothing is published.
        report: takes the number of articles and the seconds.
        watcher: told of progress.
        finder: makes what groups the copies of a text.

    Raises:
        IndexLocked: another process is writing there.
        IndexDamaged: the index does not hold what was put in.
    """
    started = time.perf_counter()
    with (
        store.build() as build,
        Spool() as spool,
        finder() as copies,
        _rare_collections(),
    ):
        counter, completions = EvidenceCounter(), CompletionsCounter()
        for article in articles:
            words = set(_words(article))
            counter.add(words)
            completions.add_words(words)
            copies.add(article, text_words(article))
            spool.add(article)
            report.indexed += 1
        evidence, representatives = counter.freeze(), copies.freeze()
        build.freeze(evidence, representatives)
        watcher.indexing(report.indexed)
        indexed = zip(spool.articles(), representatives, strict=True)
        for number, (article, representative) in enumerate(indexed):
            build.add(article)
            if representative == number:
                completions.add_headline(article, number)
            watcher.advance(1)
        watcher.writing()
        build.complete(completions.freeze())
        build.finish()
        report.seconds = time.perf_counter() - started
        manifest = Manifest.of_build(
            origin(evidence),
            evidence=evidence.digest,
            articles=report.indexed,
            seconds=report.seconds,
        )
        build.publish(manifest)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for garbage rarely: a build makes millions of records that are none."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _words(article: Article) -> Iterator[str]:
    for field_ in TEXT_FIELDS:
        for text in field_.values(article):
            for token in tokenize(text):
                yield token.text
