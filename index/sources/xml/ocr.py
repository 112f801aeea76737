"""Pages that a machine has read: lines joined to paragraphs, and what else the page tells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from index.article import Article, identity
from index.sources.files.decoding import mend, mend_name
from index.sources.reading import InputFile, Problem

#: Below this, words are wrong so often that a reader should know.
_LOW = 0.75
#: How much larger than the text of the page a headline is, and how many words it has at least.
_LARGER, _FEWEST_WORDS = 1.3, 3
_LATIN_BREAK = re.compile(r"(?<=[^\W\d_])(?:-|¬|\u2010)$")
_TATWEEL = re.compile(r"(?<=[\u0621-\u064a])\u0640+$")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_SMALL = re.compile(r"[a-zß-öø-ÿ]")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line.

    Attributes:
        text: its words.
        size: of its letters, 0 where it is not told.
        sureness: of each word, from 0 to 1, where the machine tells it.
        is_broken: whether its last word goes on in the next line, beyond doubt.
    """

    text: str
    size: float = 0
    sureness: tuple[float, ...] = ()
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are one paragraph.

    Attributes:
        lines: in order.
        is_headline: whether the file says that it is one.
        article: what tells the articles of the page apart; empty where nothing does.
    """

    lines: Sequence[Line]
    is_headline: bool = False
    article: str = ""

    @property
    def text(self) -> str:
        """Return the paragraph."""
        return joined(self.lines)

    @property
    def size(self) -> float:
        """Return the size of the letters, 0 where it is not told."""
        return median(line.size for line in self.lines) if self.lines else 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Attributes:
        blocks: in the order in which they are read.
        number: as printed or counted; empty where it is not told.
        source: the paper, where the file names it.
        marks: what tells this page from others, such as the name of its image.
    """

    blocks: Sequence[Block] = field(default_factory=tuple)
    number: str = ""
    source: str = ""
    marks: str = ""


def joined(lines: Sequence[Line]) -> str:
    """Return the lines as one paragraph; words that were broken at a line's end are whole again.

    A hyphen joins Latin words where the next line goes on in small letters, and a tatweel Arabic
    ones. A dash behind a blank is one.
    """
    text, broken = "", False
    for line in lines:
        following = " ".join(line.text.split())
        if not following:
            continue
        if broken:
            text = text.rstrip("-¬\u2010\u00ad\u0640") + following
        elif text.endswith("\u00ad"):
            text = text.rstrip("\u00ad") + following
        elif _LATIN_BREAK.search(text) and _SMALL.match(following):
            text = text[:-1] + following
        elif _TATWEEL.search(text) and _ARABIC.match(following.lstrip("\u0640")):
            text = text.rstrip("\u0640") + following.lstrip("\u0640")
        else:
            text = f"{text} {following}" if text else following
        broken = line.is_broken
    return text


def articles_of(file: InputFile, page: Page, number: int) -> Iterator[Article | Problem]:
    """Yield the articles of a page: one, unless the file tells several apart.

    Args:
        file: in which the page stands.
        page: as read.
        number: of the page in the file, from 1.
    """
    groups: dict[str, list[Block]] = {}
    for block in page.blocks:
        if block.text:
            groups.setdefault(block.article, []).append(block)
    if not groups:
        yield Problem("no_text", file.name, "the page has no text", record=number)
        return
    for blocks in groups.values():
        title = _title(blocks)
        body = "\n\n".join(mend(block.text) for block in blocks if block is not title)
        headline = mend(title.text) if title else ""
        text = (headline, body, page.number, page.marks)
        yield Article(
            id=identity(text=text),
            title=headline,
            body=body,
            source=mend_name(page.source),
            page=mend_name(page.number),
        )
    sure = [one for block in page.blocks for line in block.lines for one in line.sureness]
    if sure and sum(sure) / len(sure) < _LOW:
        message = (
            f"the words of the page were read with a mean confidence of {sum(sure) / len(sure):.0%}"
            ", so many are wrong; scan or read it anew if you can"
        )
        yield Problem("unsure", file.name, message, record=number)


def _title(blocks: Sequence[Block]) -> Block | None:
    """Return the headline, where the file tells headlines or the size of letters."""
    told = next((block for block in blocks if block.is_headline), None)
    sizes = [line.size for block in blocks for line in block.lines if line.size]
    if told or not sizes or len(blocks) < 2:
        return told if len(blocks) > 1 else None
    headlines = [block for block in blocks if len(block.text.split()) >= _FEWEST_WORDS]
    largest = max((block.size for block in headlines), default=0)
    if largest < _LARGER * median(sizes):
        return None
    return next(block for block in headlines if block.size == largest)
