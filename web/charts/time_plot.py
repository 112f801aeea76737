"""Plots as the templates draw them: geometry, words and links put together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import ceil
from typing import cast

from babel.numbers import format_compact_decimal, format_percent

from search.results import PeriodUnit, Results, Unit
from web.charts.geometry import (
    Direction,
    DrawnColumn,
    Scale,
    columns,
    drawn,
    nice_scale,
    percent,
    text_width,
)
from web.charts.shares import floor, shares
from web.charts.time_axis import Mark, Part, marks
from web.i18n.labels import Labels
from web.i18n.language import Language
from web.i18n.preferences import Display, Months
from web.url.address import SearchAddress

#: Letters of an ISO date down to the period.
_LENGTH: dict[Unit, int] = {"year": 4, "month": 7, "day": 10}

#: From here on the numbers at an axis are written short: «10 آلاف».
_LONG = 10_000


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a plot and what there is in it.

    Attributes:
        column: where its bar stands.
        name: «أكتوبر 2024».
        count: its articles.
        amount: what is plotted: articles, or a share in percent.
        value: how the amount is written.
        told: all of it in one line, for those who point at the bar or hear it read.
        address: where its articles are; empty where there are none, and on pages of a search that
            is too long to be repeated so often.
        of: of how many articles it is a share; ``None`` where counts are plotted.
        thin: whether these are too few for a share to be compared.
    """

    first: date
    last: date
    column: DrawnColumn
    name: str
    count: int
    amount: float
    value: str
    told: str
    address: str
    of: int | None = None
    thin: bool = False


@dataclass(frozen=True, slots=True)
class ValueTick:
    """A line across the plot with its number.

    Attributes:
        y: where it stands, in percent from the upper edge.
    """

    y: str
    text: str


@dataclass(frozen=True, slots=True)
class TimePlot:
    """Bars over time.

    Attributes:
        direction: of time.
        ticks: from the bottom up.
        gutter: the room for the numbers beside the plot, in their font size.
        marks: the names of periods.
        floor: with fewer articles of the archive a period is thin; 0 where counts are plotted.
    """

    direction: Direction
    periods: tuple[Period, ...]
    ticks: tuple[ValueTick, ...]
    gutter: int
    marks: tuple[Mark, ...]
    floor: int = 0

    @property
    def thin(self) -> bool:
        """Whether a bar is of a period that the archive has few articles of."""
        return any(period.thin and period.count for period in self.periods)

    @property
    def peak(self) -> Period | None:
        """The highest bar that can be compared, where there is one alone."""
        solid = [period for period in self.periods if not period.thin]
        most = max((period.amount for period in solid), default=0)
        peaks = [period for period in solid if period.amount == most]
        return peaks[0] if len(peaks) == 1 else None


@dataclass(frozen=True, slots=True)
class _Value:
    """What is plotted of a period; see :class:`Period`."""

    count: int
    amount: float
    written: str
    of: int | None = None
    thin: bool = False


@dataclass(frozen=True, slots=True)
class Plotter:
    """Draws in the words of one reader."""

    labels: Labels

    @property
    def direction(self) -> Direction:
        """Time runs the way the page is read."""
        return "rtl" if self.labels.direction == "rtl" else "ltr"

    def name(self, unit: PeriodUnit, first: date) -> str:
        """Return the name of a period in full."""
        if unit == "hijri_month":
            return self.labels.hijri_month(first)
        return self.labels.period(first.isoformat()[: _LENGTH[unit]])

    def counts(
        self,
        search: SearchAddress,
        unit: PeriodUnit,
        spans: Sequence[tuple[date, date]],
        counts: Sequence[int],
        scale: Scale | None = None,
    ) -> TimePlot:
        """Return a plot of articles over time, each bar a link to them.

        Args:
            search: whose articles they are.
            unit: of the periods.
            spans: first and last day of each.
            counts: how many articles there are in each.
            scale: where several plots are to be compared.
        """
        scale = scale or nice_scale(max(counts, default=0))
        values = [_Value(count, count, self.labels.number(count)) for count in counts]
        return self._plot(search, unit, spans, values, scale, tuple(map(self._short, scale.ticks)))

    def shares(
        self,
        search: SearchAddress,
        unit: PeriodUnit,
        spans: Sequence[tuple[date, date]],
        counts: Sequence[int],
        base: Sequence[int],
        scale: Scale,
    ) -> TimePlot:
        """Return a plot of what part of all articles of their period these are, in percent.

        Args:
            search: whose articles they are.
            unit: of the periods.
            spans: first and last day of each.
            counts: how many articles there are in each.
            base: how many the archive has of each.
            scale: a bar of few articles may be higher, and is cut off.
        """
        least = floor(base)
        values = [
            _Value(count, share, self.percent(share), of, thin=of < least)
            for count, share, of in zip(counts, shares(counts, base), base, strict=True)
        ]
        ticks = tuple(map(self.percent, scale.ticks))
        return replace(self._plot(search, unit, spans, values, scale, ticks), floor=least)

    def percent(self, share: float) -> str:
        """Return a share as it is written: below one percent with two digits behind the point."""
        pattern = "#,##0.##%" if 0 < share < 1 else "#,##0.#%"
        return format_percent(
            share / 100,
            pattern,
            locale=self.labels.locale,
            numbering_system="latn",
        )

    def _plot(
        self,
        search: SearchAddress,
        unit: PeriodUnit,
        spans: Sequence[tuple[date, date]],
        values: Sequence[_Value],
        scale: Scale,
        ticks: Sequence[str],
    ) -> TimePlot:
        places = drawn(columns([value.amount for value in values], scale, self.direction))
        return TimePlot(
            direction=self.direction,
            periods=tuple(
                self._period(search, unit, span, value, place)
                for span, value, place in zip(spans, values, places, strict=True)
            ),
            ticks=tuple(
                ValueTick(percent(scale.y(tick)), text)
                for tick, text in zip(scale.ticks, ticks, strict=True)
            ),
            gutter=ceil(max(map(text_width, ticks))),
            marks=_marks(
                unit,
                tuple(first for first, _ in spans),
                self.labels.language,
                self.labels.display.months,
            ),
        )

    def _period(
        self,
        search: SearchAddress,
        unit: PeriodUnit,
        span: tuple[date, date],
        value: _Value,
        column: DrawnColumn,
    ) -> Period:
        name = self.name(unit, span[0])
        return Period(
            *span,
            column,
            name,
            count=value.count,
            amount=value.amount,
            value=value.written,
            told=f"{name}: {self._told(value)}",
            address=search.narrowed(*span) if value.count and not search.is_long else "",
            of=value.of,
            thin=value.thin,
        )

    def _told(self, value: _Value) -> str:
        counted = self.labels.counted(value.count, "articles")
        if value.of is None:
            return counted
        share = self.labels.gettext("{share} of {n} in the archive")
        if value.thin:
            share = self.labels.gettext("{share} of only {n} in the archive")
        share = share.format(share=value.written, n=self.labels.number(value.of))
        return self.labels.joined([counted, share])

    def write(self, part: Part, day: date) -> str:
        """Return how a period is named that a day lies in; see :data:`time_axis.Write`."""
        if part == "month_name":
            return self.labels.month(day.month)
        if part in ("hijri_month_name", "hijri_year"):
            return self.labels.hijri_month(day, part)
        return str(day.day) if part == "day" else self.name(cast("PeriodUnit", part), day)

    def _short(self, number: float) -> str:
        if number < _LONG:
            return self.labels.number(number)
        return format_compact_decimal(
            number,
            locale=self.labels.locale,
            fraction_digits=1,
            numbering_system="latn",
        )


# Searches of one archive share most of their axes, and which names fit below one is tried out.
@lru_cache(maxsize=256)
def _marks(
    unit: PeriodUnit, starts: tuple[date, ...], language: Language, months: Months
) -> tuple[Mark, ...]:
    plotter = Plotter(Labels(language, Display(months=months)))
    return marks(unit, starts, plotter.write, plotter.direction)


def timeline(search: SearchAddress, results: Results, labels: Labels) -> TimePlot | None:
    """Return the histogram of a result; ``None`` where there are not two periods to compare.

    Args:
        search: the address of the search, which the bars narrow.
        results: of it.
        labels: of the reader.
    """
    found = results.timeline
    if found is None or len(found.bars) < 2:
        return None
    return Plotter(labels).counts(
        search, found.unit, found.spans, [bar.count for bar in found.bars]
    )


def summary(plot: TimePlot, labels: Labels) -> str:
    """Return what a plot shows in a sentence, with its peak where there is one alone."""
    peak = plot.peak
    told = labels.gettext("{count} from {first} to {last}")
    if peak and plot.floor:
        told = labels.gettext("{count} from {first} to {last}; the highest share: {peak}, {most}")
    elif peak:
        told = labels.gettext("{count} from {first} to {last}; the peak: {peak}, {most}")
    return told.format(
        count=labels.counted(sum(period.count for period in plot.periods), "articles"),
        first=plot.periods[0].name,
        last=plot.periods[-1].name,
        peak=peak.name if peak else "",
        most=peak.value if peak else "",
    )
