"""The caption of the photo over an article."""

from lxml import etree  # type: ignore[import-untyped]

from index.sources.files.decoding import mend

#: Captions of photos in an article itself, not in another one inside it.
_CAPTIONS = (
    ".//figure[.//img or .//picture]//figcaption"
    "[not(ancestor::aside) and count(ancestor::article) = 1]"
)
_CLASSED = (
    ".//*[(self::div or self::p or self::span or self::dl) and .//img and not(ancestor::aside) and"
    " count(ancestor::article) = 1]"
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' wp-caption-text ')"
    " or contains(concat(' ', normalize-space(@class), ' '), ' image-caption ')"
    " or contains(concat(' ', normalize-space(@class), ' '), ' caption ')]"
)


def find(tree: etree._Element) -> tuple[str, int]:
    """Return the first photo's caption, where it is clear which article of the page is meant.

    Returns:
        The caption, on one line, and how many others its article has.
    """
    articles = tree.xpath("//article[not(ancestor::article)]")
    if len(articles) > 1:
        articles = [article for article in articles if article.xpath(".//h1")]
    if len(articles) != 1:
        return "", 0
    found = articles[0].xpath(_CAPTIONS) or articles[0].xpath(_CLASSED)
    texts = [" ".join(mend(one.xpath("string()")).split()) for one in found]
    shown = list(dict.fromkeys(filter(None, texts)))
    return (shown[0], len(shown) - 1) if shown else ("", 0)
