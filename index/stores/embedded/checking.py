"""Whether the files of a publication and of its segments are as they were published."""

from collections.abc import Iterator
from pathlib import Path

from index.stores.embedded.files import Published, check_contents, damaged
from index.stores.embedded.names import COLUMNS
from index.stores.embedded.publication import Publication
from index.stores.embedded.segments import open_segments, view_of


def check_publication(folder: Path) -> None:
    """Read every file of a publication and of its segments, and compare it with what was published.

    Raises:
        IndexDamaged: names the file that is not.
    """
    check_contents(folder)
    for segment in segments_of(folder):
        check_contents(segment, COLUMNS)


def check_count(folder: Path, articles: int) -> None:
    """Make sure that the segments of a publication hold as many articles as were published.

    Raises:
        IndexDamaged: they do not.
    """
    named = Publication.read(folder, Published(folder))
    held = view_of(open_segments(named.segments)).size
    if held != articles:
        raise damaged(folder, f"holds {held} articles, not the {articles} published")


def files_of(folder: Path) -> Iterator[Published]:
    """Yield the files of a publication, then those of each of its segments.

    Raises:
        IndexDamaged: a list cannot be read, or a file is missing, cut, or none of them.
    """
    yield Published(folder)
    for segment in segments_of(folder):
        yield Published(segment, COLUMNS)


def segments_of(folder: Path) -> list[Path]:
    """Return the folders of the segments of a publication.

    Raises:
        IndexDamaged: it cannot be read.
    """
    return [one.folder for one in Publication.read(folder, Published(folder)).segments]
