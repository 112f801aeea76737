"""The section of a page: in its metadata, or on the way to it from the front page."""

from lxml import etree  # type: ignore[import-untyped]

from index.sources.files.decoding import mend_name
from index.sources.html.blocks import text_in
from index.sources.html.json_ld import JsonLd, Thing, text_of
from index.sources.html.labels import bare
from index.sources.html.metadata import Metadata

_HOME = frozenset(
    {"الرييسيه", "الرئيسيه", "الرئيسه", "الصفحه الرئيسيه", "home", "بدايه", "البدايه"}
)
_CRUMBS = (
    "//*[contains(translate(concat(@class, ' ', @id), 'BREADCUM', 'breadcum'), 'breadcrumb')][1]//a"
)
_LINKS = "//a[contains(concat(' ', @rel, ' '), ' category ')]"
_LONGEST = 40


def find(tree: etree._Element, metadata: Metadata, json_ld: JsonLd, main: Thing, title: str) -> str:
    """Return the section that a page names; empty where it names none."""
    named = (
        metadata.first(
            "article:section",
            "articlesection",
            "section",
            "parsely-section",
            "sailthru.section",
            "cxenseparse:section",
            "prism.section",
        )
        or text_of(main.get("articleSection"))
        or _of_items(tree)
    )
    if named:
        return mend_name(named)
    return _of_crumbs(_crumbs_told(json_ld), title) or _of_crumbs(
        [text_in(one) for one in tree.xpath(_CRUMBS)], title
    )


def _of_items(tree: etree._Element) -> str:
    for element in tree.xpath("//*[@itemprop='articleSection']"):
        if text := element.get("content") or text_in(element):
            return str(text)
    links = [text_in(one) for one in tree.xpath(_LINKS)]
    return links[0] if links and len(links[0]) <= _LONGEST and len(set(links)) == 1 else ""


def _crumbs_told(json_ld: JsonLd) -> list[str]:
    for thing in json_ld.of_types(frozenset({"breadcrumblist"})):
        items = thing.get("itemListElement")
        steps = items if isinstance(items, list) else []
        return [text_of(one.get("name")) or text_of(one.get("item")) for one in steps
                if isinstance(one, dict)]  # fmt: skip
    return []


def _of_crumbs(crumbs: list[str], title: str) -> str:
    """Return the step behind the front page; none where that is the article itself."""
    steps = [one for one in crumbs if one and bare(one) not in _HOME]
    steps = [one for one in steps if bare(one) not in bare(title) and len(one) <= _LONGEST
             and len(one.split()) <= 4 and "://" not in one]  # fmt: skip
    return mend_name(steps[0]) if steps else ""
