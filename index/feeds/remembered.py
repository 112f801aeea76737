"""What is remembered of a feed and of an article."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRecord:
    """What is remembered of a feed; times are seconds since 1970, and 0 where there is none.

    Attributes:
        address: as the list has it.
        place: in the list, from 1; 0 where it is not in it.
        name: of its paper, by the list or by itself.
        scope: parts the ids of its articles from the same ones of other feeds.
        etag, modified: what its server told its last answer by.
        moved: the address that is asked in place of its own.
        next: when it is asked again.
        polled: when it was asked, and
        succeeded: when it last answered as it should.
        failures: one after the other.
        trouble: what is the matter; empty where nothing is.
        gone: whether it has ended for good.
    """

    address: str
    place: int = 0
    name: str = ""
    scope: str = ""
    etag: str = ""
    modified: str = ""
    moved: str = ""
    next: float = 0.0
    polled: float = 0.0
    succeeded: float = 0.0
    failures: int = 0
    trouble: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of an article.

    Attributes:
        id: its identity.
        url: its address.
        feed: the feed that brought it.
        digest: of what that feed says of it.
        file: in which it is kept.
    """

    id: str
    url: str
    feed: str
    digest: str
    file: str
