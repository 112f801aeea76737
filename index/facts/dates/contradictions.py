"""What contradicts itself in how a text names a day."""

from datetime import date, timedelta

from index.facts.dates.points import Expression
from index.facts.dates.present import is_dated
from index.facts.dates.resolution import days_of, fits

_WEEKDAY_NAMES = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
)  # fmt: skip
#: A printed Hijri day may be this far from the converted one, see calendars.py.
_HIJRI_TOLERANCE = timedelta(days=1)


def contradiction(expression: Expression, published: date | None) -> str | None:
    """Return what is wrong with how an expression names its day, in a line, or ``None``.

    Raises:
        ValueError: it names a day that does not exist.
    """
    text, weekday, shift = expression.text, expression.weekday, expression.shift
    if expression.first.year and expression.first.day and expression.first == expression.last:
        day = days_of(expression.first)
        if day and weekday is not None and not fits(weekday, day):
            return f"«{text}»: {day[0]} was a {_WEEKDAY_NAMES[day[0].weekday()]}"
        other = expression.converted
        converted = days_of(other) if other and other.year else None
        if day and converted and abs(day[0] - converted[0]) > _HIJRI_TOLERANCE:
            return f"«{text}»: the Hijri day is {converted[0]}, not {day[0]}"
    elif (
        published
        and weekday is not None
        and shift
        and shift.unit == "day"
        and not is_dated(expression)
    ):
        day_meant = published + timedelta(days=shift.amount)
        if day_meant.weekday() != weekday:
            return (
                f"«{text}»: that day, counted from {published}, is a "
                f"{_WEEKDAY_NAMES[day_meant.weekday()]}"
            )
    return None
