"""Pages of a site that are no articles: fronts, sections, searches, errors, forms, notices."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]

from index.sources.html.body import Body
from index.sources.html.headline import Headline, leads_elsewhere
from index.sources.html.json_ld import ARTICLE_TYPES, LIST_TYPES, JsonLd, Thing, types_of
from index.sources.html.labels import bare
from index.sources.html.metadata import Metadata, is_web
from index.sources.html.prose import is_headline_link, is_prose

#: What the title of such a page is, and nothing beside it; compared bare. «البحث عن ناجين» is news.
_STATIC = (
    (
        "a page that was not found",
        r"(?:(?:خطا|error) )?404(?:\W+(?:not found|error|page|(?:ال)?صفحه|خطا|غير موجود).*)?",
    ),
    ("a page that was not found", r"(?:page|file) not found.*|403\W*(?:forbidden)?|access denied"),
    ("a page that was not found", r".{0,30}الصفحه (?:ال\w+ )?غير (?:موجوده|متاحه|متوفره).*"),
    ("a page that was not found", r"(?:صفحه غير موجوده|لم يتم العثور علي الصفحه).*"),
    ("a page that was not found", r"(?:عذرا|عفوا)(?:\W.{0,15}الصفحه.*)?|(?:server )?error"),
    ("a page of an error", r"خطا(?: (?:في الخادم|داخلي|غير متوقع).*)?|just a moment\W*"),
    ("a page of an error", r"(?:internal server error|service unavailable|bad gateway).*"),
    ("a page about the site", r"(?:شروط|قواعد|سياسه) (?:ال)?(?:نشر|تحرير|تعليقات)"),
    ("a form", r"تسجيل (?:ال)?دخول|(?:ال)?دخول|(?:ال)?تسجيل|انشاء حساب(?: جديد)?"),
    ("a form", r"(?:استعاده|نسيت) كلمه (?:المرور|السر)|log ?in|sign (?:in|up)|register"),
    ("a page about the site", r"(?:اتصلو?ا?|تواصلو?ا?) (?:بنا|معنا)|(?:من|عن) نحن"),
    ("a page about the site", r"(?:عن|حول) ال(?:موقع|جريده|صحيفه|قناه|مؤسسه)|هيئه التحرير"),
    ("a page about the site", r"(?:سياسه|بيان) الخصوصيه|الشروط والاحكام|اعلن معنا|خريطه الموقع"),
    ("a page about the site", r"(?:شروط|اتفاقيه) (?:ال)?استخدام(?: الموقع)?|للاعلان(?: معنا)?"),
    (
        "a page about the site",
        r"contact us|about us|privacy policy|terms (?:of|and).{0,20}|sitemap",
    ),
    ("a page of search results", r"(?:نتائج|نتيجه) البحث(?:\W+عن.*)?|نتائج البحث\s?:.*|(?:ال)?بحث"),
    ("a page of search results", r"(?:you searched|search results).*"),
)
#: The same, where links to other articles stand beneath it.
_LISTED = re.compile(
    r"(?:ال)?ارشيف(?: (?:ال\w+|\d.*))?|.{2,40} archives|(?:ال)?(?:وسم|تصنيف)\s?:?.{0,60}"
    r"|(?:القسم|tag|category|author|archives?)\s?:.{0,60}"
    r"|(?:اخر|احدث|كل|جميع) (?:ال)?(?:اخبار|مقالات)(?: \w+)?"
)
_STATIC_PATTERNS = tuple((what, re.compile(pattern)) for what, pattern in _STATIC)
_LISTING = (
    *("archive", "category", "tag", "author", "date", "home", "blog", "front-page", "homepage"),
    "post-type-archive",
)
_BY_CLASS = {
    "search-results": "a page of search results",
    "search-no-results": "a page of search results",
    **dict.fromkeys(_LISTING, "a list of articles"),
}
_NOT_FOUND = "error404"
_LIST_PATH = re.compile(
    r"^/?(?:\w\w/)?(?:index\.\w+|home)?$|/page/\d+/?$"
    r"|/(?:category|categories|cat|tag|tags|author|authors|topic|topics|search|archives?|section|sections"
    r"|writers?)(?:/[^/]*[^/\d][^/]{0,40})?/?$",
    re.I,
)
_LIST_QUERY = re.compile(r"(?:^|&)(?:s|q|cat|tag|search|paged|author)=[^&]", re.I)
_FEW, _SEVERAL = 3, 4
_HEADLINE_WORDS = 3
_SHORT_RUN, _LONG_RUN = 2, 5


@dataclass(frozen=True, slots=True)
class _Structure:
    """How links to other articles and running text take turns in a page."""

    links: int
    linked_headings: int
    prose: int
    longest_run: int
    opens_with_prose: bool
    links_within: int


def kind_of(
    tree: etree._Element,
    metadata: Metadata,
    json_ld: JsonLd,
    main: Thing,
    headline: Headline,
    title: str,
    body: Body,
    address: str,
) -> str:
    """Return what a page is that is no article, in words; empty where it may be one.

    Args:
        tree: the page.
        metadata: of the page.
        json_ld: all of it, and
        main: its object that is the article.
        headline: of the page.
        title: as ``<title>`` has it, without the site.
        body: the blocks of the page.
        address: of the page.
    """
    classes = _classes(tree)
    sure = is_surely_article(tree, metadata, main)
    if _NOT_FOUND in classes:
        return _STATIC[0][0]
    if not sure and (what := _by_title(headline.text) or _by_title(title)):
        return what
    found = _structure(body, headline)
    if sure or found.links < _FEW:
        return ""
    listed = f"{found.links} headlines of others"
    if any(_LISTED.fullmatch(bare(one).strip(" .!؟")) for one in (headline.text, title)):
        return f"a list of articles, {listed}"
    named = [what for name, what in _BY_CLASS.items() if name in classes]
    if named and "single" not in classes:
        return f"{named[0]}, {listed}"
    told = json_ld.of_types(LIST_TYPES) and not json_ld.of_types(ARTICLE_TYPES)
    short = found.longest_run <= _SHORT_RUN
    if (told or _is_address_of_list(address)) and (short or not found.opens_with_prose):
        return f"a list of articles, {listed}"
    return (
        "" if _is_article(found, metadata, headline, address) else f"a list of articles, {listed}"
    )


def _by_title(title: str) -> str:
    plain = bare(title).strip(" .!؟")
    return next((what for what, pattern in _STATIC_PATTERNS if pattern.fullmatch(plain)), "")


def _is_address_of_list(address: str) -> bool:
    if not is_web(address):
        return False
    parts = urlsplit(address)
    return bool(_LIST_PATH.search(parts.path) or _LIST_QUERY.search(parts.query))


def _is_article(found: _Structure, metadata: Metadata, headline: Headline, address: str) -> bool:
    """Tell an article with links to others from a list, by how both take turns."""
    is_titled = (
        headline.element is not None
        and len(headline.text.split()) >= _HEADLINE_WORDS
        and not leads_elsewhere(
            [*headline.element.iter("a"), *headline.element.iterancestors("a")], address
        )
    )
    is_told = metadata.first("og:type").lower() == "article"
    if found.longest_run >= _LONG_RUN and (found.opens_with_prose or found.links_within < _FEW):
        return True
    # The line under the name of a section says what stands there.
    is_section = (
        found.longest_run == 1
        and found.linked_headings >= _SEVERAL
        and len(headline.text.split()) <= _HEADLINE_WORDS
        and headline.element is not None
        and next(headline.element.iterancestors("article"), None) is None
    )
    if found.opens_with_prose and (is_told or (is_titled and not is_section)):
        return True
    if found.longest_run <= _SHORT_RUN and found.links >= _SEVERAL:
        return found.prose > 1.3 * found.links
    return is_titled or found.linked_headings < _FEW


def _classes(tree: etree._Element) -> set[str]:
    return set(" ".join(one.get("class") or "" for one in tree.iter("body")).lower().split())


def is_surely_article(tree: etree._Element, metadata: Metadata, main: Thing) -> bool:
    """Tell whether a page names itself as one article."""
    named = metadata.first(
        "article:published_time", "article:published", "og:article:published_time"
    )
    classes = _classes(tree)
    is_single = bool({"single", "single-post"} & classes) or any(
        one.startswith("postid-") for one in classes
    )
    return bool(named or types_of(main) & ARTICLE_TYPES or is_single)


def _structure(body: Body, headline: Headline) -> _Structure:
    links = [one for one in body.shown if is_headline_link(one)]
    headings = [one for one in links if one.element.tag in ("h1", "h2", "h3", "h4")]
    own = {*body.paragraphs}
    run = longest = behind = within = 0  # behind: links since the last paragraph
    for block in body.shown:
        if block in own and is_prose(block):
            within += behind if longest else 0
            run, behind = run + 1, 0
            longest = max(longest, run)
        elif is_headline_link(block):
            run, behind = 0, behind + 1
    prose = sum(map(is_prose, body.shown))
    opens = bool(body.paragraphs) and not any(map(is_headline_link, body.between))
    return _Structure(len(links), len(headings), prose, longest, opens, within)
