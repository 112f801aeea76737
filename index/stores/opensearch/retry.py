"""A cluster that loses a node: what is waited for until other nodes have taken its parts over."""

import time
from collections.abc import Callable
from typing import TypeVar

from opensearchpy import OpenSearch

from index.errors import EngineOverloaded, EngineTimedOut, EngineUnreachable, IndexDamaged
from index.stores.cluster import DEFAULTS
from index.stores.opensearch.blobs import damaged
from index.stores.opensearch.client import FOR_A_MANAGER, answered_whole, answering

#: Seconds for what a cluster does as a whole, such as making an index or showing new articles.
LONG = 120

#: So long is waited for the copies of the parts of a new index, which are still empty.
SECONDS_FOR_COPIES = 30

# Between one try and the next: the first pause, and the longest.
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 15.0

_Result = TypeVar("_Result")


def patiently(act: Callable[[], _Result], patience: float) -> _Result:
    """Do what a cluster may refuse while it loses a node, again and again until it goes well.

    Args:
        act: done anew at each try, so it must be the same done twice.
        patience: seconds after which no try begins.

    Raises:
        EngineError: the cluster does not take it, or
        IndexDamaged: a part of an index does not answer; nor do they after a while.
    """
    end = time.monotonic() + patience
    pause = _FIRST_PAUSE
    while True:
        try:
            return act()
        except (EngineUnreachable, EngineTimedOut, EngineOverloaded, IndexDamaged):
            if time.monotonic() >= end:
                raise
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


def wait_for_copies(client: OpenSearch, *indexes: str) -> None:
    """Wait for the copies of all parts of new indexes, for a while.

    A node that is lost before the copies of its parts are there takes them with it. Where there
    are too few nodes for the copies that are wanted, they do not come.
    """
    client.cluster.health(
        index=",".join(indexes),
        params={
            **FOR_A_MANAGER,
            "wait_for_status": "green",
            "timeout": f"{SECONDS_FOR_COPIES}s",
        },
        ignore=408,
        request_timeout=LONG,
    )


def settled_count(
    client: OpenSearch, index: str, where: str, patience: float = DEFAULTS.patience
) -> int:
    """Let searches see all that was put into an index, and tell how many articles that are.

    Args:
        client: of the cluster.
        index: of articles.
        where: for messages.
        patience: seconds to wait for parts that do not answer.

    Raises:
        EngineError: a part of the index does not answer, or
        IndexDamaged: nor does it after a while.
    """
    seconds = round(min(LONG, max(1.0, patience)))
    return patiently(lambda: _count(client, index, where, seconds), patience)


def _count(client: OpenSearch, index: str, where: str, seconds: int) -> int:
    with answering(where):
        client.cluster.health(
            index=index,
            params={**FOR_A_MANAGER, "wait_for_status": "yellow", "timeout": f"{seconds}s"},
            request_timeout=LONG + 10,
        )
        make_visible(client, index)
        return count(client, index)


def make_visible(client: OpenSearch, index: str) -> None:
    """Let searches see all that was put into an index.

    Raises:
        IndexDamaged: a part of it does not answer.
    """
    shards = client.indices.refresh(index=index, request_timeout=LONG)["_shards"]
    if shards["failed"]:
        raise damaged(index, f"{shards['failed']} of its parts do not answer")


def count(client: OpenSearch, index: str) -> int:
    """How many articles an index holds.

    Raises:
        IndexDamaged: a part of it does not answer.
    """
    answer = client.count(index=index, request_timeout=LONG)
    shards = answer["_shards"]
    if not answered_whole(shards):
        missing = shards["total"] - shards["successful"]
        raise damaged(index, f"{missing} of its parts do not answer")
    return int(answer["count"])
