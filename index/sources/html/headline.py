"""The headline of a page: the heading that prints it, else what the metadata tell."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from index.sources.html.blocks import text_in
from index.sources.html.furniture import kind_of
from index.sources.html.labels import bare
from index.sources.html.site_names import FRONT, GENERAL, SEPARATOR

_CLASS = re.compile(
    r"(?i)\b(?:headline|(?:entry|post|article|news|single|story|page|main|detail)s?[-_]*(?:\w*[-_])?"
    r"(?:title|headline|heading|header|name)|title[-_]?(?:news|article|post)|title)\b"
)
_VAGUE = 3
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline and where it was found.

    Attributes:
        text: on one line; empty where there is none.
        element: that holds it in the page, if any.
    """

    text: str
    element: etree._Element | None = None


def is_logo(element: etree._Element, names: set[str]) -> bool:
    """Tell whether a heading only names the site, or leads to its front page."""
    text = bare(text_in(element))
    if not text or text in names or text in GENERAL:
        return True
    links = element.findall(".//a[@href]") or [
        one for one in element.iterancestors() if one.tag == "a" and one.get("href")
    ]
    return any(FRONT.fullmatch(link.get("href")) for link in links)


def find(
    tree: etree._Element, told: Sequence[str], names: set[str], *, address: str = ""
) -> Headline:
    """Return the headline that the page prints, else the first that its metadata tells.

    Args:
        tree: the page.
        told: the titles of its metadata without the site's name, the surest first.
        names: of the site, bare.
        address: of the page: a heading that leads elsewhere is that of another article.
    """
    told = [one for one in told if one and bare(one) not in names and bare(one) not in GENERAL]
    parts = [part for one in told for part in _parts(one)]
    best, found = 0.0, Headline(told[0] if told else "")
    letters = len("".join(map(str, tree.itertext("p", "div", "td", "span", "br", "font", "li"))))
    # Papers once had their own name for the title of every page.
    vague = not told or len(told[0].split()) <= _VAGUE
    for place, element in enumerate(_candidates(tree)):
        text = text_in(element)
        if not text or len(text) > _LONGEST or is_logo(element, names):
            continue
        # A name of the site that nothing else tells stands in a title, and not where it is printed.
        is_part = bare(text) in parts
        weight = (
            _weight(element, text, [text] if is_part else told, address, vague=vague) - place / 1000
        )
        if weight > best and _is_furniture(element, letters):
            continue
        if weight > best:
            best, found = weight, Headline(text, element)
    return found


def _parts(title: str) -> list[str]:
    """Return what is left of a title without its first or its last piece, bare."""
    cuts = [found.span() for found in SEPARATOR.finditer(title)]
    parts = [title[cuts[0][1] :], title[: cuts[-1][0]]] if cuts else []
    return [bare(part) for part in parts if len(part.split()) > _VAGUE]


def _candidates(tree: etree._Element) -> Iterable[etree._Element]:
    for element in tree.iter("h1", "h2", "h3", "div", "p", "span", "font", "b", "strong", "center"):
        if (
            element.tag in ("h1", "h2", "h3")
            or element.get("itemprop") == "headline"
            or (
                element.tag == "font"
                and re.fullmatch(r"\+[2-5]|[4-7]", (element.get("size") or ""))
            )
            or (
                len(element) < 4 and (element.tag in ("b", "strong", "font") or _is_titled(element))
            )
        ):
            yield element


def _is_titled(element: etree._Element) -> bool:
    named = element.get("class") or element.get("id")
    return bool(named) and _CLASS.search(named) is not None and len(element) < 6


def _is_furniture(element: etree._Element, letters: int) -> bool:
    for one in (element, *element.iterancestors()):
        kind = kind_of(one)
        # An element with half of the page in it is only called so.
        if (
            kind not in ("", "headers", "advertisements", "tags")
            and 2
            * len("".join(map(str, one.itertext("p", "div", "td", "span", "br", "font", "li"))))
            < letters
        ):
            return True
    return False


def _weight(
    element: etree._Element, text: str, told: Sequence[str], address: str, *, vague: bool
) -> float:
    tag = element.tag
    weight = {"h1": 2.0, "h2": 0.6, "h3": 0.3}.get(tag, 0.0)
    if element.get("itemprop") == "headline" or (tag in ("h1", "h2", "h3") and _is_titled(element)):
        weight += 0.8
    plain = bare(text)
    likeness = max((_likeness(plain, bare(one)) for one in told), default=0.0)
    if vague and tag == "font" and len(text.split()) > _VAGUE:
        return 0.5
    if tag not in ("h1", "h2", "h3") and likeness < 0.9 and element.get("itemprop") != "headline":
        return 0
    if tag != "h1" and not vague and likeness < 0.5 and element.get("itemprop") != "headline":
        return 0
    if len(plain.split()) < 3 and likeness < 0.9:
        weight -= 1.2
    links = [*element.findall(".//a[@href]"), *(one for one in element.iterancestors("a"))]
    if leads_elsewhere(links, address):
        weight -= 1.2 if likeness < 0.9 else 0.3
    return weight + 3 * likeness if likeness >= 0.5 else weight


def leads_elsewhere(links: Iterable[etree._Element], address: str) -> bool:
    """Tell whether a heading with these links in or around it leads to another page."""
    here = {(link.get("href") or "").split("#")[0].rstrip("/") for link in links} - {""}
    own = address.split("#")[0].rstrip("/")
    return bool(here) and not any(bool(own) and own.endswith(one) for one in here)


def _likeness(one: str, other: str) -> float:
    """Return how many words two lines share, of the longer of both."""
    words, others = set(one.split()), set(other.split())
    if not words or not others:
        return 0
    return len(words & others) / max(len(words), len(others))
