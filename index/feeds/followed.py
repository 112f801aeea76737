"""The feeds of an archive as anybody may see them: no address, no word of a server."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from index.errors import StateDamaged
from index.feeds.remembered import FeedRecord
from index.feeds.state import recorded
from index.feeds.troubles import Trouble


@dataclass(frozen=True, slots=True)
class FollowedFeed:
    """A feed that an archive follows.

    Attributes:
        name: of its paper; empty where nobody told one.
        succeeded: when it last answered as it should, in UTC; ``None`` where it never did.
        articles: how many came from it.
        trouble: what is the matter with it; ``None`` where nothing is.
    """

    name: str
    succeeded: datetime | None
    articles: int
    trouble: Trouble | None


def followed(folder: Path) -> Sequence[FollowedFeed]:
    """Return the feeds that are followed; none where nobody can tell now.

    Args:
        folder: where they are remembered.
    """
    try:
        return tuple(_shown(record, articles) for record, articles in recorded(folder))
    except (StateDamaged, OSError):
        return ()


def _shown(record: FeedRecord, articles: int) -> FollowedFeed:
    # Programs write the address of a feed for its name.
    name = "" if "://" in record.name else record.name
    moment = datetime.fromtimestamp(int(record.succeeded), UTC) if record.succeeded else None
    return FollowedFeed(name, moment, articles, cast("Trouble", record.trouble) or None)
