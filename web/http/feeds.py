"""The feeds that the archive of an application follows."""

from collections.abc import Callable, Sequence
from typing import cast

from flask import Flask, current_app, g, request

from index.feeds.followed import FollowedFeed

_KEY = "fihris.feeds"
#: What shows them.
_SHOWN_AT = frozenset({"pages.archive", "api.stats"})


def connect(app: Flask, followed: Callable[[], Sequence[FollowedFeed]]) -> None:
    """Let the views of ``app`` show the feeds that ``followed`` gives, asked anew each time."""
    app.extensions[_KEY] = followed


def feeds() -> Sequence[FollowedFeed]:
    """Return the feeds that are followed, the same throughout a request."""
    if "feeds" not in g:
        g.feeds = cast("Callable[[], Sequence[FollowedFeed]]", current_app.extensions[_KEY])()
    return cast("Sequence[FollowedFeed]", g.feeds)


def state_of_feeds() -> str:
    """Return a text that is another one whenever the answer to this request shows other feeds."""
    return repr(feeds()) if request.endpoint in _SHOWN_AT else ""
