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

    def rank(self, text: str, depth: int, *, fold: bool = False) -> Sequence[Article]:
        """The first ``depth`` articles for a query's text, in the search box's own order.

        Args:
            text: of the query.
            depth: how many articles.
            fold: whether one copy stands for all copies of a text, or each for itself.
        """
        ...

    def article(self, article_id: str) -> Article | None:
        """The article of this id or url."""
        ...

    def copies(self, article_id: str, count: int) -> Sequence[Article]:
        """The other copies of an article's text, its lead first, then by date; so many at most."""
        ...

    def related(self, article_id: str, count: int) -> Sequence[Article]:
        """Articles on what an article is about, the nearest first; no copies of it or of each."""
        ...

    def close(self) -> None:
        """Release files and connections."""
        ...
