"""The lines beside the headline of a page that print its day, and what tells them from others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree  # type: ignore[import-untyped]

from index.facts.dates.expressions import expressions
from index.facts.dates.publication_clues import day_of
from index.sources.html.blocks import BLOCK_TAGS, Block, text_in
from index.sources.html.day_words import OF_EVENT, OTHER_DAY, PUBLICATION, SIGNED, SURE, UPDATE
from index.sources.html.furniture import kind_of
from index.sources.html.labels import bare

_UPDATED_CLASS = re.compile(r"(?i)updated|modified|last-?edit|current|now|today|clock|hijri")
_LATIN_LABEL = re.compile(r"\W*(?:first )?(?:published|posted)(?: on| at)?\s*:?\s*(?=\S)", re.I)
_LATIN_MONTH = (
    r"(?:jan|f[eé][bv]|ma[riy]|a[pv]r|ju[nil]|aug|ao[uû]t|sep|o[ck]t|nov|d[eé][cz])[a-zéû]{0,7}\.?"
)
_LATIN_DAY = re.compile(
    r"(?<![a-z\d])(?:[a-z]+day,?\s+)?"
    rf"(?:{_LATIN_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?|\d{{1,2}}\s+{_LATIN_MONTH},?)"
    r"\s+(?:19|20)\d\d(?!\d)(?:\W{0,5}(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?)?",
    re.I,
)
#: A day that was taken out, and what leads to it.
_WITH_LEAD = re.compile(r"(?:(?<!\S)(?:في|بتاريخ|يوم|on|at) +){0,2}\0", re.I)
#: Parts of a page that belong to its article.
_WITHIN = ("", "photos", "tags", "shared", "article footers")
_LONGEST_LINE = 160
#: How many words a line may have beside its date where no label says what it is.
_WORDS_BESIDE = 9
_BESIDE_HEADLINE = 3
#: And behind it, in the same part: «حادث 11 سبتمبر 2001 يعود إلى الواجهة» prints no day.
_WORDS_BEHIND = 2
_PART = re.compile(r"[|•·:–—،,/()\d-]")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
#: A longer heading is one of the article: «الحكومة تستعد لانتخابات 5 مايو 2024».
_HEADING_WORDS = 5


@dataclass(frozen=True, slots=True)
class Printed:
    """The places of a page where its day may be printed.

    Attributes:
        before: blocks right above the headline.
        between: blocks between the headline and the text.
        behind: blocks behind the text.
    """

    before: Sequence[Block] = ()
    between: Sequence[Block] = ()
    behind: Sequence[Block] = ()


def lines_of(
    tree: etree._Element, printed: Printed, headline: etree._Element | None
) -> Iterator[tuple[str, str]]:
    """Yield the lines that may print the day of a page, the surest first.

    Yields:
        What is printed, and the value that stands behind it, where there is one.
    """
    yield from _lines(printed)
    yield from _times(tree, headline)
    yield from _drupal(tree, headline)


def _lines(printed: Printed) -> Iterator[tuple[str, str]]:
    above = ""
    for block in printed.between:
        is_behind_update = UPDATE.search(above) and not re.search(r"\d", above)
        above = bare(block.text)
        if is_behind_update or (block.element.tag in _HEADINGS and block.words > _HEADING_WORDS):
            continue
        if _is_printed_day(block.text, labelled=False):
            yield block.text, ""
        elif value := _latin_day(block.text):
            yield block.text, value
    for block in printed.before:
        if _is_printed_day(block.text, labelled=False):
            yield block.text, ""
    for block in printed.behind:
        if _is_printed_day(block.text, labelled=True):
            yield block.text, ""


def _latin_day(text: str) -> str:
    """Return the date of a line that prints it in Latin letters: «Published on 2 Oct 2022»."""
    if len(text) > _LONGEST_LINE or UPDATE.search(bare(text)):
        return ""
    label = _LATIN_LABEL.match(text)
    value = text[label.end() :].strip() if label else text
    found = _LATIN_DAY.search(value)
    if not label and OTHER_DAY.search(bare(value[: found.start()] if found else value)):
        return ""
    if found is None:
        return value if label and re.search(r"\d", value) and not value.endswith(".") else ""
    words = re.findall(r"[^\W\d_]{2,}", value.replace(found[0], " "))
    return found[0] if len(words) <= _WORDS_BESIDE and not value.endswith(".") else ""


def without_days(text: str) -> str:
    """Return a line without the full dates that it prints in words, and the words that lead to one.

    Args:
        text: such as «كتب محمد علي في 2 أكتوبر 2022».
    """
    for found in expressions(text):
        text = text.replace(found.text, "\0")
    return _WITH_LEAD.sub(" ", _LATIN_DAY.sub("\0", text))


def is_date_line(text: str) -> bool:
    """Tell whether a line does nothing but print when a page was published or changed."""
    if _is_printed_day(text, labelled=False) or _latin_day(text):
        return True
    is_short = len(text) < _LONGEST_LINE and len(text.split()) <= _WORDS_BESIDE + 3
    is_change = is_short and UPDATE.search(bare(text)) and re.search(r"\d", text)
    return bool(is_change) and not text.rstrip().endswith(".")


def _is_printed_day(text: str, *, labelled: bool) -> bool:
    """Tell whether a line prints a full date, and little beside it."""
    if len(text) > _LONGEST_LINE or not re.search(r"\d", text):
        return False
    plain = bare(text)
    update, label = UPDATE.search(plain), PUBLICATION.search(plain)
    if update and not (label and SURE.search(label[0])):
        return False
    found = [one for one in expressions(text) if day_of(one.first)]
    if not found or len({day_of(one.first) for one in found}) > (2 if update else 1):
        return False
    if label and SURE.search(label[0]):
        return True
    is_named = SIGNED.match(plain) or SURE.search(plain)
    before = plain[: max(plain.find(bare(found[0].text)), 0)]
    if not is_named and OTHER_DAY.search(before):
        return False
    if label and label.start() == 0:
        return True
    if not is_named and OF_EVENT.match(before):
        return False
    behind = _PART.split(text.rpartition(found[-1].text)[2], maxsplit=1)[0]
    if len(re.findall(r"[^\W\d_]{2,}", behind)) > _WORDS_BEHIND and not SIGNED.match(plain):
        return False
    beside = text
    for one in found:
        beside = beside.replace(one.text, " ")
    words = [word for word in re.findall(r"[^\W\d_]+", beside) if len(word) > 1]
    return not labelled and len(words) <= _WORDS_BESIDE and not text.rstrip().endswith(".")


def days_of(text: str) -> set[date]:
    """Return the full dates that a line prints."""
    return {day for one in expressions(text[:_LONGEST_LINE]) if (day := day_of(one.first))}


def is_of_article(element: etree._Element, headline: etree._Element | None) -> bool:
    """Tell whether an element is of the article itself: not of a comment, an aside, another one."""
    around = list(element.iterancestors())
    own = set() if headline is None else set(headline.iterancestors("article"))
    for one in (element, *around):
        kind = kind_of(one)
        is_own_footer = kind == "footers" and not own.isdisjoint(one.iterancestors())
        if kind not in _WITHIN and not is_own_footer and one not in own:
            return False
    articles = [one for one in around if one.tag == "article" or _is_item(one)]
    if not articles or headline is None:
        return True
    above = set(headline.iterancestors())
    return articles[0] in above or next(articles[0].iter("h1", "h2", "h3"), None) is None


def _is_item(element: etree._Element) -> bool:
    kind = element.get("itemtype") or ""
    return bool(re.search(r"(?i)(?:article|posting|comment|review)\b", kind))


def _times(tree: etree._Element, headline: etree._Element | None) -> Iterator[tuple[str, str]]:
    """Yield the ``<time>`` beside the headline that are not named: printed text and value."""
    if headline is None:
        return
    around = _header_of(headline)
    for element in around.iter("time") if around is not None else ():
        named = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        parent = element.getparent()
        before = "" if parent is None else bare(parent.text or "") + bare(
            "" if element.getprevious() is None else text_in(element.getprevious()))  # fmt: skip
        if _UPDATED_CLASS.search(named) or UPDATE.search(before):
            continue
        if is_of_article(element, headline) and not _is_within_sentence(element):
            yield text_in(element), (element.get("datetime") or "").strip()


def _is_within_sentence(element: etree._Element) -> bool:
    """Tell whether the text itself marks a moment: «وكان <time>يوم 6 أكتوبر</time> يوماً مشهوداً»."""
    around = next((one for one in element.iterancestors() if one.tag in BLOCK_TAGS), None)
    if around is None or around.tag not in ("p", "li", "blockquote", "td"):
        return False
    text = text_in(around)
    return text.endswith((".", "؟", "!")) and len(text.split()) > len(text_in(element).split()) + 1


def _drupal(tree: etree._Element, headline: etree._Element | None) -> Iterator[tuple[str, str]]:
    """Yield the stamps that Drupal prints over and under its articles."""
    for element in tree.xpath("//*[contains(@property, 'dc:date') and @content]"):
        if is_of_article(element, headline):
            yield text_in(element), element.get("content")


def _header_of(headline: etree._Element) -> etree._Element | None:
    """Return the element around a headline and the lines beside it, not of the whole page."""
    found = headline
    for one in headline.iterancestors():
        if one.tag in ("body", "html"):
            break
        found = one
        if one.tag in ("header", "article") or len(one.xpath(".//p")) > _BESIDE_HEADLINE:
            break
    return found
