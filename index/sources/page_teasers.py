"""The teasers of page text; :mod:`index.sources.page` draws the layout."""

from collections.abc import Iterator
from dataclasses import replace

from index.article import Article
from index.sources.page_bylines import apart, split_byline
from index.sources.page_credits import credit_of
from index.sources.page_lines import Line, identified, is_publication, section_alone
from index.sources.page_parts import Part, parts_of
from index.sources.sections import split_section

_OPENS = frozenset({"front", "section", "label", "headline"})
#: What begins no teaser of its own behind these.
_LEADS = frozenset({"front", "section", "label"})


def teasers(lines: list[Line]) -> Iterator[tuple[int, Article]]:
    """Each teaser with the line it starts on."""
    lines = _one_part_a_line(lines)
    parts = parts_of(lines)
    labelled = _is_labelled(lines, parts)
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and not _opens(parts, end):
            end += 1
        yield lines[at].number, _teaser(lines[at:end], parts[at:end], labelled)
        at = end


def _is_labelled(lines: list[Line], parts: list[Part]) -> bool:
    """Whether the section stands in front of most captions, so that it does of all."""
    cut = [
        bool(split_section(line.text)[0])
        for line, part in zip(lines, parts, strict=True)
        if part == "label"
    ]
    return any(cut) and 2 * sum(cut) >= len(cut)


def _one_part_a_line(lines: list[Line]) -> list[Line]:
    return [
        replace(line, text=text)
        for line in lines
        if not is_publication(line.text)
        for text in apart(line.text)
    ]


def _opens(parts: list[Part], at: int) -> bool:
    return parts[at] in _OPENS and parts[at - 1] not in _LEADS


def _teaser(lines: list[Line], parts: list[Part], labelled: bool) -> Article:
    texts = {
        part: [x.text for x, p in zip(lines, parts, strict=True) if p == part] for part in parts
    }
    section = next(map(section_alone, texts.get("section", [])), "")
    label, caption = split_section(next(iter(texts.get("label", [])), ""), labelled=labelled)
    if section and label:  # the section on a line of its own: what follows is all caption
        caption = texts["label"][0]
    headlines = texts.get("front", []) + texts.get("headline", [])
    byline, places = split_byline(" ".join(texts.get("byline", [])))
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
