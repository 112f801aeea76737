"""Words whose letters stand in reverse, as PDF programs and OCR give them in the order of sight."""

import re
import unicodedata

from index.article import Article
from index.sources.files.likeness import arabic_bits, arabic_words

#: Shapes of letters that old typesetting and PDF give.
_SHAPES = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_SEEN, _FIRST = 400, 12
#: No word begins with ة or ى, and so few end in the article.
_RARELY = 12
#: So many bits the letters are likelier in reverse, and at least as likely as a few words are.
_MARGIN, _LEAST = 24.0, 8.0


def reversed_words(article: Article) -> tuple[str, str] | None:
    """Return a word of an article as it stands and in reverse, if its text is written in reverse.

    Args:
        article: as it was read; a paragraph of it is enough.
    """
    for text in (article.title, article.body):
        plain = text
        if _SHAPES.search(text[:_FIRST]):
            plain = unicodedata.normalize("NFKC", text)
        # Signs in any place would cost as much as all other reading of a text.
        if not _has_signs(plain[:_SEEN]):
            continue
        for paragraph in plain.split("\n\n"):
            if _is_reversed(paragraph[:_SEEN]):
                return _example(paragraph)
    return None


def _has_signs(text: str) -> bool:
    """Tell whether a text may be in reverse: quick, and true of some that are not."""
    if " ة" in text or " ى" in text or text.startswith(("ة", "ى")):
        return True
    return (text.count("لا ") + text.endswith("لا")) * _RARELY > text.count(" ")


def _is_reversed(text: str) -> bool:
    ahead = arabic_bits(text)
    back = arabic_bits(text[::-1])
    return back >= _LEAST and back - ahead >= _MARGIN and ahead < back / 2


def _example(text: str) -> tuple[str, str]:
    words = [word for word in arabic_words(text) if len(word) > 3] or arabic_words(text)
    word = max(words, key=lambda word: arabic_bits(word[::-1]) - arabic_bits(word))
    return word, word[::-1]
