"""The periods that a mention of days belongs to: what the facet ``mentioned`` counts it under."""

from datetime import date, timedelta

from index.article import DateMention

#: A range of more days than these is known by its months alone.
_DAYS_ONE_BY_ONE = 62


def periods_of(mention: DateMention) -> list[str]:
    """Years, months and days of a mention, as fine as it is: ``2015``, ``2015-07``, …"""
    first, last = mention.first, mention.last
    years = [f"{year:04}" for year in range(first.year, last.year + 1)]
    if mention.precision == "year" or len(years) > 2:
        return years
    days = [day.isoformat() for day in _all_days(mention)]
    months = list(dict.fromkeys(day[:7] for day in days))
    return years + months + (days if _is_known_by_day(mention) else [])


def spans_of(mention: DateMention) -> list[tuple[date, date]]:
    """What a period must contain to ask for a mention: it, or one of the days of a short range."""
    days = _all_days(mention) if _is_known_by_day(mention) else []
    return list(dict.fromkeys([(mention.first, mention.last), *((day, day) for day in days)]))


def _is_known_by_day(mention: DateMention) -> bool:
    length = (mention.last - mention.first).days + 1
    return mention.precision in ("day", "range") and length <= _DAYS_ONE_BY_ONE


def _all_days(mention: DateMention) -> list[date]:
    length = (mention.last - mention.first).days + 1
    return [mention.first + timedelta(days) for days in range(length)]
