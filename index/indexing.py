"""The only write loop: articles in, a published index out.

The articles are read once, from files or from another index, into a spool on disk, while the
archive's words are counted; then, by what was counted, every article is analyzed and put in.
"""

import gc
import pickle
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from index import ingestion, sources
from index.analysis import Evidence, EvidenceCounter, fingerprint, tokenize
from index.article import Article
from index.errors import IndexDamaged, NothingIndexed
from index.facts.near_duplicates.finder import CopyFinder
from index.fields import TEXT_FIELDS
from index.ingestion import text_words
from index.manifest import LAYOUT, Manifest, field_names
from index.phrases import CompletionsCounter
from index.sources.reading import SKIPPED, InputFile, Problem
from index.stores import Store
from index.version import VERSION

_LIBRARIES = ("whoosh-reloaded", "snowballstemmer", "pyarabic")

_OBJECTS_BEFORE_COLLECTION = 200_000


@dataclass(slots=True)
class Report:
    """What a build did.

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
    """Whom a build tells of its progress while it runs.

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
    report = Report()

    def found() -> Iterator[Article]:
        yield from read_files(files, format, report, watcher)
        if not report.indexed:
            raise NothingIndexed(_nothing_indexed(len(files), report))

    def manifest(evidence: Evidence) -> Manifest:
        return manifest_of(report, evidence, Origin(tuple(map(str, paths)), format, report.skipped))

    write(store, found(), manifest, report, watcher)
    return report


def migrate(source: Store, target: Store, watcher: Watcher | None = None) -> Report:
    """Build an index of all articles of another one and publish it.

    Args:
        source: where they are read.
        target: where they go; it may be the same archive, which is then analyzed anew.
        watcher: told of progress; its ``total`` and ``advance`` count articles from the first on.

    Raises:
        IndexMissing: nothing is published at the source.
        IndexDamaged: not all of it could be read, or it came out as another archive.
        IndexLocked: another process is writing there.
    """
    watcher = watcher or Watcher()
    before = source.manifest()
    watcher.total(before.articles)
    report = Report(skipped=Counter(before.skipped))

    def found() -> Iterator[Article]:
        for article in source.articles():
            yield article
            watcher.advance(1)

    def manifest(evidence: Evidence) -> Manifest:
        _must_be_whole(before, report.indexed, evidence)
        origin = Origin(before.sources, before.format, before.skipped)
        return manifest_of(report, evidence, origin)

    write(target, found(), manifest, report, watcher)
    return report


def read_files(
    files: Sequence[InputFile], format: str | None, report: Report, watcher: Watcher
) -> Iterator[Article]:
    """The articles of files; what is the matter with them goes to the report and the watcher."""
    for found in ingestion.articles(files, format, watcher.advance):
        if isinstance(found, Article):
            yield found
            continue
        (report.skipped if found.reason in SKIPPED else report.remarks)[found.reason] += 1
        watcher.problem(found)


def write(
    store: Store,
    articles: Iterable[Article],
    manifest: Callable[[Evidence], Manifest],
    report: Report,
    watcher: Watcher,
    finder: Callable[[], CopyFinder] = CopyFinder,
) -> None:
    """The write loop: build an index of articles and publish it.

    Args:
        store: where it goes.
        articles: each with its facts, in the order of the index; read once it is sure that nobody
            else is writing.
        manifest: what is to be said of the index; asked when it is complete. Where it raises,
            nothing is published.
        report: takes the number of articles and the seconds.
        watcher: told of progress.
        finder: makes what groups the copies of a text.
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
        evidence, leads = counter.freeze(), copies.freeze()
        build.freeze(evidence, leads)
        watcher.indexing(report.indexed)
        for number, (article, lead) in enumerate(zip(spool.articles(), leads, strict=True)):
            build.add(article)
            if lead == number:
                completions.add_headline(article, number)
            watcher.advance(1)
        watcher.writing()
        build.complete(completions.freeze())
        build.finish()
        report.seconds = time.perf_counter() - started
        build.publish(manifest(evidence))


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


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the articles of an index came from.

    Attributes:
        sources: the paths that they were read from, absolute, and
        format: the format they were told to have, if any.
        skipped: how many records were left out, by reason.
    """

    sources: tuple[str, ...]
    format: str | None
    skipped: Mapping[str, int]


def manifest_of(report: Report, evidence: Evidence, origin: Origin) -> Manifest:
    """What is to be said of an index that was built now."""
    return Manifest(
        fingerprint=fingerprint(),
        evidence=evidence.digest,
        layout=LAYOUT,
        articles=report.indexed,
        sources=origin.sources,
        format=origin.format,
        fields=field_names(),
        skipped=dict(origin.skipped),
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=round(report.seconds, 2),
        software={"fihris": VERSION, **{name: version(name) for name in _LIBRARIES}},
    )


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
