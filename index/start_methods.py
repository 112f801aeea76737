"""How other processes are begun: by a fork where that is safe, else by a server that forks.

An interpreter that is begun anew imports from the folder that it is begun in before all others, so
a folder of articles could bring code along. Here it imports from the folder of Fihris alone.
"""

import multiprocessing
import os
import threading
from collections.abc import Collection
from pathlib import Path
from typing import Any

_ROOT = str(Path(__file__).resolve().parents[1])
#: What a process that others are forked off loads before.
_LOADED = ["index.preparation", "index.stores.embedded.postings"]


def context(harmless: Collection[str] = ()) -> Any:
    """Return how processes are started.

    A fork has everything loaded at once, but only a process without other threads may fork: what
    these hold, a lock say, would be held in the new process for ever.

    Args:
        harmless: names of threads that hold nothing.
    """
    _import_from_here_alone()
    methods = multiprocessing.get_all_start_methods()
    others = [one.name for one in threading.enumerate() if one is not threading.main_thread()]
    if "fork" in methods and all(name in harmless for name in others):
        return multiprocessing.get_context("fork")
    if "forkserver" in methods:
        server = multiprocessing.get_context("forkserver")
        server.set_forkserver_preload(_LOADED)
        return server
    return multiprocessing.get_context("spawn")


def _import_from_here_alone() -> None:
    """Let interpreters that are begun from now on import nothing from the folder they begin in."""
    os.environ["PYTHONSAFEPATH"] = "1"
    told = os.environ.get("PYTHONPATH", "")
    if _ROOT not in told.split(os.pathsep):
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (_ROOT, told)))
