"""The words of an archive against counting them article by article."""

from hypothesis import given
from hypothesis import strategies as st

from index.analysis.corpus_frequencies import normal_spelling
from index.analysis.folding import spelling
from index.article import Article
from index.numbering import number_texts
from index.vocabulary import Vocabulary
from tests.conftest import articles_by_form, words_of

_WORDS = ["قمح", "القمح", "القَمح", "مسئول", "مسؤول", "أحمد", "احمد", "NATO", "nato", "ـ", "٣"]
TEXTS = st.lists(st.sampled_from(_WORDS), max_size=8).map(" ".join) | st.text(max_size=20)
ARTICLES = st.lists(st.builds(Article, id=st.just("1"), title=TEXTS, body=TEXTS), max_size=8)
BATCHES = st.lists(ARTICLES, max_size=4)


@given(BATCHES)
def test_a_word_counts_once_an_article_in_each_of_its_forms(batches: list[list[Article]]) -> None:
    vocabulary = Vocabulary()
    for batch in batches:
        vocabulary.take(number_texts(batch))
    written = [words_of(article) for batch in batches for article in batch]
    assert vocabulary.spelled() == articles_by_form(written, spelling)
    assert vocabulary.normal() == articles_by_form(written, normal_spelling)


@given(BATCHES)
def test_words_keep_their_texts_under_the_numbers_of_the_archive(
    batches: list[list[Article]],
) -> None:
    vocabulary = Vocabulary()
    for batch in batches:
        texts = number_texts(batch)
        taken = vocabulary.take(texts)
        spellings = vocabulary.spellings()
        assert [spellings[number] for number in taken.words.tolist()] == [
            texts.spellings[number] for number in texts.words.tolist()
        ]
        assert taken.lengths.tolist() == texts.lengths.tolist()
        assert taken.places.tolist() == texts.places.tolist()
    spellings = vocabulary.spellings()
    assert len(set(spellings)) == len(spellings)


@given(ARTICLES, st.integers(1, 4))
def test_how_articles_are_batched_changes_nothing(articles: list[Article], size: int) -> None:
    whole, parted = Vocabulary(), Vocabulary()
    words = whole.take(number_texts(articles)).words.tolist()
    found: list[int] = []
    for first in range(0, len(articles), size):
        found += parted.take(number_texts(articles[first : first + size])).words.tolist()
    assert found == words
    assert parted.spellings() == whole.spellings()
    assert parted.normal() == whole.normal()
