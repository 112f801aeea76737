"""Lines of a page that belong to the site: buttons, counters, labels over links to others."""

import re
from functools import lru_cache

_MARKS = re.compile("[\u064b-\u0652\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BARE = str.maketrans("أإآةى", "اااهي")


def bare(text: str) -> str:
    """Return a text without vowel marks and hamzas, on one line, to be compared."""
    return " ".join(_MARKS.sub("", text).translate(_BARE).casefold().split())


#: Lines over links to other articles; compared bare, without the sign behind them.
_RELATED = (
    r"(?:ال)?(?:مقالات|مواضيع|موضوعات|اخبار|مواد|قصص|تقارير|موضوع|خبر|مقال) "
    r"(?:ذات (?:ال)?صله.{0,15}"
    r"|(?:ال)?متعلقه?.{0,12}|(?:ال)?مرتبطه|(?:ال)?مشابهه|اخري|قد تهمك|قد تعجبك|مقترحه|سابقه)",
    r"(?:و)?(?:اقر[اؤ]و?ا?|شاهدو?ا?|طالعو?ا?|انظر|تابع|اقرئي|اسمع|للمزيد اقرا)"
    r"(?: (?:ايضا|المزيد|كذلك))+.{0,20}",
    r"قد (?:يعجبك|يهمك|تعجبك|تهمك)(?: ايضا)?",
    r"(?:لل|ال)?مزيد (?:من|عن|في|حول).{0,30}",
    r"المزيد|ذات صله|متعلقات|احدث الاخبار|اخر الاخبار|اهم الاخبار",
    r"(?:الاكثر|الاعلي) (?:قراءه|مشاهده|تداولا|تعليقا|شيوعا)",
    r"related (?:articles|posts|news|topics|stories)|read (?:more|also)|see also",
    r"you may also like|more from.{0,20}",
)
_FURNITURE = (
    r"(?:ال)?مشاركه|شارك(?:ها|ه)?|شاركنا|شارك (?:ال)?(?:خبر|مقال|مقاله|موضوع|صفحه).{0,20}",
    r"ا?طباعه|طبع|ارسال|ارسل(?: ال\w+)?(?: (?:الي|ل)\s?صديق)?|حفظ|نسخ الرابط|انسخ الرابط",
    r"استمع(?: (?:الي|ل)\s?(?:ال)?(?:خبر|مقاله?|تقرير))?|اعلان(?:ات)?|حجم الخط|تكبير الخط"
    r"|تصغير الخط|email|print|share|tweet|pin it",
    r"facebook|twitter|whatsapp|telegram|linkedin|copy link|advertisement",
    r"فيسبوك|تويتر|واتس ?اب|تيليجرام|تلغرام|لينكد ?ان|مسنجر",
    r"a\s?[+-]|[+-]\s?a|ا\s?[+-]|tt|0",
    r"\d+ (?:تعليقات?|مشاهد(?:ه|ات)|قراءه|دقائق? قراءه)",
    r"(?:عدد )?(?:ال)?(?:مشاهدات|قراءات|زيارات|تعليقات|زيارات المقال)\s?:?\s?[\d,]*",
    r"لا (?:يوجد|توجد) تعليقات?|(?:ال)?تعليقات?(?: \(?\d*\)?)?",
    r"(?:اترك|اضف|اكتب) (?:تعليقا?|ردا?).{0,30}|leave a (?:reply|comment).{0,20}",
    r"تابعو?نا (?:علي|عبر|في).{0,40}|تابعونا|follow us.{0,20}",
    r"اشتركو?ا?(?: (?:الان|معنا|في (?:ال)?(?:نشره|قناه|قناتنا|نشرتنا|خدمه)).{0,60})?",
    r"انضمو?ا? (?:الينا|(?:الي )?(?:قناتنا|مجموعتنا|صفحتنا|قناه)).{0,40}",
    r"(?:ال)?(?:وسوم|كلمات (?:ال)?(?:دلاليه|مفتاحيه)|تاجات|هاشتاج|tags?)\s?:?.{0,200}",
    r"(?:الخبر|المقال|الموضوع) (?:السابق|التالي|القادم).{0,120}|السابق|التالي|previous|next",
    r"(?:جميع|كل|©).{0,12}(?:الحقوق|حقوق).{0,60}|©.{0,80}|copyright.{0,80}",
    r"العوده? (?:للاعلي|الي اعلي)|جاري? ?(?:ال)?تحميل.{0,10}|loading\W*",
    r"(?:ان |جميع )?(?:ال)?(?:اراء|تعليقات|مقالات|مواد|محتوي)[^.]{0,60}لا (?:ت|ي)عبر[^.]{0,120}",
    r"(?:ال)?رابط (?:ال)?مختصر.{0,60}|(?:مده|وقت) القراءه.{0,20}",
)
_LEADS = (
    r"(?:و)?(?:اقراو?ا?|شاهدو?ا?|طالعو?ا?|انظر|تابع) (?:ايضا|المزيد)\b",
    r"(?:موضوع|خبر|مقال|مواضيع) (?:ذو|ذات|متعلقه?).{0,12}[:|]",
    r"read also|related:",
)
#: The same where a link stands behind it: «شاهد: …» may be a sentence.
_LEADS_BY_LINK = (r"(?:و)?(?:اقرا|شاهد|طالع|انظر|تابع)\s*[:|»\-]", r"(?:لل)?مزيد (?:من|عن)")
_RELATED_LINE, _FURNITURE_LINE, _LEADING, _LEADING_BY_LINK = (
    re.compile("|".join(patterns)) for patterns in (_RELATED, _FURNITURE, _LEADS, _LEADS_BY_LINK)
)
_EDGES = " :.،…»«|-–—\"'[]()*•▪●►◄⬅➡←→#"
_LONGEST = 220


def is_related_label(text: str) -> bool:
    """Tell whether a line stands over links to other articles: «اقرأ أيضا»."""
    return _fits(_RELATED_LINE, text)


@lru_cache(maxsize=1024)  # each line of a page is asked about several times
def is_furniture(text: str) -> bool:
    """Tell whether a line is a button, a counter, a list of tags or another part of the site."""
    return _fits(_FURNITURE_LINE, text)


def leads_elsewhere(text: str, *, linked: bool) -> bool:
    """Tell whether a line names another article behind such a label: «اقرأ أيضا: …»."""
    line = bare(text).lstrip(_EDGES)
    return bool(_LEADING.match(line) or (linked and _LEADING_BY_LINK.match(line)))


def _fits(pattern: re.Pattern[str], text: str) -> bool:
    return len(text) <= _LONGEST and pattern.fullmatch(bare(text).strip(_EDGES)) is not None
