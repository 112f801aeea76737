"""What an article is about, whatever engine looks for others like it."""

import math
from collections.abc import Sequence

import pytest

from index.analysis import NO_EVIDENCE, Analyzer
from index.article import Article
from search.ranking.significant_terms import BEGINNING, WORDS, WordTerms, significant_terms

ANALYZER = Analyzer(NO_EVIDENCE)
SIZE = 10_000


def term(word: str) -> WordTerms:
    return ANALYZER.terms(word).light


def told(
    article: Article, frequencies: dict[str, int], default: int = 100
) -> dict[WordTerms, float]:
    known = {term(word): count for word, count in frequencies.items()}

    def counted(words: Sequence[WordTerms]) -> list[int]:
        return [known.get(word, default) for word in words]

    return dict(significant_terms(article, ANALYZER, SIZE, counted))


def test_a_word_of_the_headline_and_a_rare_one_tell_more() -> None:
    article = Article(id="1", title="الجسر", body="البلدية رممت النهر")
    weights = told(article, {"النهر": 10})
    assert weights[term("الجسر")] > weights[term("البلدية")]
    assert weights[term("النهر")] > weights[term("البلدية")]
    assert list(weights.values()) == sorted(weights.values(), reverse=True)


def test_words_of_one_article_or_of_very_many_tell_nothing() -> None:
    article = Article(id="1", title="الجسر القديم", body="البلدية رممت النهر")
    weights = told(article, {"الجسر": 1, "البلدية": 2, "رممت": 1000, "النهر": 1001})
    assert {term("البلدية"), term("رممت")} <= set(weights)
    assert not {term("الجسر"), term("النهر")} & set(weights)


def test_stop_words_and_what_comes_late_are_not_looked_at() -> None:
    late = Article(id="1", title="", body="في الجسر " * (BEGINNING // 2) + "النهر")
    assert set(told(late, {})) == {term("الجسر")}


def test_so_many_words_at_most() -> None:
    letters = "بتجحخدرزسشصضطعغفقكلمن"
    body = " ".join(f"{one}{two}{one}" for one in letters for two in letters[:4])
    assert len(told(Article(id="1", title="", body=body), {})) == WORDS


def test_nothing_is_told_by_nothing() -> None:
    assert told(Article(id="1", title="", body=""), {}) == {}


def test_weights_by_hand() -> None:
    """A word of the headline counts three times, each of the body once."""
    article = Article(id="1", title="الجسر", deck="النهر", body="الجسر القديم والجسر الجديد والنهر")
    weights = told(article, {"القديم": 10})
    common, rare = math.log1p(9900.5 / 100.5), math.log1p(9990.5 / 10.5)
    assert weights[term("الجسر")] == pytest.approx(math.log(1 + 5) * common)
    assert weights[term("النهر")] == pytest.approx(math.log(1 + 2) * common)
    assert weights[term("القديم")] == pytest.approx(math.log(1 + 1) * rare)


def test_of_equally_telling_words_the_first_by_their_letters_are_taken() -> None:
    found = list(told(Article(id="1", title="", body="النهر البلدية الجسر"), {}))
    assert found == sorted(found)


@pytest.mark.parametrize(("size", "most"), [(100, 50), (500, 50), (600, 60)])
def test_a_common_word_tells_nothing_but_in_a_small_archive(size: int, most: int) -> None:
    article = Article(id="1", title="", body="النهر الجسر")
    counts = {term("النهر"): most, term("الجسر"): most + 1}
    found = significant_terms(
        article, ANALYZER, size, lambda words: [counts[word] for word in words]
    )
    assert [terms for terms, _ in found] == [term("النهر")]
