"""``hocr``: pages of a digitised paper as HTML, as Tesseract and others write them."""

import re
from collections import Counter
from collections.abc import Iterator

import lxml.html  # type: ignore[import-untyped]
from lxml import etree

from index.article import Article
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.records.markup import without_crowded_tags
from index.sources.xml.entries import counted
from index.sources.xml.items import whole_number
from index.sources.xml.ocr import Block, Line, Page, articles_of
from index.sources.xml.parsing import text_of
from index.sources.xml.tolerant import without_controls

_LINES = ("ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocr_footer")
_PARAGRAPHS = ("ocr_par", "ocrx_par")
_BLOCKS = (*_PARAGRAPHS, "ocr_carea", "ocrx_block", "ocr_column", "ocr_float")
_HEADLINES = ("ocr_title", "ocr_chapter", "ocr_section", "ocr_subsection")
#: What stands beside the text of every page.
_BESIDE = frozenset(("ocr_pageno", "ocr_footer"))
_PROPERTY = re.compile(r"""\s*(\w+)\s*("[^"]*"|'[^']*'|[^;"']*)""")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield an article for each page, lines joined to paragraphs.

    Args:
        file: in whatever encoding it declares.

    Raises:
        OSError: the file cannot be opened or read, or is too long.
    """
    try:
        tree = lxml.html.document_fromstring(without_crowded_tags(without_controls(text_of(file))))
    except (etree.LxmlError, ValueError, AssertionError):
        yield Problem("broken", file.name, "the file cannot be parsed as hOCR")
        return
    pages = [one for one in tree.iter(etree.Element) if "ocr_page" in _classes(one)]
    if not pages:
        yield Problem("broken", file.name, "no element of the class ocr_page in the file")
    numbered = len({_properties(page).get("ppageno") for page in pages}) > 1
    sure: list[float] = []
    for number, element in enumerate(pages, 1):
        page = _page(element, numbered)
        sure += [one for block in page.blocks for line in block.lines for one in line.sureness]
        yield from articles_of(file, page, number)
    if left := _left_of(tree):
        yield Recognition(file.name, f"elements left out: {counted(left)}")
    if sure:
        mean = sum(sure) / len(sure)
        yield Recognition(file.name, f"{len(sure)} words, mean confidence {mean:.0%}")


def _left_of(tree: etree._Element) -> Counter[str]:
    left = Counter(
        name
        for one in tree.iter(etree.Element)
        for name in _classes(one) & _BESIDE
        if str(one.xpath("string()")).strip()
    )
    left.update("title" for one in tree.iter("title") if (one.text or "").strip())
    return left


def _page(element: etree._Element, numbered: bool) -> Page:
    told = _properties(element)
    number = told.get("lpageno", "")
    place = told.get("ppageno", "")
    # Tesseract writes «ppageno 0» for every image that is read by itself.
    if not number and (whole_number(place) or (numbered and place == "0")):
        number = str(whole_number(place) + 1)
    printed = next((one for one in element.iter() if "ocr_pageno" in _classes(one)), None)
    if not told.get("lpageno") and printed is not None:
        number = " ".join(str(printed.xpath("string()")).split()) or number
    return Page(tuple(_blocks(element)), number, marks=told.get("image", ""))


def _blocks(page: etree._Element) -> Iterator[Block]:
    """Yield the paragraphs of a page; lines that lie in none are one by their block."""
    lines: dict[etree._Element, list[Line]] = {}
    for line in page.iter(etree.Element):
        classes = _classes(line)
        if not classes & set(_LINES) or classes & _BESIDE:
            continue
        if any(_classes(one) & set(_LINES) for one in line.iterancestors()):
            continue
        lines.setdefault(_holder(line, page), []).append(_line(line))
    if not lines:
        for paragraph in page.iter(etree.Element):
            if _classes(paragraph) & set(_PARAGRAPHS):
                lines[paragraph] = [_line(paragraph)]
    if not lines and (text := " ".join(str(page.xpath("string()")).split())):
        lines[page] = [Line(text)]
    for holder, held in lines.items():
        inside = _classes(holder).union(*(_classes(one) for one in holder.iterancestors()))
        heading = any("ocr_header" in _classes(one) for one in holder) and len(held) <= 4
        yield Block(held, is_headline=bool(inside & set(_HEADLINES)) or heading)


def _holder(line: etree._Element, page: etree._Element) -> etree._Element:
    for holder in line.iterancestors():
        if holder is page or _classes(holder) & set(_BLOCKS):
            return holder
    return page


def _line(line: etree._Element) -> Line:
    words = [one for one in line.iter(etree.Element) if "ocrx_word" in _classes(one)]
    if words:
        text = " ".join(" ".join(str(word.xpath("string()")).split()) for word in words)
    else:
        text = str(line.xpath("string()"))
    sure = [_properties(word).get("x_wconf", "") for word in words]
    size = _NUMBER.match(_properties(line).get("x_size", ""))
    return Line(
        text,
        float(size[0]) if size else 0,
        tuple(min(float(one) / 100, 1) for one in sure if _NUMBER.fullmatch(one)),
    )


def _classes(element: etree._Element) -> set[str]:
    return set(element.get("class", "").split()) if isinstance(element.tag, str) else set()


def _properties(element: etree._Element) -> dict[str, str]:
    """Return what the ``title`` of an element says: ``bbox 0 0 9 9; x_wconf 94``."""
    found: dict[str, str] = {}
    for name, value in _PROPERTY.findall(element.get("title", "").replace(";", "\n;")):
        found.setdefault(name, value.strip().strip("\"'"))
    return found
