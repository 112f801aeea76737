"""The words of dates in one spelling: Latin months and weekdays, and those that may stand beside.

Arabic months and weekdays are those of :mod:`index.facts.dates.calendars`.
"""

import re
import unicodedata

from index.facts.dates.calendars import MONTHS, WEEKDAYS, Calendar, unmarked
from index.facts.dates.words import MONTH_AND_ALIAS

#: English, French and Turkish, each number from 1 on; without accents.
_LATIN_MONTHS = (
    "january|jan|janvier|janv|ocak",
    "february|feb|fevrier|fevr|fev|subat",
    "march|mar|mars|mart",
    "april|apr|avril|avr|nisan",
    "may|mai|mayis",
    "june|jun|juin|haziran",
    "july|jul|juillet|juil|temmuz",
    "august|aug|aout|agustos",
    "september|sept|sep|septembre|eylul",
    "october|oct|octobre|ekim",
    "november|nov|novembre|kasim",
    "december|dec|decembre|aralik",
)
_LATIN_WEEKDAYS = (
    "monday|mon|lundi|lun|pazartesi",
    "tuesday|tues|tue|mardi|mar|sali",
    "wednesday|weds|wed|mercredi|mer|carsamba",
    "thursday|thurs|thur|thu|jeudi|jeu|persembe",
    "friday|fri|vendredi|ven|vend|cuma",
    "saturday|sat|samedi|sam|cumartesi",
    "sunday|sun|dimanche|dim|pazar",
)


def _numbered(rows: tuple[str, ...], first: int) -> dict[str, int]:
    return {name: number for number, row in enumerate(rows, first) for name in row.split("|")}


_MONTH_NUMBERS = _numbered(_LATIN_MONTHS, 1)
#: Weekdays in any language by their word; Monday is 0.
WEEKDAY_NUMBERS = {
    **_numbered(_LATIN_WEEKDAYS, 0),
    **WEEKDAYS,
    **{name.removeprefix("ال"): number for name, number in WEEKDAYS.items()},
}

_LATIN_MONTH = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
#: A month by its name, one that papers write twice («تشرين الأول/أكتوبر») included.
MONTH = rf"(?:(?<![a-z])(?:{_LATIN_MONTH})(?![a-z])|(?<![ء-ي])(?:{MONTH_AND_ALIAS}))"
_ARABIC_NAME = re.compile("|".join(sorted(MONTHS, key=len, reverse=True)).replace(" ", " +"))

_FOLDED = str.maketrans(
    "àâäáãçéèêëíîïìñóôöòúùûüşğıھہە؍−\\",
    "aaaaaceeeeiiiinoooouuuusgiههه/-/",
)
#: A stroke between letters that is typed for a dash: «25ـ7ـ2013», «25 ـ يوليو ـ 2013».
_DRAWN_DASH = re.compile(r"(?<![^\W\d_])ـ+(?![^\W\d_])|(?<=\d)ـ+")
#: «تشرين1/أكتوير 2024», as Joomla's Arabic has it, slip and all.
_TWO_OF_A_NAME = re.compile(r"(تشرين|كانون) ?([12])(?!\d)(?:/اكتوير)?")


def one_spelling(text: str) -> str:
    """Return a text with one spelling for what looks alike: digits, letters, accents, blanks.

    Case stays, for a zone is told by its capitals.
    """
    dashed = _DRAWN_DASH.sub("-", unicodedata.normalize("NFKC", text))
    words, _ = unmarked(dashed.replace("İ", "I"))
    return _TWO_OF_A_NAME.sub(_ordinal, " ".join(words.translate(_FOLDED).split()))


def _ordinal(match: "re.Match[str]") -> str:
    return f"{match[1]} {'الاول' if match[2] == '1' else 'الثاني'}"


def month_of(name: str) -> tuple[Calendar, int]:
    """Return calendar and number of what :data:`MONTH` found."""
    name = name.lower()
    if name in _MONTH_NUMBERS:
        return "gregorian", _MONTH_NUMBERS[name]
    found = _ARABIC_NAME.match(name)
    if found is None:
        raise ValueError(f"{name!r} is no month")
    month = MONTHS[" ".join(found.group().split())]
    return month.calendar, month.number


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: What may stand beside a date without changing what it says.
FILLERS = _words(
    "نشر نشرت ينشر النشر منشور تم تاريخ التاريخ بتاريخ وقت موعد في يوم اليوم الخبر المقال"
    " الاضافه اضيف اضيفت صدر كتب حرر اخر الساعه ساعه عند علي تمام الموافق موافق المصادف ل"
    " م ميلادي ميلاديه ه هجري هجريه و من"
    " published publish publication posted post date pubdate on at the of added created"
    " publie publiee paru mis en ligne le la a de du t"
)

#: Words that count from the moment somebody reads them.
RELATIVE = _words(
    "منذ قبل امس الامس البارحه اليوم الان غدا غد الليله ثانيه ثواني ثوان دقيقه دقائق دقيقتين"
    " ساعتين ساعات ساعه ايام يومين اسبوع اسبوعين اسابيع شهر شهرين اشهر الماضي الماضيه الجاري"
    " ago yesterday today tonight now just last hour hours minute minutes min mins hr hrs"
    " second seconds week weeks month months hier aujourd maintenant il heures jours"
)

#: A label behind which the day of a change stands, and one of publication.
CHANGED = re.compile(
    r"(?:(?:اخر|تاريخ|تم|وقت) +)?(?:ال)?(?:تحديث|تعديل)(?![ء-ي])"
    r"|(?<![ء-ي])(?:حدث|عدل|محدث)(?![ء-ي])"
    r"|\b(?:last +)?(?:updated|modified|edited)\b|\b(?:mise?|modifie) +a +jour\b|\bmaj\b",
    re.I,
)
ISSUED = re.compile(
    r"(?:(?:تاريخ|تم) +)?(?<![ء-ي])(?:ال)?نشرت?(?![ء-ي])|\b(?:published|posted|publiee?)\b", re.I
)
