"""What is written down about clusters that run, so that another program can find and end them."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.cluster.artifacts import HOME
from tests.cluster.node import Node

_RUNNING = HOME / "running"


@dataclass(frozen=True, slots=True)
class Record:
    """A cluster: its name here, the folder that all its nodes lie in, and their addresses."""

    name: str
    folder: Path
    addresses: tuple[str, ...]

    def write(self) -> None:
        """Write the record down."""
        _RUNNING.mkdir(parents=True, exist_ok=True)
        fields = {"folder": str(self.folder), "addresses": self.addresses}
        _path(self.name).write_text(json.dumps(fields), encoding="utf-8")

    @classmethod
    def read(cls, name: str) -> Self | None:
        """The record of this name, if there is one."""
        try:
            fields = json.loads(_path(name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return cls(name, Path(fields["folder"]), tuple(fields["addresses"]))

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes, in the order of the addresses."""
        return tuple(Node(self.folder / f"node-{at}") for at in range(len(self.addresses)))

    def end(self) -> None:
        """End the nodes, and remove the folder and the record; harmless if they are gone."""
        for node in self.nodes:
            node.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
        _path(self.name).unlink(missing_ok=True)


def records() -> Iterator[Record]:
    """All records, by name."""
    for path in sorted(_RUNNING.glob("*.json")):
        record = Record.read(path.stem)
        if record is not None:
            yield record


def _path(name: str) -> Path:
    return _RUNNING / f"{name}.json"
