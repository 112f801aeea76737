"""Where the files of an archive lie."""

from pathlib import Path

from index.stores.embedded.archive import open_archive
from index.stores.embedded.checking import segments_of
from index.stores.embedded.segment import Segment
from index.stores.embedded.store import EmbeddedStore


def live_folder(store: Path) -> Path:
    """The folder of the live publication of a store."""
    return EmbeddedStore(store).live_folder()


def live_files(store: Path) -> dict[str, Path]:
    """The files of the live publication and of its first segment by their names."""
    live = live_folder(store)
    return {path.name: path for folder in (segments_of(live)[0], live) for path in folder.iterdir()}


def live_segment(store: Path) -> Segment:
    """The only segment of the live publication, of which no article is removed."""
    held = open_archive(live_folder(store)).held
    assert isinstance(held, Segment)
    return held


def publications(store: Path) -> list[str]:
    """The names of all publications of a store."""
    return sorted(path.name for path in (store / "publications").iterdir())


def segments(store: Path) -> list[str]:
    """The names of all segments of a store."""
    return sorted(path.name for path in (store / "segments").iterdir())
