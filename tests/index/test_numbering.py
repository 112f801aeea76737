"""Numbered words against the tokenizer: every word comes back with its place and letters."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import tokenize
from index.analysis.corpus_frequencies import normal_spelling
from index.analysis.folding import spelling
from index.article import Article
from index.fields import TEXT_FIELDS
from index.numbering import LONG, NumberedTexts, number_texts

#: A word as it stands, where it begins and where it ends.
Placed = tuple[str, int, int]

_PIECES = st.sampled_from(
    (
        *("قمح", "القَمْحِ", "وزير", "27و28", "NATO", "a\u0301", "ﷺ", "٣", "😀", "_", "…", "\u200f"),
        # What folds to nothing, alone or between words.
        *("ـ", " ـ ", "ــ", "\u0640\u064e", "قـمـح"),
        # Gaps and words that one byte does not hold.
        *(" " * (LONG - 1), " " * LONG, "." * (LONG + 1), "-" * 600, "ق" * LONG, "ب" * 700),
        *("\n", "\r\n", " ", " ", " "),
    )
)
TEXTS = st.lists(_PIECES, max_size=10).map("".join) | st.text(max_size=30) | st.just("")
ARTICLES = st.lists(
    st.builds(
        Article,
        id=st.just("1"),
        title=TEXTS,
        deck=TEXTS,
        body=TEXTS,
        byline=TEXTS,
        datelines=st.lists(TEXTS, max_size=3).map(tuple),
        source=st.sampled_from(["", "جريدة", "ـ"]),
    ),
    max_size=4,
)


def placed(texts: NumberedTexts) -> Iterator[list[Placed]]:
    """Of each text its words, read from the numbers one by one."""
    longer = dict(zip(texts.long.tolist(), texts.long_values.tolist(), strict=True))
    steps = [longer.get(at, step) for at, step in enumerate(texts.places.tolist())]
    words = texts.words.tolist()
    first = 0
    for length in texts.lengths.tolist():
        found, end = [], 0
        for at in range(first, first + length):
            start = end + steps[2 * at]
            end = start + steps[2 * at + 1]
            found.append((texts.spellings[words[at]], start, end))
        yield found
        first += length
    assert first == len(words)


@given(ARTICLES)
def test_numbers_and_places_are_those_of_the_tokenizer(articles: list[Article]) -> None:
    expected = [
        [(token.text, token.start, token.end) for token in tokenize("\n".join(f.values(article)))]
        for article in articles
        for f in TEXT_FIELDS
    ]
    assert list(placed(number_texts(articles))) == expected


@given(ARTICLES)
def test_a_word_has_one_number_in_the_order_of_its_first_appearance(
    articles: list[Article],
) -> None:
    texts = number_texts(articles)
    seen = list(dict.fromkeys(texts.words.tolist()))
    assert seen == list(range(len(texts.spellings)))
    assert len(set(texts.spellings)) == len(texts.spellings)
    assert texts.spelled == tuple(map(spelling, texts.spellings))
    assert texts.normal == tuple(map(normal_spelling, texts.spellings))


@given(ARTICLES)
def test_only_what_fits_in_no_byte_is_kept_apart(articles: list[Article]) -> None:
    texts = number_texts(articles)
    assert np.flatnonzero(texts.places == LONG).tolist() == texts.long.tolist()
    assert all(value >= LONG for value in texts.long_values.tolist())
    assert len(texts.places) == 2 * len(texts.words)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("", []),
        ("ـ", []),
        ("ـ قمح", [("قمح", 2, 5)]),
        ("قمح ـ ـ شعير", [("قمح", 0, 3), ("شعير", 8, 12)]),
        ("قمح ـ", [("قمح", 0, 3)]),
        (" " * 300 + "ق" * 300, [("ق" * 300, 300, 600)]),
    ],
)
def test_by_hand(title: str, expected: list[Placed]) -> None:
    # What stands before and behind is another text.
    articles = [Article(id="0", source="قمح"), Article(id="1", title=title, deck="شعير")]
    first, *_ = list(placed(number_texts(articles)))[len(TEXT_FIELDS) :]
    assert first == expected


def test_nothing_may_come_in() -> None:
    texts = number_texts([])
    assert (texts.spellings, len(texts.words), len(texts.lengths)) == ((), 0, 0)
    assert number_texts([Article(id="1", title="ـ")]).lengths.tolist() == [0] * len(TEXT_FIELDS)
