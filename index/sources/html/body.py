"""The text of the article in a page: its paragraphs in order, and what is left aside.

All text of the element that holds the article counts, but for what belongs to the site.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]

from index.sources.html.blocks import Block, ancestors, blocks_of, text_in
from index.sources.html.links import without_links
from index.sources.html.prose import is_prose, size
from index.sources.html.region import LINE_TAGS, Kinds, region

_OPENING_WORDS = 3
#: The name of a section has fewer words.
_HEADLINE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of a page, parted.

    Attributes:
        paragraphs: the text of the article.
        before: what stands right above the headline,
        between: between headline and text, and
        behind: behind the text.
        shown: all blocks that no furniture holds.
        letters: of the whole page.
        aside: letters of what was left, by kind.
    """

    paragraphs: tuple[Block, ...] = ()
    before: tuple[Block, ...] = ()
    between: tuple[Block, ...] = ()
    behind: tuple[Block, ...] = ()
    shown: tuple[Block, ...] = ()
    letters: int = 0
    aside: Counter[str] = field(default_factory=Counter)


def find(
    tree: etree._Element,
    headline: etree._Element | None,
    is_line: Callable[[str], bool],
    *,
    is_article: bool = False,
) -> Body:
    """Return the text of the article in a page.

    Args:
        tree: the page, without tables.
        headline: the element of the headline, if it is in the page.
        is_line: tells whether a line between headline and text is a date or a byline.
        is_article: whether the page says that it is one: then headlines of others that take turns
            with text are its text, too.
    """
    body = next(iter(tree.iter("body")), tree)
    blocks = blocks_of(body)
    letters = sum(map(size, blocks))
    kinds = Kinds(blocks, headline)
    shown = [block for block in blocks if not kinds.of(block)]
    aside = Counter[str]()
    for block in blocks:
        if kind := kinds.of(block):
            aside[kind] += size(block)
    inner = region(tree, shown, headline)
    start = _behind_headline(shown, headline)
    chosen = [block for block in shown[start:] if block in inner] or (
        [block for block in shown if block in inner])  # fmt: skip
    kept, left = without_links(chosen)
    paragraphs = _trimmed(kept, is_line)
    if not paragraphs and (chosen := _near(shown[start:], headline)):
        kept, left = without_links(chosen)
        paragraphs = _trimmed(kept, is_line)
        if not paragraphs and is_article:
            kept, left = chosen, []
            paragraphs = _trimmed(kept, is_line)
    inside = {*paragraphs}
    for block in (*left, *(one for one in kept if one not in inside)):
        aside["links" if block.linked else "lines"] += size(block)
    inside = {*chosen, *_of(headline, shown)}
    aside["other text"] += sum(size(one) for one in shown if one not in inside)
    before, between, behind = _around(blocks, kinds, headline, paragraphs)
    return Body(paragraphs, before, between, behind, tuple(shown), letters, +aside)


def _of(headline: etree._Element | None, blocks: Sequence[Block]) -> list[Block]:
    if headline is None:
        return []
    return [one for one in blocks if headline in ancestors(one.element)]


def _near(behind: Sequence[Block], headline: etree._Element | None) -> list[Block]:
    """Return the blocks behind a headline in the innermost element around it that has text."""
    if headline is None or not (
        next(headline.iterancestors("article"), None) is not None
        or len(text_in(headline).split()) >= _HEADLINE_WORDS
    ):
        return []
    for element in headline.iterancestors():
        inside = [block for block in behind if element in ancestors(block.element)]
        if any(map(is_prose, inside)):
            return [] if element.tag in ("body", "html") else inside
    return []


def _behind_headline(shown: Sequence[Block], headline: etree._Element | None) -> int:
    if headline is None:
        return 0
    around, title = set(headline.iterancestors()), text_in(headline)
    places = [
        place
        for place, block in enumerate(shown)
        if headline in ancestors(block.element) or (block.element in around and block.text in title)
    ]
    return places[-1] + 1 if places else 0


#: What a site says of itself behind its texts.
_NOTICE = re.compile(
    r"(?:شروط|إرشادات|اتفاقية) (?:ال)?استخدام|سياسة الخصوصية|جميع الحقوق محفوظة|مراجعة التعليقات"
    r"|لا (?:ت|ي)عبر بالضرورة|نشرتنا البريدية|حمّ?ل(?:وا)? تطبيق|قناتنا على (?:واتس|تلي?غرام|يوتيوب)"
)


def _trimmed(kept: Sequence[Block], is_line: Callable[[str], bool]) -> tuple[Block, ...]:
    """Return the blocks from the first of running text to the last, and lines that belong to it."""
    places = [n for n, block in enumerate(kept) if is_prose(block) and not is_line(block.text)]
    if not places:
        return ()
    while len(places) > 1 and _NOTICE.search(kept[places[-1]].text):
        places.pop()
    first, last = places[0], places[-1]
    while first and _opens(kept[first - 1]) and not is_line(kept[first - 1].text):
        first -= 1
    while (
        last + 1 < len(kept)
        and _closes(kept[last + 1])
        and not _NOTICE.search(kept[last + 1].text)
        and not is_line(kept[last + 1].text)
    ):
        last += 1
    return tuple(kept[first : last + 1])


def _opens(block: Block) -> bool:
    return block.element.tag in LINE_TAGS and block.words >= _OPENING_WORDS


def _closes(block: Block) -> bool:
    bracketed = block.text.startswith("(") or block.text.endswith(")")
    return block.element.tag in LINE_TAGS or bracketed or block.text.startswith("المصدر")


_BETWEEN, _BEFORE, _BEHIND = 14, 4, 5


def _around(
    blocks: Sequence[Block],
    kinds: Kinds,
    headline: etree._Element | None,
    paragraphs: Sequence[Block],
) -> tuple[tuple[Block, ...], tuple[Block, ...], tuple[Block, ...]]:
    """Return the lines above the headline, between it and the text, and behind the text."""
    if not paragraphs:
        return (), (), ()
    own = ("", "tags", "shared", "author boxes", "article footers")
    lines = [block for block in blocks if kinds.of(block) in own]
    places = {block: place for place, block in enumerate(lines)}
    first, last = places[paragraphs[0]], places[paragraphs[-1]]
    behind = tuple(lines[last + 1 : last + 1 + _BEHIND])
    under = _behind_headline(lines[:first], headline)
    if headline is None or not under:
        return (), tuple(lines[max(0, first - 4) : first]), behind
    title = next((n for n in range(under - 1, -1, -1) if headline not in ancestors(
        lines[n].element)), -1) + 1  # fmt: skip
    near = [one for one in headline.iterancestors() if one.tag not in ("body", "html", "main")
            and not kinds.beside(one)][:2]  # fmt: skip
    above = [block for block in lines[max(0, title - _BEFORE) : title]
             if any(one in near for one in ancestors(block.element))]  # fmt: skip
    return tuple(above), tuple(lines[under : min(first, under + _BETWEEN)]), behind
