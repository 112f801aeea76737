"""What is remembered of a feed once it has answered, and when it is asked again."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from index.feeds.fetching import Answer
from index.feeds.pace import Pace, Random, told_interval
from index.feeds.remembered import FeedRecord
from index.feeds.retrying import max_age
from index.feeds.troubles import FetchTrouble

#: After so many failures under the address that a feed has moved to, its own is tried again.
_MOVED_IN_VAIN = 3


@dataclass(frozen=True, slots=True)
class Schedule:
    """When feeds are asked.

    Attributes:
        pace: how often.
        now: gives the seconds since 1970.
        random: draws the jitter.
    """

    pace: Pace
    now: Callable[[], float]
    random: Random

    def succeeded(self, record: FeedRecord, answer: Answer) -> FeedRecord:
        """Return the record of a feed that has answered as it should.

        Args:
            record: as it was before.
            answer: with a body, or without one where nothing has changed since (304).
        """
        now, body = self.now(), answer.body
        asked = (max_age(answer.headers), told_interval(body.raw) if body else None)
        told = answer.headers if body is None or body.is_whole else {}
        if body is None:  # a 304 need not say again what it knows its answer by
            told = {"etag": record.etag, "last-modified": record.modified, **told}
        return replace(
            record,
            etag=told.get("etag", ""),
            modified=told.get("last-modified", ""),
            moved=answer.moved or record.moved,
            next=now + self.pace.after_success(asked, self.random),
            polled=now,
            succeeded=now,
            failures=0,
            trouble="",
        )

    def failed(self, record: FeedRecord, trouble: FetchTrouble) -> FeedRecord:
        """Return the record of a feed from which nothing usable came.

        Args:
            record: as it was before.
            trouble: why.
        """
        now, failures = self.now(), record.failures + 1
        wait = self.pace.after_failure(failures, trouble.retry_after, self.random)
        in_vain = failures >= _MOVED_IN_VAIN or trouble.trouble in ("gone", "missing")
        return replace(
            record,
            moved="" if in_vain else record.moved,
            next=now + wait,
            polled=now,
            failures=failures,
            trouble=trouble.trouble,
            gone=trouble.trouble == "gone" and not record.moved,
        )
