"""Who wrote a page, and from where, out of its metadata and the line beside its headline."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from index.facts.datelines import split_byline
from index.sources.files.decoding import mend_name
from index.sources.html.blocks import Block, text_in
from index.sources.html.furniture import kind_of
from index.sources.html.json_ld import Thing, texts_of
from index.sources.html.labels import bare, is_furniture
from index.sources.html.metadata import Metadata, host_of, joined
from index.sources.html.printed_days import without_days

_META = (
    *("author", "article:author", "article:author_name", "og:article:author", "parsely-author"),
    *("sailthru.author", "cxenseparse:author", "byl", "dc.creator", "dcterms.creator"),
    *("citation_author", "twitter:creator"),
)
#: Words before a name that only say that it is the writer's.
_WROTE = re.compile(
    r"^\W*(?:(?:كتبت?|نشرت?|مرسلة|أضيفت?) بواسطة|كتبت?ه?ا?|بقلم|بواسطة|الكاتبة?|المؤلف|الصحفية?"
    r"|اسم الكاتب|by|written by|author)\b(?:\s*/)?\s*[:|/\-–]?\s*",
    re.I,
)
_ROLE = re.compile(
    r"^\W*(?:كتبت?ه?ا?|(?:(?:كتبت?|نشرت?|مرسلة|أضيفت?) )?بواسطة|بقلم"
    r"|[إا]عداد(?: و(?:تحرير|تقديم|ترجمة))?"
    r"|ترجمة(?: وتحرير)?|تحرير|تقرير|حوار|تحقيق|(?:حاور|أعد)ت?ه?ا?|متابعة"
    r"|أجرى الحوار|المحررة?|الكاتبة?|by|written by|author)\s*[:/\-–|]\s*\S"
    r"|^\W*(?:بقلم|كتبت?|(?:(?:كتبت?|نشرت?|مرسلة|أضيفت?) )?بواسطة|by)\s+\S",
    re.I,
)
#: Behind the writer on the same line.
_PHOTOGRAPHER = re.compile(r"(?<=\w)[\s:|،,/\-–ـ]+(?:تصوير|عدسة|كاميرا)\s*[:/\-–ـ|]\s*\S.*$")
#: Accounts, and no names of people.
_ACCOUNT_NAMES = (
    "admin administrator editor editors webmaster web root user user1 author superadmin staff "
    "newsroom news guest anonymous unknown none null undefined newsdesk wpadmin moderator "
    "مدير المدير ادمن الادمن المشرف المحرر محرر كاتب الكاتب ناشر الناشر مستخدم زائر مجهول "
    "غير_معروف مدير_الموقع ادارة_الموقع اداره_الموقع super_admin site_admin"
)
_ACCOUNTS = frozenset(_ACCOUNT_NAMES.split())
_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:byline|author|authors|authorname|author-name|writer|reporter|journalist"
    r"|editor-name|vcard|kateb|katib)(?:$|[\s_-])"
)
_ADDRESS = re.compile(
    r"^[a-z0-9]+[._\d][a-z0-9._-]*$|^(?:https?:|www\.|@)|^\S+@\S+\.\S+$|^\S+\.(?:com|net|org|info)\b|^\d+$"
)
_BETWEEN = re.compile(r"\s*[|•·/]\s*|\s+[-–—ـ]\s+")
#: A kicker begins with a noun as often as not: «الرياض: النفط يرتفع».
_NAME = re.compile(r"(?!ال)[^\W\d_]{2,}(?: [^\W\d_]{2,}){1,4}")
_SEPARATED = re.compile(r"\s[-–—ـ]|[-–—ـ]\s|[|•·/:]")
_ONLY_DATE = re.compile(r"\d{1,2}\W+\w+\W+\d{4}|\w+ \d{1,2},? \d{4}")
_WORDS_OF_NAME, _WORDS_OF_PLACE = 5, 4
_LONGEST = 120
_WORDS = 14
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?\s*(?:ص|م|صباحا|مساء|am|pm|بتوقيت\s\S+)?", re.I)


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote an article and where.

    Attributes:
        byline: as printed, without places and the word for writing.
        datelines: the places beside it.
        remarks: names that were left aside.
    """

    byline: str = ""
    datelines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def find(
    tree: etree._Element,
    metadata: Metadata,
    main: Thing,
    lines: Sequence[Block],
    names: set[str],
    address: str,
) -> Written:
    """Return the writers that a page names.

    Args:
        tree: the page.
        metadata: of the page.
        main: the object of its JSON-LD that is the article.
        lines: between headline and text.
        names: of the site, bare: a site is no writer.
        address: of the page.
    """
    aside: list[str] = []
    printed = [line for line in _printed(tree) if _is_name(line, names, address, aside)]
    beside = [
        _undated(line.text) if re.search(r"\d", line.text) else line.text
        for line in lines
        if _may_sign(line.text)
    ]
    told = [name for name in _told(metadata, main) if _is_name(name, names, address, aside)]
    signed = [line for line in beside if _ROLE.search(line)]
    best = [*signed, *(line for line in printed if _ROLE.search(line) or _has_place(line))]
    line = next(iter(best), "") or joined(told) or next(iter(printed), "")
    line = line or next((line for line in beside if _has_place(line)), "")
    byline, datelines = _split(line)
    if byline and not _is_name(byline, names, address, aside):
        byline = ""
    if not datelines and byline:  # the name is told apart, the place is printed
        datelines = next((found for one in [*printed, *beside] if (found := _split(one)[1])
                          and bare(byline) in bare(one)), ())  # fmt: skip
    left = ", ".join(dict.fromkeys(aside))
    remarks = [f"no writer: {left}"] if left and not byline else []
    if photographer := _PHOTOGRAPHER.search(line):
        remarks.append(f"beside the writer: {photographer[0].strip(' :|،,/-–ـ')}")
    return Written(byline, datelines, tuple(remarks))


def is_byline(text: str) -> bool:
    """Tell whether a line says who wrote the text: «كتب: سعاد علي»."""
    if len(text) > _LONGEST or text.rstrip().endswith((".", "؟", "!")):
        return False
    return (bool(_ROLE.search(text)) and len(text.split()) <= _WORDS) or _has_place(text)


def _told(metadata: Metadata, main: Thing) -> list[str]:
    found = texts_of(main.get("author")) or texts_of(main.get("creator"))
    for name in () if found else _META:
        named = [one for value in metadata.values.get(name, ()) if (one := mend_name(value))]
        found += named
        if any(not _ADDRESS.search(one) for one in named):
            break
    return [mend_name(one.replace("; ", "، ")) for one in found]


def _printed(tree: etree._Element) -> Iterator[str]:
    """Yield the lines that the page marks as those of the writer, the surest first."""
    found = tree.xpath("//*[@rel='author' or contains(concat(' ', @itemprop, ' '), ' author ')]")
    named = [one for one in tree.iter("div", "span", "p", "a", "h4", "h5", "h6", "li", "address")
             if _CLASS.search(one.get("class") or one.get("id") or "")]  # fmt: skip
    for element in [*found, *named]:
        around = [element, *element.iterancestors()]
        if any(kind_of(one) in ("comments", "related", "asides", "menus", "footers", "headers")
               for one in around) or len(element.xpath(".//p")) > 1:  # fmt: skip
            continue
        inner = element.xpath(".//*[@itemprop='name']")
        name = (element.get("content") or "").strip() or text_in(inner[0] if inner else element)
        line = mend_name(name)
        if line and len(line) <= _LONGEST and not line.endswith(".") and not is_furniture(line):
            yield line


def _is_name(text: str, names: set[str], address: str, aside: list[str]) -> bool:
    plain = bare(_WROTE.sub("", text)).strip(" :-|")
    if _ONLY_DATE.fullmatch(plain):
        return False
    host = host_of(address)
    account = plain.replace(" ", "_") in _ACCOUNTS or plain in _ACCOUNTS
    site = plain in names or (host and plain in (host, *host.split(".")))
    if not plain or account or site or _ADDRESS.search(plain):
        if text and (account or _ADDRESS.search(plain)):
            aside.append(text[:60])
        return False
    return len(text) <= _LONGEST


def _may_sign(text: str) -> bool:
    return len(text) <= _LONGEST and not text.rstrip().endswith((".", "؟", "!", "…")) and not (
        is_furniture(text))  # fmt: skip


def _has_place(line: str) -> bool:
    """Tell whether a line is a place and a name: «القاهرة - محمد عبد الله»."""
    whole = _undated(line)
    if not _SEPARATED.search(whole) or len(whole.split()) > _WORDS_OF_NAME + _WORDS_OF_PLACE:
        return False
    found = split_byline(" - ".join(part.strip() for part in _BETWEEN.split(whole)))
    name = found.byline
    return bool(found.datelines) and bool(_NAME.fullmatch(name)) and not is_furniture(name)


def _undated(line: str) -> str:
    """Return a line without the date and the time that stand beside a name."""
    line = without_days(_CLOCK.sub(" ", line))
    line = re.sub(r"(?:[|•·,،:–—-]\s*)+(?=[|•·,،:–—-]|\s*$)", " ", line)
    return " ".join(line.split()).strip(" |•·-–—،,")


def _split(line: str) -> tuple[str, tuple[str, ...]]:
    whole = _PHOTOGRAPHER.sub("", _undated(line) if re.search(r"\d", line) else line)
    names = _WROTE.sub("", mend_name(whole)).strip(" :|-–")
    found = split_byline(" - ".join(part.strip() for part in _BETWEEN.split(names)))
    if not found.datelines:
        return names, ()
    return _WROTE.sub("", found.byline).strip(" :|-–"), found.datelines
