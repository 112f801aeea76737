"""The lines of page text, and what can be said of a line by itself."""

import re
from dataclasses import dataclass, replace

from index.article import Article, identity
from index.sources.files.decoding import DIRECTION_MARKS
from index.sources.records.sections import split_section

#: The text size button, the surest sign of a full article.
BUTTON = "TT"
# Direction marks and the like cling to copied lines.
_TRIM = " \t\v\f\xa0\u200b" + DIRECTION_MARKS
_PRINTED_BUTTON = re.compile(r"[TТ]\s?[TТ]")
#: Some tools mark headlines.
_MARKUP = re.compile(r"^#{1,6}\s+")
#: What belongs to the site and to no article: buttons, the player, advertisements.
_FURNITURE = re.compile(
    r"استمع إلى المقالة?|شارك|مشاركة|شارك المقالة?|طباعة|نسخ الرابط|انسخ الرابط|إعلان|اعلان"
    r"|حفظ المقالة?|\d+ seconds? of .{1,60}|Volume \d+%|Your browser does not support .{1,60}"
)
_MARKS_AND_HAMZAS = str.maketrans(
    "أإآة", "اااه", "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652ـ"
)
#: Over the teasers; compared without vowel marks, with bare alifs, ه for ة.
_LONGEST_HEADING = 100
_RELATED = re.compile(
    r"(?:مقالات|مواضيع|موضوعات|اخبار|مواد|قصص|تقارير) (?:ذات صله|متعلقه|مرتبطه|مشابهه)"
    r"|(?:اقرا|شاهد|طالع) ايضا|قد (?:يعجبك|يهمك|تعجبك)(?: ايضا)?|المزيد من الاخبار"
    r"|(?:الاكثر|الاعلى) (?:قراءه|مشاهده|تداولا)"
)
_PUBLISHED = re.compile(
    r"(?=.*\d)(?:(?:(?:تم )?(?:ال)?ن[ـ\u064f]?شرت?(?: (?:في|بتاريخ|يوم))?|تاريخ النشر|آخر تحديث)"
    r"\s*:).{4,120}"
)
_HOME = frozenset({"الرئيسية", "الرئيسة", "الصفحة الرئيسية"})
_CRUMBS = re.compile(r"\s*[>›|←/]\s*")
_CLOSED = re.compile(r"[\s»\"”’)\]]*$")
_OPEN_ENDS = ("…", ":", "،", "؛")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with text in it.

    Attributes:
        number: line of the file, from 1.
        text: trimmed, never empty.
        block: the same for lines with no blank line between them.
    """

    number: int
    text: str
    block: int


def lines_of(text: str) -> list[Line]:
    """Return the lines that have text in them, without those of the site's furniture.

    However the text size button came out, it is one line ``TT``.
    """
    lines: list[Line] = []
    block = 0
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        stripped = _MARKUP.sub("", raw.strip(_TRIM))
        if not stripped:
            block += 1
        elif _PRINTED_BUTTON.fullmatch(stripped):
            if not lines or lines[-1].text != BUTTON:
                lines.append(Line(number, BUTTON, block))
        elif not _FURNITURE.fullmatch(stripped):
            lines.append(Line(number, stripped, block))
    return lines


def same(lines: list[Line], one: int, other: int) -> bool:
    """Tell whether both lines are there and say the same."""
    return one >= 0 and 0 <= other < len(lines) and lines[one].text == lines[other].text


def is_related(text: str) -> bool:
    """Tell whether the line is a heading over teasers."""
    if len(text) > _LONGEST_HEADING:  # paragraphs, most of what is asked for
        return False
    return bool(_RELATED.fullmatch(text.translate(_MARKS_AND_HAMZAS).strip(" :-.…")))


def is_publication(text: str) -> bool:
    """Tell whether the line states when the page was published or last changed."""
    return bool(_PUBLISHED.fullmatch(text))


def section_alone(text: str) -> str:
    """Return the section that the line names and nothing else, or the empty string.

    Args:
        text: ``أوروبا``, or the way to it: ``الرئيسية > العالم > أوروبا``.
    """
    crumbs = [crumb for crumb in _CRUMBS.split(text) if crumb]
    if len(crumbs) > 1:
        known = [crumb for crumb in crumbs if section_alone(crumb)]
        if crumbs[0] in _HOME:  # the last crumb may be the headline
            return known[-1] if known else crumbs[1]
        return crumbs[-1] if len(known) == len(crumbs) else ""
    section, rest = split_section(text)
    return section if section and not rest else ""


def ends_sentence(text: str) -> bool:
    """Tell whether the line ends as a sentence of running text does, with a full stop."""
    return _CLOSED.sub("", text).endswith(".")


def breaks_off(text: str) -> bool:
    """Tell whether the line ends within a sentence, as a summary that was cut short does."""
    return _CLOSED.sub("", text).endswith(_OPEN_ENDS)


def identified(article: Article) -> Article:
    """Return the article with the id that its text gives it."""
    text = (article.title, article.deck, article.caption, article.body)
    return replace(article, id=identity(text=text))
