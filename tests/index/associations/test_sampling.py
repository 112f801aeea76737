"""What is kept of texts: their words in order, of the articles that stand for their copies."""

import numpy as np

from index.article import Article
from index.associations import WordSample
from index.associations.sampling import ROWS_OF_AN_ARTICLE
from index.numbering import number_texts
from index.vocabulary import Vocabulary


def mark(number: int) -> str:
    """Two letters for a number."""
    return chr(0x62A + number // 8) + chr(0x62A + number % 8)


def articles(count: int) -> list[Article]:
    return [
        Article(id=str(n), title=f"عنوان{mark(n)}", body=f"متن{mark(n)} وراء ثالث", byline="كاتب")
        for n in range(count)
    ]


def sampled(sizes: list[int], most: int = 1000) -> tuple[WordSample, list[str]]:
    """Put articles in, in batches of some sizes; the sample, and the words by number."""
    vocabulary, sample, first = Vocabulary(), WordSample(most), 0
    given = articles(sum(sizes))
    for size in sizes:
        sample.add(vocabulary.take(number_texts(given[first : first + size])))
        first += size
    return sample, list(vocabulary.spellings())


def texts(sample: WordSample, spellings: list[str], representatives: list[int]) -> list[str]:
    rows = sample.rows(representatives)
    ends = np.cumsum(rows.lengths)
    words = [spellings[at] for at in rows.words]
    return [
        " ".join(words[end - length : end])
        for end, length in zip(ends.tolist(), rows.lengths.tolist(), strict=True)
    ]


def test_headline_and_text_are_rows_and_bylines_are_none() -> None:
    sample, spellings = sampled([2])
    found = texts(sample, spellings, [0, 1])
    assert [row for row in found if row] == [
        *(f"عنوان{mark(0)}", f"متن{mark(0)} وراء ثالث"),
        *(f"عنوان{mark(1)}", f"متن{mark(1)} وراء ثالث"),
    ]
    assert len(found) == 2 * ROWS_OF_AN_ARTICLE


def test_copies_are_left_out() -> None:
    sample, spellings = sampled([3])
    found = texts(sample, spellings, [0, 0, 2])
    assert f"عنوان{mark(1)}" not in found
    assert {f"عنوان{mark(number)}" for number in (0, 2)} <= set(found)
    assert sample.rows([0, 0, 2]).articles == 2


def test_of_very_many_words_every_so_manieth_article_is_kept_however_they_come() -> None:
    # Four words an article: of 64 articles every eighth has 32 words.
    kept = [texts(*sampled(sizes, most=32), list(range(64))) for sizes in ([64], [1] * 64, [7, 57])]
    assert kept[0] == kept[1] == kept[2]
    assert [row for row in kept[0] if row.startswith("عنوان")] == [
        f"عنوان{mark(number)}" for number in range(0, 64, 8)
    ]
