"""The dates of one file: each by itself, and what one shows of the others.

In 28/10/2024 the day comes before the month. A file that has 10/28/2024, too, has the month first,
at least in places: from there on 05/06/2024 is left unknown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from index.sources.reading import InputFile, Problem
from index.sources.records.dates.moments import Moment, Unreadable, is_empty, read_moment

#: What a person may write instead, for messages.
ACCEPTED = (
    "accepted: 2024-10-28, 28/10/2024 (the day before the month), 28 أكتوبر 2024, "
    "6 ربيع الأول 1444هـ, Mon, 28 Oct 2024 14:30:00 +0300, seconds since 1970"
)
_EXPLAINED = "accepted"
_LONGEST = 60


@dataclass(slots=True)
class _Order:
    """What the dates of one field have shown of the order of day and month.

    Attributes:
        month_first: the first value that has the month first, and
        place: where it stands.
        day_first: the first value that was read day first and may be meant the other way, and
        day_first_place: where it stands.
        told: whether ``month_first`` was told.
    """

    month_first: str = ""
    place: str = ""
    day_first: str = ""
    day_first_place: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True)
class FileDates:
    """Reads the dates of one file.

    Attributes:
        file: where they stand.
        orders: what is known of each field, by its name.
        told: what is told once: zones that are unsure, and what is accepted.
        is_whole: all dates of the file are read here; where they are not, none shows how another
            is meant.
    """

    file: InputFile
    orders: dict[str, _Order] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    is_whole: bool = True

    def look_ahead(self, values: Iterable[object], *, name: str = "") -> None:
        """Look at values that are read later, so that the first ones are read as the others are.

        Args:
            values: of one field, as many as can be had without reading a large file twice.
            name: of the field.
        """
        order = self._order(name)
        for value in values:
            if order.month_first:
                return
            try:
                if read_moment(value).order == "month":
                    order.month_first = _printed(value)
            except Unreadable:
                continue

    def published(
        self, value: object, *, line: int | None = None, record: int | None = None, name: str = ""
    ) -> tuple[date | None, list[Problem]]:
        """Return the date that a value names, and what is told of it.

        Args:
            value: as it stands in the source; one that is empty is no problem.
            line: where in the file it stands.
            record: which record it belongs to.
            name: the field's own name in the file.
        """
        if is_empty(value):
            return None, []
        try:
            moment = read_moment(value)
        except Unreadable as error:
            message = f"{_subject(value, name)} cannot be read: {error}; {_KEPT}"
            if _EXPLAINED not in self.told:
                self.told.add(_EXPLAINED)
                message += f"; {ACCEPTED}"
            return None, [self._problem(message, line, record)]
        if not (moment.order or moment.doubts or moment.unsure_zone):
            return moment.value, []
        order = self._order(name)
        if moment.order == "either" and order.month_first:
            message = (
                f"{_subject(value, name)} may be {moment.value.isoformat()[:10]} or "
                f"{moment.swapped}, for {order.month_first}{order.place} has the month first; "
                f"{_KEPT}; write it as 2024-10-28"
            )
            return None, [self._problem(message, line, record)]
        problems = self._doubts(moment, _subject(value, name), line, record)
        if moment.order == "either" and not order.day_first:
            order.day_first, order.day_first_place = _printed(value), _place(line, record)
        if moment.order == "month":
            problems += self._month_first(value, line, record, name)
        return moment.value, problems

    def _doubts(
        self, moment: Moment, subject: str, line: int | None, record: int | None
    ) -> list[Problem]:
        problems = [
            Problem("contradiction", self.file.name, f"{subject}: {doubt}", line, record)
            for doubt in moment.doubts
        ]
        if moment.unsure_zone and moment.unsure_zone not in self.told:
            self.told.add(moment.unsure_zone)
            message = (
                f"{subject}: the offset of the zone {moment.unsure_zone!r} is not known here; the "
                "time is kept without one; write it as +03:00"
            )
            problems.append(self._problem(message, line, record))
        return problems

    def _month_first(
        self, value: object, line: int | None, record: int | None, name: str
    ) -> list[Problem]:
        order = self._order(name)
        order.month_first = order.month_first or _printed(value)
        order.place = order.place or _place(line, record)
        if order.told:
            return []
        order.told = True
        others = (
            "are left unknown" if self.is_whole else "are read with the day first: look at them"
        )
        message = (
            f"{_subject(value, name)} has the month before the day; those of this file that could "
            f"be read either way {others}; write them as 2024-10-28"
        )
        if order.day_first:
            message += (
                f"; {order.day_first}{order.day_first_place} and others up to here were read with "
                "the day first: look at them"
            )
        return [self._problem(message, line, record)]

    def _order(self, name: str) -> _Order:
        return self.orders.setdefault(name, _Order())

    def _problem(self, message: str, line: int | None, record: int | None) -> Problem:
        return Problem("bad_date", self.file.name, message, line, record)


_KEPT = "the article is kept without it"


def published(
    text: object,
    file: InputFile,
    *,
    line: int | None = None,
    record: int | None = None,
    name: str = "",
) -> tuple[date | None, list[Problem]]:
    """Return the date that a value by itself names, and what is told of it.

    Args:
        text: as it stands in the source; one that is empty is no problem.
        file: the file it stands in.
        line: where in the file it stands.
        record: which record it belongs to.
        name: the field's own name in the file.
    """
    return FileDates(file, is_whole=False).published(text, line=line, record=record, name=name)


def _subject(value: object, name: str) -> str:
    return f"the date {_printed(value)}" + (f" of {name!r}" if name else "")


def _printed(value: object) -> str:
    try:
        printed = " ".join(str(value).split())
    except (ValueError, RecursionError):  # a number of thousands of digits, objects within objects
        printed = "that cannot be shown"
    return repr(printed[:_LONGEST])


def _place(line: int | None, record: int | None) -> str:
    return f" in line {line}" if line is not None else f" in record {record}" if record else ""
