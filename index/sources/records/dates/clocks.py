"""The time of day in a text, and its zone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from index.facts.dates.half_days import HALF_DAY, hour_of_day
from index.sources.records.dates.days import Unreadable
from index.sources.records.dates.names import MONTH, WEEKDAY_NUMBERS

#: Hours from UTC by the names that RFC 822 and people use. AST is the time of Arabia here. Left out
#: is what names several zones (IST, BST).
_ZONES: dict[str, float] = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet", "zulu"), 0),
    **dict.fromkeys(("cet", "west", "wat"), 1),
    **dict.fromkeys(("cest", "eet", "cat", "sast"), 2),
    **dict.fromkeys(("eest", "msk", "ast", "ksa", "eat", "trt"), 3),
    **dict.fromkeys(("gst", "msd"), 4),
    "irst": 3.5,
    "pkt": 5,
    "edt": -4,
    **dict.fromkeys(("est", "cdt"), -5),
    **dict.fromkeys(("cst", "mdt"), -6),
    **dict.fromkeys(("mst", "pdt"), -7),
    "pst": -8,
    **dict.fromkeys(("غرينتش", "جرينتش", "قرينتش", "ت غ", "ت.غ"), 0),
}
#: The same behind توقيت: places that never had summer time, or not in the years of the web. Left
#: out are those that had (القاهرة، بيروت), and عمان, which is Amman and Oman.
_PLACES: dict[str, float] = {
    **dict.fromkeys(("غرينتش", "جرينتش", "قرينتش", "غرينيتش"), 0),
    "الجزائر": 1,
    **dict.fromkeys(("مكه", "مكه المكرمه", "السعوديه", "الرياض", "الدوحه", "قطر"), 3),
    **dict.fromkeys(("الكويت", "المنامه", "البحرين", "صنعاء", "اليمن", "عدن"), 3),
    **dict.fromkeys(("ابوظبي", "ابو ظبي", "الامارات", "دبي", "مسقط", "سلطنه عمان"), 4),
}
#: When the time of Moscow was four hours from UTC, all the year.
_MOSCOW_AHEAD = date(2011, 3, 27), date(2014, 10, 26)


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


_LETTER = r"[^\W\d_]"
_NAMED_ZONE = rf"(?:{_any_of(_ZONES)}|ب?توقيت +{_any_of(_PLACES)})(?!{_LETTER}|\d|/)"
_OFFSET = (
    r"(?P<sign>[+-]) ?(?P<hours>0?\d|1[0-4])(?!\d(?!\d))(?::?(?P<minutes>[0-5]\d)(?::?00)?)?"
    rf"(?![\d./-]| ?{MONTH})"
)
#: Words that look like a zone and are none that is known.
_OTHER_ZONE = (
    rf"(?! ?{_any_of(WEEKDAY_NUMBERS)}(?!{_LETTER}))(?! ?{MONTH})"
    rf"(?P<other>(?-i:[A-Z]{{2,5}})(?!{_LETTER}|/)|[A-Za-z]{{2,20}}/[A-Za-z_+-]+\d*"
    rf"|ب?(?:ال)?توقيت(?: +(?:ال)?[ء-ي]+){{0,2}})"
)
_ZONE = (
    rf"(?:[ (,]*(?P<zone>{_NAMED_ZONE})?[ ]?{_OFFSET}(?: ?(?-i:[A-Z]{{2,5}})(?!{_LETTER}))?"
    rf"|[ (,-]*(?P<alone>{_NAMED_ZONE})|[ (]*{_OTHER_ZONE})?"
    r"(?: ?\([A-Za-z+\d: ]+\)| ?\[[A-Za-z_/+-]+\])?"
)
_CLOCK = re.compile(
    rf"(?:(?<!\d)(?<!\d )(?<!{_LETTER})(?P<before>{HALF_DAY})[ :]*)?"
    rf"(?<![\d:])(?:(?<=T)|(?<!{_LETTER}))(?:الساعه *:? *)?"
    r"(?P<hour>\d{1,2})(?: ?[:h] ?(?P<minute>\d\d)|\.(?P<dotted>\d\d)"
    r"(?=\.\d\d(?:\.\d+)? ?[ap]\.?m))"
    r"(?:[:.](?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?(?![\d:])"
    rf"(?: ?(?P<after>{HALF_DAY}))?{_ZONE}",
    re.I,
)
_HOUR_ALONE = re.compile(
    rf"(?<![\d/._:-])(?:الساعه +)?(?P<hour>0?[1-9]|1[0-2]) ?(?P<after>{HALF_DAY}){_ZONE}", re.I
)
_AFTER_WORD = re.compile(
    rf"الساعه *:? *(?P<hour>\d{{1,2}})[.,،](?P<minute>\d\d)(?!\d)(?: ?(?P<after>{HALF_DAY}))?", re.I
)
_NO_SUCH_TIME = "there is no such time of day"
_IN_FRENCH = re.compile(r"(?<![\d/._:-])(?P<hour>\d{1,2}) ?h(?:eures?)?(?![a-z\d])", re.I)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day.

    Attributes:
        time: as printed.
        offset: from UTC, where the zone is known.
        zone: its name as printed, where it has one.
        is_end_of_day: it is 24:00, the midnight that begins the next day.
    """

    time: time
    offset: timedelta | None = None
    zone: str = ""
    is_end_of_day: bool = False

    @property
    def unsure_zone(self) -> str:
        """Return the name of a zone whose offset is not known."""
        return self.zone if self.offset is None else ""

    def on(self, day: date) -> datetime:
        """Return the moment when the clock shows this time on a day."""
        offset = self.offset
        if self.zone == "msk" and _MOSCOW_AHEAD[0] <= day < _MOSCOW_AHEAD[1]:
            offset = timedelta(hours=4)
        zone = None if offset is None else timezone(offset) if offset else UTC
        return datetime.combine(day + timedelta(days=self.is_end_of_day), self.time, zone)


def clock_in(text: str) -> tuple[Clock | None, str]:
    """Return the time of day that a text names, if it does, and the text without it.

    Raises:
        Unreadable: there is no such time, or there are two.
    """
    for pattern in (_CLOCK, _AFTER_WORD, _HOUR_ALONE, _IN_FRENCH):
        matches = list(pattern.finditer(text))
        if len(matches) > 1:
            raise Unreadable("it names two times of day")
        if matches:
            (match,) = matches
            rest = text[: match.start()], text[match.end() :]
            return _clock(match), " ".join(" ".join(rest).split())
    return None, text


def _clock(match: "re.Match[str]") -> Clock:
    parts = match.groupdict()
    half = parts.get("after") or parts.get("before") or ""
    hour = hour_of_day(int(parts["hour"]), half)
    if hour is None:
        raise Unreadable(_NO_SUCH_TIME)
    fraction = (parts.get("fraction") or "").ljust(6, "0")[:6]
    offset, zone = _zone(parts)
    minute = int(parts.get("minute") or parts.get("dotted") or 0)
    second = int(parts.get("second") or 0)
    is_end_of_day = (hour, minute, second, int(fraction)) == (24, 0, 0, 0)
    try:
        found = time(0 if is_end_of_day else hour, minute, second, int(fraction))
    except ValueError:
        raise Unreadable(_NO_SUCH_TIME) from None
    return Clock(found, offset, zone, is_end_of_day)


def _zone(parts: dict[str, str | None]) -> tuple[timedelta | None, str]:
    """Return the offset of a clock, and the name of its zone."""
    if sign := parts.get("sign"):
        offset = timedelta(hours=int(parts["hours"] or 0), minutes=int(parts["minutes"] or 0))
        return offset if sign == "+" else -offset, ""
    if named := parts.get("alone"):
        *behind, name = named.lower().split("توقيت")
        hours = (_PLACES if behind else _ZONES)[" ".join(name.split())]
        return timedelta(hours=hours), name
    other = (parts.get("other") or "").strip()
    return None, "" if other.endswith("محلي") else other
