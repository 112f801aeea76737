"""Years: behind «عام», before م or هـ, and bare numbers that the words around make one."""

import re
from dataclasses import replace
from itertools import pairwise

from index.facts.dates.calendars import Calendar, calendar_of
from index.facts.dates.foreign_dates import from_foreign_date
from index.facts.dates.points import Expression, PartialDate, Point, year_in
from index.facts.dates.ranges import expression_of, from_point
from index.facts.dates.words import YEAR

_LAST_YEAR = r"(?P<last>(?:1\d|2[01])\d\d)(?!\d)(?: ?(?P<last_era>[مه])(?![ء-ي]))?"
_YEARS = re.compile(
    r"(?:ال)?(?:عام|سنه) *(?:(?:ال)?(?:هجري|ميلادي|مالي|دراسي|جامعي)ه? +)?[(\"«“]? ?"
    rf"{YEAR}(?P<end>)"
    rf"(?:(?: ?[-/] ?| +(?P<to>الي|حتي) *(?P<again>(?:ال)?عام +|سنه +)?){_LAST_YEAR})?"
)
_SEVERAL_YEARS = re.compile(
    r"(?:عامي|عاما|سنتي|سنتا|سنوات|اعوام|الاعوام|السنوات|الفتره|العامين|عامين|السنتين)"
    rf"(?: +(?:من|بين|ما +بين))? *(?:عامي? +)?{YEAR}(?P<end>)"
    rf"(?:(?: ?[-/] ?| ?[،,] ?| +(?:و ?|الي +|حتي +)(?:عام +)?){_LAST_YEAR})+(?P<again>)(?P<to>)"
)
#: In the years of a list these tell that what lies between is meant, too.
_MAKES_A_SPAN = re.compile(r"(?<![ء-ي])(?:من|بين|الي|حتي|الفتره)(?![ء-ي])|-")
#: «2011م». Other numbers before م are as likely metres, «سباق 1500م».
_YEAR_WITH_ERA = re.compile(
    r"(?<!\d[/-])(?<!\d [/-] )(?P<year>(?:19|20)\d\d(?= ?م)|1[345]\d\d(?= ?ه))"
    r" ?(?P<era>[مه])(?:(?<=م)يلاديه?|(?<=ه)جريه?)?(?![ء-ي])(?! ?[2²](?!\d)| +(?:مربع|حواجز"
    r"|موانع|تتابع|فوق|عن +سطح))"
)
_METRES_BEFORE = re.compile(
    r"(?:سباق|سباقات|البحر|(?:ارتفاع|طول|عمق|مسافه|علو)ه?ا?(?: +(?:[يت]بلغ|نحو|حوالي|الي))*) +\(?$"
)

#: What is counted, weighed or paid, or told by the clock: «في 2000 موقع», «2030 بتوقيت غرينتش». The
#: feminine nouns (in -ه) are named by their ending, but for these, which follow a year.
_COUNTED_WORDS = (
    r"(?![وفبكل]?(?:نتيجه|مقارنه|اضافه|نسبه|قيمه|زياده|مناسبه|رغبه|بدايه|نهايه|ثوره|فيه"
    r"|نظيره|منه|عليه|انه|لكنه|مره|لمده|عده|خاصه|عامه|وفقه|فتره|بصوره|بصفه|بطريقه|اثره|اثره)(?![ء-ي]))"
    r"(?:(?!ال|لل|[ء-ي]*ته(?![ء-ي])|[وفبلك]ال|هذه|التي)[ء-ي]{2,}ه"
    r"|(?:الف|مليون|مليار|ريال|دولار|دينار|درهم|جنيه|يورو|اورو|سنت|مليم|نقاط|متر|امتار|كيلو[ء-ي]*"
    r"|كلم(?!ا)|كم(?!ا)|كلغ|كغ|كجم|طن|غرام|جرام|لتر|برميل|هكتار|فدان|ميل|قدم|[كمجغ]ي[غج]ا[ء-ي]*|شخص|فرد|مواطن|رجل"
    r"|طفل|شاب|طالب|تلميذ|موظف|عامل|عضو|جندي|عسكري|عنصر|مقاتل|مسلح|قتيل|جريح|مصاب|اسير|معتقل|لاجئ"
    r"|نازح|مهاجر|حاج|زائر|سائح|راكب|مسافر|مشارك|متطوع|مستفيد|متفرج|لاعب|طبيب|معلم|مدرس|مهندس|صحافي"
    r"|صحفي|خريج|متقدم|مرشح|ناخب|مقعد|صوت|سرير|موقع|منزل|مبني|مسكن|مسجد|مركز|مصنع|محل|فرع|مشروع|عقد"
    r"|عقار|جهاز|صاروخ|قارب|حادث|اعتداء|محضر|ملف|طلب|بلاغ|فيلم|كتاب|عنوان|هدف|حصان|راس|كرسي|يوم"
    r"|شهر|اسبوع|عام|قرن|صنف|نوع|منتج|سهم|حفل|مرض|فريق|ليال|ايام|اشهر|اعوام|سنوات)ا?"
    r"|بتوقيت|بالتوقيت|ت ?\.? ?غ)(?![ء-ي])"
)
_COUNTED = rf" ?[٪%]| +{_COUNTED_WORDS}"
_BARE = rf"(?:19|20)\d\d(?!\d|[.,٫:/]\d|{_COUNTED})(?! ?ق(?![ء-ي])| +قبل +الميلاد)"
_BARE_YEAR = re.compile(_BARE)
_BARE_TO_ANOTHER = re.compile(
    r"(?P<year>(?:1[5-9]|20)\d\d)(?: ?- ?| +(?:الي|حتي|وحتي) *(?:عام +|سنه +|نهايه +)?)"
    rf"(?P<last>{_BARE.replace('19|20', '1[4-9]|20', 1)})"
)
#: An older year alone is as likely a number: only where a bracket closes behind it, or where both
#: ends of «من 1820 إلى 1847» are no round ones.
_OLDER = range(1500, 1900)
_GROWS_BEFORE = re.compile(
    r"(?<![ء-ي])(?:[وفيت]?(?:ارتفع|رتفع|انخفض|نخفض|تراجع|زاد|نما)ت?|عدد[هـ]?ا?)(?![ء-ي])"
)
_IN_BRACKETS = re.compile(r"\( ?$")
_QUOTE_OPENS = re.compile(r"[(\"«“] ?$")
_BRACKET_CLOSES = re.compile(rf" ?\)(?! ?(?:{_COUNTED_WORDS}))")
_NUMBERED_BEFORE = re.compile(
    r"(?<![ء-ي])[وفبل]{0,2}(?:عدد[هـ]?ا?|رقم|بالرقم|قرار|القرار|ماده|الماده|فقره|طراز|موديل"
    r"|نحو|حوالي|بلغت?|مبلغ|قيمه|قيمته|الرمز|ص|صفحه) *\(? ?$"
)
_BARE_AND_ANOTHER = re.compile(
    rf"(?P<year>(?:19|20)\d\d) +و ?(?:(?:بدايه|نهايه|مطلع|منتصف|اواخر|اوائل) +)?(?P<last>{_BARE})"
)
_YEAR_TO_NEXT = re.compile(rf"(?P<year>(?:1[34]|19|20)\d\d) ?[/-] ?{_LAST_YEAR}")

_TIMES = (
    r"في|منذ|حتي|خلال|غضون|موفي|مطلع|مستهل|بدايه|بدايات|اوائل|منتصف|اواسط|اواخر|نهايه|نهايات|بحلول"
    r"|قبل|بعد|افق|مدار|صايفه|صائفه|صيف|شتاء|خريف|ربيع|موسم|عام|سنه|عامي|سنتي|اعوام|سنوات|عامين"
    r"|(?:الاول|الاولي|الثاني|الثانيه|الثالث|الثالثه|الرابع|الرابعه|الاخير|الاخيره|نفسها"
    r"|ذاتها|نفسه|ذاته|المماثله|المماثل|المقابله|الفتره) +من"
)
#: «في 2011 و2012 و2013»: the last years of a list have no such word of their own.
_TIME_BEFORE = re.compile(
    rf"(?<![ء-ي])[وفبل]{{0,2}}(?:ال)?(?:{_TIMES}) *"
    r"(?:(?:19|20)\d\d(?: ?\([^()]{0,40}\))?(?: ?[،,] ?| ?[،,]? و ?)){0,8}[\"«“]?$"
)
_FROM_BEFORE = re.compile(
    r"(?:(?<![ء-ي])(?:[وفب]?(?:من|في|خلال|منذ|بين)|ل?[ء-ي]*موسم) +|[(\"«“] ?)$"
)
_BETWEEN_BEFORE = re.compile(r"(?<![ء-ي])[وف]?(?:ما ?)?بين +$")
#: A year of these begins in one year and ends in the next.
_SCHOOL_YEAR_BEFORE = re.compile(
    r"(?:موسم|دراسي|جامعي|مالي|تدريبي|تاميني|رياضي|زراعي|مدرسي|خماسي|سياسي|سنه|عام|مخطط|خطه"
    r"|الخماسي|للفتره|الفتره)ه? +(?:ل?عام +|(?:المقبل|القادم|الحالي|الجاري|الماضي"
    r"|الجديد)ه? +)*\(?$"
)
_REACH = 60


def from_number(words: str, start: int) -> Expression | None:
    """Read a date, or a year that the words around tell from any other number.

    Args:
        words: a text in plain spelling without marks (``calendars.unmarked``).
        start: the offset in it that the expression begins at.

    Returns:
        The expression with its offsets in ``words``, or ``None`` where none begins there.
    """
    if found := from_foreign_date(words, start) or from_point(words, start):
        return found
    if found := _from_year_to_next(words, start):
        return found
    match = _YEAR_WITH_ERA.match(words, start)
    is_length = match and match["era"] == "م" and _is_behind(_METRES_BEFORE, words, start)
    if match and not is_length and (year := year_in(match)):
        return expression_of(start, Point(match.end(), _year(*year)))
    return _from_bare_year(words, start)


def named_years(words: str, start: int) -> Expression | None:
    """Read «عام 2011», «العام الهجري 1436», «عامي 2011 و2012» or «الفترة 2011-2015».

    Args:
        words: a text in plain spelling without marks (``calendars.unmarked``).
        start: the offset in it that the expression begins at.

    Returns:
        The expression with its offsets in ``words``, or ``None`` where none begins there.
    """
    match = _YEARS.match(words, start) or _SEVERAL_YEARS.match(words, start)
    found = year_in(match) if match else None
    if match is None or found is None:
        return None
    year, calendar = found
    only = expression_of(start, Point(match.end(), _year(year, calendar)))
    if match["last"] is None:
        return only
    last = int(match["last"])
    if calendar == "hijri" and match["last_era"] == "م":
        return replace(only, first=_year(last), last=_year(last), converted=only.first)
    if not _is_range(match, year, last) or _is_list_with_gaps(match):
        return replace(only, end=match.end("end"))
    return replace(only, last=_year(last, calendar), precision="range")


def _is_range(match: "re.Match[str]", first: int, last: int) -> bool:
    """Tell whether the second number is a year, too: not in «عام 2011 إلى 1500»."""
    is_sure = match["to"] is None or match["again"] is not None
    return first < last and (is_sure or match.string.endswith("من ", 0, match.start()))


def _is_list_with_gaps(match: "re.Match[str]") -> bool:
    """Tell whether these are years by themselves: «عامي 2011 و2013», not «بين عامي 2011 و2013»."""
    between = _BETWEEN_BEFORE.search(match.string, max(0, match.start() - _REACH), match.start())
    if match["to"] is None or between or _MAKES_A_SPAN.search(match.group()):
        return False
    years = [int(year) for year in re.findall(r"\d{4}", match.group())]
    return any(later - earlier > 1 for earlier, later in pairwise(years))


def _from_year_to_next(words: str, start: int) -> Expression | None:
    """Read «العام الدراسي 2014-2015», «موسم 2014/2015», «1436/1437هـ»."""
    match = _YEAR_TO_NEXT.match(words, start)
    if match is None or int(match["last"]) != int(match["year"]) + 1:
        return None
    is_hijri = match["last_era"] == "ه"
    if not is_hijri and not _is_behind(_SCHOOL_YEAR_BEFORE, words, start):
        return None
    return _range(match, "hijri" if is_hijri else calendar_of(int(match["year"])))


def _from_bare_year(words: str, start: int) -> Expression | None:
    """Read «في 2011», «منذ 2011», «من 2011 إلى 2013», «(1935-2010)»."""
    if match := _BARE_TO_ANOTHER.match(words, start):
        is_range = _is_behind(_FROM_BEFORE, words, start) and match["year"] < match["last"]
        return _range(match) if is_range and _is_old_enough(match) else None
    match = _BARE_AND_ANOTHER.match(words, start)
    if match and match["year"] < match["last"] and _is_behind(_BETWEEN_BEFORE, words, start):
        return _range(match)
    match = _BARE_YEAR.match(words, start)
    if match is None:
        return None
    if not _is_behind(_TIME_BEFORE, words, start) and not _is_in_brackets(words, match):
        return None
    return expression_of(start, Point(match.end(), _year(int(match.group()))))


def _is_in_brackets(words: str, year: "re.Match[str]") -> bool:
    """Tell whether it is «(1974)», and not «عدد (1982) حبة»."""
    is_alone = _is_behind(_IN_BRACKETS, words, year.start())
    closes = _BRACKET_CLOSES.match(words, year.end()) if is_alone else None
    return closes is not None and not _is_behind(_NUMBERED_BEFORE, words, year.start())


def _is_old_enough(match: "re.Match[str]") -> bool:
    """Tell whether both ends are years; numbers of old ones are as often of other things."""
    if int(match["year"]) not in _OLDER:
        return True
    in_brackets = _is_behind(_QUOTE_OPENS, match.string, match.start())
    if in_brackets or _is_behind(_GROWS_BEFORE, match.string, match.start()):
        return in_brackets
    return any(int(match[end]) % 10 for end in ("year", "last"))


def _range(match: "re.Match[str]", calendar: Calendar = "gregorian") -> Expression:
    first, last = (Point(match.end(), _year(int(match[at]), calendar)) for at in ("year", "last"))
    return expression_of(match.start(), first, last)


def _is_behind(pattern: "re.Pattern[str]", words: str, start: int) -> bool:
    return pattern.search(words, max(0, start - _REACH), start) is not None


def _year(year: int, calendar: Calendar = "gregorian") -> PartialDate:
    return PartialDate(year=year, calendar=calendar)
