"""Clusters of real OpenSearch nodes on loopback."""

import contextlib
import os
import random
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.cluster.artifacts import fetched, unpack
from tests.cluster.asking import Refused, ask
from tests.cluster.blueprint import THREE, Blueprint
from tests.cluster.node import Node, unprivileged
from tests.cluster.records import Record

_HOST = "127.0.0.1"
_STATUS = ("red", "yellow", "green")
# Below the ports that systems hand out themselves, so that none is taken while its node is down.
_PORTS = range(20_000, 32_000)

# A killed node is noticed by its broken connections. The checks are for one that hangs, and
# leave time for a machine that has much to do.
_SETTINGS = {
    "network.host": _HOST,
    "cluster.routing.allocation.disk.threshold_enabled": False,
    "cluster.routing.allocation.node_concurrent_recoveries": 8,
    "cluster.fault_detection.follower_check.timeout": "5s",
    "cluster.fault_detection.follower_check.retry_count": 2,
    "cluster.fault_detection.leader_check.timeout": "5s",
    "cluster.fault_detection.leader_check.retry_count": 2,
}


class NotUp(Exception):
    """A cluster did not become what it should; the text ends with the last lines of the logs."""


class Cluster:
    """Nodes that are started together and ended one by one.

    Args:
        blueprint: what they are made of.
        name: of the record by which another program finds the cluster; by default its folder's.
    """

    def __init__(self, blueprint: Blueprint = THREE, name: str = "") -> None:
        self.blueprint = blueprint
        self.access = blueprint.access
        self.nodes: tuple[Node, ...] = ()
        self.addresses: tuple[str, ...] = ()
        self.name = name
        self._folder: Path | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start all nodes, with no data, and wait until the cluster is green.

        Raises:
            Unprepared: Java or Maven is missing.
            NotUp: a node did not come up.
        """
        if self._folder is not None:
            return
        parts = (self.blueprint.distribution, *self.blueprint.plugins)
        archives = [fetched(part) for part in parts]
        self._folder = _fresh_folder()
        self.name = self.name or self._folder.name
        try:
            self._unpack(self._folder, archives)
            self._prepare(self._folder)
            _hand_over(self._folder)
            Record(self.name, self._folder, self.addresses).write()
            for number in range(len(self.nodes)):
                self.restart(number)
            self.wait_for("green")
        except BaseException:
            self.stop()
            raise

    def _unpack(self, folder: Path, archives: list[Path]) -> None:
        unpack(archives[0], folder / "unpacked")
        (unpacked,) = (folder / "unpacked").iterdir()
        for plugin, archive in zip(self.blueprint.plugins, archives[1:], strict=True):
            unpack(archive, unpacked / "plugins" / plugin.name)
        unpacked.rename(folder / "home")
        (folder / "unpacked").rmdir()

    def _prepare(self, folder: Path) -> None:
        count = self.blueprint.nodes
        ports = _free_ports(2 * count)
        self.addresses = tuple(f"{_HOST}:{port}" for port in ports[:count])
        self.nodes = tuple(Node(folder / f"node-{number}") for number in range(count))
        together: dict[str, object] = {"discovery.type": "single-node"}
        if count > 1:
            together = {
                "discovery.seed_hosts": [f"{_HOST}:{port}" for port in ports[count:]],
                "cluster.initial_cluster_manager_nodes": [node.folder.name for node in self.nodes],
            }
        for number, node in enumerate(self.nodes):
            own = {
                "cluster.name": folder.name,
                "node.name": node.folder.name,
                "http.port": ports[number],
                "transport.port": ports[count + number],
            }
            node.prepare({**own, **together, **_SETTINGS, **self.blueprint.settings})
            self._configure(folder / "home", node.folder / "config")

    def _configure(self, home: Path, configuration: Path) -> None:
        shutil.copy(home / "config/log4j2.properties", configuration)
        # What the installer of plugins does with their configurations.
        for plugin in home.glob("plugins/*/config"):
            shutil.copytree(plugin, configuration / plugin.parent.name)
        for name, text in self.blueprint.files.items():
            (configuration / name).write_text(text, encoding="utf-8")

    def stop(self) -> None:
        """End all nodes and remove what they left; harmless if they are gone."""
        for node in self.nodes:
            node.kill()
        if self._folder is not None:
            Record(self.name, self._folder, self.addresses).end()
        self._folder, self.nodes, self.addresses = None, (), ()

    def kill(self, number: int) -> None:
        """Kill a node, counted from 0: its process is gone, its data stay."""
        self.nodes[number].kill()

    def restart(self, number: int) -> None:
        """Start a killed node again, with its data and address; see :meth:`wait_for`."""
        assert self._folder is not None
        if not self.nodes[number].alive:
            self.nodes[number].start(self._folder / "home", self.blueprint.heap)

    def freeze(self, number: int) -> None:
        """Let a node hang: it takes connections and does not answer."""
        self.nodes[number].freeze()

    def thaw(self, number: int) -> None:
        """Let a node that hangs go on."""
        self.nodes[number].thaw()

    def mend(self) -> None:
        """Bring all nodes back and wait until no shard lacks a copy.

        Where most nodes are gone, those that are left are started anew, too. If one of them were
        elected when the others return, OpenSearch would make its replicas primaries without a new
        primary term (https://github.com/opensearch-project/OpenSearch/issues/19150, still in
        2.19.4): they answer, take nothing in, and give no copy of themselves until their node
        starts anew. The same holds for a manager that is back before the others miss it.
        """
        for node in self.nodes:
            node.thaw()
        left = sum(node.alive for node in self.nodes)
        if left <= len(self.nodes) // 2:
            for node in self.nodes:
                node.kill()
        elif left < len(self.nodes):
            self.wait_for("red", nodes=left)
        for number in range(len(self.nodes)):
            self.restart(number)
        self.wait_for("green", is_patient=True)

    def ask(self, path: str, method: str = "GET", body: object = None) -> Any:
        """What the first node that runs answers; see :func:`tests.cluster.asking.ask`."""
        number = next(number for number, node in enumerate(self.nodes) if node.alive)
        return ask(self.addresses[number], path, method, body, self.access)

    def wait_for(
        self,
        status: str = "green",
        nodes: int | None = None,
        seconds: int = 240,
        *,
        is_patient: bool = False,
    ) -> None:
        """Wait until the cluster is well, as each node that runs says itself.

        Args:
            status: the least it must be: ``green``, ``yellow`` or ``red``.
            nodes: how many must have found each other; by default all whose process runs.
            seconds: after which this is an error.
            is_patient: whether shards are placed again that could not be placed five times, as
                happens where a machine has much to do; the cluster gives them up then.

        Raises:
            NotUp: a process ended, or the time is over.
        """
        running = [number for number, node in enumerate(self.nodes) if node.alive]
        wanted = len(running) if nodes is None else nodes
        least = _STATUS.index(status)
        end = time.monotonic() + seconds
        seen: object = "no answer yet"
        while time.monotonic() < end:
            for number in running:
                if not self.nodes[number].alive:
                    raise NotUp(f"a node has ended; {self.nodes[number].last_words()}")
                found, seen = self._health(number)
                if found is None or found[0] < least or found[1] != wanted:
                    break
            else:
                return
            if is_patient:
                with contextlib.suppress(OSError, ValueError, Refused):
                    self.ask("/_cluster/reroute?retry_failed=true", method="POST")
            time.sleep(1 if is_patient else 0.1)
        told = [self._unplaced(), *(self.nodes[number].last_words() for number in running)]
        raise NotUp(
            f"not {status} with {wanted} nodes after {seconds} s: {seen}\n" + "\n".join(told)
        )

    def _health(self, number: int) -> tuple[tuple[int, int] | None, object]:
        path = "/_cluster/health?master_timeout=2s"  # Version 1 knows it by no other name.
        try:
            health = ask(self.addresses[number], path, access=self.access, seconds=5)
        except (OSError, ValueError, Refused) as trouble:
            return None, trouble
        return (_STATUS.index(health["status"]), health["number_of_nodes"]), health

    def _unplaced(self) -> str:
        try:
            why = self.ask("/_cluster/allocation/explain")
        except (OSError, ValueError, Refused, StopIteration):
            return "no shard is known to be without a place"
        shown = ("index", "shard", "primary", "unassigned_info", "allocate_explanation")
        return f"a shard has no place: { {name: why.get(name) for name in shown} }"


def _fresh_folder() -> Path:
    """A temporary folder that the nodes' user can reach."""
    folders = (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp"))
    reached = (path for path in folders if path.is_dir() and _open_to_all(path))
    folder = Path(tempfile.mkdtemp(prefix="fihris-opensearch-", dir=next(reached, None)))
    return folder.resolve()


def _open_to_all(folder: Path) -> bool:
    return all(path.stat().st_mode & 0o001 for path in (folder, *folder.resolve().parents))


def _hand_over(folder: Path) -> None:
    user = unprivileged()
    if user is not None:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid)


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as taken:
        ports = []
        for port in _tried():
            place = socket.socket()
            try:
                place.bind((_HOST, port))
            except OSError:
                place.close()
                continue
            taken.callback(place.close)
            ports.append(port)
            if len(ports) == count:
                return ports
    raise NotUp(f"no {count} free ports from {_PORTS[0]} to {_PORTS[-1]}")


def _tried() -> Iterator[int]:
    # Clusters started at the same moment by others look elsewhere.
    yield from random.SystemRandom().sample(_PORTS, len(_PORTS))
