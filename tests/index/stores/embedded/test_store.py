import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.analysis import LEVELS, ROOT, tokenize
from index.analysis.corpus_frequencies import FILE_NAME as EVIDENCE
from index.arrays import ArrayWriter
from index.article import Article
from index.completions import FILE_NAME as COMPLETIONS
from index.errors import (
    AddressError,
    AnalyzerMismatch,
    IndexDamaged,
    IndexLocked,
    IndexMissing,
)
from index.fields import POSITIONED
from index.stores import open_store
from index.stores.cluster import DEFAULTS
from index.stores.embedded.files import seal
from index.stores.embedded.names import (
    ARTICLES,
    COLUMNS,
    PLACES,
    PUBLICATION,
    SEGMENTS,
    WORDS,
    level_file,
)
from search.engines import open_engine
from search.query import Query
from search.ranking.bm25 import Ranking
from search.searcher import open_archive
from tests.conftest import build, evidence_of
from tests.index.stores.embedded.lying import (
    live_files,
    live_folder,
    live_segment,
    publications,
    segments,
)
from tests.index.stores.filling import fill

#: The files of an index that hold arrays.
ARRAYS = (ARTICLES, WORDS, PLACES, COLUMNS, PUBLICATION, *map(level_file, LEVELS))


def article(number: int, body: str = "نص") -> Article:
    day = date(2024, 1, 1) + timedelta(days=number)
    return Article(id=str(number), title=f"خبر {number}", body=body, published=day)


@pytest.mark.parametrize("address", ["", "whoosh", "whoosh:", "lucene:x", "var/index"])
def test_addresses_of_nothing(address: str) -> None:
    with pytest.raises(AddressError, match="write it like whoosh:var/index"):
        open_store(address)


def test_nothing_published_yet(tmp_path: Path) -> None:
    store = open_store(f"whoosh:{tmp_path}/none")
    for ask in (store.manifest, store.check):
        with pytest.raises(IndexMissing, match=r"manage\.py reindex"):
            ask()


def test_a_build_that_breaks_off_leaves_the_live_index(tmp_path: Path) -> None:
    address = build(tmp_path, [article(1)])

    def break_off() -> None:
        with open_store(address).build() as made:
            fill(made, [article(2)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    store = open_store(address)
    store.check()
    assert store.manifest().articles == 1
    assert open_archive(address).search(Query("خبر")).total == 1
    assert publications(tmp_path) == segments(tmp_path) == [live_folder(tmp_path).name]


def _die_in_the_middle(address: str) -> None:
    import os

    with open_store(address).build() as made:
        fill(made, [article(2)])
        os._exit(9)


def test_a_process_killed_in_a_build_leaves_the_live_index(tmp_path: Path) -> None:
    address = build(tmp_path, [article(1)])
    process = multiprocessing.get_context("spawn").Process(
        target=_die_in_the_middle, args=(address,)
    )
    process.start()
    process.join()
    assert process.exitcode == 9
    open_store(address).check()
    assert open_archive(address).search(Query()).total == 1
    build(tmp_path, [article(1), article(2)])
    assert open_archive(address).search(Query()).total == 2


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    store = open_store(f"whoosh:{tmp_path}")
    with store.build(), pytest.raises(IndexLocked, match="wait"), store.build():
        pass


def test_an_open_engine_moves_on_to_a_newly_published_index(tmp_path: Path) -> None:
    address = build(tmp_path, [article(1)])
    engine = open_archive(address)
    assert engine.search(Query()).total == 1
    for size in (2, 3):
        build(tmp_path, [article(number) for number in range(size)])
        assert engine.search(Query()).total == size
    engine.close()


def test_only_the_live_index_and_the_one_before_it_are_kept(tmp_path: Path) -> None:
    for size in range(1, 5):
        build(tmp_path, [article(number) for number in range(size)])
    assert len(publications(tmp_path)) == len(segments(tmp_path)) == 2


def test_check_names_the_file_that_changed(tmp_path: Path) -> None:
    address = build(tmp_path, [article(number) for number in range(9)])
    postings = live_files(tmp_path)[level_file("light")]
    content = bytearray(postings.read_bytes())
    content[len(content) // 2] ^= 1
    postings.write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"light\.arrays: its content has changed"):
        open_store(address).check()


@pytest.mark.parametrize("name", [*ARRAYS, EVIDENCE, COMPLETIONS])
def test_a_cut_file_is_told_when_the_index_is_opened(tmp_path: Path, name: str) -> None:
    address = build(tmp_path, [article(number) for number in range(50)])
    path = live_files(tmp_path)[name]
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexDamaged, match="bytes long"):
        open_archive(address).search(Query("خبر"))


@pytest.mark.parametrize("name", [*ARRAYS, COMPLETIONS])
def test_a_garbled_file_is_no_other_error(tmp_path: Path, name: str) -> None:
    address = build(tmp_path, [article(number) for number in range(50)])
    path = live_files(tmp_path)[name]
    path.write_bytes(bytes(len(path.read_bytes())))
    with pytest.raises(IndexDamaged, match=r"manage\.py reindex"):
        open_archive(address).search(Query("خبر"))


def test_a_garbled_pointer_is_no_index(tmp_path: Path) -> None:
    address = build(tmp_path, [article(1)])
    (tmp_path / "current").write_bytes(b"\xff\xfe")
    with pytest.raises(IndexMissing):
        open_store(address).check()


@pytest.mark.parametrize(
    "name", [*ARRAYS, SEGMENTS, "manifest.json", "checksums.json", EVIDENCE, COMPLETIONS]
)
def test_a_lost_file_is_told_by_engine_and_check(tmp_path: Path, name: str) -> None:
    address = build(tmp_path, [article(1)])
    live_files(tmp_path)[name].unlink()
    with pytest.raises(IndexDamaged, match=r"manage\.py reindex"):
        open_archive(address).search(Query())
    with pytest.raises(IndexDamaged):
        open_store(address).check()


def test_an_index_of_another_analyzer_is_refused(tmp_path: Path) -> None:
    address = build(tmp_path, [article(1)], fingerprint="another")
    with pytest.raises(AnalyzerMismatch, match="another"):
        open_archive(address).search(Query())


def test_an_index_is_read_by_the_evidence_that_it_was_made_by(tmp_path: Path) -> None:
    articles = [article(number, "بورغندي") for number in range(3)]
    articles.append(article(3, "خبر وبورغندي"))
    address = build(tmp_path, articles)
    engine = open_archive(address)
    assert engine.analyzer.evidence == evidence_of(articles)
    assert engine.manifest.evidence == evidence_of(articles).digest
    assert engine.search(Query("وبورغندي", words="all")).total == 4
    build(tmp_path, [article(1, "وبورغندي")])
    assert engine.analyzer.evidence.counts["وبورغندي"] == 1
    assert engine.analyzer.terms("وبورغندي").light == ("وبورغندي",)


@pytest.mark.parametrize("content", [b"\xff\xfe", "قمح\tكثير\n".encode()])
def test_evidence_that_cannot_be_read_is_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    def garble(folder: Path) -> None:
        (folder / EVIDENCE).write_bytes(content)
        seal(folder)

    monkeypatch.setattr("index.stores.embedded.build.seal", garble)
    address = build(tmp_path, [article(1)])
    with pytest.raises(IndexDamaged, match=EVIDENCE):
        open_archive(address).search(Query())


def test_an_index_holds_the_terms_of_the_analyzer(tmp_path: Path) -> None:
    text = "قالت الوزارةُ في بيان إن المدارس استنبطت مستنبتًا، والوزارة مستنبت"
    address = build(tmp_path, [article(1, text)])
    analyzer = open_archive(address).analyzer
    for level, held in live_segment(tmp_path).levels.items():
        expected: dict[str, list[int]] = {}
        for token in tokenize(text):
            for term in analyzer.terms(token.text).at(level):
                # Families are known without an index; of the wide level it holds the roots.
                if level != "wide" or term.startswith(ROOT):
                    expected.setdefault(term, []).append(token.position)
        places = held.beginning("body", "")
        assert [held.terms[number] for number in held.numbers(places)] == sorted(expected)
        for term, positions in expected.items():
            postings = held.postings("body", term)
            assert postings is not None
            assert postings.articles.tolist() == [0]
            assert postings.frequencies.tolist() == [len(positions)]
            assert (postings.positions is not None) is (level in POSITIONED)
            if postings.positions is not None:
                assert postings.positions.tolist() == positions


def test_positions_far_from_the_beginning_are_kept(tmp_path: Path) -> None:
    positions = [0, 5, 300, 70_000]
    text = ["كلمة"] * 70_001
    for position in positions:
        text[position] = "قمح"
    build(tmp_path, [article(1, " ".join(text))])
    postings = live_segment(tmp_path).levels["exact"].postings("body", "قمح")
    assert postings is not None
    assert postings.positions is not None
    assert postings.positions.tolist() == positions
    assert postings.frequencies.tolist() == [len(positions)]


def test_only_folders_of_builds_are_removed(tmp_path: Path) -> None:
    names = ("photos", ".git", "20240101T000000")
    foreign = [
        tmp_path / room / name for room in ("", "publications", "segments") for name in names
    ]
    for folder in foreign:
        folder.mkdir(parents=True)
        (folder / "kept").write_text("x")
    for _ in range(3):
        build(tmp_path, [article(1)])
    assert all((folder / "kept").exists() for folder in foreign)


@pytest.mark.parametrize("step", ["append", "close", "discard"])
def test_a_build_that_cannot_be_written_out_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "discard":  # what is still to be written fails again when the file is closed
        discard = ArrayWriter.discard

        def fail_at_last(file: ArrayWriter) -> None:
            discard(file)
            full()

        monkeypatch.setattr(ArrayWriter, "discard", fail_at_last)
        step = "append"
    monkeypatch.setattr(f"index.arrays.ArrayWriter.{step}", full)
    with pytest.raises(OSError, match="No space"):
        build(tmp_path, [article(1)])
    assert publications(tmp_path) == segments(tmp_path) == []


def test_an_index_that_lost_an_article_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = build(tmp_path, [article(1)])
    monkeypatch.setattr("index.stores.embedded.segment.Segment.size", 1)
    with pytest.raises(IndexDamaged, match="holds 1 articles after 2 were added"):
        build(tmp_path, [article(1), article(2)])
    assert open_store(address).manifest().articles == 1


@pytest.mark.parametrize("text", ["{}", "[]", '{"manifest.json": {"bytes": 1}}', "x"])
def test_check_is_not_content_with_an_empty_list(tmp_path: Path, text: str) -> None:
    address = build(tmp_path, [article(1)])
    live_files(tmp_path)["checksums.json"].write_text(text)
    with pytest.raises(IndexDamaged, match="checksums"):
        open_store(address).check()


@pytest.mark.parametrize("change", [{"fields": ("title",)}, {"layout": 0}, {"fingerprint": "x"}])
def test_an_index_of_another_kind_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    build(tmp_path, [article(1)])
    manifest = replace(open_store(f"whoosh:{tmp_path}").manifest(), **change)  # type: ignore[arg-type]
    with pytest.raises(AnalyzerMismatch, match="made with"):
        manifest.must_match("here")


def test_current_is_replaced_and_never_written_in_place(tmp_path: Path) -> None:
    build(tmp_path, [article(1)])
    seen_before = (tmp_path / "current").open(encoding="utf-8")
    name = live_folder(tmp_path).name
    build(tmp_path, [article(1), article(2)])
    assert seen_before.read().split()[0] == name  # the file of then is another file
    assert live_folder(tmp_path).name != name
    seen_before.close()


def test_readers_see_whole_indexes_only_while_others_are_published(tmp_path: Path) -> None:
    address = build(tmp_path, [article(1)])
    engine = open_archive(address)
    seen: list[int] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            results = engine.search(Query("خبر", size=100))
            assert results.total == len(results.hits)
            seen.append(results.total)

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        for size in range(2, 12):
            build(tmp_path, [article(number) for number in range(size)])
        ended.set()
        for reader in readers:
            reader.result()
    assert set(seen) <= set(range(1, 12))
    assert engine.search(Query()).total == 11


def test_a_reader_goes_on_with_what_it_opened_whatever_is_published(tmp_path: Path) -> None:
    session = open_engine(build(tmp_path, [article(1)]), DEFAULTS, Ranking()).open()
    for size in (2, 3, 4):
        build(tmp_path, [article(number) for number in range(size)])
    assert len(publications(tmp_path)) == len(segments(tmp_path)) == 2
    assert [one.id for one in map(session.article, session.ids()) if one] == list(session.ids())
    assert session.manifest.articles == 1
    assert len(session.completions.titles) == 1
