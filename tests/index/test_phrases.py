"""What completions are counted from: on either side of every limit of an archive's size."""

import pytest

from index.completions.counter import CompletionsCounter, headline_of
from index.completions.phrases import whole_ones


def counted(words: dict[str, int], articles: int) -> dict[str, int]:
    """The lexicon of an archive whose words stand in so many articles each."""
    lexicon = CompletionsCounter(words, articles).freeze().lexicon
    return dict(zip(lexicon.words, lexicon.counts.tolist(), strict=True))


@pytest.mark.parametrize(
    ("articles", "kept", "why"),
    [
        (19_999, {"قمح": 1, "شعير": 2}, "of a smaller archive every word is kept"),
        (20_000, {"شعير": 2}, "of a large one a word of one article is as likely a slip"),
    ],
)
def test_rare_words_of_large_archives_are_left_out(
    articles: int, kept: dict[str, int], why: str
) -> None:
    assert counted({"قمح": 1, "شعير": 2}, articles) == kept, why


def test_two_writings_of_one_word_count_together() -> None:
    """Each stands in one article alone, the word in two."""
    counter = CompletionsCounter({"مدرسة": 1, "مدرسه": 1}, 20_000)
    assert counter.freeze().lexicon.count("مدرسه") == 2


@pytest.mark.parametrize(
    ("articles", "times", "offered"),
    [(1_999, 1, False), (1_999, 2, True), (2_000, 2, False), (2_000, 3, True)],
)
def test_a_phrase_of_a_larger_archive_stands_in_three_headlines(
    articles: int, times: int, offered: bool
) -> None:
    counter = CompletionsCounter({}, articles)
    for number in range(times):
        counter.add(headline_of(number, "سوق السمك", deck="", day=0))
    assert ("سوق السمك" in counter.freeze().shown) is offered


@pytest.mark.parametrize(
    ("longer", "whole"), [(7, True), (8, False), (10, False)], ids=["7/10", "8/10", "10/10"]
)
def test_a_phrase_that_mostly_stands_in_a_longer_one_is_a_part_of_it(
    longer: int, whole: bool
) -> None:
    counts = {"مجلس الامناء": 10, "مجلس الامناء الجديد": longer, "مجلس": 10}
    found = set(whole_ones(counts))
    assert ("مجلس الامناء" in found) is whole
    assert {"مجلس", "مجلس الامناء الجديد"} <= found
