"""Texts as copies are compared by them: read from a segment, or remembered, they are the same."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.facts.near_duplicates.article_signature import Signature, signature_of
from index.ingestion import printable, text_words
from index.stores.embedded.compared_texts import ComparedTexts, Text, read_text
from index.stores.embedded.segment import Segment
from index.stores.embedded.store import EmbeddedStore
from tests.conftest import build

#: What stands before and behind texts, words that are written alike, and some that are none.
_WORDS = ("الرياض", "الريَاض", "ـ", "واس", "–", ":", ".", "2015", "٢٠١٥", "ميناء", "مينـاء", "Nile",
          "nile", "(واس)", "رصيف", "المسؤول", "المسوول", "😀", "a\u0301")  # fmt: skip
LINES = st.lists(st.sampled_from(_WORDS), max_size=20).map(" ".join)
TEXTS = st.lists(LINES, max_size=5).map("\n\n".join)


def kept(signature: Signature) -> tuple[bytes, bytes]:
    return signature.codes, signature.keys


def as_bytes(text: Text) -> tuple[bytes, bytes]:
    return text[0].tobytes(), text[1].tobytes()


def held(folder: Path, articles: Sequence[Article]) -> Segment:
    build(folder, articles)
    return EmbeddedStore(folder).opened().segments[0].segment


@settings(max_examples=25)
@given(st.lists(st.tuples(LINES, TEXTS), min_size=1, max_size=6))
def test_a_text_is_read_as_its_signature_has_it(texts: list[tuple[str, str]]) -> None:
    articles = [
        printable(Article(id=str(number), title=title, body=body))
        for number, (title, body) in enumerate(texts)
    ]
    with TemporaryDirectory() as folder:
        segment = held(Path(folder) / "index", [one for one in articles if one.title or one.body])
        for number in range(segment.size):
            article = segment.article(number)
            expected = kept(signature_of(article, text_words(article)))
            assert as_bytes(read_text(segment, number)) == expected


def test_what_is_remembered_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [Article(id=str(one), title="خبر", body=f"نص {one} قصير") for one in range(3)]
    segment = held(tmp_path / "index", articles)
    texts = ComparedTexts()
    texts.remember(segment.folder, 1, [signature_of(one, text_words(one)) for one in articles[1:]])
    read = [as_bytes(read_text(segment, number)) for number in range(3)]
    assert as_bytes(texts.of(segment, 0)) == read[0]
    monkeypatch.setattr("index.stores.embedded.compared_texts.read_text", pytest.fail)
    assert [as_bytes(texts.of(segment, number)) for number in range(3)] == read
