"""``page``: the text of a news page, copied or saved without its markup.

A page holds full articles, each followed or not by teasers of related ones, separated by blank
lines (shown here as ``·``; a page may have none, or one behind every line)::

    section                        ┐ or the way to it, ``home > section``; may be missing
    headline                       │
    ·                              │
    deck                           │ the front: printed over the photo;
    ·                              │ deck and captions may be missing
    caption (credit)               │
    caption (credit)               │
    place: byline                  │ these two may be missing, or stand under the
    published: …                   ┘ headline below, or in both places
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

Any part of a teaser may be missing but the headline; a byline may be stuck to the summary before
it or to the label behind it. A text without ``TT`` is one article: headline, then body. Whatever
part is cut off is left empty.
"""

from collections.abc import Iterator
from dataclasses import replace

from index.article import Article
from index.facts.dates import publication
from index.sources.files.decoding import whole
from index.sources.page import plain_text
from index.sources.page.bylines import is_signed, is_signed_by_paper, is_surely_signed
from index.sources.page.credits import is_credited
from index.sources.page.full_articles import headline_below, parse_full
from index.sources.page.lines import (
    BUTTON,
    Line,
    ends_sentence,
    is_publication,
    is_related,
    lines_of,
    same,
    section_alone,
)
from index.sources.page.prose import has_prose, is_of_the_layout
from index.sources.page.teasers import teasers
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records.sections import split_section

#: Lines that a front can have above the headline's second print: deck, captions, byline, time.
_FRONT = 40
#: The same where no second print tells how far the front goes.
_UNTOLD_FRONT = 12
_LONGEST_KICKER = 4


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield the articles of a page, full ones and teasers in their order, each once.

    Args:
        file: UTF-8, with or without mark, or UTF-16 with one.

    Raises:
        OSError: the file cannot be opened or read.
        UnicodeDecodeError: it is in another encoding.
    """
    text = whole(file)
    lines = lines_of(text)
    in_layout = is_of_the_layout(lines)
    # Most texts have no teasers: they are not parsed as a page only to be parsed anew.
    is_page = in_layout or _first_teaser(lines) < len(lines)
    found = parse(text) if is_page else []
    if not (found if is_page else lines):
        yield Problem("no_text", file.name, "the page has no text in it", line=1)
    elif not in_layout and not any(one.kind == "teaser" for _, one in found):
        yield from plain_text.read(file, text)
    else:
        judged = _all_judged(file, text, found)
        days = iter(publication.page([one for one in judged if isinstance(one, Article)]))
        for one in judged:
            yield next(days) if isinstance(one, Article) else one


def _all_judged(
    file: InputFile, text: str, found: list[tuple[int, Article]]
) -> list[Article | Problem]:
    """Return the articles of a page, with a problem in the place of what is none."""
    all_judged: list[Article | Problem] = []
    buttons = [line.number for line in lines_of(text) if line.text == BUTTON]
    ends = [line for line, _ in found[1:]]
    for (line, article), end in zip(found, [*ends, None], strict=True):
        judged = _judged(file, line, article)
        if end and article.kind == "full" and judged is article:
            has_button = any(line <= button < end for button in buttons)
            judged = _told_from_furniture(file, line, article, has_button)
        all_judged.append(judged)
    return all_judged


def _told_from_furniture(
    file: InputFile, line: int, article: Article, has_button: bool
) -> Article | Problem:
    """Return the article, unless it is made of lines over a front that are no running text."""
    if has_button or has_prose(article):
        return article
    message = "lines that belong to no article; their headline is not printed again below TT"
    return Problem("no_text", file.name, message, line=line)


def _judged(file: InputFile, line: int, article: Article) -> Article | Problem:
    title, has_photo = article.title, bool(article.caption or article.deck)
    if article.kind == "teaser" and not title and article.body:
        message = "the summary of a teaser without its headline; the page may be cut off here"
    elif article.body or (title and (has_photo or article.byline)):
        return article
    else:
        message = "a headline or a caption without a text; the page may be cut off here"
    return Problem("no_text", file.name, message, line=line)


def parse(text: str) -> list[tuple[int, Article]]:
    """Return each article of the page with the line it starts on; any part of it may be empty.

    The teaser of an article that stands in full on the same page is there, too.
    """
    full: list[tuple[int, Article]] = []
    blocks: list[list[Line]] = []
    for piece in _pieces(_completed(lines_of(text))):
        related = _first_teaser(piece)
        if related:
            full.append((piece[0].number, parse_full(piece[:related])))
        blocks += _blocks(piece[related:])
    found = [*full, *teasers(blocks)]
    once = {article.id: (line, article) for line, article in reversed(found)}
    return sorted(once.values(), key=lambda placed: placed[0])


def _first_teaser(piece: list[Line]) -> int:
    """Return where the teasers of a piece begin; its length where it has none."""
    for at, line in enumerate(piece):
        if is_related(line.text):
            return at
    texts = [line.text for line in piece]
    for at in range(texts.index(BUTTON) + 3 if BUTTON in texts else 1, len(piece)):
        # The heading is lost, but this is how the first teaser begins.
        if same(piece, at - 1, at + 1) and is_credited(texts[at]):
            return at - 1
    if BUTTON in texts:
        return len(piece)
    # No heading and no button: the page may begin in the middle of the teasers.
    labels = [
        at
        for at, line in enumerate(piece)
        if split_section(line.text)[0] and is_credited(line.text)
    ]
    signed = any(is_signed_by_paper(line.text) for line in piece)
    return 0 if labels and (signed or len(labels) > 1) else len(piece)


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield the teasers under each heading."""
    block: list[Line] = []
    for line in lines:
        if is_related(line.text):
            yield block
            block = []
        elif line.text != BUTTON:
            block.append(line)
    yield block


def _pieces(lines: list[Line]) -> Iterator[list[Line]]:
    """Return the lines of each full article with the teasers that follow it."""
    starts, floor = [0], 0
    for at, line in enumerate(lines):
        if line.text == BUTTON:
            starts.append(_front_start(lines, at, floor))
            floor = at + 1
    ends = [*starts[1:], len(lines)]
    return (lines[start:end] for start, end in zip(starts, ends, strict=True) if start < end)


def _completed(lines: list[Line]) -> list[Line]:
    """Return the lines, the last one whole where the page was cut in a repeated headline.

    Half a headline would be a headline of its own there, and a caption a paragraph.
    """
    texts = [line.text for line in lines]
    if BUTTON not in texts:
        return lines
    button = len(texts) - 1 - texts[::-1].index(BUTTON)
    front, repeated = texts[max(0, button - _UNTOLD_FRONT) : button], texts[button + 1 :]
    if not repeated or not set(repeated[:-1]) <= set(front):
        return lines
    if len(repeated) == 2 and is_credited(repeated[1]):
        return [*lines, lines[-1]]  # a caption whose second print was cut off
    # A headline stands in front once, a caption twice: the one in the place of the other is none.
    for text in reversed(front):
        if text.startswith(repeated[-1]) and (len(repeated) > 1 or front.count(text) == 1):
            return [*lines[:-1], replace(lines[-1], text=text)]
    return lines


def _front_start(lines: list[Line], button: int, floor: int) -> int:
    """Return where the front of the article starts whose button is ``lines[button]``."""
    above = [line.text for line in lines[max(floor, button - _FRONT) : button]]
    below = [line.text for line in lines[button + 1 : button + 5]]
    told = headline_below(above, below)
    for at in range(button - 1, max(floor, button - _FRONT) - 1, -1):
        if told is not None and same(lines, at, button + 1 + told):
            return _above(lines, at, floor)
    related = any(is_related(line.text) for line in lines[:button])
    if not floor and button < _UNTOLD_FRONT and not related:
        return 0
    return _untold_start(lines, button, floor)


def _above(lines: list[Line], headline: int, floor: int) -> int:
    """Return where the front starts whose headline this is: at the section over it, or the time."""
    at = headline
    while at > floor and (section_alone(lines[at - 1].text) or is_publication(lines[at - 1].text)):
        at -= 1
    return 0 if at == 1 and not floor and _is_kicker(lines[0].text) else at


def _is_kicker(text: str) -> bool:
    """Tell whether it may be the name of a section that the table does not have."""
    few = len(text.split()) <= _LONGEST_KICKER
    return few and not (text.endswith((".", "؟", "!", "…", ":")) or is_signed(text))


def _untold_start(lines: list[Line], button: int, floor: int) -> int:
    """Return where a front starts whose headline is not repeated: behind the last sentence."""
    at = button
    while at > max(floor, button - _UNTOLD_FRONT):
        text = lines[at - 1].text
        if ends_sentence(text) or is_surely_signed(text) or is_related(text):
            break
        at -= 1
    return at
