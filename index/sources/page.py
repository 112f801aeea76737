"""``page``: the text of a news page, copied or saved without its markup.

A page holds full articles, each followed or not by teasers of related ones, separated by blank
lines (shown here as ``·``)::

    headline                       ┐
    ·                              │
    deck                           │ the front: printed over the photo;
    ·                              │ deck and captions may be missing
    caption (credit)               │
    caption (credit)               ┘
    TT                               the text size button: the surest sign of an article
    ·
    headline                         the same once more
    ·
    caption (credit)
    caption (credit)
    ·
    paragraph
    ·
    paragraph
    ·
    مقالات ذات صلة                   from here on teasers, up to the next front or the end
    ·
    headline                         in front of the first teaser only, as a rule
    ·
    section caption (credit)         the label: section and caption in one line
    ·
    headline
    ·
    summary
    ·
    «paper» (place) «paper» (place)  may be missing
    section caption (credit)         the next label, often without a blank line between
    ·
    headline …

A text without ``TT`` is one article: headline, then body. Whatever part is cut off is left empty.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from index.article import Article
from index.sources.decoding import whole
from index.sources.page_lines import CREDIT, Line, identified, lines_of, same
from index.sources.page_teasers import teasers
from index.sources.reading import InputFile, Problem

_BUTTON = "TT"
_RELATED = frozenset({"مقالات ذات صلة", "مواضيع ذات صلة", "موضوعات ذات صلة", "أخبار ذات صلة"})
#: The end of a caption; of a paragraph the sentence ends before the agency is named.
_CREDITED = re.compile(r"[^\s.!؟…»]»?\s*\([^()]{1,40}\)$")
#: Lines that a front can have: headline, a deck of some lines, captions.
_FRONT = 12


def read(file: InputFile) -> Iterator[Article | Problem]:
    """The articles of a page, full ones and teasers in their order, each once.

    Args:
        file: UTF-8, with or without mark, or UTF-16 with one.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: it is in another encoding.
    """
    empty = True
    for line, article in parse(whole(file)):
        empty = False
        if article.body or (article.title and (article.caption or article.deck)):
            yield article
        else:
            message = "a headline or a caption without a text; the page may be cut off here"
            yield Problem("no_text", file.name, message, line=line)
    if empty:
        yield Problem("no_text", file.name, "the page has no text in it", line=1)


def parse(text: str) -> list[tuple[int, Article]]:
    """Each article of the page with the line it starts on; any part of it may be empty.

    A teaser of an article that stands in full on the same page is left out.
    """
    full: list[tuple[int, Article]] = []
    short: list[tuple[int, Article]] = []
    for piece in _pieces(_completed(lines_of(text))):
        related = next((at for at, line in enumerate(piece) if _is_related(line)), len(piece))
        if related:
            full.append((piece[0].number, parse_full(piece[:related])))
        short += teasers([line for line in piece[related:] if not _is_sign(line)])
    titles = {article.title for _, article in full}
    found = full + [(line, teaser) for line, teaser in short if teaser.title not in titles]
    once = {article.id: (line, article) for line, article in reversed(found)}
    return sorted(once.values(), key=lambda placed: placed[0])


def parse_full(lines: list[Line]) -> Article:
    """The article of these lines: front, button, headline, captions and body."""
    texts = [line.text for line in lines]
    button = texts.index(_BUTTON) if _BUTTON in texts else -1
    front, rest = lines[: max(button, 0)], texts[button + 1 :]
    title = rest[0] if rest else ""
    over = [line.text for line in front if line.block == lines[button].block]
    captions = _captions([line.text for line in front], over, title, rest[1:])
    above = [line.text for line in front if line.text not in captions]
    if not title and above:  # cut off right after the button
        title = above[0]
    known = {title, _BUTTON, *captions}
    return identified(
        Article(
            id="",
            title=title,
            deck=" ".join(text for text in above if text != title),
            body="\n\n".join(text for text in rest[1:] if text not in known),
            caption="\n".join(captions),
        )
    )


def _pieces(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines of each full article with the teasers that follow it."""
    starts, floor = [0], 0
    for at, line in enumerate(lines):
        if line.text == _BUTTON:
            starts.append(_front_start(lines, at, floor))
            floor = at + 1
    ends = [*starts[1:], len(lines)]
    return (lines[start:end] for start, end in zip(starts, ends, strict=True) if start < end)


def _completed(lines: list[Line]) -> list[Line]:
    """The lines, with the last one whole where the page was cut off in what a button repeats.

    Half a headline would be a headline of its own there, and a caption a paragraph.
    """
    texts = [line.text for line in lines]
    if _BUTTON not in texts:
        return lines
    button = len(texts) - 1 - texts[::-1].index(_BUTTON)
    front, repeated = texts[max(0, button - _FRONT) : button], texts[button + 1 :]
    if not repeated or not set(repeated[:-1]) <= set(front):
        return lines
    if len(repeated) == 2 and _CREDITED.search(repeated[1]):
        return [*lines, lines[-1]]  # a caption whose second print was cut off
    # A headline stands in front once, a caption twice: the one in the place of the other is none.
    for text in reversed(front):
        if text.startswith(repeated[-1]) and (len(repeated) > 1 or front.count(text) == 1):
            return [*lines[:-1], replace(lines[-1], text=text)]
    return lines


def _front_start(lines: list[Line], button: int, floor: int) -> int:
    """Where the front of the article starts whose button is ``lines[button]``."""
    for at in range(button - 1, max(floor, button - _FRONT) - 1, -1):
        if same(lines, at, button + 1):
            return at
    if not floor and button < _FRONT and not any(map(_is_related, lines[:button])):
        return 0
    at = button  # no headline over it: what adjoins the button is its captions
    while at > floor and lines[at - 1].block == lines[button].block:
        at -= 1
    return at


def _captions(front: list[str], over: list[str], title: str, rest: list[str]) -> list[str]:
    """The captions, each once: lines printed twice running, or ``over`` the very button."""
    above = [text for text in front if text != title]
    found = [text for text, following in pairwise(above) if text == following]
    found += [text for text in over if text in rest or CREDIT.search(text)]
    for text, following in zip(rest[::2], rest[1::2], strict=False):
        if text != following:
            break
        found.append(text)
    return [text for text in dict.fromkeys(found) if text != title]


def _is_sign(line: Line) -> bool:
    return line.text == _BUTTON or _is_related(line)


def _is_related(line: Line) -> bool:
    return line.text.rstrip(" :") in _RELATED
