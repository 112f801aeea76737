"""Words in reversed letters are recognised and told; no other text is."""

import unicodedata

import pytest

from index.article import Article
from index.sources.direction import reversed_words
from tests.index.sources.files.test_encodings import SENTENCES
from tests.index.sources.reading import read_bytes


def article(title: str, body: str = "") -> Article:
    return Article(id="a", title=title, body=body)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_reversed_lines_and_words(sentence: str) -> None:
    by_word = " ".join(word[::-1] for word in sentence.split())
    assert reversed_words(article("", sentence[::-1]))
    assert reversed_words(article("", by_word))
    assert reversed_words(article(sentence, sentence)) is None


@pytest.mark.parametrize(
    "word", ["لا", "إلا أن", "ة", "ى", "خلالا", "NATO 2024", "", "لالا لاند لا"]
)
def test_a_few_odd_words_are_no_sign(word: str) -> None:
    assert reversed_words(article(word, f"{word} {SENTENCES[0]}")) is None


def test_shapes_of_letters_in_order_of_sight() -> None:
    shapes = {"ا": "\ufe8e", "ل": "\ufedf", "م": "\ufee3", "و": "\ufeed", "ر": "\ufeae"}
    seen = "".join(shapes.get(letter, letter) for letter in SENTENCES[0][::-1])
    assert unicodedata.normalize("NFKC", seen) == SENTENCES[0][::-1]
    assert reversed_words(article("", seen))


def test_it_is_told_with_the_remedy_and_kept() -> None:
    body = ". ".join(SENTENCES[:3])[::-1]
    outcome = read_bytes(f'{{"title": "{SENTENCES[0][::-1]}", "body": "{body}"}}', "a.jsonl")
    assert outcome.article.body == body
    assert outcome.reasons == ["reversed"]
    assert "pdftotext" in outcome.messages
