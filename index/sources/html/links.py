"""The text of an article apart from the labels, links and teasers of others within it."""

from collections.abc import Sequence

from lxml import etree  # type: ignore[import-untyped]

from index.sources.html.blocks import Block, ancestors
from index.sources.html.labels import is_furniture, is_related_label, leads_elsewhere
from index.sources.html.prose import is_headline_link, is_prose
from index.sources.html.region import under

_LONG_LINK = 14
_SHORT_LEAD = 30


def without_links(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Part the text of an article from labels, buttons, links and teasers of others."""
    kept: list[Block] = []
    left: list[Block] = []
    above = set[etree._Element]()  # elements that hold text of the article
    inside = under(blocks)
    heads: dict[etree._Element, Block | None] = {}
    behind_label, links = False, 0  # links since the label
    for place, block in enumerate(blocks):
        around = blocks[place - 1] if place else None, blocks[place + 1 : place + 2]
        if is_related_label(block.text):
            behind_label, links = True, 0
        elif _is_link(block, behind_label):
            links += 1
        elif not (
            is_furniture(block.text)
            or _is_teaser(block, inside, above, heads)
            or (behind_label and _is_summary(block, *around, links))
        ):
            behind_label = False
            kept.append(block)
            if is_prose(block):
                above.update(ancestors(block.element))
            continue
        left.append(block)
    return kept, left


def _is_link(block: Block, behind_label: bool) -> bool:
    """Tell whether a block leads to another article; a sentence that is a link may not."""
    if leads_elsewhere(block.text, linked=block.linked > 0) and block.words < _SHORT_LEAD:
        return True
    is_sentence = block.words >= _LONG_LINK and block.text.endswith(".")
    return block.is_linked and not (is_sentence and not behind_label)


def _is_summary(block: Block, before: Block | None, behind: Sequence[Block], links: int) -> bool:
    """Tell whether a block behind a label and a headline sums that other article up."""
    if before is None or not before.is_linked:
        return False
    if before.element.getparent() is not block.element.getparent():
        return False
    return links > 1 or any(
        one.is_linked and not leads_elsewhere(one.text, linked=True) for one in behind
    )


_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def _is_repeated(element: etree._Element, inside: dict[etree._Element, list[Block]]) -> bool:
    """Tell whether an element beside this one holds a linked headline, too."""
    beside = (element.getprevious(), element.getnext())
    return any(
        one is not None
        and one.tag == element.tag
        and any(map(is_headline_link, inside.get(one, ())))
        for one in beside
    )


def _is_teaser(
    block: Block,
    inside: dict[etree._Element, list[Block]],
    above: set[etree._Element],
    heads: dict[etree._Element, Block | None],
) -> bool:
    """Tell whether a block stands in a card of its own with the linked headline of another one.

    ``heads`` keeps what leads each card: a card of thousands of blocks is looked through once.
    """
    for element in ancestors(block.element):
        if element in above or element not in inside:
            return False
        around = inside[element]
        if len(around) > 1:
            if element not in heads:
                heads[element] = _head_of_card(element, inside)
            head = heads[element]
            return head is not None and around.index(head) < around.index(block)
    return False


def _head_of_card(
    element: etree._Element, inside: dict[etree._Element, list[Block]]
) -> Block | None:
    """Return the linked headline that an element is a card of; ``None`` where it is no card."""
    around = inside[element]
    links = [one for one in around if is_headline_link(one)]
    if not links or element.tag in ("body", "main"):
        return None
    is_card = links[0].element.tag in _HEADINGS or _is_repeated(element, inside)
    return links[0] if is_card and sum(map(is_prose, around)) <= len(links) else None
