"""What waits to be published, and the publication that is under way."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import groupby

from index.article import Article
from index.errors import EngineError, IndexLocked
from index.feeds.kept_articles import KeptArticles
from index.feeds.remembered import Entry
from index.feeds.state import State

#: After so many seconds it is tried again to publish where that was not possible.
_TRIED_AGAIN = 60.0

#: Puts articles into the archive, and returns once they can be found; gives in a line what could
#: not be tidied up behind them.
Publish = Callable[[Sequence[Article]], str]


@dataclass(frozen=True, slots=True)
class Batching:
    """When what came is published.

    Attributes:
        seconds: after the first of a batch came.
        articles: or when there are so many.
    """

    seconds: float = 10.0
    articles: int = 500


@dataclass(frozen=True, slots=True)
class Published:
    """Tells that a batch is in the archive.

    Attributes:
        articles: how many it held.
        left: what could not be tidied up behind it, and why; empty where nothing is left.
    """

    articles: int
    left: str = ""


@dataclass(frozen=True, slots=True)
class NotPublished:
    """Tells that a batch has to wait.

    Attributes:
        articles: how many it holds.
        why: the archive cannot be written now.
    """

    articles: int
    why: str


@dataclass(frozen=True, slots=True)
class PublicationEnded:
    """A publication has ended, well or not.

    Attributes:
        entries: what was to be published.
        left: what could not be tidied up behind it.
        error: why it was not published.
    """

    entries: Sequence[Entry]
    left: str = ""
    error: Exception | None = None


class Publications:
    """Publishes batch after batch beside the thread that asks for it."""

    def __init__(
        self,
        state: State,
        kept: KeptArticles,
        *,
        publish: Publish,
        executor: Executor,
        now: Callable[[], float],
        batching: Batching,
    ) -> None:
        """
        Args:
            state: that knows what waits.
            kept: where it is kept.
            publish: puts articles into the archive.
            executor: does so, one batch after the other.
            now: gives the seconds since 1970.
            batching: when what came is published.
        """
        self._state, self._kept, self._publish = state, kept, publish
        self._executor, self._now, self._batching = executor, now, batching
        self._due = 0.0
        self._is_held_up = False
        self.waiting = 0
        self.is_under_way = False

    def begin(self) -> None:
        """Take up what an earlier run left behind; it goes with what comes first."""
        self.waiting = 0
        self.came(len(self._state.waiting()))

    def came(self, articles: int) -> None:
        """Wait with so many more articles."""
        if articles and not self.waiting:
            self._due = self._now() + self._batching.seconds
        self.waiting += articles

    @property
    def due(self) -> float | None:
        """Return when the next batch is to be published; ``None`` where nothing is to be done."""
        return self._due if self.waiting and not self.is_under_way else None

    @property
    def is_ready(self) -> bool:
        """Tell whether a batch is to be published now."""
        if self.due is None:
            return False
        is_full = self._batching.articles <= self.waiting and not self._is_held_up
        return is_full or self.due <= self._now()

    def start(self) -> "Future[PublicationEnded]":
        """Publish what waits."""
        entries = self._state.waiting()
        articles: list[Article] = []
        for file, kept in groupby(entries, key=lambda entry: entry.file):
            articles += self._kept.read(file, {entry.id for entry in kept})
        self.is_under_way, self._is_held_up, self.waiting = True, False, 0
        return self._executor.submit(_published, self._publish, articles, entries)

    def end(self, ended: PublicationEnded) -> Published | NotPublished:
        """Take note of a publication that has ended, and return what is to be told of it.

        Raises:
            Exception: what kept it from being published, unless it can be tried again.
        """
        self.is_under_way = False
        if ended.error is None:
            self._state.published(ended.entries)
            self.begin()
            return Published(len(ended.entries), ended.left)
        if not isinstance(ended.error, IndexLocked | EngineError):
            raise ended.error
        self.begin()
        self._due, self._is_held_up = self._now() + _TRIED_AGAIN, True
        return NotPublished(self.waiting, str(ended.error))


def _published(
    publish: Publish, articles: Sequence[Article], entries: Sequence[Entry]
) -> PublicationEnded:
    try:
        return PublicationEnded(entries, publish(articles) if articles else "")
    except Exception as error:  # whoever waits for it raises it
        return PublicationEnded(entries, error=error)
