"""What of a page belongs to the site and to no article: menus, comments, related links, forms."""

import re
from functools import lru_cache
from itertools import pairwise

from lxml import etree  # type: ignore[import-untyped]

_BY_TAG = {
    "nav": "menus",
    "menu": "menus",
    "aside": "asides",
    "footer": "footers",
    "figure": "photos",
    "form": "forms",
    "dialog": "notices",
    "amp-sidebar": "menus",
    "amp-consent": "notices",
    "amp-ad": "advertisements",
}
_BY_ROLE = {
    "navigation": "menus",
    "menu": "menus",
    "menubar": "menus",
    "search": "forms",
    "contentinfo": "footers",
    "complementary": "asides",
    "banner": "headers",
    "dialog": "notices",
    "alert": "notices",
}
#: Words of a class or id. What a name says of the outer look alone is not among them.
_BY_WORD = {
    "menus": (
        "nav navigation navbar menu submenu megamenu breadcrumb breadcrumbs crumbs pagination "
        "pager paging toolbar topbar ticker newsticker"
    ),
    "shared": "share sharing shares sharer social socials addthis addtoany sharedaddy sociable",
    "comments": (
        "comment comments commentlist commentform disqus respond replies livefyre hypercomments"
    ),
    "related": (
        "related relateds relatedposts recommended recommendations recirculation similar "
        "mostread mostpopular popular trending latestnews morenews readalso seealso alsoread "
        "outbrain taboola yarpp suggested suggestions"
    ),
    "asides": "sidebar widget widgets sidebars",
    "advertisements": "ad ads advert adverts advertisement advertising adsbygoogle adbox sponsored",
    "forms": "newsletter subscribe subscription signup mailinglist login",
    "footers": "footer copyright copyrights colophon",
    "notices": "cookie cookies consent gdpr modal popup paywall",
    "tags": "tags tagcloud taglist hashtags keywords",
    "captions": "caption captions wp-caption figcaption imgcaption",
}
_KIND_BY_WORD = {word: kind for kind, words in _BY_WORD.items() for word in words.split()}
#: Two words that say it together.
_PAIRS = {
    ("read", "also"): "related", ("see", "also"): "related", ("more", "news"): "related",
    ("most", "read"): "related", ("most", "viewed"): "related", ("you", "may"): "related",
    ("more", "stories"): "related", ("latest", "news"): "related", ("last", "news"): "related",
    ("tag", "list"): "tags", ("tag", "cloud"): "tags", ("post", "tags"): "tags",
    ("author", "box"): "author boxes", ("author", "bio"): "author boxes",
    ("about", "author"): "author boxes", ("site", "header"): "headers",
    ("top", "header"): "headers", ("main", "header"): "headers", ("page", "header"): "",
    ("follow", "us"): "shared", ("current", "date"): "headers", ("date", "now"): "headers",
    ("post", "footer"): "article footers", ("entry", "footer"): "article footers",
    ("article", "footer"): "article footers",
    ("sidebar", "layout"): "", ("layout", "sidebar"): "", ("content", "sidebar"): "",
    ("wp", "caption"): "captions", ("breaking", "news"): "menus",
}  # fmt: skip
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
#: These say of a block around the whole page what is beside it, or that there is none.
_NEGATED = re.compile(r"(?i)\b(?:no|has|with|without|hide|show|is|not)[-_]\w+")
#: Names of what holds the text of an article.
_TEXT = re.compile(
    r"(?i)\b(?:entry|article|post|story|news)[-_]?(?:content|body|text|inner|details?)\b|\bhentry\b"
    r"|\bentry(?=\s)|\barticleBody\b"
)
#: Kinds that never hold the article, however long they are.
_NEVER = frozenset({"comments", "footers", "article footers", "captions", "photos"})


def kind_of(element: etree._Element) -> str:
    """Return what an element holds beside the article, by its name; empty where it says nothing."""
    tag = element.tag
    if tag in ("html", "body", "main"):
        return ""
    kind = _BY_TAG.get(tag) or _BY_ROLE.get((element.get("role") or "").lower())
    if kind == "footers" and _named(element.get("class") or "") == "article footers":
        return "article footers"
    if kind:
        return kind
    if tag == "header" and not any(one.tag in ("article", "main") for one in _around(element)):
        is_site = element.find(".//nav") is not None or element.find(".//h1") is None
        return "headers" if is_site else ""
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    found = _named(named) if len(named) > 1 else ""
    # «entry share», «article paywall-on»: what it is goes before how it looks.
    is_text = found not in _NEVER and (tag == "article" or _TEXT.search(named))
    return "" if is_text or (found and element.find(".//main") is not None) else found


def _around(element: etree._Element) -> list[etree._Element]:
    return list(element.iterancestors())


@lru_cache(maxsize=4096)
def _named(names: str) -> str:
    for name in _NEGATED.sub(" ", names).split():
        words = [word.lower() for word in _WORD.findall(name)]
        for pair in pairwise(words):
            if pair in _PAIRS:
                return _PAIRS[pair]
        joined = "".join(words)
        for word in (joined, *words):
            if word in _KIND_BY_WORD:
                return _KIND_BY_WORD[word]
    return ""


def may_hold_article(kind: str) -> bool:
    """Tell whether an element of this kind may be misnamed and hold the article all the same."""
    return kind not in _NEVER
