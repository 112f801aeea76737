"""The teasers of page text; :mod:`index.sources.page` draws the layout."""

import re
from collections.abc import Iterator

from index.article import Article
from index.sources.decoding import mend_name
from index.sources.page_lines import CREDIT, Line, identified, same
from index.sources.sections import split_section

_WRITER = r"(?:«[^«»()]{2,40}»|[^\s()«»،.:]+(?:\s[^\s()«»،.:]+){0,4})"
_SIGNED = re.compile(rf"(?P<name>{_WRITER})\s*\((?P<place>[^()]{{2,40}})\)\s*")
_AGENCIES = re.compile(
    r"\w\.\s?\w(?:\.\s?\w)?\.?|\w \w \w|رويترز|غيتي|واس|وام|وفا|بترا|سانا|قنا|كونا|تاس|سبوتنيك"
    r"|الأناضول|شينخوا|إكس|أرشيفية|متداولة|الشرق الأوسط"
)
_LONGEST_BYLINE = 300
_SENTENCE_ENDS = (".", "؟", "!", "…", ":", ".»", '."', "،")


def teasers(lines: list[Line]) -> Iterator[tuple[int, Article]]:
    """Each teaser with the line it starts on."""
    at = 0
    while at < len(lines):
        number = lines[at].number
        teaser, at = parse_teaser(lines, at)
        yield number, teaser


def parse_teaser(lines: list[Line], at: int) -> tuple[Article, int]:
    """The teaser whose first line is ``lines[at]``, and where the next one starts."""
    section = caption = byline = ""
    places: tuple[str, ...] = ()
    if same(lines, at, at + 1) or same(lines, at, at + 2):
        at += 1  # the headline in front
    if not same(lines, at, at - 1) and (_is_label(lines[at].text) or at + 2 < len(lines)):
        section, caption = split_section(lines[at].text)
        at += 1
    title = lines[at].text if at < len(lines) else ""
    start = at = at + 1
    while at < len(lines) and not _is_byline(lines, at):
        if at > start and _starts_teaser(lines, at):
            break
        at += 1
    summary = "\n\n".join(line.text for line in lines[start:at])
    if at < len(lines) and _is_byline(lines, at):
        byline, places = split_byline(lines[at].text)
        at += 1
    teaser = Article(
        id="",
        title=title,
        body=summary,
        caption=caption,
        byline=byline,
        datelines=places,
        section=section,
    )
    return identified(teaser), at


def split_byline(line: str) -> tuple[str, tuple[str, ...]]:
    """Byline and datelines of a line such as ``«الصحيفة» (تونس) «الصحيفة» (باريس)``."""
    signed = _signed(line)
    if not signed:
        return line, ()
    names = dict.fromkeys(found["name"] for found in signed)
    return "، ".join(names), tuple(dict.fromkeys(mend_name(found["place"]) for found in signed))


def _signed(line: str) -> list[re.Match[str]]:
    """Every writer and place of a line that consists of nothing else; else nothing."""
    if len(line) > _LONGEST_BYLINE:
        return []
    signed = list(_SIGNED.finditer(line))
    return signed if "".join(found[0] for found in signed) == line else []


def _starts_teaser(lines: list[Line], at: int) -> bool:
    if same(lines, at, at + 2):
        return True
    text = lines[at].text
    last = at + 1 == len(lines)
    return (
        _is_label(text)
        and not text.endswith(_SENTENCE_ENDS)
        and (last or lines[at + 1].block != lines[at].block or _is_whole_label(text))
    )


def _is_label(text: str) -> bool:
    return bool(split_section(text)[0] or CREDIT.search(text))


def _is_whole_label(text: str) -> bool:
    """Whether it has all that a label can have, so that it is one in any surroundings."""
    return bool(split_section(text)[0] and CREDIT.search(text))


def _is_byline(lines: list[Line], at: int) -> bool:
    text = lines[at].text
    if signed := _signed(text):
        return not any(_AGENCIES.fullmatch(found["place"]) for found in signed)
    if len(text) > _LONGEST_BYLINE or re.fullmatch(_WRITER, text) is None:
        return False
    # Without a place, only the label that follows on the next line tells that this is a name.
    following = lines[at + 1] if at + 1 < len(lines) else None
    adjoins = following is not None and following.block == lines[at].block
    return text.startswith("«") or (adjoins and following is not None and _is_label(following.text))
