"""Files that changed, read: which articles are in them, and these articles where they changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index import sources
from index.article_versions import name_digests
from index.files_read.gathering import UNSOUND, version_by
from index.files_read.kept import FilesRead
from index.files_read.planning import ReadNow
from index.files_read.record import ArticleRead, State
from index.files_read.survey import FileThere, Told
from index.ingestion import Advance, Found, printable, read_file
from index.progress import Report, Watcher
from index.sources.reading import SKIPPED, Problem


@dataclass(slots=True)
class _Read:
    """What was read of one file, and what is known of it from before."""

    there: FileThere
    held: frozenset[tuple[bytes, bytes]]
    articles: list[ArticleRead] = field(default_factory=list)
    contents: list[Found | None] = field(default_factory=list)
    is_sound: bool = True


class ChangedFiles:
    """Reads files, and keeps of their articles those that may be wanted."""

    def __init__(
        self, paths: Iterable[Path], told: Told, kept: FilesRead, report: Report, watcher: Watcher
    ) -> None:
        """
        Args:
            paths: that files are looked for behind.
            told: of them.
            kept: what was read of them before.
            report: takes the numbers of problems.
            watcher: told of progress and problems.
        """
        self._paths, self._told, self._kept = list(paths), told, kept
        self._report, self._watcher = report, watcher
        self._read: dict[str, _Read] = {}

    def read(self, files: Sequence[FileThere]) -> None:
        """Read some files that were not read yet, in their order."""
        for one in files:
            self._read[one.path] = _Read(one, _held(self._kept, one.path))
        chosen = {one.path for one in files}
        told = self._told
        found = sources.find(
            self._paths, told.mapping, told.limits, lambda path: str(path) in chosen
        )
        self._watcher.total(found.size)
        done, last = set[str](), ""
        for file in found:
            if file.on_disk != last:
                done.add(last)
                last = file.on_disk
            if not file.on_disk or file.on_disk not in done:  # one that is named twice is read once
                for content in read_file(file, told.format, facts=False):
                    self._take(content, self._read.get(file.on_disk))

    @property
    def results(self) -> dict[str, ReadNow]:
        """Return what was read, by paths."""
        return {
            path: ReadNow(tuple(read.articles), read.is_sound) for path, read in self._read.items()
        }

    def found(self, path: str, number: int) -> Found | None:
        """Return an article of a file that was read; none where it is as the archive has it."""
        return self._read[path].contents[number]

    def tell(self, problem: Problem) -> None:
        """Count a problem and tell it."""
        report = self._report
        (report.skipped if problem.reason in SKIPPED else report.remarks)[problem.reason] += 1
        self._watcher.problem(problem)

    def _take(self, found: Found | Problem | Advance, read: _Read | None) -> None:
        if isinstance(found, Advance):
            self._watcher.advance(found.size)
        elif isinstance(found, Problem):
            if read is not None and found.reason in UNSOUND:
                read.is_sound = False
            self.tell(found)
        elif read is not None:
            self._take_article(found, read)

    def _take_article(self, found: Found, read: _Read) -> None:
        article = printable(found.article)
        if not (article.title or article.body):
            message = f"nothing printable in {found.article.id!r}"
            self.tell(Problem("no_text", found.file, message))
            return
        names = name_digests(article.id, article.url)
        version = version_by(read.there.told, found.version)
        read.articles.append(ArticleRead(article.id, names, version))
        read.contents.append(None if (names[0], version) in read.held else found)


def _held(kept: FilesRead, path: str) -> frozenset[tuple[bytes, bytes]]:
    before = kept.file(path)
    articles = before.articles if before else ()
    return frozenset((one.names[0], one.version) for one in articles if one.state is State.HELD)
