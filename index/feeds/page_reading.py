"""The page of an article, where its feed gives a teaser only."""

from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any

from index.article import Article
from index.ingestion import Found, printable, read_file
from index.limits import SourceLimits
from index.sources import InputFile

#: A text of fewer letters is a teaser, whether its feed says so or not.
_SHORT = 500
#: What is taken of the page where the feed does not give it.
_FILLED = (
    *("title", "deck", "caption", "credit", "byline", "datelines", "section", "agencies"),
    *("source", "issue", "page", "published"),
)


def is_teaser(article: Article) -> bool:
    """Tell whether the page of an article may have more of it than its feed gave."""
    if not article.url.startswith(("http://", "https://")):
        return False
    return article.kind == "teaser" or len(article.body) < _SHORT


def with_page(article: Article, raw: bytes, limits: SourceLimits) -> Article | None:
    """Return an article with the text of its page; what its feed gave stands.

    Args:
        article: as its feed gave it.
        raw: the page.
        limits: of what a source may cost.

    Returns:
        ``None`` where the page has no longer text, as a page of errors or of advertisements.
    """
    file = InputFile("page", len(raw), partial(BytesIO, raw), limits=limits)
    found = [one.article for one in read_file(file, "html", facts=False) if isinstance(one, Found)]
    if len(found) != 1 or len(found[0].body) <= len(article.body):
        return None
    page = printable(found[0])
    filled: dict[str, Any] = {
        name: getattr(page, name) for name in _FILLED if not getattr(article, name)
    }
    if "published" in filled and page.published is not None:
        filled["published_evidence"] = page.published_evidence
        filled["published_reasons"] = page.published_reasons
    return replace(article, **filled, body=page.body, kind="full")
