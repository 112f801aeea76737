"""What sites put under the text of every entry of a feed, and is no part of the article."""

import html
import re
from dataclasses import dataclass

_FIRST = "[أا]ول(?:اً|ًا|ا)"
_SITE = r"[^\n]{1,120}"
#: A whole line, or the end of the last one. The headline stands in them, so they may be long.
_FOOTERS = (
    rf"The (?:post|article) [^\n]{{1,400}}? (?:first )?appeared (?:first )?(?:on|at) {_SITE}",
    rf"ظهرت? (?:(?:هذه? |هذا )?(?:المقالة?|التدوينة|المنشور|الخبر|الموضوع|المحتوى))"
    rf" [^\n]{{1,400}}? {_FIRST} (?:على|في) {_SITE}",
    rf"(?:هذه? |هذا )?(?:التدوينة|المقالة?|المنشور|الخبر|الموضوع|المحتوى) [^\n]{{1,400}}? "
    rf"(?:ظهرت?|نشرت?|نُشرت?) {_FIRST} (?:على|في) {_SITE}",
    rf"(?:المقالة?|التدوينة|المنشور) ظهرت? {_FIRST} (?:على|في) {_SITE}",
    r"(?:اقرأ|إقرأ|أقرأ|اقرا|شاهد|طالع) أيض(?:اً|ًا|ا)\s*[:|…]?[^\n]{0,200}",
    rf"(?:تم نشر|نُشرت?) [^\n]{{1,400}}? {_FIRST} (?:على|في) {_SITE}",
    rf"This (?:article|post|story) (?:was )?(?:originally|first) (?:published|appeared)"
    rf" (?:on|in|at) {_SITE}",
    rf"Der Beitrag [^\n]{{1,400}}? erschien zuerst auf {_SITE}",
    rf"La entrada [^\n]{{1,400}}? (?:se publicó|aparece|apareció) primero en {_SITE}",
    rf"L[’']article [^\n]{{1,400}}? est apparu en premier sur {_SITE}",
    rf"[^\n]{{1,300}} was originally published in {_SITE} on Medium, where people are continuing"
    r" the conversation by highlighting and responding to this story\.?",
    r"Continue reading on [^\n]{1,80} »",
)
#: Buttons that lead on to the whole article, or away from it: nothing else in the line.
_BUTTONS = (
    r"(?:اقرأ|إقرأ|أقرأ|اقرا|تابع|أكمل|اكمل|للمزيد|لقراءة|قراءة|المزيد|مواصلة|واصل|متابعة|شاهد"
    r"|طالع|عرض|التفاصيل|لمتابعة|لمعرفة)"
    r"(?: (?:المزيد|القراءة|قراءة|المقالة?|الخبر|الموضوع|على الموقع|بقية|التفاصيل|كامل(?:اً|ًا|ا|ة)?"
    r"|من|المصدر|هنا|في الموقع|اضغط|انقر)){0,6}",
    r"(?:متابعة|مواصلة|أكمل|اكمل|تابع|واصل) (?:القراءة|قراءة) [«\"“”'‘][^\n]{1,300}",
    r"(?:اقرأ|إقرأ|قراءة) المزيد (?:عن|حول|على|في) [^\n]{1,120}",
    r"(?:Read|Continue|View|See)(?: the)? (?:more|reading|full (?:article|story|post)|post"
    r"|original post|article|rest)(?: [^\n]{1,120})?",
    r"Lire la suite|En savoir plus|More|Permalink|Share|Tweet|Pin it|Email this|Comments?",
    r"(?:شارك|شاركها|مشاركة|شارك هذا|شارك المقال|شارك الخبر|انشر|غرد|تغريد)"
    r"(?: (?:هذا|على|عبر|المقال|الخبر|الموضوع|هذه|المقالة|فيسبوك|تويتر|واتساب|إكس|تلغرام"
    r"|Facebook|Twitter|WhatsApp|X)){0,5}",
    r"(?:Facebook|Twitter|WhatsApp|Telegram|LinkedIn|Pinterest|Email|Print|فيسبوك|تويتر|واتساب"
    r"|تلغرام|تيليجرام|لينكدإن|بينتيريست|طباعة|البريد الإلكتروني|X)"
    r"(?:[\s|،,•·-]+(?:Facebook|Twitter|WhatsApp|Telegram|LinkedIn|Pinterest|Email|Print|فيسبوك"
    r"|تويتر|واتساب|تلغرام|تيليجرام|لينكدإن|بينتيريست|طباعة|البريد الإلكتروني|X))+",
)
_ARROWS = r"[\s.…:>»›→←⟵⟶<«‹\[\]()|-]*"
_FOOTER = re.compile(rf"(?:{'|'.join(_FOOTERS)})", re.I)
_FOOTER_WITHIN = re.compile(rf"(?<=[.!؟…\]»\"]) +(?:{'|'.join(_FOOTERS)})$", re.I)
_BUTTON = re.compile(rf"{_ARROWS}(?:{'|'.join(_BUTTONS)}){_ARROWS}", re.I)
#: Behind the mark of a cut, a button may stand in the line itself: «… اقرأ المزيد».
_BUTTON_WITHIN = re.compile(
    rf"(?:\[?(?:…|\.\.\.?)\]?|\[)\s*(?:{'|'.join(_BUTTONS)}){_ARROWS}$", re.I
)
_CUT = re.compile(
    r"(?<!\s)\s*(?:\[\s*(?:…|\.\.\.?\.?|&hellip;|&#8230;)\s*\]|\(\s*(?:…|\.{3})\s*\))$"
)
_MARK_OF_CUT = re.compile(r"(?:…|\.\.\.)$")


#: The last link of a fragment, with nothing behind it but ends of tags.
_LAST_LINK = re.compile(
    r"<a\b[^<>]*>(?P<shown>(?:[^<>]|<(?!/?a\b)[^<>]*>){1,300}?)</a>"
    r"(?:\s|&nbsp;|&#160;|</?\w+[^<>]*>|\.)*\Z",
    re.I,
)
_TAG = re.compile(r"<[^<>]*>")
#: No site puts more lines under a text; each costs a search of the whole.
_MOST = 20


@dataclass(frozen=True, slots=True)
class Ending:
    """A text and what its end told.

    Attributes:
        text: without footers and buttons; ``…`` in the place of ``[…]``.
        left: what was taken off, from the end upwards.
        is_cut: whether it leads to a longer one.
    """

    text: str
    left: tuple[str, ...] = ()
    is_cut: bool = False


def set_apart(markup: str) -> str:
    """Return HTML with a break before a last link that is a button: «… <a>المزيد</a>»."""
    last = markup.rfind("<a")
    found = _LAST_LINK.match(markup, last) if last >= 0 else None
    if not found or not _BUTTON.fullmatch(html.unescape(_TAG.sub("", found["shown"])).strip()):
        return markup
    return f"{markup[:last]}<br>{markup[last:]}"


def taken_off(text: str) -> Ending:
    """Return a text without what its site put under it; nothing but its end is looked at.

    Args:
        text: in paragraphs.
    """
    parts = text.split("\n\n") if text else []
    left: list[str] = []
    cut = False
    while parts and len(left) < _MOST:
        last = parts[-1]
        if _FOOTER.fullmatch(last):
            left.append(parts.pop())
        elif _BUTTON.fullmatch(last):
            # «المزيد» alone says that there is more; a share button says nothing.
            cut = cut or bool(re.search(r"قرأ|قراءة|مزيد|تفاصيل|تابع|أكمل|[Rr]ead|suite", last))
            left.append(parts.pop())
        elif found := _FOOTER_WITHIN.search(last):
            left.append(found[0].strip())
            parts[-1] = last[: found.start()].rstrip()
        elif found := _BUTTON_WITHIN.search(last):
            left.append(found[0].strip())
            parts[-1], cut = f"{last[: found.start()].rstrip()} …".lstrip(), True
        elif found := _CUT.search(last):
            parts[-1], cut = f"{last[: found.start()].rstrip()} …".lstrip(), True
        elif last in ("…", "..."):
            parts.pop()
            cut = True
        else:
            cut = cut or bool(_MARK_OF_CUT.search(last) and cut)
            break
    return Ending("\n\n".join(parts), tuple(left), cut)
