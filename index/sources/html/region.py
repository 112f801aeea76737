"""Which part of a page holds the article, and what of it belongs to the site.

trafilatura says where the article is; it leaves out parts of it that stand in unusual elements. So
its paragraphs only lead to the smallest element that holds most of them.
"""

from collections import Counter
from collections.abc import Sequence

from lxml import etree  # type: ignore[import-untyped]

from index.sources.html.blocks import Block, ancestors
from index.sources.html.furniture import kind_of, may_hold_article
from index.sources.html.prose import is_headline_link, is_prose, size

_MOST = 0.8
#: So much of the text of a page may not stand in a menu, whatever its element is called; less,
#: where the element has a headline of its own.
_TOO_MUCH, _TOO_MUCH_BELOW_HEADLINE = 0.6, 0.2
_LINE_NAMES = "p li h2 h3 h4 h5 h6 blockquote dt dd td th pre"
LINE_TAGS = frozenset(_LINE_NAMES.split())
_INLINE = frozenset({"font", "span", "b", "strong", "i", "em", "u", "big", "small", "a"})
#: How far up the elements beside an article may go on with it.
_CLIMB, _CLIMB_TO_HEADLINE = 3, 8
_AROUND = ("menus", "headers", "comments", "asides")


class Kinds:
    """Tells of blocks which furniture holds them."""

    def __init__(self, blocks: Sequence[Block], headline: etree._Element | None) -> None:
        self._around: dict[etree._Element, list[tuple[etree._Element, str]]] = {}
        prose: Counter[etree._Element] = Counter()
        for block in blocks:
            for element, _ in self._furniture(block.element):
                prose[element] += size(block) if is_prose(block) else 0
        self._found = {one for around in self._around.values() for one in around}
        total = sum(size(block) for block in blocks if is_prose(block))
        holds = set() if headline is None else set(ancestors(headline))
        self._kept = {
            element
            for element, kind in self._found
            if may_hold_article(kind)
            and (element in holds or prose[element] > _share(element) * total)
        }

    def of(self, block: Block) -> str:
        """Return the kind of the outermost furniture around a block; empty where there is none."""
        found = [kind for one, kind in self._furniture(block.element) if one not in self._kept]
        return found[-1] if found else ""

    def beside(self, element: etree._Element) -> bool:
        """Tell whether an element holds menus or other parts of the whole page, too."""
        return any(kind in _AROUND and element in one.iterancestors() for one, kind in self._found)

    def _furniture(self, element: etree._Element) -> list[tuple[etree._Element, str]]:
        known = self._around.get(element)
        if known is None:
            parent = element.getparent()
            above = [] if parent is None else self._furniture(parent)
            kind = kind_of(element)
            known = self._around[element] = [(element, kind), *above] if kind else above
        return known


def _share(element: etree._Element) -> float:
    return _TOO_MUCH if element.find(".//h1") is None else _TOO_MUCH_BELOW_HEADLINE


def region(
    tree: etree._Element, shown: Sequence[Block], headline: etree._Element | None
) -> dict[Block, None]:
    """Return the blocks of the element that holds the article, and of what continues it."""
    marked = [one for one in tree.xpath("//*[contains(@itemprop, 'articleBody')]")
              if not kind_of(one)]  # fmt: skip
    prose = [block for block in shown if is_prose(block)]
    if not prose:
        return {}
    if len(marked) == 1 and any(marked[0] in set(ancestors(one.element)) for one in prose):
        container = marked[0]
    else:
        container = _smallest(_seeds(tree, prose, headline))
    roots, loose = _continuations(container, shown, headline)
    chosen = {container, *roots}
    return {
        block: None
        for block in shown
        if block in loose or not chosen.isdisjoint(ancestors(block.element))
    }


def _seeds(
    tree: etree._Element, prose: list[Block], headline: etree._Element | None
) -> list[Block]:
    """Return those blocks that trafilatura takes for the article, else all of them."""
    # It takes time to load, and most sources are no pages.
    import trafilatura

    found = trafilatura.bare_extraction(
        tree, fast=True, with_metadata=False, include_comments=False, favor_precision=True
    )
    text = " ".join((getattr(found, "text", None) or "").split())
    seeds = [block for block in prose if block.text in text]
    return seeds or prose


def _smallest(seeds: Sequence[Block]) -> etree._Element:
    """Return the innermost element that holds most of the text of some blocks."""
    weights: dict[etree._Element, int] = {}
    for block in seeds:
        for element in ancestors(block.element):
            weights[element] = weights.get(element, 0) + size(block)
    enough = _MOST * sum(map(size, seeds))
    holding = [element for element, weight in weights.items() if weight >= enough]
    found = max(holding, key=lambda one: len(list(one.iterancestors())))
    while (found.tag in LINE_TAGS or found.tag in _INLINE) and found.getparent() is not None:
        found = found.getparent()
    return found


def _continuations(
    container: etree._Element, shown: Sequence[Block], headline: etree._Element | None
) -> tuple[list[etree._Element], set[Block]]:
    """Return the elements beside a container, and beside those around it, with more of its text.

    Beside them, text that stands in no element of its own.

    Up to the element that holds the headline, what has running text and does not list other
    articles is text of this one. Above, only what has neither headings nor links.
    """
    holds = set() if headline is None else set(ancestors(headline))
    found: list[etree._Element] = []
    loose = set[Block]()
    levels = 0  # climbed above the headline
    here, strict = container, container in holds
    inside = under(shown)
    for _ in range(_CLIMB if headline is None else _CLIMB_TO_HEADLINE):
        parent = here.getparent()
        if parent is None or parent.tag == "html":
            break
        for sibling in parent:
            blocks = inside.get(sibling, ())
            if sibling is here or sibling in holds:
                continue
            if _continues(blocks, strict) or (strict and _outweighs(blocks, inside[here])):
                found.append(sibling)
        if strict and levels:
            break
        levels += strict
        loose.update(one for one in shown if one.element is parent and is_prose(one))
        here, strict = parent, parent in holds
    return found, loose


def _outweighs(blocks: Sequence[Block], chosen: Sequence[Block]) -> bool:
    """Tell whether what stands beside the headline's element is the text itself."""
    if any(map(is_headline_link, blocks)):
        return False
    weights = [sum(size(one) for one in part if is_prose(one)) for part in (blocks, chosen)]
    return weights[0] > weights[1]


def under(shown: Sequence[Block]) -> dict[etree._Element, list[Block]]:
    inside: dict[etree._Element, list[Block]] = {}
    for block in shown:
        for element in ancestors(block.element):
            inside.setdefault(element, []).append(block)
    return inside


def _continues(blocks: Sequence[Block], strict: bool) -> bool:
    prose = [block for block in blocks if is_prose(block)]
    if not prose:
        return False
    links = [block for block in blocks if is_headline_link(block)]
    headings = [block for block in blocks if block.element.tag in ("h1", "h2", "h3", "h4")]
    if strict:
        # Notes of the site stand there, too; what reads on has no name of its own.
        return not links and not headings and all(one.tag == "article" for one in _tops(blocks))
    return len(links) < len(prose) and not (links and links[0] is blocks[0])


def _tops(blocks: Sequence[Block]) -> list[etree._Element]:
    """Return the ``article`` around each block, or the block's own element."""
    return [next((one for one in ancestors(block.element) if one.tag == "article"), block.element)
            for block in blocks]  # fmt: skip
