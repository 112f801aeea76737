"""Publications that follow each other: what stays is not opened again, what is wrong is told."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import LEVELS
from index.arrays import Array, ArrayWriter
from index.errors import IndexDamaged
from index.fields import TEXT_FIELDS
from index.stores.embedded.files import CHECKSUMS, seal
from index.stores.embedded.names import PUBLICATION, SEGMENTS, level_file
from index.stores.embedded.publication import segments_folder
from index.stores.embedded.segment import Segment
from index.stores.embedded.segments import opening
from index.stores.embedded.store import EmbeddedStore
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.snapshot import Snapshot
from search.ranking.bm25 import Ranking
from tests.conftest import evidence_of
from tests.index.stores.embedded.publications import Part, publish
from tests.search.engines.embedded.test_segments import ARTICLES, Opened

SEED = 2
EVIDENCE = evidence_of(ARTICLES[SEED])
BORDERS = (0, 12, 16, 20, 24)


def parts(count: int = 4, removed: Sequence[Sequence[int]] = ()) -> list[Part]:
    """The first segments of an archive, without some of their articles."""
    gone = [*removed, *[()] * count][:count]
    return [
        Part(f"segment{at}", ARTICLES[SEED][BORDERS[at] : BORDERS[at + 1]], tuple(gone[at]))
        for at in range(count)
    ]


def published(store: Path, name: str, of: Sequence[Part]) -> Path:
    return publish(store, name, of, range(sum(len(one.staying) for one in of)), EVIDENCE)


def test_segments_that_stay_are_not_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Snapshot.open(published(tmp_path, "first", parts(3)))
    told = [first.article(number).id for number in range(first.size)]
    following = published(tmp_path, "next", parts(4, [(0,), (1, 2)]))
    opened: list[Path] = []
    original = Segment.open

    def counted(folder: Path, *args: object, **more: object) -> object:
        opened.append(folder)
        return original(folder, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Segment, "open", counted)
    second = Snapshot.open(following, first)
    assert [folder.name for folder in opened] == ["segment3"]
    assert second.analyzer is first.analyzer
    assert second.size == 12 - 1 + 4 - 2 + 4 + 4
    # The one before goes on as it was.
    assert [first.article(number).id for number in range(first.size)] == told


def frequencies(snapshot: Snapshot) -> dict[tuple[str, str, str], int]:
    """How many articles hold each term that any segment has, field by field and level by level."""
    return {
        (level, field.name, term): snapshot.document_frequency(field.name, level, (term,))
        for level in LEVELS
        for term in {t for one in snapshot.segments for t in one.segment.levels[level].terms}
        for field in TEXT_FIELDS
    }


_REMOVED = st.tuples(st.sets(st.integers(0, 11)), st.sets(st.integers(0, 3)))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@given(st.lists(_REMOVED, min_size=2, max_size=4))
@settings(max_examples=15)
def test_terms_are_counted_alike_whatever_was_published_before(
    store: Path, followed: list[tuple[set[int], set[int]]]
) -> None:
    """More are removed, others, and fewer again."""
    before: Snapshot | None = None
    for removed in followed:
        name = f"{len(list(store.glob('publications/*')))}"
        chosen = [sorted(numbers) for numbers in removed]
        folder = published(store, name, parts(3, chosen))
        before = Snapshot.open(folder, before)
        assert frequencies(before) == frequencies(Snapshot.open(folder))


def test_an_engine_moves_on_to_what_is_published_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [
        published(tmp_path, f"{count}", parts(count, [(0,)] * (count > 2))) for count in (2, 3, 1)
    ]
    engine = EmbeddedEngine(tmp_path, Ranking())
    sizes = []
    for folder, articles in zip(folders, (16, 19, 12), strict=True):
        monkeypatch.setattr(EmbeddedStore, "live_folder", lambda _, live=folder: live)
        engine.must_be_whole()
        session = engine.open()
        assert session.manifest.articles == articles == len(session.ids())
        sizes.append(engine.figures().index_bytes or 0)
    assert sizes[2] < sizes[0] < sizes[1]
    shutil.rmtree(tmp_path / "segments" / "segment0")
    for ask in (engine.must_be_whole, engine.open):
        with pytest.raises(IndexDamaged, match="segment0"):
            ask()


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("harm", [_flip, _cut, Path.unlink])
def test_what_is_read_into_memory_stays_as_it_was(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    """A small segment is looked at when it is opened, and by ``manage.py check``."""
    folder = published(tmp_path, "p", parts())
    opened = Opened(folder)
    right = frequencies(opened.snapshot)
    harm(tmp_path / "segments" / "segment2" / level_file("exact"))
    assert opened.snapshot.is_as_opened()
    assert frequencies(opened.snapshot) == right
    with pytest.raises(IndexDamaged, match="segment2"):
        frequencies(Snapshot.open(folder))


def test_what_is_mapped_is_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SMALL", 0)
    first = Snapshot.open(published(tmp_path, "first", parts()))
    path = tmp_path / "segments" / "segment2" / level_file("exact")
    os.utime(path, (0, 0))
    assert not first.is_as_opened()
    second = Snapshot.open(published(tmp_path, "next", parts()), first)
    kept = [
        one.segment is other.segment
        for one, other in zip(first.segments, second.segments, strict=True)
    ]
    assert kept == [True, True, False, True]
    path.unlink()
    with pytest.raises(IndexDamaged, match="segment2"):
        first.is_as_opened()


def _without(path: Path) -> None:
    shutil.rmtree(segments_folder(path) / "segment1")


def _names_none(path: Path) -> None:
    (path / SEGMENTS).write_text('{"segments": []}')


def _names_another_place(path: Path) -> None:
    (path / SEGMENTS).write_text('{"segments": ["../segments/segment0"]}')


def _of_fewer_articles(path: Path) -> None:
    with ArrayWriter(path / PUBLICATION) as file:
        for at, part in enumerate(parts()):
            file.add(f"removed.{at}", as_array(part.removed))
        file.add("representatives", as_array(range(3)))


def _of_articles_that_are_none(path: Path) -> None:
    with ArrayWriter(path / PUBLICATION) as file:
        for at, part in enumerate(parts()):
            file.add(f"removed.{at}", as_array(part.removed))
        file.add("representatives", as_array([99] * 24))


def as_array(numbers: Sequence[int]) -> Array:
    return np.array(numbers, dtype=np.uint32)


@pytest.mark.parametrize(
    "wrong",
    [_without, _names_none, _names_another_place, _of_fewer_articles, _of_articles_that_are_none],
)
def test_a_publication_that_is_wrong_is_told(tmp_path: Path, wrong: Callable[[Path], None]) -> None:
    folder = published(tmp_path, "p", parts())
    wrong(folder)
    (folder / CHECKSUMS).unlink()
    seal(folder)
    with pytest.raises(IndexDamaged, match=r"manage\.py reindex"):
        Snapshot.open(folder)
