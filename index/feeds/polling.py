"""What is done beside the main thread: feeds and pages of articles are fetched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.article import Article
from index.feeds.fetching import Answer, Fetcher
from index.feeds.remembered import FeedRecord
from index.feeds.troubles import FetchTrouble


@dataclass(frozen=True, slots=True)
class Polled:
    """How a feed answered.

    Attributes:
        record: of the feed, as it was before.
        answer: of its server; ``None`` where it gave none that is of use.
        trouble: why not.
    """

    record: FeedRecord
    answer: Answer | None = None
    trouble: FetchTrouble | None = None


@dataclass(frozen=True, slots=True)
class PagesFetched:
    """The pages of some articles of a feed.

    Attributes:
        address: of the feed, as the list has it.
        pages: by the ids of the articles.
        troubles: why there is none, by the ids of the others.
    """

    address: str
    pages: Mapping[str, bytes] = field(default_factory=dict)
    troubles: Mapping[str, FetchTrouble] = field(default_factory=dict)


def poll(fetcher: Fetcher, record: FeedRecord) -> Polled:
    """Ask for a feed, under the condition that it has changed."""
    conditions = {}
    if record.etag:
        conditions["If-None-Match"] = record.etag
    if record.modified:
        conditions["If-Modified-Since"] = record.modified
    try:
        return Polled(record, fetcher.fetch(record.moved or record.address, conditions))
    except FetchTrouble as trouble:
        return Polled(record, trouble=trouble)
    except Exception as error:  # whatever it is, it costs this feed alone
        return Polled(record, trouble=_fault(error))


def fetch_pages(fetcher: Fetcher, address: str, articles: Sequence[Article]) -> PagesFetched:
    """Fetch the pages of articles, one after the other.

    Args:
        fetcher: that asks for them.
        address: of their feed, as the list has it.
        articles: each with an address.
    """
    pages: dict[str, bytes] = {}
    troubles: dict[str, FetchTrouble] = {}
    for article in articles:
        try:
            body = fetcher.fetch(article.url).body
            if body is not None:
                pages[article.id] = body.raw
        except FetchTrouble as trouble:
            troubles[article.id] = trouble
        except Exception as error:  # likewise
            troubles[article.id] = _fault(error)
    return PagesFetched(address, pages, troubles)


def _fault(error: Exception) -> FetchTrouble:
    message = f"fetching it failed; please report this as a fault: {type(error).__name__}"
    return FetchTrouble("failing", message)
