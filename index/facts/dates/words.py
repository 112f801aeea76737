"""The words that dates are written with, as patterns over plain spelling (``calendars.plain``)."""

from collections.abc import Iterable, Mapping

from index.facts.dates.calendars import MONTHS, WEEKDAYS


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest that fits, up to its end."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(word.replace(" ", " +") for word in ordered) + ")(?![ء-ي])"


def number_of(words: str, numbers: Mapping[str, int]) -> int:
    """Return the number of words that a pattern of them found, whatever blanks are between."""
    return numbers[" ".join(words.split())]


_UNITS = (
    "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع"
)  # fmt: skip

#: «غرة رمضان», «فاتح نوفمبر»: the first of a month, with or without من.
FIRSTS = "غره|فاتح|الفاتح|اول(?= +(?!من |شهر))"
#: «الخامس والعشرين» and the others: days in words.
ORDINALS: dict[str, int] = {
    **dict.fromkeys(("الاول", "غره", "فاتح", "الفاتح", "اول"), 1),
    "العاشر": 10,
    "الحادي عشر": 11,
    **{unit: number for number, unit in enumerate(_UNITS, 2)},
    **{f"{unit} عشر": number for number, unit in enumerate(_UNITS, 12)},
    **{
        f"{unit}{tens}": number + unit_number
        for number, stem in ((20, "عشر"), (30, "ثلاث"))
        for ending in ("ين", "ون")
        for unit_number, unit in enumerate(("", "الحادي و", *(f"{unit} و" for unit in _UNITS)))
        if number + unit_number <= 31
        for tens in (f"ال{stem}{ending}",)
    },
}

#: How many, in words: «ثلاثة أيام».
AMOUNTS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "ثلاثه|ثلاث",
            "اربعه|اربع",
            "خمسه|خمس",
            "سته|ست",
            "سبعه|سبع",
            "ثمانيه|ثماني|ثمان",
            "تسعه|تسع",
            "عشره|عشر",
        ),
        3,
    )
    for word in words.split("|")
}

#: «الماضي» and its like: how far from the present one.
SHIFTS: dict[str, int] = {
    word: amount
    for amount, words in (
        (-2, "قبل الماضي|قبل الماضيه|ما قبل الماضي"),
        (
            -1,
            "الماضي|الماضيه|الماضيين|الماضيتين|المنصرم|المنصرمه|المنقضي|المنقضيه|الفائت|الفائته|الفارط|الفارطه"
            "|الفايت|الفايته",
        ),
        (0, "الجاري|الجاريه|الجاريين|الحالي|الحاليه|الحاليين|الراهن|الراهنه"),
        (2, "بعد المقبل|بعد القادم|ما بعد المقبل|ما بعد القادم"),
        (1, "المقبل|المقبله|المقبلين|المقبلتين|القادم|القادمه|القادمين|الاتي|الاتيه|الداخل|القابل"),
    )
    for word in words.split("|")
}

DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
#: «أكتوبرالحالي»: these are printed together with a month.
GLUED_SHIFTS = ("الجاري", "الحالي", "الماضي", "المقبل", "القادم", "المنصرم")
_MONTH_ENDS = rf"(?!(?!(?:{'|'.join(GLUED_SHIFTS)})(?![ء-ي]))[ء-ي])"


def _one_month_of(names: Iterable[str]) -> str:
    """Return a pattern for any of the months, «كانون 2» not before another digit."""
    return one_of(names).replace(r"(?![ء-ي])", rf"(?:(?<!\d)|(?!\d)){_MONTH_ENDS}")


MONTH = _one_month_of(MONTHS)
#: One month, which may be named twice: «أكتوبر (تشرين الأول)», «تموز/يوليو», «مارس آذار», and in
#: brackets «أكتوبر «تشرين الأول»».
MONTH_AND_ALIAS = "|".join(
    rf"{names}(?: ?[/-] ?{names}| ?[(«] ?{names} ?[)»]| +{names})?"
    for number in range(1, 13)
    for calendar in ("gregorian", "hijri")
    for names in (
        _one_month_of(n for n, m in MONTHS.items() if (m.calendar, m.number) == (calendar, number)),
    )
)
WEEKDAY = one_of(WEEKDAYS)
ORDINAL = one_of(set(ORDINALS) - {"اول"})
SHIFT = one_of(SHIFTS)
#: A year, with م or هـ behind it.
YEAR = (
    r"(?P<year>(?:1\d|2[01])\d\d)(?!\d|[.,٫:]\d)(?! ?ق(?![ء-ي])| +قبل +الميلاد)"
    r"(?: ?(?P<era>[مه])(?:(?<=م)يلاديه?|(?<=ه)جريه?)?(?![ء-ي]))?"
)

PARTS_OF_DAY = "صباح|صبيحه|مساء|امسيه|ظهر|ظهيره|عصر|فجر|ليل|ليله|ضحي|عشيه"

#: Words that days near the present begin with, and
NEAR_DAYS = ("اول", "امس", "الامس", "غدا", "غد", "الغد", "اليوم", "البارحه", "الليله")
#: those that years, and months counted from the present, begin with.
YEAR_WORDS = (
    *("الشهر", "شهر", "العام", "عام", "السنه", "سنه", "هذا", "هذه"),
    *("عامي", "عاما", "سنتي", "سنتا", "سنوات", "اعوام", "الاعوام", "السنوات", "الفتره"),
    *("العامين", "عامين", "السنتين"),
)
