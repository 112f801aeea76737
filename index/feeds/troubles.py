"""What can be the matter with a feed, as a word to count by and to be told."""

from typing import Literal

Trouble = Literal[
    "address", "own_network", "robots", "unreachable", "slow", "too_large", "redirects", "refused",
    "missing", "gone", "busy", "failing", "no_feed", "damaged",
]  # fmt: skip


class FetchTrouble(Exception):
    """An address from which nothing usable came.

    Attributes:
        trouble: what is the matter.
        retry_after: seconds after which the server wants to be asked again; ``None`` where it
            does not say.
    """

    def __init__(self, trouble: Trouble, message: str, retry_after: float | None = None) -> None:
        """
        Args:
            trouble: what is the matter.
            message: one line for people, without anything secret.
            retry_after: see above.
        """
        super().__init__(message)
        self.trouble: Trouble = trouble
        self.retry_after = retry_after
