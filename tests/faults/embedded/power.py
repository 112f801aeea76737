"""What a disk may hold after a power cut, rebuilt from a record of what was asked of it.

A file that was not synced may be lost, be half there or be whole. A name that was made, changed or
removed in a folder which was not synced since may be there or not, each for itself.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.embedded.calls import Perform, Watcher


@dataclass(eq=False)
class File:
    """A file: what was written, and what of it is surely on disk."""

    written: bytes = b""
    synced: bytes | None = None


@dataclass(eq=False)
class Folder:
    """A folder: what is in it, what surely is, and what was done since.

    Attributes:
        held: what is in it by name.
        synced: what is in it for sure.
        since: names that got something else in it, or ``None`` for nothing, one after the other.
    """

    held: dict[str, "File | Folder"] = field(default_factory=dict)
    synced: dict[str, "File | Folder"] = field(default_factory=dict)
    since: list[list[tuple[str, "File | Folder | None"]]] = field(default_factory=list)

    def change(self, *changes: tuple[str, "File | Folder | None"]) -> None:
        """Do something to names in one step."""
        for name, one in changes:
            if one is None:
                self.held.pop(name, None)
            else:
                self.held[name] = one
        self.since.append(list(changes))

    def sync(self) -> None:
        """All that is in it is there for sure."""
        self.synced, self.since = dict(self.held), []


@dataclass(frozen=True, slots=True)
class Call:
    """A call that changed something, by paths below a base."""

    kind: str
    path: str
    target: str = ""
    content: bytes = b""


@dataclass
class Record(Watcher):
    """Notes every call that changes something."""

    base: Path
    calls: list[Call] = field(default_factory=list)

    def call(self, kind: str, path: str, perform: Perform, target: str = "") -> Any:
        """Do it and note it."""
        is_new = kind == "open" and not Path(path).exists()
        done = perform()
        if kind == "open" and not is_new and not hasattr(done, "mode"):
            return done  # what is opened by its number was not emptied
        if kind == "open" and "r" in getattr(done, "mode", ""):
            return done
        if kind != "read":
            self.calls.append(Call(kind, self._below(path), self._below(target)))
        return done

    def write(self, path: str, content: Any, perform: Any) -> int:
        """Write and note what."""
        count = int(perform(content))
        self.calls.append(Call("write", self._below(path), content=bytes(content)[:count]))
        return count

    def _below(self, path: str) -> str:
        return path.removeprefix(str(self.base)).strip("/")


def folder_of(path: Path) -> Folder:
    """A folder as it is, all of it on disk."""
    made = Folder()
    for one in path.iterdir():
        made.held[one.name] = (
            folder_of(one) if one.is_dir() else File(content := one.read_bytes(), content)
        )
    made.sync()
    return made


#: Files as bytes and folders by name.
Tree = dict[str, Any]


def states(base: Folder, calls: list[Call]) -> list[Tree]:
    """Every state that a power cut may leave at some moment of the calls, each once.

    Args:
        base: the folder before them; it is changed.
        calls: that change it.

    Returns:
        The states; those that may be left when all is done are the last.
    """
    found: dict[Any, Tree] = {}
    for moment in range(len(calls) + 1):
        # More is unsure just before something is synced than at any moment since the last time.
        if moment == len(calls) or calls[moment].kind in ("sync", "rename"):
            for tree in _left(base):
                found.setdefault(_key(tree), tree)
        if moment < len(calls):
            _do(base, calls[moment])
    return list(found.values())


def at_the_end(base: Folder, calls: list[Call]) -> list[Tree]:
    """What a power cut may leave when all is done, each state once."""
    for one in calls:
        _do(base, one)
    return list({_key(tree): tree for tree in _left(base)}.values())


def _key(tree: Tree) -> Any:
    return tuple(
        (name, _key(one) if isinstance(one, dict) else (len(one), hash(one)))
        for name, one in tree.items()
    )


def put(tree: Tree, path: Path) -> None:
    """Write a tree into a folder."""
    path.mkdir()
    for name, one in tree.items():
        if isinstance(one, dict):
            put(one, path / name)
        else:
            (path / name).write_bytes(one)


def _do(base: Folder, call: Call) -> None:
    folder, name = _at(base, call.path)
    if folder is None:
        return
    if call.kind in ("mkdir", "open"):
        folder.change((name, Folder() if call.kind == "mkdir" else File()))
    elif call.kind in ("unlink", "rmdir"):
        folder.change((name, None))
    elif call.kind in ("rename", "link"):
        _name(base, call, folder.held[name])
    elif call.kind == "write":
        found = folder.held.get(name)
        if isinstance(found, File):
            found.written += call.content
    elif call.kind == "sync":
        one = folder.held.get(name) if name else base
        if isinstance(one, File):
            one.synced = one.written
        elif one is not None:
            one.sync()


def _name(base: Folder, call: Call, one: File | Folder) -> None:
    """Give a file another name: it loses the one that it had where it is renamed."""
    folder, name = _at(base, call.target)
    assert folder is not None
    if call.kind == "link":
        folder.change((name, one))
        return
    assert call.target.rpartition("/")[0] == call.path.rpartition("/")[0]
    folder.change((name, one), (call.path.rpartition("/")[2], None))


def _at(base: Folder, path: str) -> tuple[Folder | None, str]:
    *above, name = path.split("/")
    folder = base
    for one in above:
        found = folder.held.get(one)
        if not isinstance(found, Folder):
            return None, name
        folder = found
    return folder, name


def _left(base: Folder) -> Iterator[Tree]:
    """The trees that may be left of a folder: each unsure thing alone, and all together."""
    unsure = list(_unsure(base))
    files = [id(one) for one in unsure if isinstance(one, File)]
    steps = [(id(one), at) for one in unsure if isinstance(one, Folder)
             for at in range(len(one.since))]  # fmt: skip
    for how in ("lost", "half"):
        for chosen in _choices(files):
            for done in ([], steps):
                yield _tree(base, dict.fromkeys(chosen, how), set(done))
        for done in _choices(steps):
            for chosen in ([], files):
                yield _tree(base, dict.fromkeys(chosen, how), set(done))


def _choices(things: list[Any]) -> Iterator[list[Any]]:
    yield []
    yield things
    for one in things:
        yield [one]
        yield [other for other in things if other != one]


def _unsure(folder: Folder) -> Iterator["File | Folder"]:
    if folder.since:
        yield folder
    known = {id(one): one for one in (*folder.synced.values(), *folder.held.values())}
    for one in known.values():
        if isinstance(one, Folder):
            yield from _unsure(one)
        elif one.synced != one.written:
            yield one


def _tree(folder: Folder, files: Mapping[int, str], steps: Set[tuple[int, int]]) -> Tree:
    """A folder with these files not whole, and these steps done of those that are unsure."""
    held = dict(folder.synced)
    for at, changes in enumerate(folder.since):
        if (id(folder), at) in steps:
            for name, one in changes:
                if one is None:
                    held.pop(name, None)
                else:
                    held[name] = one
    tree: Tree = {}
    for name, one in sorted(held.items()):
        if isinstance(one, Folder):
            tree[name] = _tree(one, files, steps)
        elif files.get(id(one)) == "lost":
            tree[name] = one.synced or b""
        elif files.get(id(one)) == "half":
            tree[name] = one.written[: len(one.written) // 2]
        else:
            tree[name] = one.written
    return tree
