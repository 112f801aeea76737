"""The one seam between a search and an index of any kind.

The :class:`search.searcher.Searcher` holds all that knows no engine. An engine opens a
:class:`Session` on what is live, and a session answers a few questions about articles: how many,
which in what order, what they have, and why one stands where it stands. It decides nothing.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from index.analysis import Analyzer
from index.article import Article
from index.associations import Associations
from index.completions import Completions
from index.manifest import Manifest
from search.completion.facet_values import FacetValueNames
from search.completion.phrases import Typed
from search.conditions import Condition
from search.cursor import Cursor
from search.deadline import UNLIMITED, Deadline
from search.facets.timeline import Axis, Total
from search.facets.tree import FacetCounts
from search.language.syntax import Node
from search.markers import Marker
from search.plan import Closeness, Plan
from search.ranking.significant_terms import WeightedTerms
from search.results import Match, Note, ScorePart, Suggestion, Unit


@dataclass(frozen=True, slots=True)
class RankedArticle:
    """An article at its place in a result.

    Attributes:
        article: as it is stored.
        score: 0 where the query has no words, or it only credits the agency that they name.
        closeness: how closely it matches the query.
        copies: how many other copies of its text the result holds, where it stands for them.
        copied_by: the papers that these are from, by the values of the facet ``source``.
    """

    article: Article
    score: float
    closeness: Closeness
    copies: int = 0
    copied_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Execution:
    """What an engine found for a plan.

    Attributes:
        total: how many articles pass the filters, every copy counted.
        listed: how many hits there are over all pages: with copies collapsed fewer.
        hits: the page that the plan's query asks for.
        after: the place behind its last hit; ``None`` where that is the last of all.
        matches: how many of the articles match how closely; empty for a query without words.
        facets: the counts of the facets that the query asks to count.
        axis: the periods from the first to the last day; ``None`` where nothing has a date.
        over_time: how many articles each period of the axis has.
    """

    total: int
    listed: int
    hits: tuple[RankedArticle, ...]
    after: Cursor | None
    matches: Mapping[Match, int]
    facets: Mapping[str, FacetCounts]
    axis: Axis | None
    over_time: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an article has its score.

    Attributes:
        article: as it is stored.
        closeness: how closely it matches.
        ranked: whether its words are enough for it to be listed.
        score: 0 where it is not.
        coverage: the factor for what it lacks, 0 to 1.
        parts: what adds to the score, the factor applied.
    """

    article: Article
    closeness: Closeness
    ranked: bool
    score: float
    coverage: float
    parts: tuple[ScorePart, ...]


class Sized(Protocol):
    """What knows how many bytes it takes."""

    @property
    def nbytes(self) -> int:
        """Memory that it takes, in bytes."""
        ...


_Sized = TypeVar("_Sized", bound=Sized)


class Session(Protocol):
    """One look at the index that was live when it was opened; safe to share between threads.

    Every method raises ``TimeExceeded`` where it is not done at the session's deadline. What was
    half done then is nowhere kept, so another session finds what it would have found.
    """

    @property
    def deadline(self) -> Deadline:
        """When all that is asked of it must be answered."""
        ...

    @property
    def manifest(self) -> Manifest:
        """What built the index."""
        ...

    @property
    def analyzer(self) -> Analyzer:
        """What the words of queries and of this index are analyzed by."""
        ...

    @property
    def completions(self) -> Completions:
        """Words and phrases of the archive."""
        ...

    @property
    def associations(self) -> Associations:
        """The words that the archive relates, as of the last full build."""
        ...

    @property
    def names(self) -> FacetValueNames:
        """The names of the facets' values."""
        ...

    def notes(self) -> tuple[Note, ...]:
        """Return what the reader is to be told of how the session answered so far."""
        ...

    def counts(self, conditions: Sequence[Condition], *, ranked: Node | None = None) -> list[int]:
        """Return how many articles each condition holds of, asked for in one batch.

        Args:
            conditions: over the articles of the archive.
            ranked: a query that is ranked next; what that needs may be counted in the same batch.
        """
        ...

    def texts(self, conditions: Sequence[Condition]) -> list[int]:
        """Return how many different texts the articles of each condition have, in one batch.

        All copies of a text count once; of very many texts with copies a cluster estimates.
        """
        ...

    def known(self, condition: Condition) -> int | None:
        """Return a count that costs no journey to another machine; else ``None``."""
        ...

    def remembered(self, key: Hashable, make: Callable[[], _Sized]) -> _Sized:
        """Return what is kept of this index under a key; where nothing is, make it.

        An engine need not keep anything.
        """
        ...

    def takes(self, plan: Plan) -> bool:
        """Return whether the engine can execute a plan of this size."""
        ...

    def execute(self, plan: Plan) -> Execution:
        """Rank, filter and count the articles of a plan, and read one page of them."""
        ...

    def values(self, plan: Plan, facets: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Return every value of some facets with its count, those of every depth.

        The choice that the query makes in a facet does not narrow the counts of that facet. What
        it leaves out there does, but is itself counted as if nothing was left out. Under
        ``NO_VALUE`` stands how many articles have no value.
        """
        ...

    def over_time(
        self,
        condition: Condition,
        groups: Sequence[Condition],
        unit: Unit | None,
        *,
        every: bool = False,
    ) -> tuple[Axis | None, Total, list[Total]]:
        """Count articles over time, all that a condition holds of and some groups of them.

        Args:
            condition: what all articles have.
            groups: further conditions, counted one by one.
            unit: of the periods; ``None`` for one that fits.
            every: whether days that lie far from all others have periods, too.

        Returns:
            The periods (``None`` without any date), the counts of all, and those of each group.
        """
        ...

    def scan(self, plan: Plan, reading: Deadline) -> Iterator[Article]:
        """Read every article of a plan in its order, each copy for itself, page or not.

        Args:
            plan: of the query. Its articles are found, and the first is read, until the session's
                deadline.
            reading: when the last of them must be read.
        """
        ...

    def best(self, plan: Plan, most: int) -> Sequence[Article]:
        """Return the first articles of a plan; with copies collapsed one for each text."""
        ...

    def terms_of_best(self, plan: Plan, most: int) -> Sequence[Counter[str]]:
        """Return the terms of the first articles; see :func:`search.ranking.feedback.terms_of`."""
        ...

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id, else the first with this address, however spelled."""
        ...

    def ids(self) -> Sequence[str]:
        """Return the ids of all articles, by their UTF-8 bytes."""
        ...

    def copies(self, article_id: str, most: int) -> Sequence[Article]:
        """Return the other copies of an article's text, its representative first, then by date."""
        ...

    def similar(
        self, article: Article, terms: Sequence[WeightedTerms], most: int
    ) -> Sequence[Article]:
        """Return the articles that score best for weighted terms; no copies of this or of each."""
        ...

    def titles(self, typed: Typed, most: int) -> Sequence[Suggestion]:
        """Return the titles that begin as was typed, then those with a later word that does.

        The newest of both stand first, those without a date last.
        """
        ...

    def marker(self, node: Node) -> Marker:
        """Return what says which words of articles a query matched."""
        ...

    def explain(self, plan: Plan, article_id: str) -> Reasons | None:
        """Take the score of one article apart; ``None`` where there is no such article."""
        ...


@dataclass(frozen=True, slots=True)
class EngineFigures:
    """What an archive takes.

    Attributes:
        index_bytes: of the live index; ``None`` where only its cluster knows.
        segments: that it lies in; likewise.
        removed: articles that these hold and nobody finds any more; likewise.
        seconds_open: since this process answers by what was published last; likewise.
        kept: what is kept of answers to be found again, things in number, and
        kept_bytes: in bytes of memory.
        hits: how often something was found there, and
        misses: how often not, since the index was opened.
    """

    index_bytes: int | None = None
    kept: int = 0
    kept_bytes: int = 0
    hits: int = 0
    misses: int = 0
    segments: int | None = None
    removed: int | None = None
    seconds_open: float | None = None


def at_once(_: str) -> bool:
    """Agree that a publication answers as soon as it is ready."""
    return True


class Engine(Protocol):
    """An archive at an address; safe to share between threads."""

    def open(self, *, whole: bool = False, deadline: Deadline = UNLIMITED) -> Session:
        """Look at what is live now.

        Args:
            whole: whether an answer that lacks a part of the archive is an error. Else the
                session notes that something is missing.
            deadline: when all that is asked of the session must be answered.

        Raises:
            IndexMissing, IndexDamaged, AnalyzerMismatch: there is no usable index.
            EngineError: a cluster does not answer as it should.
            TimeExceeded: it does not in time.
        """
        ...

    def fixed(self) -> "Engine":
        """Return the same archive as it is when it is first looked at.

        What is published later is not seen there, so that answers agree. An archive that changes
        in place is the same at every look.
        """
        ...

    def move_on(
        self,
        make_ready: Callable[["Engine"], object],
        agree: Callable[[str], bool] = at_once,
        /,
    ) -> None:
        """Answer by what is live now, once it is ready; until then by what did before.

        From the first call on, whoever asks does not move on by himself: this has to be called
        again and again. An archive that changes in place is live at once.

        Args:
            make_ready: is given what is going to answer, and asks of it what the first reader
                would otherwise wait for. Where it raises an error, nothing changes.
            agree: is told the name of what this engine is ready for, until it says that this may
                answer; it is asked here and at every question.

        Raises:
            IndexMissing, IndexDamaged, AnalyzerMismatch: what is live cannot be read.
        """
        ...

    def unread(self) -> Exception | None:
        """Return why what is live is not what answers; ``None`` where it is, or soon will be."""
        ...

    def must_be_whole(self) -> None:
        """Look, without reading it, whether what is live lies whole where it was published.

        Raises:
            IndexMissing, IndexDamaged: it does not.
            EngineError: a cluster does not answer.
        """
        ...

    def figures(self) -> EngineFigures:
        """Return what the live index takes, and what is kept of answers."""
        ...

    def close(self) -> None:
        """Release files and connections."""
        ...
