"""Start, show and stop the cluster that tests share: ``python -m tests.cluster start``."""

import argparse
import sys
from collections.abc import Sequence

from filelock import FileLock

from tests.cluster.artifacts import HOME, Unprepared
from tests.cluster.asking import Refused, ask
from tests.cluster.blueprint import THREE, Blueprint
from tests.cluster.cluster import Cluster, NotUp
from tests.cluster.node import Node
from tests.cluster.records import Record, records

#: Where tests find the nodes: their addresses, separated by commas.
SETTING = "FIHRIS_TEST_OPENSEARCH"

SHARED = "shared"


def main(arguments: Sequence[str] | None = None, name: str = SHARED) -> int:
    """Do what the command line says; 0 if it went well.

    Args:
        arguments: by default those of the process.
        name: of the record of the cluster.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.cluster", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    start = actions.add_parser("start", help="start three nodes, and print how tests find them")
    start.add_argument("--heap", default=THREE.heap, help=f"of each node; default {THREE.heap}")
    actions.add_parser("status", help="show all clusters that run; 1 if the shared one does not")
    stop = actions.add_parser("stop", help="stop the shared cluster and remove its data")
    stop.add_argument("--all", action="store_true", help="and all others, of tests that broke off")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.action == "start":
            return _start(name, chosen.heap)
        return _status(name) if chosen.action == "status" else _stop(name, chosen.all)
    except (Unprepared, NotUp) as trouble:
        print(trouble, file=sys.stderr)
        return 1


def _start(name: str, heap: str) -> int:
    HOME.mkdir(parents=True, exist_ok=True)
    with FileLock(HOME / "start.lock"):
        record = Record.read(name)
        if record is not None and not _whole(record):
            record.end()
            record = None
        if record is None:
            print("starting three OpenSearch nodes ...", file=sys.stderr)
            cluster = Cluster(Blueprint(heap=heap), name)
            cluster.start()
            addresses = cluster.addresses
        else:
            addresses = record.addresses
    print(f"export {SETTING}={','.join(addresses)}")
    return 0


def _whole(record: Record | None) -> bool:
    return record is not None and all(node.alive for node in record.nodes)


def _status(name: str) -> int:
    for record in records():
        for node, address in zip(record.nodes, record.addresses, strict=True):
            print(record.name, node.folder.name, address, _state(node, address), sep="\t")
    return 0 if _whole(Record.read(name)) else 1


def _state(node: Node, address: str) -> str:
    if not node.alive:
        return "has ended"
    try:
        return f"version {ask(address, '/', seconds=5)['version']['number']}"
    except (OSError, ValueError, Refused):
        return "runs, and does not answer plain HTTP"


def _stop(name: str, everything: bool) -> int:
    for record in records():
        if everything or record.name == name:
            record.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
