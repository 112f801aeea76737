"""Days and months in words: in Arabic by either naming of the months, with the Hijri day."""

from datetime import date
from functools import cache

from babel import Locale
from babel.dates import get_month_names

from index.facts.dates.calendars import hijri_of
from web.i18n.catalogue import Language
from web.i18n.preferences import Months

#: The names of the months in Iraq and the Levant, January first.
LEVANTINE = (
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
)

_HIJRI = {
    "ar": (
        "المحرم",
        "صفر",
        "ربيع الأول",
        "ربيع الآخر",
        "جمادى الأولى",
        "جمادى الآخرة",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "ذو القعدة",
        "ذو الحجة",
    ),
    "en": (
        "Muharram",
        "Safar",
        "Rabi I",
        "Rabi II",
        "Jumada I",
        "Jumada II",
        "Rajab",
        "Shaban",
        "Ramadan",
        "Shawwal",
        "Dhu al-Qada",
        "Dhu al-Hijja",
    ),
}


@cache
def locale(language: Language) -> Locale:
    """What Babel knows of a language; English as Britain writes it, the day first."""
    return Locale("en", "GB") if language == "en" else Locale(language)


def month(number: int, language: Language, months: Months) -> str:
    """A month's name: «أكتوبر», «تشرين الأول», «أكتوبر (تشرين الأول)»; in English there is one."""
    name = str(get_month_names("wide", locale=locale(language))[number])
    if language != "ar" or months == "modern":
        return name
    levantine = LEVANTINE[number - 1]
    return levantine if months == "levantine" else f"{name} ({levantine})"


def day(value: date, language: Language, months: Months) -> str:
    """«28 أكتوبر 2024»."""
    return f"{value.day} {month(value.month, language, months)} {value.year}"


def hijri(value: date, language: Language) -> str:
    """The day in the Hijri calendar, «25 ربيع الآخر 1446هـ»; empty outside its years."""
    found = hijri_of(value)
    if found is None:
        return ""
    year, number, of_month = found
    return f"{of_month} {_HIJRI[language][number - 1]} {year}{'هـ' if language == 'ar' else ' AH'}"
