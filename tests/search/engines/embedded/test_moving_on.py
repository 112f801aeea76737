"""An archive that is moved on: what comes next is opened and made ready beside what answers."""

import gc
import io
import json
import os
import shutil
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from index.errors import AnalyzerMismatch, FihrisError, IndexDamaged
from index.stores.embedded.files import CURRENT, seal
from index.stores.embedded.names import PUBLICATION, SEGMENTS, level_file
from index.stores.embedded.pointer import new_name, point_to
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.snapshot import Snapshot
from search.engines.protocol import Engine, at_once
from search.query import Query
from search.ranking.bm25 import Ranking
from search.searcher import Searcher
from search.warming import warm
from tests.search.engines.embedded.test_publications import parts, published

#: How many articles each of the publications has, by its number of segments.
SIZES = {1: 12, 2: 16, 3: 20, 4: 24}


class Archive:
    """An archive with the engine that answers from it; the first publication is open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.time = 0.0
        self.engine = EmbeddedEngine(folder, Ranking(), clock=lambda: self.time)
        self.searcher = Searcher(self.engine, Ranking())
        self.publish(2)
        self.move_on()
        assert self.says() == SIZES[2]

    def publish(self, count: int, removed: Sequence[Sequence[int]] = ()) -> Path:
        """Publish so many segments; the folder of the publication."""
        folder = published(self.folder, new_name(), parts(count, removed))
        point_to(self.folder, folder.name)
        return folder

    def move_on(
        self,
        make_ready: Callable[[Engine], object] = lambda _: None,
        agree: Callable[[str], bool] = at_once,
    ) -> None:
        self.engine.move_on(make_ready, agree)

    def says(self, engine: Engine | None = None) -> int:
        """How many articles there are, in all that is asked."""
        searcher = Searcher(engine, Ranking()) if engine else self.searcher
        found = searcher.search(Query(copies="together"))
        assert found.total == searcher.manifest.articles == len(searcher.article_ids())
        return found.total

    def text(self) -> str:
        """A query that finds something."""
        return self.searcher.search(Query()).hits[0].article.title


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def test_until_the_next_is_ready_the_one_before_answers(archive: Archive) -> None:
    archive.publish(3)
    said = []

    def ready(engine: Engine) -> None:
        said.append((archive.says(engine), archive.says()))

    assert archive.says() == SIZES[2]
    archive.move_on(ready)
    assert said == [(SIZES[3], SIZES[2])]
    assert archive.says() == SIZES[3]
    archive.move_on(ready)
    assert len(said) == 1, "nothing new is published"


def test_what_is_ready_answers_once_that_is_agreed(archive: Archive) -> None:
    agreed, asked = set[str](), list[str]()

    def agree(name: str) -> bool:
        asked.append(name)
        return name in agreed

    made: list[Engine] = []
    for count in (3, 4):
        # The second one is published before the first is agreed on.
        folder = archive.publish(count)
        for _ in range(2):
            archive.move_on(made.append, agree)
            assert archive.says() == SIZES[2]
        assert asked[-1] == folder.name
    assert len(made) == 2, "each is made ready once"
    within = archive.engine.fixed()
    assert archive.says(within) == SIZES[2]
    agreed.add(folder.name)
    # The next question knows.
    assert archive.says() == SIZES[4]
    assert archive.says(within) == SIZES[2], "an answer is of one publication"
    archive.move_on(made.append, agree)
    assert len(made) == 2


def test_what_is_taken_back_before_that_is_agreed_never_answers(archive: Archive) -> None:
    archive.move_on()
    first = archive.engine.current().snapshot.folder
    archive.publish(3)
    archive.move_on(agree=lambda _: False)
    point_to(archive.folder, first.name)
    archive.move_on(agree=lambda _: False)
    archive.move_on()
    assert archive.says() == SIZES[2]


def test_no_question_opens_what_is_published(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.publish(3)

    def opened(*_: Any) -> None:
        raise AssertionError("a question opens it")

    with monkeypatch.context() as patched:
        patched.setattr(Snapshot, "open", opened)
        assert archive.says() == SIZES[2]
        assert archive.says(archive.engine.fixed()) == SIZES[2]
        archive.searcher.must_be_whole()
    archive.move_on()
    assert archive.says() == SIZES[3]


def test_an_archive_that_nobody_moves_on_moves_on_at_every_question(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path, Ranking())
    for count in (2, 3, 1):
        point_to(tmp_path, published(tmp_path, new_name(), parts(count)).name)
        assert Searcher(engine, Ranking()).manifest.articles == SIZES[count]


@pytest.mark.parametrize("is_moved", [True, False])
def test_what_is_fixed_stays_whatever_is_published(tmp_path: Path, is_moved: bool) -> None:
    archive = Archive(tmp_path)
    engine = archive.engine if is_moved else EmbeddedEngine(tmp_path, Ranking())
    fixed = engine.fixed()
    assert archive.says(fixed) == SIZES[2]
    for count in (3, 1, 4):
        archive.publish(count)
        archive.move_on()
        assert archive.says(engine) == SIZES[count]
        assert archive.says(fixed) == SIZES[2]
        assert fixed.figures().segments == 2


def test_what_is_searched_again_is_found_already(archive: Archive) -> None:
    text = f"{archive.text()} ال*"
    archive.searcher.search(Query(text))
    archive.publish(3)
    archive.move_on()
    before = archive.engine.figures()
    assert before.misses
    archive.searcher.search(Query(text))
    after = archive.engine.figures()
    assert after.misses == before.misses
    assert after.hits > before.hits


def test_figures_are_those_of_what_answers(archive: Archive) -> None:
    archive.time = 5.0
    archive.publish(3, [(0, 1), (2,)])
    archive.move_on()
    archive.time = 7.0
    found = archive.engine.figures()
    assert (found.segments, found.removed, found.seconds_open) == (3, 3, 2.0)


def test_what_came_before_is_let_go_at_once(archive: Archive) -> None:
    """Not when Python next looks for cycles: the files would take room until then."""
    gc.collect()
    gc.disable()
    try:
        archive.publish(3)
        archive.move_on(lambda engine: warm(Searcher(engine, Ranking())))
        archive.searcher.search(Query("ال*"))
        archive.searcher.search(Query("شخص:سالم OR (جهة:قمح NOT قمح)"))
        archive.searcher.suggest("ال")
        scorer = archive.engine.current()
        held = (scorer.snapshot, *scorer.snapshot.held.levels.values(),
                scorer.snapshot.completions.lexicon)  # fmt: skip
        alive = [weakref.ref(one) for one in held]
        del scorer, held
        archive.publish(1)
        archive.move_on()
        assert [one() for one in alive] == [None] * len(alive)
    finally:
        gc.enable()


def test_a_publication_may_go_at_any_moment_of_its_opening(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two more may have been published meanwhile: then it is damaged, and the live one is opened.

    Whatever is opened of it, the folder is gone just before.
    """
    folder, away = archive.publish(3), archive.folder / "away"
    opened: list[Path] = []
    goes_at = -1

    def watched(file: Any, *given: Any, **named: Any) -> Any:
        if Path(str(file)).parent == folder:
            if len(opened) == goes_at:
                folder.rename(away)
            opened.append(Path(str(file)))
        return io_open(file, *given, **named)

    io_open = io.open
    monkeypatch.setattr(io, "open", watched)
    Snapshot.open(folder)
    count = len(opened)
    assert {path.name for path in opened} >= {"manifest.json", "evidence.tsv", "completions.arrays"}
    for at in range(count):
        goes_at = at
        opened.clear()
        with pytest.raises(IndexDamaged):
            Snapshot.open(folder)
        away.rename(folder)


def _layout_of_tomorrow(folder: Path) -> None:
    path = folder / "manifest.json"
    values = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**values, "layout": values["layout"] + 1}), "utf-8")
    seal(folder)


def _another_analyzer(folder: Path) -> None:
    path = folder / "manifest.json"
    values = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**values, "fingerprint": "other"}), "utf-8")
    seal(folder)


def _flipped(name: str) -> Callable[[Path], None]:
    def flip(folder: Path) -> None:
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / name).write_bytes(content)

    return flip


def _without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _without_a_segment(folder: Path) -> None:
    shutil.rmtree(folder.parent.parent / "segments" / "segment2")


HARMS = {
    "layout": _layout_of_tomorrow,
    "analyzer": _another_analyzer,
    "folder": shutil.rmtree,
    "segment": _without_a_segment,
    **{
        f"without {name}": _without(name)
        for name in (PUBLICATION, "completions.arrays", "manifest.json")
    },
    **{f"flipped {name}": _flipped(name) for name in (PUBLICATION, SEGMENTS, "manifest.json")},
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_what_cannot_be_read_leaves_what_was_before(
    archive: Archive, harm: Callable[[Path], None]
) -> None:
    harm(archive.publish(3))
    with pytest.raises((IndexDamaged, AnalyzerMismatch)) as told:
        archive.move_on()
    for _ in range(3):
        archive.move_on()  # it is not told again at once
        assert archive.says() == SIZES[2]
        assert archive.searcher.unread() is told.value
        archive.searcher.must_be_whole()
    archive.publish(1)
    archive.move_on()
    assert archive.says() == SIZES[1]
    assert archive.searcher.unread() is None


def test_what_fails_to_be_made_ready_does_not_answer(archive: Archive) -> None:
    archive.publish(3)

    def fails(_: Engine) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        archive.move_on(fails)
    assert archive.says() == SIZES[2]
    assert isinstance(archive.searcher.unread(), ZeroDivisionError)


def test_what_is_mended_in_its_place_is_read_after_a_while(archive: Archive) -> None:
    folder = archive.publish(3)
    kept = folder.with_name("kept")
    folder.rename(kept)
    with pytest.raises(IndexDamaged):
        archive.move_on()
    kept.rename(folder)
    for _ in range(100):
        archive.move_on()
    assert archive.says() == SIZES[3]
    assert archive.searcher.unread() is None


def test_a_rollback_over_what_cannot_be_read(archive: Archive) -> None:
    before = (archive.folder / CURRENT).read_text().split()[0]
    shutil.rmtree(archive.publish(3))
    with pytest.raises(IndexDamaged):
        archive.move_on()
    point_to(archive.folder, before)
    archive.move_on()
    assert archive.searcher.unread() is None
    assert archive.says() == SIZES[2]


def test_what_was_removed_answers_on_until_the_next_is_ready(archive: Archive) -> None:
    text = archive.text()
    found = [hit.article.id for hit in archive.searcher.search(Query(text)).hits]
    before = (archive.folder / CURRENT).read_text().split()[0]
    archive.publish(3)
    shutil.rmtree(archive.folder / "publications" / before)
    assert archive.says() == SIZES[2]
    assert [hit.article.id for hit in archive.searcher.search(Query(text)).hits] == found


@pytest.mark.parametrize("is_fixed", [True, False])
def test_what_was_cut_is_read_no_more(archive: Archive, is_fixed: bool) -> None:
    """The system would end a process that reads behind the end of a mapped file."""
    engine: Engine = archive.engine.fixed() if is_fixed else archive.engine
    assert archive.says(engine) == SIZES[2]
    archive.publish(3)
    path = archive.folder / "segments" / "segment0" / level_file("exact")
    whole = path.read_bytes()
    os.truncate(path, len(whole) - 1)
    with pytest.raises(IndexDamaged, match="segment0"):
        archive.says(engine)
    with suppress(FihrisError):
        archive.move_on()
    path.write_bytes(whole)
    assert archive.says(engine) == SIZES[3]


def test_a_publication_that_is_gone_already_is_passed_over(archive: Archive) -> None:
    """Another is published while it is opened."""
    folders = [archive.publish(3)]

    def overtaken(_: Engine) -> None:
        folders.append(archive.publish(4))
        shutil.rmtree(folders[0])
        raise IndexDamaged("gone")

    archive.move_on(overtaken)
    assert archive.searcher.unread() is None
    assert archive.says() == SIZES[2]
    archive.move_on()
    assert archive.says() == SIZES[4]


def test_tags_of_publications_differ(archive: Archive) -> None:
    marks = []
    for count in (3, 3, 2):
        archive.publish(count)
        archive.move_on()
        marks.append(archive.searcher.manifest.mark)
    assert all(one != other for one, other in pairwise(marks))
