"""What the text of a query is cut into."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import tokenize
from index.analysis.words import INVISIBLE
from search.language.lexer import MAX_WORDS, QueryToken, TokenKind, read_tokens

WORD, QUOTED, OPEN, CLOSE, NUMBER, OR, AND = TokenKind


@pytest.mark.parametrize(
    ("text", "tokens", "why"),
    [
        ("", [], "nothing"),
        ("قمح  شعير", [QueryToken(WORD, "قمح"), QueryToken(WORD, "شعير")], "words"),
        ("قمح/شعير", [QueryToken(WORD, "قمح/شعير")], "a run may hold several words"),
        ('"سعر القمح"', [QueryToken(QUOTED, "سعر القمح")], "quoted text without its quotes"),
        ("„سعر“ “سعر„", [QueryToken(QUOTED, "سعر"), QueryToken(WORD, "سعر")], "quotes that fit"),
        ("قمح OR شعير|ذرة",
         [QueryToken(WORD, "قمح"), QueryToken(OR, "OR"), QueryToken(WORD, "شعير"),
          QueryToken(OR, "|"), QueryToken(WORD, "ذرة")], "signs of OR"),
        ("-قمح", [QueryToken(WORD, "قمح", excluded=True)], "a minus"),
        ('-"سعر"', [QueryToken(QUOTED, "سعر", excluded=True)], "a minus before a quote"),
        ("\u200f-قمح", [QueryToken(WORD, "قمح", excluded=True)], "behind an invisible sign"),
        ("عنوان:(قمح)",
         [QueryToken(OPEN, field="title"), QueryToken(WORD, "قمح"), QueryToken(CLOSE)],
         "a field goes to the bracket, not to what stands in it"),
        ("=(قمح)", [QueryToken(OPEN, level="exact"), QueryToken(WORD, "قمح"), QueryToken(CLOSE)],
         "and so does a level"),
        ("تاريخ:28 أكتوبر 2024 قمح",
         [QueryToken(WORD, "28 أكتوبر 2024", field="published"), QueryToken(WORD, "قمح")],
         "a period of several words is one token"),
        ("تاريخ:(28 أكتوبر 2024)",
         [QueryToken(OPEN, field="published"), QueryToken(WORD, "28 أكتوبر 2024"),
          QueryToken(CLOSE)], "also in brackets behind the field"),
        ("قمح من يناير 2014 إلى مارس 2015 شعير",
         [QueryToken(WORD, "قمح"),
          QueryToken(QUOTED, "من يناير 2014 إلى مارس 2015", field="published"),
          QueryToken(WORD, "شعير")], "a range of dates is a token"),
        ("-من يناير 2014 إلى مارس 2015",
         [QueryToken(QUOTED, "من يناير 2014 إلى مارس 2015", excluded=True, field="published")],
         "a minus before it excludes it"),
        ("mentioned:(من يناير 2014 إلى مارس 2015)",
         [QueryToken(OPEN, field="mentioned"),
          QueryToken(QUOTED, "من يناير 2014 إلى مارس 2015", field="mentioned"),
          QueryToken(CLOSE)], "it belongs to the facet before its brackets"),
    ],
)  # fmt: skip
def test_tokens(text: str, tokens: list[QueryToken], why: str) -> None:
    assert read_tokens(text)[0] == tokens, why


def test_ranges_of_dates_can_be_words() -> None:
    text = "من يناير 2014 إلى مارس 2015"
    tokens, told = read_tokens(text, date_ranges=False)
    assert [token.text for token in tokens] == text.split()
    assert told == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('قمح "شعير', ["unbalanced_quote"]),
        ("لون:قمح", ["unknown_field"]),
        ("عنوان: قمح", ["field_apart"]),
        ("من يناير 2014 إلى مارس 2015", ["read_as_period"]),
        ("mentioned:(من يناير 2014 إلى مارس 2015)", []),
        ("قمح " * (MAX_WORDS + 1), ["too_long"]),
        ("قمح " * MAX_WORDS, []),
        ("(" + "قمح " * MAX_WORDS + ")", []),
    ],
)
def test_what_was_not_read_as_typed_is_told(text: str, codes: list[str]) -> None:
    assert [note.code for note in read_tokens(text)[1]] == codes


SIGNS = st.lists(
    st.sampled_from(
        ["قمح", "سعر", '"', "«", "»", "(", ")", "-", "OR", "|", "=", "عنوان:", "تاريخ:", " ", " ",
         "2014", "من يناير 2014 إلى مارس 2015", "أكتوبر", "\u200f"]
    )
)  # fmt: skip


@given(SIGNS.map("".join) | st.text())
def test_tokens_stand_in_the_text_in_their_order(text: str) -> None:
    visible = re.sub(f"[{INVISIBLE}]", "", text)
    at = 0
    for token in read_tokens(text)[0]:
        assert token.text in visible[at:]
        at = visible.index(token.text, at) + len(token.text)


@given(st.lists(SIGNS.map("".join)).map(" ".join))
def test_no_more_words_than_the_limit(text: str) -> None:
    for times in (1, 20):
        tokens, _ = read_tokens(text * times)
        assert sum(len(tokenize(token.text)) for token in tokens) <= MAX_WORDS
