"""Which files that are gone are given up with their articles: not where a disk may be missing."""

from collections.abc import Callable, Sequence
from pathlib import Path

from index.sources.files.names import shown_path

#: Of a hundred files so many may be gone at once, and so many files in any case.
_MOST, _FEW = 10, 3

Gone = Callable[[Path, Sequence[str], Sequence[str]], Sequence[str]]


def guarded(tell: Callable[[str], None], *, force: bool = False) -> Gone:
    """Return what tells which files are given up; see :class:`.taking_in.Scope`.

    A disk that is not mounted and a folder that was emptied by mistake look alike. So nothing is
    given up where no file is left, nor where over a tenth of the files are gone at once.

    Args:
        tell: called with a line where files are not given up.
        force: whether all are given up.
    """

    def given_up(path: Path, gone: Sequence[str], staying: Sequence[str]) -> Sequence[str]:
        known = len(gone) + len(staying)
        if force or (staying and len(gone) <= max(_FEW, known * _MOST // 100)):
            return gone
        tell(
            f"{shown_path(path)}: {len(gone)} of {known} files are gone at once; their articles "
            "stay; to take them out as well: --force"
        )
        return ()

    return given_up
