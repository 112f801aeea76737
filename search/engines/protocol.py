"""What an engine is: the one interface between a query and an index of any kind."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from index.analysis import Analyzer
from index.article import Article
from index.manifest import Manifest
from search.query import Query
from search.results import (
    Comparison,
    Explanation,
    FacetPage,
    MarkedArticle,
    Results,
    Suggestion,
)


class Engine(Protocol):
    """An open archive that answers queries; safe to share between threads."""

    @property
    def manifest(self) -> Manifest:
        """What built the index that is being searched."""
        ...

    def search(self, query: Query) -> Results:
        """One page of results, with facets over all pages.

        Raises:
            QueryInvalid: where the cursor is of another order than the query's.
        """
        ...

    def facet(
        self, query: Query, name: str, *, containing: str = "", first: int = 0, count: int = 50
    ) -> FacetPage:
        """The values of one facet for a query, the most frequent first.

        Args:
            query: its page and cursor are left aside.
            name: of the facet.
            containing: what the label of a value has in it, in any spelling; for periods
                «2024-10» or «أكتوبر 2024».
            first: how many values to leave out from the beginning.
            count: how many values at most.

        Raises:
            QueryInvalid: where there is no such facet.
        """
        ...

    def facets(self, query: Query, count: int) -> tuple[FacetPage, ...]:
        """The most frequent values of every facet for a query, as ``facet`` gives them one by one.

        Args:
            query: its page and cursor are left aside.
            count: how many values of each facet at most.
        """
        ...

    def compare(self, query: Query, by: str, count: int = 6, unit: str | None = None) -> Comparison:
        """Articles over time, in all and for the most frequent values of a facet.

        The query's own choice in that facet is left aside; what it has chosen comes first.

        Args:
            query: its page and cursor are left aside.
            by: the facet, any but the date.
            count: how many values.
            unit: of the periods; ``None``, or where it would give too many, one that fits.

        Raises:
            QueryInvalid: where the facet or the unit is none.
        """
        ...

    def suggest(self, text: str, count: int = 8) -> tuple[Suggestion, ...]:
        """What a reader may mean who has typed so far, the likeliest first."""
        ...

    def knows(self, text: str) -> bool:
        """Whether the archive has the last word of what is being typed as it stands.

        True behind a space or a closing quote as well, and where nothing is half typed.
        """
        ...

    def scan(self, query: Query) -> Iterator[Article]:
        """Every article of a query in its order, each copy for itself, read one by one."""
        ...

    def article_ids(self) -> Sequence[str]:
        """The ids of all articles, in an order that does not change with the index."""
        ...

    def marked(self, query: Query, article_id: str) -> MarkedArticle | None:
        """An article with the words of a query marked; ``None`` where there is none."""
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
