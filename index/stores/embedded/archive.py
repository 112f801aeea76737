"""A publication that is open: what it names, and its segments as one archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.manifest import FILE_NAME as MANIFEST
from index.manifest import LAYOUT, Manifest
from index.stores.embedded.files import Published
from index.stores.embedded.publication import Publication
from index.stores.embedded.segments import OpenSegment, SegmentView, open_segments, view_of


@dataclass(frozen=True)
class OpenArchive:
    """A publication that is open.

    Attributes:
        folder: that it lies in.
        published: its files, as they should be.
        manifest: what built it.
        named: what it names.
        segments: its segments, and
        held: what they hold, as one.
    """

    folder: Path
    published: Published
    manifest: Manifest
    named: Publication
    segments: tuple[OpenSegment, ...]
    held: SegmentView


def open_archive(folder: Path, before: Sequence[OpenSegment] = ()) -> OpenArchive:
    """Open a publication.

    Args:
        folder: that it lies in.
        before: segments that are open; those that are named again are taken over.

    Raises:
        IndexDamaged: it cannot be read.
        AnalyzerMismatch: it is of another layout.
    """
    manifest = Manifest.read(folder)
    must_be_of_layout(manifest, folder)
    published = Published(folder)
    published.compare(MANIFEST)
    named = Publication.read(folder, published)
    segments = open_segments(named.segments, before)
    return OpenArchive(folder, published, manifest, named, segments, view_of(segments))


def must_be_of_layout(manifest: Manifest, folder: Path) -> None:
    """Make sure that the files of a publication are of this version's layout.

    Raises:
        AnalyzerMismatch: they are of another one.
    """
    if manifest.layout != LAYOUT:
        manifest.must_match(str(folder))
