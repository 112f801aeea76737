"""The article before names in Latin letters, in the sound of the letter behind it."""

import pytest

from search.words.transliteration.table import is_assimilated


@pytest.mark.parametrize(
    ("article", "name", "joined", "expected"),
    [
        ("ad", "Dammam", True, True),
        ("at", "Taif", True, True),
        ("Ar", "Riyadh", True, True),
        ("as", "Sadr", True, True),
        ("ash", "Shariqa", False, True),
        ("an", "Nasiriyah", True, True),
        ("az", "Zawiya", False, True),
        ("en", "Nahda", False, True),
        ("as", "Sadr", False, False),
        ("at", "Taif", False, False),
        ("ad", "Riyadh", True, False),
        ("al", "Riyadh", True, False),
        ("as", "Salah", False, False),
        ("abu", "Dhabi", False, False),
    ],
)
def test_the_article_is_told_from_words_of_english(
    article: str, name: str, joined: bool, expected: bool
) -> None:
    assert is_assimilated(article, name, joined=joined) is expected
