"""What an engine is: the one interface between a query and an index of any kind."""

from collections.abc import Sequence
from typing import Protocol

from index.analysis import Analyzer
from index.article import Article
from index.manifest import Manifest
from search.query import Query
from search.results import Explanation, Results


class Engine(Protocol):
    """An open archive that answers queries; safe to share between threads."""

    @property
    def manifest(self) -> Manifest:
        """What built the index that is being searched."""
        ...

    def search(self, query: Query) -> Results:
        """One page of results, with facets over all pages."""
        ...

    @property
    def analyzer(self) -> Analyzer:
        """What the words of queries and of this index are analyzed by."""
        ...

    def explain(self, query: Query, article_id: str) -> Explanation | None:
        """Why an article stands where it stands for a query; ``None`` where there is none."""
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
