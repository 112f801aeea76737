"""Where a query can be spelled otherwise: on either side of every limit."""

import pytest

from search.language.spelling_variants import other_spellings


def spelled(*words: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """First word, number of words and the other spellings of every stretch that has some."""
    return [
        (at, others[0].words, tuple(other.text for other in others))
        for at, others in other_spellings(words)
    ]


@pytest.mark.parametrize(
    ("word", "others", "why"),
    [
        ("ليتر", ("لتر",), "the word itself"),
        ("بليتر", ("لتر",), "four letters behind a preposition are the word"),
        ("الليتر", ("لتر",), "or behind the article"),
        ("لتر", ("ليتر",), "three letters that stand alone are the word"),
        ("بلتر", (), "three letters behind what may be a preposition are too few"),
        ("اللتر", (), "or behind the article"),
    ],
)
def test_the_name_behind_a_proclitic_has_four_letters(
    word: str, others: tuple[str, ...], why: str
) -> None:
    found = [(at, words, texts) for at, words, texts in spelled(word)]
    assert found == ([(0, 1, others)] if others else []), why


def test_the_longest_stretch_is_taken_and_stretches_do_not_overlap() -> None:
    ((at, words, others),) = spelled("نيو", "يورك")
    assert (at, words, others[0]) == (0, 2, "نيويورك")
    assert [(at, words) for at, words, _ in spelled("في", "نيو", "يورك", "غوغل")] == [
        (1, 2),
        (3, 1),
    ]


def test_spellings_of_the_query_stand_before_those_of_the_table() -> None:
    ((at, others),) = other_spellings(["غوغل"], {("غوغل",): ("كوكل", "جوجل")})
    assert at == 0
    texts = [other.text for other in others]
    assert texts[:2] == ["كوكل", "جوجل"]
    assert "قوقل" in texts
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("number", "others", "why"),
    [
        ("1250000", ("1 250 000",), "papers part thousands by spaces, too"),
        ("12500", ("12 500",), "five digits are a number"),
        ("2015", (), "four may be a year"),
        ("0114567890", (), "a telephone has no thousands"),
        ("1234567890123", (), "nor has what no paper counts"),
    ],
)
def test_large_numbers_are_looked_for_in_groups_of_digits(
    number: str, others: tuple[str, ...], why: str
) -> None:
    assert spelled(number) == ([(0, 1, others)] if others else []), why
