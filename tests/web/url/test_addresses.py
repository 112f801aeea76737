"""Addresses: their Arabic letters stand as they are, and nothing else is changed by that."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.http.templating import address

_SIGNS = "قمح شعير،؟٣\u061c\u200f\u202e&=+#%D8/\u06a4\u06cc\u00e9\U0001f33e"
_ARABIC = st.text(st.sampled_from(_SIGNS))


@given(st.lists(st.tuples(st.sampled_from(["q", "section"]), _ARABIC)))
def test_an_address_says_what_was_asked(pairs: list[tuple[str, str]]) -> None:
    query = urlsplit(f"https://archive.example{address('/', pairs)}").query
    assert parse_qsl(query, keep_blank_values=True) == pairs


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("أسعار القمح", "أسعار+القمح"),
        ("قمح & شعير", "قمح+%26+شعير"),
        ("\u202eقمح", "%E2%80%AEقمح"),
        ("\u061cقمح", "%D8%9Cقمح"),
        ('"قمح"', "%22قمح%22"),
        ("<قمح>", "%3Cقمح%3E"),
    ],
)
def test_only_letters_are_shown(text: str, shown: str) -> None:
    assert address("/", [("q", text)]) == f"/?q={shown}"
