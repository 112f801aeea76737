"""How often the day of publication is read right, and how well Hijri days convert.

usage: python -m bench.accuracy.days SHARED

SHARED is the folder that has ``corpora/``. What an article is known to be of is kept back: the
``TIME`` of ANT, and of SaudiNewsNet the address that states the day. Texts are not printed.
"""

import html
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from bench.measuring import articles_of, shared_argument
from index import sources
from index.article import Article
from index.facts.dates import publication
from index.facts.dates.calendars import span
from index.facts.dates.expressions import PartialDate, expressions
from index.facts.dates.publication_clues import day_of
from index.sources.records.prose import paragraphs


def _day(published: date | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published


def report(name: str, days_off: Counter[int], asked: int) -> None:
    """Print in one line how many days were found, and how far they are off."""
    found, right, near = sum(days_off.values()), days_off[0], days_off[1] + days_off[-1]
    click.echo(
        f"{name:45} {asked:6} {found:6} {right:6} {near:9} {found - right - near:11} "
        f"{right / max(1, found):8.3f}"
    )


def from_text_alone(shared: Path) -> None:
    """Report on ANT, its own date and address kept back."""
    days_off: Counter[int] = Counter()
    asked = 0
    for article in articles_of(shared / "corpora" / "ant"):
        known = _day(article.published)
        found, _ = publication.dated(replace(article, published=None, url=""))
        asked += known is not None
        if known and (day := _day(found.published)):
            days_off[(day - known).days] += 1
    report("ANT, from the text alone", days_off, asked)


def from_the_collection(shared: Path) -> None:
    """Report on SaudiNewsNet where the address states the day, without it."""
    by_weekday: Counter[int] = Counter()
    by_collection: Counter[int] = Counter()
    for article, collected in records(shared):
        stated = publication.collected(article, collected)
        known = _day(stated.published)
        if stated.published_evidence != "stated" or known is None:
            continue
        found = publication.collected(replace(article, url=""), collected)
        day = _day(found.published)
        if day and found.published_evidence == "inferred":
            counted = by_weekday if found.published_reasons else by_collection
            counted[(day - known).days] += 1
    report("SaudiNewsNet, by the weekday", by_weekday, sum(by_weekday.values()))
    report("SaudiNewsNet, by the collection alone", by_collection, sum(by_collection.values()))


def records(shared: Path) -> Iterator[tuple[Article, date]]:
    """Yield the texts of SaudiNewsNet with the day that each was collected on."""
    for file in sources.find([shared / "corpora" / "saudinewsnet"]):
        with file.open() as stream:
            rows = json.loads(stream.read().decode("utf-8-sig"))
        for row in rows:
            body = paragraphs(html.unescape(row["content"] or ""))
            if body:
                collected = date.fromisoformat(row["date_extracted"][:10])
                yield Article(id=row["url"], url=row["url"], body=body), collected


def hijri_days(shared: Path) -> None:
    """Report on the days that SaudiNewsNet prints in both calendars, against the table."""
    days_off: Counter[int] = Counter()
    for article, _ in records(shared):
        for found in expressions(article.body):
            printed, hijri = day_of(found.first), found.converted
            if printed and hijri and (converted := _converted(hijri)):
                days_off[(converted - printed).days] += 1
    report("Hijri days beside Gregorian ones", days_off, sum(days_off.values()))


def _converted(hijri: PartialDate) -> date | None:
    if hijri.year is None:
        return None
    try:
        found = span(hijri.calendar, hijri.year, hijri.month, hijri.day)
    except ValueError:
        return None
    return found[0] if found else None


@click.command()
@shared_argument
def measure(shared: Path) -> None:
    """Measure on the corpora of SHARED."""
    columns = ("asked", "found", "right", "a day off", "further off", "precision")
    click.echo(f"{'':45} {columns[0]:>6} {columns[1]:>6} {columns[2]:>6} {' '.join(columns[3:])}")
    from_text_alone(shared)
    from_the_collection(shared)
    hijri_days(shared)


if __name__ == "__main__":
    measure()
