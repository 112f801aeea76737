"""Which readers read the files: another release of them may read the same file otherwise."""

from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from index.article_versions import SIZE

_INDEX = Path(__file__).resolve().parents[1]
#: What decides which articles a file gives, and what they say.
_ROOMS = ("sources", "facts", "analysis")
_ASIDE = frozenset({"examples", "near_duplicates"})
_MODULES = ("addresses.py", "article.py", "article_versions.py", "ingestion.py", "reading_apart.py")
#: Libraries that read files.
_LIBRARIES = (
    *("trafilatura", "lxml", "justext", "htmldate", "courlan", "fastwarc", "python-calamine"),
    *("markdown-it-py", "pyyaml", "hijridate", "pyarabic"),
)


@cache
def readers_fingerprint() -> bytes:
    """Return a digest of the readers: their code, their tables and the releases of libraries."""
    whole = blake2b(digest_size=SIZE)
    rooms = (path for room in _ROOMS for path in (_INDEX / room).rglob("*"))
    paths = (*rooms, *(_INDEX / name for name in _MODULES))
    for path in sorted(path for path in paths if path.is_file() and _counts(path)):
        whole.update(str(path.relative_to(_INDEX)).encode() + b"\0")
        whole.update(blake2b(path.read_bytes()).digest())
    for library in _LIBRARIES:
        whole.update(f"{library} {_release(library)}\0".encode())
    return whole.digest()


def _counts(path: Path) -> bool:
    return path.suffix in (".py", ".tsv", ".txt") and _ASIDE.isdisjoint(path.parts)


def _release(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
