"""What of the blocks of a page is running text, and what a link to another article."""

from index.sources.html.blocks import Block
from index.sources.html.labels import is_furniture

_SENTENCE_ENDS = (".", "؟", "!", "…", "»", '"', "”", ":", "؛", ")")
_PROSE_WORDS = 8
_SHORT_PROSE_WORDS = 4
_HEADLINE_WORDS = 3


def size(block: Block) -> int:
    """Return how many letters a block has."""
    return len(block.text.replace(" ", ""))


def is_prose(block: Block) -> bool:
    """Tell whether a block is running text and no link."""
    if block.is_linked or is_furniture(block.text):
        return False
    words = block.words
    ends = block.text.endswith(_SENTENCE_ENDS)
    return words >= _PROSE_WORDS or (ends and words >= _SHORT_PROSE_WORDS)


def is_headline_link(block: Block) -> bool:
    """Tell whether a block is a link with the length of a headline."""
    return block.is_linked and block.words >= _HEADLINE_WORDS
