"""The teasers of page text; :mod:`index.sources.page.reader` draws the layout."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from index.article import Article
from index.sources.page.bylines import apart, signed_line
from index.sources.page.credits import credit_of
from index.sources.page.lines import Line, identified, is_publication, section_alone
from index.sources.page.parts import Part, parts_of
from index.sources.records.sections import split_section

_OPENS = frozenset({"front", "section", "label", "headline"})
#: What begins no teaser of its own behind these.
_LEADS = frozenset({"front", "section", "label"})

#: All captions but one in so many.
_MOST = 3

_Told = list[tuple[Line, Part]]


def teasers(blocks: Iterable[list[Line]]) -> Iterator[tuple[int, Article]]:
    """Yield each teaser with the line it starts on.

    Args:
        blocks: the lines under each heading of a page.
    """
    parted = list(map(_one_part_a_line, blocks))
    last = len(parted) - 1
    told = [_told(block, goes_on=at < last) for at, block in enumerate(parted)]
    labelled = _is_labelled(told)
    for block in told:
        for teaser in _apart(block):
            yield teaser[0][0].number, _teaser(teaser, labelled)


def _told(lines: list[Line], *, goes_on: bool) -> _Told:
    return list(zip(lines, parts_of(lines, goes_on=goes_on), strict=True))


def _apart(block: _Told) -> Iterator[_Told]:
    """Yield the lines of each teaser."""
    parts = [part for _, part in block]
    starts = [at for at in range(len(block)) if at == 0 or _opens(parts, at)]
    for start, end in pairwise([*starts, len(block)]):
        yield block[start:end]


def _is_labelled(told: list[_Told]) -> bool:
    """Tell whether all captions have a section: most seem to, and one surely does."""
    labels = [line.text for block in told for line, part in block if part == "label"]
    sure = any(split_section(text)[0] for text in labels)
    likely = sum(bool(split_section(text, labelled=True)[0]) for text in labels)
    return sure and _MOST * likely >= len(labels) * (_MOST - 1)


def _one_part_a_line(lines: list[Line]) -> list[Line]:
    return [
        replace(line, text=text)
        for line in lines
        if not is_publication(line.text)
        for text in apart(line.text)
    ]


def _opens(parts: list[Part], at: int) -> bool:
    return parts[at] in _OPENS and parts[at - 1] not in _LEADS


def _teaser(told: _Told, labelled: bool) -> Article:
    texts: dict[Part, list[str]] = {}
    for line, part in told:
        texts.setdefault(part, []).append(line.text)
    section = next(map(section_alone, texts.get("section", [])), "")
    label, caption = split_section(next(iter(texts.get("label", [])), ""), labelled=labelled)
    if section and label:  # the section on a line of its own: what follows is all caption
        caption = texts["label"][0]
    headlines = texts.get("front", []) + texts.get("headline", [])
    byline, places = signed_line(" ".join(texts.get("byline", [])))
    return identified(
        Article(
            id="",
            kind="teaser",
            title=headlines[0] if headlines else "",
            body="\n\n".join(texts.get("summary", [])),
            caption=caption,
            credit=credit_of(caption),
            byline=byline,
            datelines=places,
            section=section or label,
        )
    )
