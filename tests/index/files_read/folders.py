"""Folders that change, and an archive that is updated from them, without any engine."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st

from index import ingestion, sources
from index.article import Article
from index.change_set import ChangeSet
from index.files_read.kept import NOTHING_READ, FilesRead, Since
from index.files_read.survey import Told
from index.files_read.table import FilesTable
from index.files_read.taking_in import Scope, TakenIn, take_in
from index.progress import Report, Watcher
from index.sources.reading import Problem

Record = tuple[str, str, str]
Said = tuple[str, ...]

NAMES = ("a.jsonl", "b.jsonl", "c/d.jsonl", "c/e.jsonl")
#: Ids, addresses and titles: some records are versions of others, some the same, some are two.
RECORDS = st.tuples(
    st.sampled_from(["1", "2", "3", "4"]),
    st.sampled_from(["", "http://x/1", "http://x/2"]),
    st.sampled_from(["أول", "ثان"]),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from(NAMES), st.lists(RECORDS, max_size=4)),
        st.tuples(st.just("remove"), st.sampled_from(NAMES), st.none()),
        st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
        st.tuples(st.just("touch"), st.sampled_from(NAMES), st.none()),
        st.tuples(st.just("look"), st.none(), st.none()),
    ),
    max_size=14,
)


def write(path: Path, records: Sequence[Record]) -> Path:
    """Write a file of articles, in place of what is there."""
    path.parent.mkdir(exist_ok=True)
    rows = ({"id": id, "url": url, "title": title} for id, url, title in records)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")
    return path


def do(folder: Path, kind: str, name: str | None, what: object) -> None:
    """Do one step to a folder."""
    path = folder / (name or "")
    if kind == "write":
        write(path, what)  # type: ignore[arg-type]
    elif name and path.exists():
        if kind == "remove":
            path.unlink()
        elif kind == "touch":
            path.touch()
        else:
            (folder / str(what)).parent.mkdir(exist_ok=True)
            path.replace(folder / str(what))


def said(article: Article) -> Said:
    """Return what an article of these files says."""
    return article.id, article.url, article.title


def fresh(folder: Path) -> set[Said]:
    """Return what an archive holds that is built of a folder now."""
    found = ingestion.articles(sources.find([folder]))
    return {said(one) for one in found if isinstance(one, Article)}


def kept(files: FilesRead) -> FilesRead:
    """Return what was read of files as it comes back from where it is kept."""
    as_one = FilesRead.from_bytes(files.to_bytes())
    since = Since.from_bytes(files.since.to_bytes())
    in_parts = FilesRead(FilesTable.from_bytes(files.table.to_bytes()), since)
    assert {file.path: file for file in as_one} == {file.path: file for file in in_parts}
    return in_parts


@dataclass
class Archive:
    """An archive as a list of articles, and what was read of which file."""

    articles: list[Article] = field(default_factory=list)
    files: FilesRead = NOTHING_READ
    problems: list[Problem] = field(default_factory=list)

    def take_in(self, folder: Path, scope: Scope) -> TakenIn:
        """Update it from a folder, as an update does."""
        watcher = Watcher(problem=self.problems.append)
        taken = take_in(self.files, [folder], Told(), scope, Report(), watcher)
        changes = ChangeSet(new=taken.new, gone=taken.going)
        self.articles = list(changes.applied(self.articles))
        assert not changes.missing
        self.files = kept(taken.recorded(changes.recorded(self.files)))
        return taken

    def delete(self, name: str) -> None:
        """Take an article out, as delete does."""
        changes = ChangeSet(gone=[name])
        self.articles = list(changes.applied(self.articles))
        self.files = kept(changes.recorded(self.files))

    @property
    def held(self) -> set[Said]:
        """Return what its articles say; none is there twice."""
        found = set(map(said, self.articles))
        assert len(found) == len(self.articles)
        return found


def versions(files: FilesRead) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Return the ids of the articles of all files, each with its state."""
    return {file.path: [(one.id, one.state) for one in file.articles] for file in files}
