"""Which software answers: its version, its revision and its newest change.

Answers that are kept by browsers and proxies hold as long as this is the same.
"""

from functools import cache
from pathlib import Path

from index.version import VERSION

CHECKOUT = Path(__file__).parents[2]

#: The rooms whose files decide what an answer looks like.
_ROOMS = ("index", "search", "web")
_LEFT_OUT = "__pycache__"


@cache
def software() -> str:
    """Return a text that differs wherever the software of an answer may.

    A file that was edited since the last commit, a template or a translation too, shows in the
    time of the newest change. It is read once, at the start of a server, as the code is.
    """
    rooms = [CHECKOUT / room for room in _ROOMS]
    return f"{VERSION} {revision(CHECKOUT)} {newest_change(rooms)}"


def revision(checkout: Path) -> str:
    """Return the commit that is checked out, 40 hex digits; empty where git does not say.

    Source: gitrepository-layout(5) of git.

    Args:
        checkout: the folder that holds ``.git``: a folder, or a file that names one elsewhere.
    """
    try:
        git = _git_folder(checkout)
        head = _text(git / "HEAD")
        reference = head.removeprefix("ref: ")
        return head if reference == head else _commit_of(reference, git)
    except OSError:
        return ""


def newest_change(folders: list[Path]) -> int:
    """Return when a file under these folders was last changed, in nanoseconds; 0 without files."""
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    times = (path.stat().st_mtime_ns for path in files if _LEFT_OUT not in path.parts)
    return max(times, default=0)


def _git_folder(checkout: Path) -> Path:
    git = checkout / ".git"
    return checkout / _text(git).removeprefix("gitdir: ") if git.is_file() else git


def _commit_of(reference: str, git: Path) -> str:
    """Return the commit of a branch, from its own file or from the list of all of them."""
    common = git / "commondir"
    shared = git / _text(common) if common.is_file() else git
    own = shared / reference
    if own.is_file():
        return _text(own)
    lines = (line.split() for line in _text(shared / "packed-refs").splitlines())
    return next((line[0] for line in lines if line[1:] == [reference]), "")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="surrogateescape").strip()
