"""The letters that are attached before a name: و ف ب ل ك and لل."""

import re
from collections.abc import Iterator

from index.analysis import Token
from index.analysis.words import INVISIBLE, MARKS

_ARTICLE = "ال"
_BEFORE_ANY = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك")
_BEFORE_ARTICLE = ("", "و", "ف", "ب", "ك", "وب", "وك", "فب", "فك")
#: With the article of the word, the ل before it makes لل.
_WITH_ARTICLE = ("لل", "ولل", "فلل")
#: What stands before «للجنة» that is ل and اللجنة: the word has lost its alef alone.
ALEF_LEFT_OUT = "ا"
_TATWEEL = "\u0640"
_NO_LETTER = re.compile(f"[{MARKS}{INVISIBLE}{_TATWEEL}]*")


def attached_forms(word: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a word with letters attached, and those letters.

    Args:
        word: folded, without anything attached.
    """
    if not word.startswith(_ARTICLE):
        for letters in _BEFORE_ANY:
            yield letters + word, letters
        return
    for letters in _BEFORE_ARTICLE:
        yield letters + word, letters
    for letters in _WITH_ARTICLE:
        yield letters + word[2:], letters


def without_attached(token: Token, attached: str) -> tuple[str, int]:
    """Return a word as printed without the letters attached to it, and where it then begins.

    Behind لل the word has its article again: «للهلال» is «الهلال», and begins with the second ل,
    which is the first letter that belongs to it. So it is a letter longer than what is printed
    from there on.

    Args:
        token: the word.
        attached: the letters, as :func:`attached_forms` gives them.
    """
    if not attached:
        return token.text, token.start
    if attached == ALEF_LEFT_OUT:
        return attached + token.text, token.start
    has_article = attached in _WITH_ARTICLE
    at = 0
    for _ in attached[: -1 if has_article else None]:
        at = _NO_LETTER.match(token.text, at).end() + 1  # type: ignore[union-attr]
    at = _NO_LETTER.match(token.text, at).end()  # type: ignore[union-attr]
    rest = token.text[at:]
    return (_ARTICLE + rest[1:] if has_article else rest), token.start + at
