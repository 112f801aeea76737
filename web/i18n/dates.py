"""Days and months in words: in Arabic by either naming of the months, with the Hijri day."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from babel.dates import get_month_names

from index.article import DateMention
from index.facts.dates.calendars import hijri_of
from search.query import period_name
from web.i18n.language import Language, locale
from web.i18n.preferences import Display, Months
from web.i18n.wording import COMMAS

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


def month(number: int, language: Language, months: Months) -> str:
    """Return the name of a month: «أكتوبر», «تشرين الأول», «أكتوبر (تشرين الأول)».

    Args:
        number: 1 for January.
        language: of the name.
        months: the naming that a reader of Arabic wants; in English there is one.
    """
    name = str(get_month_names("wide", locale=locale(language))[number])
    if language != "ar" or months == "modern":
        return name
    levantine = LEVANTINE[number - 1]
    return levantine if months == "levantine" else f"{name} ({levantine})"


def day(value: date, language: Language, months: Months) -> str:
    """Return a day in words, «28 أكتوبر 2024»."""
    return f"{value.day} {month(value.month, language, months)} {value.year}"


@lru_cache(maxsize=4096)
def period(value: str, language: Language, months: Months) -> str:
    """Return a period in words: «2024», «أكتوبر 2024», «28 أكتوبر 2024».

    Args:
        value: ``2024``, ``2024-10`` or ``2024-10-28``, as facets have it.
        language: of the words.
        months: the naming of the months.
    """
    year, *finer = (int(part) for part in value.split("-"))
    if not finer:
        return str(year)
    if len(finer) == 1:
        return f"{month(finer[0], language, months)} {year}"
    return day(date(year, *finer), language, months)


def hijri(value: date, language: Language) -> str:
    """Return the day in the Hijri calendar, «25 ربيع الآخر 1446هـ»; empty outside its years."""
    found = hijri_of(value)
    if found is None:
        return ""
    year, number, of_month = found
    return f"{of_month} {_HIJRI[language][number - 1]} {year}{'هـ' if language == 'ar' else ' AH'}"


@dataclass(frozen=True, slots=True)
class DateNames:
    """Days and periods in one language, as one reader wants to see them."""

    language: Language
    display: Display

    def hijri_month(self, value: date, part: str = "") -> str:
        """Return the Hijri month of a day, «شوال 1436هـ»; its name or its year alone.

        Args:
            value: the day.
            part: ``hijri_month_name`` or ``hijri_year`` for that alone.
        """
        found = hijri_of(value)
        if found is None:
            return ""
        name = _HIJRI[self.language][found[1] - 1]
        year = f"{found[0]}{'هـ' if self.language == 'ar' else ' AH'}"
        return {"hijri_month_name": name, "hijri_year": year}.get(part, f"{name} {year}")

    def month(self, number: int) -> str:
        """Return the name of a month, 1 for January, in the reader's naming."""
        return month(number, self.language, self.display.months)

    def day(self, value: date) -> str:
        """Return «28 أكتوبر 2024», with the Hijri day beside it where the reader wants it."""
        found = day(value, self.language, self.display.months)
        if self.display.hijri == "on" and (of_hijra := hijri(value, self.language)):
            return f"{found} ({of_hijra})"
        return found

    def moment(self, value: date) -> str:
        """Return the day, and the time where it is known: «28 أكتوبر 2024، 14:30»."""
        if isinstance(value, datetime):
            return f"{self.day(value)}{COMMAS[self.language]}{value:%H:%M}"
        return self.day(value)

    def period(self, value: str) -> str:
        """Return a value of a facet of periods in full: «2024», «أكتوبر 2024», «28 أكتوبر 2024»."""
        return period(value, self.language, self.display.months)

    def span(self, first: date, last: date) -> str:
        """Return a stretch of days: «28 أكتوبر 2024», «27–28 أكتوبر 2024», «فبراير 2022».

        Args:
            first: its first day.
            last: its last day, the same or later.
        """
        if name := period_name(first, last):
            return self.period(name)
        begins, ends = (day(value, self.language, self.display.months) for value in (first, last))
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{ends}"
        return f"{begins} – {ends}"

    def mention(self, found: DateMention) -> str:
        """Return the days that a text names."""
        return self.span(found.first, found.last)
