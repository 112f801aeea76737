"""An index is the same, byte by byte, however many processes share the work on it."""

import json
import zipfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.analysis import Evidence
from index.article import Article
from index.completions import Completions
from index.errors import WorkerLost
from index.facts.reading import read_facts
from index.indexing import migrate, reindex
from index.intake import tasks_of_articles
from index.manifest import Origin
from index.preparation import Batch, Task, prepare
from index.progress import Report, Watcher
from index.sources.reading import Problem
from index.stores import open_store
from index.stores.embedded.archive import open_archive
from index.stores.embedded.store import EmbeddedStore
from index.write_loop import write
from tests.conftest import build, completions_of, evidence_of
from tests.index.stores.embedded.lying import live_files, publications, segments
from tests.search.engines.random_archives import drawn_archive
from tests.tables import ROOT

#: What tells of the day and the seconds of a build.
_OF_THE_DAY = {"manifest.json", "segments.json", "checksums.json"}


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of the live index by name, without what tells of the day."""
    found = {name: path.read_bytes() for name, path in live_files(folder).items()}
    assert found.keys() >= _OF_THE_DAY
    return {name: content for name, content in found.items() if name not in _OF_THE_DAY}


def indexed(
    folder: Path, articles: list[Article], workers: int, report: Report | None = None
) -> dict[str, bytes]:
    """Index articles; the files that come of it."""
    write(
        open_store(f"whoosh:{folder}"),
        tasks_of_articles(articles),
        lambda evidence: Origin((), None, {}),
        report or Report(),
        Watcher(),
        workers=workers,
    )
    return files_of(folder)


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut small archives as large ones are, so that every step has something to share."""
    monkeypatch.setattr("index.intake._CONTENTS_A_TASK", 7)
    monkeypatch.setattr("index.stores.embedded.levels._SPELLINGS_A_PIECE", 90)
    monkeypatch.setattr("index.write_loop._HEADLINES_A_TASK", 11)


@pytest.mark.usefixtures("small_pieces")
def _told_to(messages: list[str], problem: Problem) -> None:
    messages.append(problem.message)


def test_the_sample_archive_is_the_same_with_any_number_of_processes(tmp_path: Path) -> None:
    told: list[list[str]] = []
    files: list[dict[str, bytes]] = []
    for count in (1, 2, 3):
        messages: list[str] = []
        store = open_store(f"whoosh:{tmp_path / str(count)}")
        watcher = Watcher(problem=partial(_told_to, messages))
        report = reindex(store, [ROOT / "sample"], watcher=watcher, workers=count)
        assert report.indexed == 119
        files.append(files_of(tmp_path / str(count)))
        told.append(messages)
    assert files[0] == files[1] == files[2]
    assert told[0] == told[1] == told[2]


@pytest.mark.slow
@pytest.mark.usefixtures("small_pieces")
@given(seed=st.integers(0, 10**6), size=st.integers(0, 60))
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_drawn_archive_is_the_same_with_any_number_of_processes(
    tmp_path_factory: pytest.TempPathFactory, seed: int, size: int
) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    articles = [read_facts(article)[0] for article in drawn_archive(seed, size).articles]
    alone, two, three = (indexed(folder / str(n), articles, workers=n) for n in (1, 2, 3))
    assert alone == two
    assert alone == three


@given(seed=st.integers(0, 10**6), size=st.integers(0, 30), data=st.data())
@settings(max_examples=20)
def test_how_the_work_is_cut_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, seed: int, size: int, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    articles = [read_facts(article)[0] for article in drawn_archive(seed, size).articles]
    whole = indexed(folder / "whole", articles, workers=1)
    with pytest.MonkeyPatch.context() as patched:
        for name in (
            "index.intake._CONTENTS_A_TASK",
            "index.stores.embedded.levels._SPELLINGS_A_PIECE",
            "index.stores.embedded.postings.WORDS_A_RUN",
            "index.write_loop._HEADLINES_A_TASK",
        ):
            patched.setattr(name, data.draw(st.integers(1, 40), label=name))
        assert indexed(folder / "parted", articles, workers=1) == whole


@pytest.mark.usefixtures("small_pieces")
def test_members_of_a_zip_archive_are_read_by_any_process(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        for number in range(20):
            packed.writestr(f"{number}.jsonl", json.dumps({"title": f"خبر {number}"}))
        packed.writestr("broken.jsonl", "{")
    for count in (1, 2):
        store = open_store(f"whoosh:{tmp_path / str(count)}")
        report = reindex(store, [tmp_path / "all.zip"], workers=count)
        assert (report.indexed, report.skipped) == (20, {"broken": 1})
    assert files_of(tmp_path / "1") == files_of(tmp_path / "2")


@pytest.mark.usefixtures("small_pieces")
def test_an_archive_migrates_the_same_with_any_number_of_processes(tmp_path: Path) -> None:
    source = open_store(build(tmp_path / "source", drawn_archive(4, 50).articles))
    for count in (1, 2):
        migrate(source, open_store(f"whoosh:{tmp_path / str(count)}"), workers=count)
    assert files_of(tmp_path / "1") == files_of(tmp_path / "2")


@pytest.mark.usefixtures("small_pieces")
def test_a_process_that_is_lost_leaves_the_live_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = build(tmp_path / "index", [Article(id="1", title="خبر")])

    def lost(_: Task) -> Batch:
        raise WorkerLost("a process ended before its work was done")

    monkeypatch.setattr("index.write_loop.prepare", lost)
    with pytest.raises(WorkerLost):
        reindex(open_store(address), [ROOT / "sample"], workers=1)
    store = open_store(address)
    store.check()
    assert store.manifest().articles == 1
    assert len(publications(tmp_path / "index")) == len(segments(tmp_path / "index")) == 1


def test_articles_are_made_ready_without_a_look_at_others() -> None:
    """So that it does not matter which process has which of them."""
    articles = [read_facts(article)[0] for article in drawn_archive(7, 12).articles]
    together = prepare(next(tasks_of_articles(articles)))
    alone = [prepare(next(tasks_of_articles([article]))).contents[0] for article in articles]
    assert [repr(content) for content in together.contents] == [repr(one) for one in alone]


@given(seed=st.integers(0, 10**6), size=st.integers(0, 40))
@settings(max_examples=20)
def test_what_is_counted_is_what_counting_one_by_one_gives(
    tmp_path_factory: pytest.TempPathFactory, seed: int, size: int
) -> None:
    """Words of every article; phrases and titles of those that stand for the copies of a text."""
    folder = tmp_path_factory.mktemp("counted")
    drawn = drawn_archive(seed, size)
    build(folder, drawn.articles, drawn.representatives)
    live = EmbeddedStore(folder).live_folder()
    articles = list(EmbeddedStore(folder).articles())
    assert articles == [read_facts(article)[0] for article in drawn.articles]
    assert dict(Evidence.read(live).counts) == dict(evidence_of(articles).counts)
    made, expected = Completions.read(live), completions_of(articles, drawn.representatives)
    assert list(made.shown) == list(expected.shown)
    assert made.counts.tolist() == expected.counts.tolist()
    assert made.articles.tolist() == expected.articles.tolist()
    assert list(made.lexicon.words) == list(expected.lexicon.words)
    assert made.lexicon.counts.tolist() == expected.lexicon.counts.tolist()
    assert segment_representatives(live) == list(drawn.representatives)


def segment_representatives(live: Path) -> list[int]:
    found: list[int] = open_archive(live).named.groups.representatives.tolist()
    return found
