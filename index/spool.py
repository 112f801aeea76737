"""Articles between reading and indexing, in a temporary file."""

import pickle
import tempfile
from collections.abc import Iterator

from index.article import Article


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
        """Yield the articles in the order of adding."""
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)
            except EOFError:
                return
