"""In which script an article is written, and so in which direction its lines run."""

import re
from functools import lru_cache

from markupsafe import Markup

from index.article import Article

_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f]")
#: Names in other letters stand in Arabic texts: these are Latin where they are so many times more.
_TIMES_MORE = 3
_SEEN = 600
_TEXTS_KEPT = 2048

_OF_RTL = Markup('lang="ar" dir="rtl"')
# In which language it is, nobody has said.
_OF_LTR = Markup('lang="" dir="ltr"')


def is_latin(article: Article) -> bool:
    """Return whether an article is written in letters that run from left to right."""
    return _is_latin(f"{article.title} {article.deck} {article.body[:_SEEN]}"[: 2 * _SEEN])


def attributes(article: Article, text: str | None = None) -> Markup:
    """Return the attributes of HTML that say the language and the direction of a text.

    A text in one script runs as that does; one of both, such as a headline that begins with a
    foreign name, as the article that it belongs to.

    Args:
        article: that is shown.
        text: of it; by default all of it.
    """
    if text is not None and bool(_ARABIC.search(text)) != bool(_LATIN.search(text)):
        return _OF_LTR if _LATIN.search(text) else _OF_RTL
    return _OF_LTR if is_latin(article) else _OF_RTL


@lru_cache(maxsize=_TEXTS_KEPT)
def _is_latin(text: str) -> bool:
    latin = len(_LATIN.findall(text))
    return latin > _TIMES_MORE * len(_ARABIC.findall(text))
