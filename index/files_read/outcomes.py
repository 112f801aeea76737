"""What became of each file, for whoever is told."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.files_read.planning import Plan
from index.files_read.record import FileRead, State


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of a file.

    Attributes:
        path: of it, as the system has it.
        before: the path that it had before, where it was renamed.
        is_new: whether it was not known before.
        is_gone: whether it is not there any more.
        came: how many of its articles were put in,
        unchanged: how many are as they were, and
        went: how many were taken out.
        is_sound: whether it could be read to its end.
    """

    path: str
    before: str = ""
    is_new: bool = False
    is_gone: bool = False
    came: int = 0
    unchanged: int = 0
    went: int = 0
    is_sound: bool = True


def outcomes_of(
    decided: Plan,
    before: Mapping[str, FileRead | None],
    absent: Sequence[FileRead],
    read: Collection[str],
) -> Iterator[FileOutcome]:
    """Yield what became of the files that were read or are gone.

    Args:
        decided: what the update does.
        before: what was known of each file before.
        absent: files that are gone.
        read: the paths of those that were read.
    """
    came = Counter(path for path, _ in decided.wanted)
    moved = {file.digest: file.path for file in absent if file.digest}
    for file in decided.files:
        if file.path not in read and file.path not in decided.went:
            continue
        old = before[file.path]
        held = sum(article.state is State.HELD for article in file.articles)
        yield FileOutcome(
            file.path,
            before=moved.get(file.digest, "") if old is None else "",
            is_new=old is None,
            came=came[file.path],
            unchanged=held - came[file.path],
            went=decided.went.get(file.path, 0),
            is_sound=file.is_sound,
        )
    for file in absent:
        if not _is_moved(file, decided.files, before):
            yield FileOutcome(file.path, is_gone=True, went=decided.went.get(file.path, 0))


def _is_moved(
    gone: FileRead, files: Sequence[FileRead], before: Mapping[str, FileRead | None]
) -> bool:
    """Tell whether a file that is gone has another path now."""
    new = {file.digest for file in files if before[file.path] is None}
    return bool(gone.digest) and gone.digest in new
