"""What people decide of following feeds."""

from dataclasses import dataclass
from pathlib import Path

from index.stores.address import parse_address

#: Where the memory of an archive lies that is in no folder.
_OF_CLUSTERS = Path("var/feeds")
_NAME = "feeds"


@dataclass(frozen=True, slots=True)
class FollowOptions:
    """What people decide of following feeds.

    Attributes:
        folder: where articles are kept and feeds remembered; empty: beside the index.
        minutes: between two polls of a feed that says nothing of it itself.
        seconds: that what came waits for more, before it is published.
        bytes: of a feed or a page.
        pages: whether the pages of teasers are fetched.
        private: whether machines of the own network may be asked.
    """

    folder: str = ""
    minutes: int = 30
    seconds: int = 10
    bytes: int = 16 << 20
    pages: bool = False
    private: bool = False

    def folder_for(self, engine: str) -> Path:
        """Return the folder where articles are kept and feeds remembered.

        Args:
            engine: the address of the archive.

        Raises:
            AddressError: it names no engine.
        """
        address = parse_address(engine)
        if self.folder:
            return Path(self.folder)
        return _OF_CLUSTERS if address.scheme == "opensearch" else Path(address.location) / _NAME
