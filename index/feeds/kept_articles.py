"""The articles that came from feeds, in files that ``reindex`` reads like any other source.

A feed holds an article for hours or days; the archive shall hold it for good, and be built anew
from its sources. So what came is kept as records of JSON, one file a day, one line an article.
A file is replaced in one step, and an article that changes is changed where it lies: whatever
happens, each has one version, the last.
"""

import json
import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.article import Article
from index.errors import StateDamaged
from index.records import article_json, stored_article

#: Fields whose names as records of JSON are other ones.
_NAMES = {"agencies": "agency", "datelines": "dateline"}
_FIELDS = {name: field for field, name in _NAMES.items()}


class KeptArticles:
    """The folder of kept articles."""

    def __init__(self, folder: Path) -> None:
        """
        Args:
            folder: made when the first article is kept.
        """
        self.folder = folder

    def put(
        self, articles: Iterable[Article], files: Mapping[str, str], now: float
    ) -> dict[str, str]:
        """Keep articles, each in the place of the one with its id.

        Args:
            articles: without their facts.
            files: the files that articles lie in, by id, of those that are kept already.
            now: seconds since 1970, for the others.

        Returns:
            The file of each article, by its id.
        """
        today = f"{datetime.fromtimestamp(now, UTC):%Y-%m-%d}.jsonl"
        by_file: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for article in articles:
            by_file[files.get(article.id, today)][article.id] = _line(article)
        for file, lines in by_file.items():
            self._write(file, self._lines(file) | lines)
        return {id_: file for file, lines in by_file.items() for id_ in lines}

    def read(self, file: str, ids: Collection[str]) -> list[Article]:
        """Return the articles of a file that have one of some ids."""
        lines = self._lines(file)
        return [_article(json.loads(line)) for id_, line in lines.items() if id_ in ids]

    def tidy(self, known: Collection[str], file: str) -> None:
        """Take out of a file what nobody knows of, which was written when a run broke off.

        It comes again from its feed.
        """
        lines = self._lines(file)
        kept = {id_: line for id_, line in lines.items() if id_ in known}
        if len(kept) < len(lines):
            self._write(file, kept)

    def last(self) -> str | None:
        """Return the name of the newest file; ``None`` where there is none."""
        return max((path.name for path in self.folder.glob("*.jsonl")), default=None)

    def _lines(self, file: str) -> dict[str, str]:
        """Return the lines of a file by the ids of their articles.

        Raises:
            StateDamaged: a line of it is no article.
        """
        try:
            text = (self.folder / file).read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        lines: dict[str, str] = {}
        for number, line in enumerate(text.split("\n"), 1):
            try:
                lines |= {str(json.loads(line)["id"]): line} if line else {}
            except (ValueError, KeyError, TypeError) as error:
                where = f"{self.folder / file}, line {number}"
                raise StateDamaged(f"{where}: no article; take the line out") from error
        return lines

    def _write(self, file: str, lines: Mapping[str, str]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / f".{file}.new"
        with unfinished.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{line}\n" for line in lines.values())
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(self.folder / file)
        _sync(self.folder)


def _sync(folder: Path) -> None:
    """Make sure that a name in a folder is there after a loss of power."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _line(article: Article) -> str:
    values = {_NAMES.get(name, name): value for name, value in article_json(article).items()}
    if not article.published_reasons:
        del values["published_evidence"]  # it is found anew when the facts are read
    return json.dumps(values, ensure_ascii=False)


def _article(values: dict[str, Any]) -> Article:
    return stored_article({_FIELDS.get(name, name): value for name, value in values.items()})
