"""The name of the site, which stands beside the headline in ``<title>``."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from lxml import etree  # type: ignore[import-untyped]

from index.sources.html.blocks import text_in
from index.sources.html.labels import bare
from index.sources.html.metadata import Metadata, host_of

#: What parts a headline from the names of section and site. A colon and a slash are frequent in
#: headlines, too, and part only with a blank before them.
SEPARATOR = re.compile(
    r"\s+(?:[-–—|:/~•·«»‹›<>]|<<|>>|--|//)\s+|\s*(?:\||::|»|›|•|—)\s*|\s+[-–:]\s*(?=\S)"
)
_KINDS = re.compile(
    r"^(?:موقع|صحيف[ةه]|جريد[ةه]|قنا[ةه]|وكال[ةه]|بواب[ةه]|شبك[ةه]|مجل[ةه]|اذاع[ةه]|تلفزيون|منص[ةه]|اخبار)\s+"
)
GENERAL = frozenset(bare(one) for one in (
    "الرئيسية", "الصفحة الرئيسية", "الرئيسة", "home", "أخبار", "الأخبار", "news", "index",
    "عاجل", "فيديو", "صور", "بالصور", "بالفيديو", "تقرير", "خاص", "حصري", "untitled",
))  # fmt: skip
#: The address of a front page, perhaps as the Wayback Machine rewrites it.
FRONT = re.compile(
    r"(?:(?:https?://[^/]+)?/web/\d+\w*/)?(?:https?://[^/]+)?/?(?:index\.\w+|home)?", re.I
)
_SEVERAL = 2


def site_names(tree: etree._Element, metadata: Metadata, publishers: Iterable[str]) -> set[str]:
    """Return what the page itself calls its site, bare: in metadata, its logo, its ©."""
    names = [
        *metadata.values.get("og:site_name", ()),
        *metadata.values.get("application-name", ()),
        *metadata.values.get("apple-mobile-web-app-title", ()),
        *metadata.values.get("dc.publisher", ()),
        *publishers,
    ]
    for link in tree.iter("a"):
        if FRONT.fullmatch(link.get("href") or "x"):
            names += [text_in(link), link.get("title") or "", *link.xpath(".//img/@alt")]
    return {name for name in map(bare, names) if 1 < len(name) < 60 and name not in GENERAL}


def shared_endings(titles: Sequence[str]) -> frozenset[str]:
    """Return the pieces at the start or end that several titles of one site share, bare."""
    counted: Counter[str] = Counter()
    whole = Counter(map(bare, titles))
    counted.update({title: number for title, number in whole.items() if number >= _SEVERAL})
    for title in set(titles):
        pieces = [bare(piece) for piece in SEPARATOR.split(title) if piece.strip()]
        if len(pieces) > 1:
            counted.update({pieces[0], pieces[-1]})
    return frozenset(piece for piece, number in counted.items() if number >= _SEVERAL)


def without_site(
    title: str,
    names: set[str],
    *,
    sections: frozenset[str] = frozenset(),
    address: str = "",
    shared: frozenset[str] = frozenset(),
) -> str:
    """Return a title without the names of site and section before and behind it.

    Args:
        title: of a page, as ``<title>`` has it.
        names: of site and section, bare.
        sections: those of them that stand before a colon in headlines, too.
        address: of the page, whose host may be the name.
        shared: pieces that the titles of other pages have, too.
    """
    title = " ".join(title.split())
    host = host_of(address)
    before, colon, behind = title.partition(": ")
    if colon and bare(before) in names and bare(before) not in sections and behind.strip():
        title = behind.strip()
    while True:
        cuts = [found.span() for found in SEPARATOR.finditer(title)]
        for start, end in (cuts[-1:] + cuts[:1]) if cuts else ():
            for piece, rest in ((title[end:], title[:start]), (title[:start], title[end:])):
                if rest.strip() and _is_site(piece, names, host, shared):
                    title = rest.strip()
                    break
            else:
                continue
            break
        else:
            return title


def _is_site(piece: str, names: set[str], host: str, shared: frozenset[str]) -> bool:
    plain = bare(piece)
    if not plain or (plain in GENERAL and plain not in names):
        return plain in {bare("الرئيسية"), bare("الصفحة الرئيسية"), "home"} and bool(names | shared)
    if plain in names or plain in shared:
        return True
    core = _KINDS.sub("", plain)
    if any(core == _KINDS.sub("", name) for name in names):
        return True
    words = len(plain.split())
    for name in names:
        longer, shorter = sorted((plain, name), key=len, reverse=True)
        if words <= 5 and f" {shorter} " in f" {longer} " and len(shorter) > 3:  # «المرسى نيوز»
            return True
    letters = re.sub(r"\W", "", plain)
    if host and (plain.removeprefix("www.") == host or letters == re.sub(r"\W", "", host)):
        return True
    labels = [one for one in re.split(r"[.-]", host) if len(one) > 3]
    return letters.isascii() and any(one in letters or letters in one for one in labels if letters)
