"""The words that an archive relates, from build to build, and in their file."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.analysis import Analyzer
from index.article import Article
from index.associations import (
    FILE_NAME,
    NO_ASSOCIATIONS,
    Associations,
    WordSample,
    associations_of,
)
from index.associations.associations import MOST_NEAR
from index.errors import IndexDamaged
from index.indexing import compact
from index.numbering import number_texts
from index.stores import open_store
from index.stores.embedded.store import EmbeddedStore
from index.vocabulary import Vocabulary
from search.query import Query
from search.searcher import open_archive
from tests.conftest import ArchiveBuilder, build
from tests.index.associations.archive import SUBJECTS, related_archive
from tests.index.changes import Step, take


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("associations") / "index"
    build(folder, related_archive())
    return folder


def word(number: int) -> str:
    """Return a word of four letters for a number, another for each."""
    return "".join(chr(0x62D + number // 20**place % 20) for place in range(4))


def content_of(folder: Path) -> bytes:
    return (EmbeddedStore(folder).live_folder() / FILE_NAME).read_bytes()


def test_words_of_one_subject_are_near_each_other(folder: Path) -> None:
    session = open_archive(f"whoosh:{folder}")._open()
    held, terms = session.associations, session.analyzer.terms
    numbers = [{held.number_of[terms(word).light[0]] for word in one} for one in SUBJECTS]
    for subject in numbers:
        others = set().union(*numbers) - subject
        for at in subject:
            assert not others & set(held.neighbours(at))
            assert len(subject & set(held.neighbours(at))) >= 4


def test_a_small_archive_relates_nothing(archive: ArchiveBuilder) -> None:
    address = archive([Article(id="1", title="حريق", body="دخان")])
    assert len(open_archive(address)._open().associations) == 0
    assert open_store(address).manifest().associations == 0


@pytest.mark.parametrize("text", ["2015 1436 77 " * 40_000, " ".join(map(word, range(110_000)))])
def test_many_words_that_tell_nothing_relate_nothing(text: str) -> None:
    vocabulary, sample = Vocabulary(), WordSample()
    sample.add(vocabulary.take(number_texts([Article(id="1", body=text)])))
    found = associations_of(sample.rows([0]), vocabulary.spellings(), Analyzer())
    assert len(found) == 0


def test_every_build_of_the_same_articles_gives_the_same_file(folder: Path, tmp_path: Path) -> None:
    build(tmp_path / "again", related_archive())
    assert content_of(tmp_path / "again") == content_of(folder)


def test_a_change_keeps_them_and_compact_refreshes_them(tmp_path: Path) -> None:
    store = open_store(f"whoosh:{tmp_path}")
    articles = related_archive()
    build(tmp_path, articles)
    before = content_of(tmp_path)
    new = Article(id="new", title="خبر", body="حريق قمح " * 400)
    take(store, Step("change", (new,)))
    assert content_of(tmp_path) == before
    assert store.manifest().associations > 0
    compact(store)
    assert content_of(tmp_path) != before
    store.check()


def damaged(change: Callable[[bytes], bytes], folder: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "damaged"
    shutil.copytree(folder, copy)
    file = EmbeddedStore(copy).live_folder() / FILE_NAME
    file.write_bytes(change(file.read_bytes()))
    return copy


@pytest.mark.parametrize("place", [5, 3000, -20, -3000])
def test_a_byte_that_has_changed_is_told(folder: Path, tmp_path: Path, place: int) -> None:
    def flipped(content: bytes) -> bytes:
        changed = bytearray(content)
        changed[place] ^= 4
        return bytes(changed)

    copy = damaged(flipped, folder, tmp_path)
    with pytest.raises(IndexDamaged, match=FILE_NAME):
        open_archive(f"whoosh:{copy}").search(Query("حريق"))
    with pytest.raises(IndexDamaged, match=FILE_NAME):
        EmbeddedStore(copy).check()


def small() -> Associations:
    rows = np.eye(3, dtype=np.float32)
    return Associations.of(["ا", "ب", "ت"], ["أ", "ب", "ت"], np.array([5, 4, 3]), 9, rows)


def test_a_file_is_read_as_it_was_written() -> None:
    held = small()
    read = Associations.from_bytes(held.to_bytes())
    assert (list(read.terms), list(read.shown), read.articles) == (
        ["ا", "ب", "ت"], ["أ", "ب", "ت"], 9,
    )  # fmt: skip
    assert np.array_equal(read.counts, held.counts)
    assert np.array_equal(read.near, held.near)
    assert np.array_equal(read.units([0, 1, 2]), np.eye(3, dtype=np.float32))
    assert len(Associations.from_bytes(NO_ASSOCIATIONS.to_bytes())) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        replace(small(), counts=np.array([1], dtype=np.int32)),
        replace(small(), near=np.zeros((2, MOST_NEAR), dtype=np.int32)),
        replace(small(), near=np.full((3, MOST_NEAR), 3, dtype=np.int32)),
        replace(small(), near=np.full((3, MOST_NEAR), -2, dtype=np.int32)),
        replace(small(), vectors=np.zeros((1, 4), dtype=np.int8)),
    ],
)
def test_what_does_not_fit_together_is_no_file(wrong: Associations) -> None:
    with pytest.raises(ValueError, match=r"length|near"):
        Associations.from_bytes(wrong.to_bytes())
