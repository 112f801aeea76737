"""A cluster that loses a node: what is waited for until other nodes have taken its parts over."""

from collections.abc import Callable
from typing import TypeVar

from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_exponential
from tenacity.nap import sleep as _sleep

from index.errors import EngineOverloaded, EngineTimedOut, EngineUnreachable, IndexDamaged
from index.stores.cluster import DEFAULTS
from index.stores.opensearch.cluster_index import LONG, ClusterIndex

#: Errors of a cluster that may be over a moment later.
PASSING = (EngineUnreachable, EngineTimedOut, EngineOverloaded)

#: So long is waited for the copies of the parts of a new index, which are still empty.
SECONDS_FOR_COPIES = 30

_LONGEST_PAUSE = 15.0

_Result = TypeVar("_Result")


def patiently(
    act: Callable[[], _Result],
    patience: float,
    *,
    passing: tuple[type[Exception], ...] = (*PASSING, IndexDamaged),
    first_pause: float = 1.0,
    sleep: Callable[[float], None] = _sleep,
) -> _Result:
    """Do what a cluster may refuse while it loses a node, again and again until it goes well.

    Args:
        act: done anew at each try, so it must be the same done twice.
        patience: seconds after which no try begins.
        passing: errors after which it is tried again; others are raised at once.
        first_pause: seconds before the second try; every pause is twice as long as the last.
        sleep: called with the seconds of each pause.

    Raises:
        Exception: of the last try, where it still fails when patience is at its end.
    """
    retrying = Retrying(
        retry=retry_if_exception_type(passing),
        stop=stop_after_delay(patience),
        wait=wait_exponential(first_pause, _LONGEST_PAUSE),
        sleep=sleep,
        reraise=True,
    )
    return retrying(act)


def wait_for_copies(index: ClusterIndex) -> None:
    """Wait for the copies of all parts of a new index, for a while.

    A node that is lost before the copies of its parts are there takes them with it. Where there
    are too few nodes for the copies that are wanted, they do not come.
    """
    index.health(wait_for_status="green", timeout=f"{SECONDS_FOR_COPIES}s", ignore=408)


def settled_count(index: ClusterIndex, patience: float = DEFAULTS.patience) -> int:
    """Let searches see all that was put into an index; return how many articles that are.

    Args:
        index: of articles.
        patience: seconds to wait for parts that do not answer.

    Raises:
        EngineError: a part of the index does not answer, or
        IndexDamaged: nor does it after a while.
    """
    seconds = round(min(LONG, max(1.0, patience)))

    def count() -> int:
        index.health(wait_for_status="yellow", timeout=f"{seconds}s")
        index.refresh()
        return index.count()

    return patiently(count, patience)
