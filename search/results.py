"""What a search gives back: hits, facets and what the reader should be told."""

from dataclasses import dataclass, field

from index.article import Article
from search.query import Query


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on how the query was read, for the reader of the results.

    Attributes:
        code: stable word for programs.
        message: the sentence, in Arabic.
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of original text; ``marked`` where it is a word that the query matched."""

    text: str
    marked: bool = False


#: Text cut into fragments; joined, they are the text (or the snippet) again.
Highlighted = tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One article of a page of results.

    Attributes:
        title: the whole headline with the matched words marked.
        snippet: the stretches of text that answer the query best, cut at word edges, ``…``
            where something was left out.
    """

    article: Article
    score: float
    title: Highlighted
    snippet: Highlighted


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet.

    Attributes:
        value: what goes into a query to select it; :data:`search.query.NO_VALUE` stands for
            the articles that have none.
        label: what a reader sees; for dates the same as ``value`` (the web page names months).
        count: articles of this result that have it, the facet's own selection left aside.
        selected: whether the query selects it.
        children: finer values below an open one (the months of a year, the days of a month).
    """

    value: str
    label: str
    count: int
    selected: bool = False
    children: tuple["FacetValue", ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """A page of results.

    Attributes:
        total: how many articles match, over all pages.
        facets: by facet name (``section``, ``agency``, ``date``), in the order of display.
        took_ms: time taken, in milliseconds.
    """

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    notes: tuple[Note, ...] = ()
    took_ms: float = field(default=0.0, compare=False)
