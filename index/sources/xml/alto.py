"""``alto``: pages of a digitised paper in ALTO, versions 1 to 4."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from index.article import Article
from index.sources.reading import InputFile, Problem, Recognition
from index.sources.xml.blocks import every, first, line_of
from index.sources.xml.entries import counted
from index.sources.xml.namespaces import local
from index.sources.xml.ocr import Block, Line, Page, articles_of
from index.sources.xml.parsing import parsed, text_of

#: Running heads and numbers of pages stand there.
_MARGINS = frozenset(("TopMargin", "LeftMargin", "RightMargin", "BottomMargin"))
_HEADLINE = re.compile(r"head(?:line|ing)?|title|titre", re.I)
_ARTICLE = re.compile(r"article|story", re.I)


def read(file: InputFile) -> Iterator[Article | Problem | Recognition]:
    """Yield an article for each page, or for each part of it that the file calls one.

    Args:
        file: in whatever encoding it declares.

    Raises:
        OSError: the file cannot be opened or read, or is too long.
    """
    root, damage = parsed(text_of(file))
    pages = every(root, "Page") if root is not None else []
    if root is None or not pages:
        yield Problem("broken", file.name, "no Page of ALTO in the file")
        return
    styles = _styles(root)
    labels = {one.get("ID", ""): one.get("LABEL", "") for one in every(root, "Tags") for one in one}
    image = line_of(first(root, "fileName"))
    sure: list[float] = []
    left: Counter[str] = Counter()
    for number, element in enumerate(pages, 1):
        page = _page(element, styles, labels, image)
        sure += [one for block in page.blocks for line in block.lines for one in line.sureness]
        margins = [one for one in element if local(one) in _MARGINS]
        left.update(local(one) for one in margins if first(one, "String") is not None)
        yield from articles_of(file, page, number)
    if damage:
        message = f"the file is not well-formed here ({damage.message}); words may be missing"
        yield Problem("broken", file.name, message, line=damage.line)
    if sure:
        mean = sum(sure) / len(sure)
        yield Recognition(file.name, f"{len(sure)} words, mean confidence {mean:.0%}")
    described = [local(one) for one in every(root, "Description") for one in one if local(one)]
    described += ["Tags"] if any(labels.values()) else []
    if described:
        yield Recognition(file.name, f"elements left out: {counted(Counter(described))}")
    if left:
        yield Recognition(file.name, f"text of the margins is left out: {counted(left)}")


def _styles(root: etree._Element) -> dict[str, float]:
    """Return the sizes of letters by the name of their style."""
    found = {}
    for style in every(root, "TextStyle"):
        size = style.get("FONTSIZE", "")
        if re.fullmatch(r"\d+(?:\.\d+)?", size):
            found[style.get("ID", "")] = float(size)
    return found


def _page(
    page: etree._Element, styles: dict[str, float], labels: dict[str, str], image: str
) -> Page:
    blocks = [
        _block(block, styles, labels)
        for block in _in_order(page)
        if not any(local(one) in _MARGINS for one in block.iterancestors())
    ]
    number = page.get("PRINTED_IMG_NR", "").strip() or page.get("PHYSICAL_IMG_NR", "").strip()
    return Page(tuple(blocks), number, marks=image)


def _in_order(page: etree._Element) -> list[etree._Element]:
    """Return the blocks of text as the file says they are read; as they stand where it does not."""
    blocks = every(page, "TextBlock")
    by_id: dict[str, list[etree._Element]] = {}
    for composed in every(page, "ComposedBlock"):
        by_id.setdefault(composed.get("ID", ""), []).extend(every(composed, "TextBlock"))
    by_id |= {block.get("ID", ""): [block] for block in blocks}
    by_id.pop("", None)
    root = page.getroottree().getroot()
    told = [one.get("REF", "") for order in every(root, "ReadingOrder") for one in order.iter()]
    if not told:
        told = _chain(blocks)
    found: dict[etree._Element, None] = {}
    for name in told:
        found.update(dict.fromkeys(by_id.get(name, ())))
    return [*found, *(block for block in blocks if block not in found)]


def _chain(blocks: list[etree._Element]) -> list[str]:
    """Return the order that blocks tell by naming the one that follows."""
    following = {block.get("ID", ""): block.get("IDNEXT", "") for block in blocks}
    if not any(following.values()):
        return []
    order: dict[str, None] = {}
    for name in following:
        while name and name in following and name not in order:
            order[name] = None
            name = following[name]
    return list(order)


def _block(block: etree._Element, styles: dict[str, float], labels: dict[str, str]) -> Block:
    said = [labels.get(name, "") for name in block.get("TAGREFS", "").split()]
    said += [block.get("ROLE", ""), block.get("TYPE", "")]
    lines = [_line(line, styles, block) for line in every(block, "TextLine")]
    return Block(
        lines,
        is_headline=any(_HEADLINE.fullmatch(one) for one in said),
        article=_article_of(block, labels),
    )


def _article_of(block: etree._Element, labels: dict[str, str]) -> str:
    for holder in block.iterancestors():
        if local(holder) == "ComposedBlock":
            said = [labels.get(name, "") for name in holder.get("TAGREFS", "").split()]
            if any(map(_ARTICLE.fullmatch, (holder.get("TYPE", ""), *said))):
                return str(holder.get("ID") or id(holder))
    return ""


def _line(line: etree._Element, styles: dict[str, float], block: etree._Element) -> Line:
    parts: list[str] = []
    sure: list[float] = []
    broken = False
    spaced = any(local(one) == "SP" for one in line)
    for one in line:
        name = local(one)
        if name == "SP":
            parts.append(" ")
        elif name == "HYP":
            broken = True
        elif name == "String":
            content, kind = one.get("CONTENT", ""), one.get("SUBS_TYPE", "")
            whole = one.get("SUBS_CONTENT", "")
            broken = broken or (kind == "HypPart1" and bool(whole))
            parts.append(content if spaced else f" {content}")
            if re.fullmatch(r"[01](?:\.\d+)?", one.get("WC", "")):
                sure.append(float(one.get("WC")))
    first_string = first(line, "String")
    refs = " ".join(
        holder.get("STYLEREFS", "") for holder in (first_string, line, block) if holder is not None
    )
    size = next((styles[ref] for ref in refs.split() if ref in styles), 0.0)
    return Line("".join(parts), size, tuple(sure), broken)
