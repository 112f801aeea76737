"""Geometry of plots in percent of their box; free of words, colours and HTML.

Percent, because the box is as wide as the page lets it be while letters keep their size: bars
stretch, labels do not. Time runs the way the page is read, from right to left in Arabic, and the
plots of the two directions are mirror images. ``y`` grows downwards.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Direction = Literal["rtl", "ltr"]

#: The part of its column that a bar takes; the rest is the gap to the next one.
BAR_PART = 0.8

# Widths of characters as parts of the font size, on the wide side of what fonts have.
_DIGIT = 0.6
_NARROW = 0.34
_LETTER = 0.6
_CAPITAL = 0.75


@dataclass(frozen=True, slots=True)
class Scale:
    """The range of a value axis.

    Attributes:
        top: the value at the upper edge of the plot.
        ticks: the values that are named, from 0 to the top.
    """

    top: float
    ticks: tuple[float, ...]

    def height(self, value: float) -> float:
        """Return how high a value stands, in percent of the plot."""
        return 100 * value / self.top

    def y(self, value: float) -> float:
        """Return where a value stands, in percent of the plot from its upper edge."""
        return 100 - self.height(value)


@dataclass(frozen=True, slots=True)
class Column:
    """The place of one period: the column that can be clicked, and the bar in it.

    All lengths are in percent of the plot.

    Attributes:
        x: the left edge of the column, whatever the direction.
        width: of the column.
        bar_x: the left edge of the bar.
        bar_width: of the bar.
        y: the upper edge of the bar.
        height: of the bar; its lower edge is that of the plot.
    """

    x: float
    width: float
    bar_x: float
    bar_width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class DrawnColumn:
    """A column as SVG takes it: lengths written in percent; see :class:`Column`.

    Attributes:
        sliver: whether the bar is too low to be seen as it is.
    """

    x: str
    width: str
    bar_x: str
    bar_width: str
    y: str
    height: str
    sliver: bool


def nice_scale(largest: float, *, most: int = 4, whole: bool = True) -> Scale:
    """Return a scale with few round ticks that reaches the largest value.

    The steps are 1, 2 and 5 times powers of ten. Source: Heckbert, Nice Numbers for Graph Labels,
    Graphics Gems, 1990.

    Args:
        largest: what the scale must reach; 0 still gets an axis.
        most: how many steps there may be.
        whole: whether values are whole numbers.
    """
    aim = max(largest, 1.0 if whole else 1e-6) / most
    power = math.floor(math.log10(aim)) - 1
    steps = (
        factor * 10.0**exponent for exponent in range(power, power + 4) for factor in (1, 2, 5)
    )
    step = next(
        step
        for step in steps
        if step * most >= largest * (1 - 1e-12) and step * most > 0 and (step >= 1 or not whole)
    )
    count = max(math.ceil(largest / step * (1 - 1e-12)), 1)
    ticks = tuple(_clean(step * number) for number in range(count + 1))
    return Scale(top=ticks[-1], ticks=ticks)


def columns(values: Sequence[float], scale: Scale, direction: Direction) -> tuple[Column, ...]:
    """Return a column for every value, from the edge where reading begins.

    Args:
        values: in order of time; what is larger than the scale is cut off at the upper edge.
        scale: of all values.
        direction: of reading.
    """
    width = 100 / len(values) if values else 100.0
    found: list[Column] = []
    for place, value in enumerate(values):
        x = start_edge(place, len(values), direction)
        left = x - width if direction == "rtl" else x
        height = min(scale.height(value), 100.0)
        found.append(
            Column(
                x=left,
                width=width,
                bar_x=left + width * (1 - BAR_PART) / 2,
                bar_width=width * BAR_PART,
                y=100 - height,
                height=height,
            )
        )
    return tuple(found)


def drawn(places: Sequence[Column]) -> tuple[DrawnColumn, ...]:
    """Return columns as SVG takes them."""
    return tuple(
        DrawnColumn(
            x=percent(column.x),
            width=percent(column.width),
            bar_x=percent(column.bar_x),
            bar_width=percent(column.bar_width),
            y=percent(column.y),
            height=percent(column.height),
            sliver=column.height < 1,
        )
        for column in places
    )


# The same few places stand in every plot of as many columns.
@lru_cache(maxsize=4096)
def percent(length: float) -> str:
    """Return a length or a place in percent as SVG takes it: ``12.5%``."""
    return f"{length:.2f}".rstrip("0").rstrip(".") + "%"


def start_edge(place: float, count: int, direction: Direction) -> float:
    """Return where the column of a place begins, in percent from the left edge.

    Args:
        place: its number from 0, in order of time.
        count: how many columns there are.
        direction: of reading.
    """
    along = 100 * place / count
    return 100 - along if direction == "rtl" else along


def lengths(values: Sequence[float]) -> tuple[float, ...]:
    """Return the lengths of lying bars in percent: the largest takes the whole width."""
    largest = max(values, default=0) or 1
    return tuple(100 * value / largest for value in values)


def text_width(text: str) -> float:
    """Return how wide a text is at most, in parts of its font size."""
    return sum(map(_character_width, text))


def _character_width(character: str) -> float:
    if character.isdigit():
        return _DIGIT
    if character in " .,،:|!()[]'’ilj" or not character.isprintable():
        return _NARROW
    return _CAPITAL if character.isupper() or character == "%" else _LETTER


def _clean(value: float) -> float:
    """A tick without the dust of binary fractions."""
    return float(f"{value:.12g}")
