"""The full articles of page text; :mod:`index.sources.page.reader` draws the layout."""

from dataclasses import dataclass
from itertools import pairwise

from index.analysis import fold
from index.analysis.stop import is_stop_word
from index.article import Article
from index.sources.page.bylines import SignedLine, over_article
from index.sources.page.credits import closing_credit, credits_of, is_credited
from index.sources.page.lines import (
    BUTTON,
    Line,
    ends_sentence,
    identified,
    is_publication,
    section_alone,
)

#: A line that long that ends in a full stop is no headline.
_SHORTEST_PARAGRAPH = 8
#: Of 30,000 headlines none is longer. A line that stands alone is one only where it is short.
_LONGEST_HEADLINE, _LONGEST_HEADLINE_ALONE = 22, 11
_GOES_ON = ("،", "؛", ",", ";", ":")
#: How far below the button the headline may stand, under a section or the time.
_ABOVE_HEADLINE = 4
_LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class _Over:
    """What stands over and under the headline besides captions."""

    sections: tuple[str, ...] = ()
    publication: tuple[str, ...] = ()
    bylines: tuple[SignedLine, ...] = ()
    others: tuple[str, ...] = ()


def parse_full(lines: list[Line]) -> Article:
    """Return the article of these lines: front, button, headline, captions and body."""
    button = next((at for at, line in enumerate(lines) if line.text == BUTTON), -1)
    front = lines[: max(button, 0)]
    rest = [line.text for line in lines[button + 1 :] if line.text != BUTTON]
    title, above, rest = _headline([line.text for line in front], rest)
    captions = _captions(front, lines[button].block, title, rest)
    kicker = above[0] if above and title in above[1:2] and not _is_apart(above[0]) else ""
    over = _sorted([text for text in above if text not in (title, kicker)], captions, title)
    under, body = _opening(rest, captions, title)
    inside, body = _printed_twice(body)
    stated = filter(is_publication, body)
    bylines = list(dict.fromkeys((*over.bylines, *under.bylines)))
    captions = list(dict.fromkeys((*captions, *inside)))
    return identified(
        Article(
            id="",
            kind="full",
            title=title,
            deck=" ".join(over.others),
            body="\n\n".join(text for text in body if not is_publication(text)),
            caption="\n".join(captions),
            credit=credits_of(captions),
            byline="، ".join(dict.fromkeys(byline.names for byline in bylines)),
            datelines=tuple(dict.fromkeys(place for one in bylines for place in one.places)),
            section=next(iter((*over.sections[::-1], *under.sections)), kicker),
            published_reasons=tuple(
                dict.fromkeys((*over.publication, *under.publication, *stated))
            ),
        )
    )


def headline_below(front: list[str], below: list[str]) -> int | None:
    """Return where the repeated headline stands in the lines below a button.

    Where nothing tells it, it is the first of them; ``None`` where that is a caption.

    Args:
        front: the lines above the button, and
        below: those below it.
    """
    for at, text in enumerate(below[:_ABOVE_HEADLINE]):
        if not _is_apart(text):
            if any(one == next_ == text for one, next_ in pairwise(front)):
                return None
            return at if text in front else 0
    return 0


def _headline(front: list[str], rest: list[str]) -> tuple[str, list[str], list[str]]:
    """Return the headline, what stands over it or over the button, and what stands under it."""
    at = headline_below(front, rest)
    if at is None:  # not printed again
        title, above, _ = _headline(front, [])
        return title, above, rest
    if not front:
        while at < len(rest) and (section_alone(rest[at]) or is_publication(rest[at])):
            at += 1
    above, below = [*front, *rest[:at]], rest[at:]
    if not below:  # cut off right after the button
        title = next((text for text in above if not _is_apart(text)), "")
        return title, above, []
    if not front and not _may_be_headline(below[0], alone=len(below) == 1):
        return "", above, below  # the page begins in the middle
    return below[0], above, below[1:]


def _may_be_headline(text: str, *, alone: bool) -> bool:
    """Tell whether a line may be a headline, and is no paragraph.

    Args:
        text: the line.
        alone: whether there is nothing below it.
    """
    words = len(text.split())
    if ends_sentence(text):
        return words < _SHORTEST_PARAGRAPH
    longest = _LONGEST_HEADLINE_ALONE if alone else _LONGEST_HEADLINE
    goes_on = text.endswith(_GOES_ON) or is_stop_word(fold(text.split()[-1]) if words else "")
    return words <= longest and not goes_on


def _is_apart(text: str) -> bool:
    return bool(section_alone(text)) or is_publication(text)


def _captions(front: list[Line], button_block: int, title: str, rest: list[str]) -> list[str]:
    """Return the captions, each once: lines printed twice, above and below, or at the button."""
    texts = [line.text for line in front if line.text != title]
    found = {text for text, following in pairwise(texts) if text == following}
    leading = _leading(rest, texts)
    for line in reversed(front):
        text, near = line.text, line.block == button_block
        if text == title or text in found or _is_no_caption(text):
            continue
        credited = is_credited(text) or (bool(closing_credit(text)) and (near or text in leading))
        if not credited and not (near and text in leading):
            break
        found.add(text)
    found |= {text for text in leading if is_credited(text) or text not in texts}
    return [text for text in dict.fromkeys([*texts, *leading]) if text in found]


def _leading(rest: list[str], front: list[str]) -> list[str]:
    """Return what may be captions under the headline: lines printed twice, or credited."""
    found: list[str] = []
    at = 0
    while at < len(rest):
        text = rest[at]
        twice = at + 1 < len(rest) and rest[at + 1] == text
        if twice:
            found.append(text)
        elif not _is_no_caption(text):
            if text not in front and (front or not is_credited(text)):
                break
            found.append(text)
        at += 2 if twice else 1
    return found


def _is_no_caption(text: str) -> bool:
    return _is_apart(text) or over_article(text, sure=True) is not None


def _sorted(texts: list[str], captions: list[str], title: str) -> _Over:
    """Sort the lines of a front that are neither headline nor captions."""
    sections: list[str] = []
    publication: list[str] = []
    bylines: list[SignedLine] = []
    others: list[str] = []
    last_caption = max((at for at, text in enumerate(texts) if text in captions), default=-1)
    for at, text in enumerate(texts):
        behind = at > last_caption
        alone = last_caption < 0 and not all(map(is_publication, texts[at + 1 :]))
        if text in captions:
            continue
        if section := section_alone(text):
            sections += [section] if section != title else []
        elif is_publication(text):
            publication.append(text)
        elif byline := over_article(text, sure=behind and not alone):
            bylines.append(byline)
        elif behind and last_caption >= 0 and _is_name(text):
            bylines.append(SignedLine(text, ()))
        else:
            others.append(text)
    return _Over(tuple(sections), tuple(publication), tuple(bylines), tuple(others))


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) <= _LONGEST_NAME and all(word.isalpha() for word in words)


def _opening(rest: list[str], captions: list[str], title: str) -> tuple[_Over, list[str]]:
    """Return what stands between the headline and the first paragraph, and the paragraphs."""
    at = 0
    while at < len(rest) and (
        rest[at] in captions or rest[at] == title or _is_no_caption(rest[at])
    ):
        at += 1
    known = {title, *captions}
    opening = [text for text in rest[:at] if text not in known]
    return _sorted(opening, [], title), [text for text in rest[at:] if text not in known]


def _printed_twice(body: list[str]) -> tuple[list[str], list[str]]:
    """Return the captions of photos inside the body, printed twice running, and the paragraphs."""
    twice = {one for one, next_ in pairwise(body) if one == next_ and not ends_sentence(one)}
    return [text for text in dict.fromkeys(body) if text in twice], [
        text for text in body if text not in twice
    ]
