"""The only write loop: sources in, a published index out.

The sources are read once, into a spool on disk, while the archive's words are counted; then, by
what was counted, every article is analyzed and put in.
"""

import gc
import pickle
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from index import intake, sources
from index.analysis import Evidence, EvidenceCounter, fingerprint, tokenize
from index.article import Article
from index.errors import NothingIndexed
from index.facts.copies.finder import CopyFinder
from index.fields import TEXT_FIELDS
from index.intake import text_words
from index.manifest import LAYOUT, Manifest, field_names
from index.phrases import CompletionsCounter
from index.sources.reading import SKIPPED, Problem
from index.stores import Store
from index.version import VERSION

_LIBRARIES = ("whoosh-reloaded", "snowballstemmer", "pyarabic")

_OBJECTS_BEFORE_COLLECTION = 200_000


@dataclass(slots=True)
class Report:
    """What a reindex did.

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
    """Whom a reindex tells of its progress while it runs.

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


def reindex(
    store: Store,
    paths: Iterable[Path],
    *,
    format: str | None = None,
    watcher: Watcher | None = None,
) -> Report:
    """Build an index of everything in ``paths`` and publish it in place of the live one.

    Args:
        store: where it goes.
        paths: files, folders and zip archives.
        format: name of the source format; by default each file's is found from its content.
        watcher: told of progress and problems.

    Raises:
        SourceError: a path or the format cannot be used at all.
        IndexLocked: another process is writing there.
        NothingIndexed: no article was found; the live index stays as it was.
    """
    watcher = watcher or Watcher()
    paths = [path.absolute() for path in paths]
    files = sources.find(paths)
    watcher.total(sum(file.size for file in files))
    started = time.perf_counter()
    report = Report()
    with (
        store.build() as build,
        Spool() as spool,
        CopyFinder() as copies,
        _rare_collections(),
    ):
        counter, completions = EvidenceCounter(), CompletionsCounter()
        for found in intake.articles(files, format, watcher.advance):
            if isinstance(found, Problem):
                (report.skipped if found.reason in SKIPPED else report.remarks)[found.reason] += 1
                watcher.problem(found)
                continue
            words = set(_words(found))
            counter.add(words)
            completions.add_words(words)
            copies.add(found, text_words(found))
            spool.add(found)
            report.indexed += 1
        if not report.indexed:
            raise NothingIndexed(_nothing_indexed(len(files), report))
        evidence = counter.freeze()
        build.freeze(evidence)
        watcher.indexing(report.indexed)
        for number, (article, lead) in enumerate(
            zip(spool.articles(), copies.freeze(), strict=True)
        ):
            build.add(article, lead)
            if lead == number:
                completions.add_headline(article, number)
            watcher.advance(1)
        watcher.writing()
        build.complete(completions.freeze())
        build.finish()
        report.seconds = time.perf_counter() - started
        build.publish(_manifest(report, paths, format, evidence))
    return report


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for garbage rarely: a build makes millions of records that are none."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


class Spool:
    """Articles that were read and are still to be indexed, in a temporary file."""

    def __enter__(self) -> "Spool":
        self._file = tempfile.TemporaryFile(prefix="fihris-")
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def add(self, article: Article) -> None:
        """Put an article behind the others."""
        pickle.dump(article, self._file, pickle.HIGHEST_PROTOCOL)

    def articles(self) -> Iterator[Article]:
        """All of them, in their order."""
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)
            except EOFError:
                return


def _words(article: Article) -> Iterator[str]:
    for field_ in TEXT_FIELDS:
        for text in field_.values(article):
            for token in tokenize(text):
                yield token.text


def _manifest(
    report: Report, paths: Sequence[Path], format: str | None, evidence: Evidence
) -> Manifest:
    return Manifest(
        fingerprint=fingerprint(),
        evidence=evidence.digest,
        layout=LAYOUT,
        articles=report.indexed,
        sources=tuple(str(path) for path in paths),
        format=format,
        fields=field_names(),
        skipped=dict(report.skipped),
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=round(report.seconds, 2),
        software={"fihris": VERSION, **{name: version(name) for name in _LIBRARIES}},
    )


def _nothing_indexed(files: int, report: Report) -> str:
    reasons = ", ".join(f"{count} {reason}" for reason, count in report.skipped.items())
    return (
        f"no article found in {files} files ({reasons or 'nothing to read'}); "
        "nothing was published; name files of a known format or tell it with --format"
    )
