"""A process that has loaded every command and forks off a real process for each one that is run.

So a command costs no start of Python: its whole time is the work that a fault may strike. Orders
are lines of JSON on standard input, answers lines on standard output.
"""

import importlib
import json
import os
import resource
import sys
import tempfile
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from tests.faults.embedded.calls import Refusing, watched

_MODULES = ("indexing", "inspecting", "keeping", "searching", "serving")
_LIMITS = {"handles": resource.RLIMIT_NOFILE, "bytes": resource.RLIMIT_FSIZE}


def main() -> None:
    """Run the commands that are asked for, and tell how they ended."""
    for name in _MODULES:
        importlib.import_module(f"commands.{name}")
    for name in ("index.stores.embedded.postings", "index.preparation", "prometheus_client"):
        importlib.import_module(name)
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
        elif pid := os.fork():
            print(pid, flush=True)
        else:
            _run(order)
            return


def _run(order: dict[str, Any]) -> None:
    from manage import cli

    os.setsid()
    for number, (name, flags) in enumerate(
        ((os.devnull, os.O_RDONLY), (order["out"], _NEW), (order["err"], _NEW))
    ):
        opened = os.open(name, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.update(order["environment"])
    tempfile.tempdir = None
    for name, most in order["limits"].items():
        resource.setrlimit(_LIMITS[name], (most, most))
    if order["clock"]:
        _turn_back(timedelta(seconds=order["clock"]))
    if order["fault"] is None:
        cli(order["arguments"], "manage.py")
    with watched(Path(order["base"]), Refusing(**order["fault"])):
        cli(order["arguments"], "manage.py")


_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def _turn_back(by: timedelta) -> None:
    """Let the clock of this process stand before that of the machine."""
    import time

    real = time.time

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Earlier":
            moment = datetime.fromtimestamp(real(), UTC) - by
            return cls.fromtimestamp(moment.timestamp(), tz)

    time.time = lambda: real() - by.total_seconds()
    for module in list(sys.modules.values()):
        if getattr(module, "datetime", None) is datetime:
            module.datetime = Earlier  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
