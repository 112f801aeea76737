"""What the indexes of an archive in a cluster are called, and how they are made.

An archive ``news`` is an alias of that name. It stands for one index of articles; beside that lies
an index of tables with the same stamp. A record in ``news-lock`` keeps writers apart.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from index.stores.cluster import ClusterOptions
from index.stores.opensearch.mapping import mapping, settings

_STAMP = r"\d{8}t\d{6}-[0-9a-f]{8}"


@dataclass(frozen=True, slots=True)
class Names:
    """Attributes:
    archive: its name, the alias of the live index.
    """

    archive: str

    @property
    def lock(self) -> str:
        """The index with the lock."""
        return f"{self.archive}-lock"

    @property
    def template(self) -> str:
        """The template that indexes of articles are made by."""
        return f"fihris-{self.archive}"

    @property
    def all_indexes(self) -> str:
        """A pattern of all indexes of articles and of tables; it may fit others as well."""
        return f"{self.archive}-articles-2*,{self.archive}-tables-2*"

    def articles(self, stamp: str) -> str:
        """The index of articles of a build."""
        return f"{self.archive}-articles-{stamp}"

    def tables(self, stamp: str) -> str:
        """The index of tables of a build."""
        return f"{self.archive}-tables-{stamp}"

    def stamp(self, index: str) -> str | None:
        """The stamp in the name of an index; ``None`` if it is not one of this archive."""
        found = re.fullmatch(rf"{re.escape(self.archive)}-(?:articles|tables)-({_STAMP})", index)
        return found[1] if found else None


def new_stamp() -> str:
    """What tells the indexes of a build from all others, later ones behind earlier ones."""
    now = datetime.now(UTC)
    return f"{now:%Y%m%dt%H%M%S}-{now.microsecond:05x}{uuid4().hex[:3]}"


def template(names: Names, options: ClusterOptions) -> dict[str, Any]:
    """The template of the indexes of articles of an archive."""
    return {
        "index_patterns": [names.articles("2*")],
        "priority": 500,
        "template": {
            "settings": {"index": settings(options.shards, options.replicas)},
            "mappings": mapping(),
        },
    }
