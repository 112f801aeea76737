"""What an engine is: the one interface between a query and an index of any kind."""

from collections.abc import Sequence
from typing import Protocol

from index.article import Article
from index.manifest import Manifest
from search.query import Query
from search.results import Results


class Engine(Protocol):
    """An open archive that answers queries; safe to share between threads."""

    @property
    def manifest(self) -> Manifest:
        """What built the index that is being searched."""
        ...

    def search(self, query: Query) -> Results:
        """One page of results, with facets over all pages."""
        ...

    def rank(self, text: str, depth: int) -> Sequence[Article]:
        """The first ``depth`` articles for a query's text, in the search box's own order."""
        ...

    def article(self, article_id: str) -> Article | None:
        """The article of this id or url."""
        ...

    def close(self) -> None:
        """Release files and connections."""
        ...
