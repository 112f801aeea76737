"""Articles made for these tests: some hundreds of short reports of an invented town."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from index.article import Article
from search.query import Query

_THINGS = ("القمح", "الميناء", "المدرسة", "النهر", "المسرح", "الحافلة", "السوق")
_DEEDS = ("افتتح", "زار", "ناقش", "أصلح", "وسّع")
_PEOPLE = ("رئيس البلدية", "مجلس المدينة", "فريق المهندسين", "وفد من التجار")
_SECTIONS = ("اقتصاد", "محليات", "ثقافة", "رياضة")
_AGENCIES = ("(رويترز)", "(أ ف ب)", "")
_PAPERS = ("المرفأ", "السنبلة")

_FIRST_DAY = date(2023, 1, 1)

#: What is asked of them: everything, a word, several, a phrase, a beginning, and filters.
QUERIES = (
    Query(),
    Query("الميناء"),
    Query("القمح أو المسرح"),
    Query('"مجلس المدينة"'),
    Query("المدر*", sort="newest"),
    Query("النهر", chosen=(("section", "economy"),)),
    Query("زار السوق", chosen=(("date", "2023"),)),
)


def articles(count: int) -> list[Article]:
    """So many articles; no two have the same text."""
    return [_article(number) for number in range(count)]


def written(path: Path, made: Sequence[Article]) -> Path:
    """Write articles down as ``reindex`` reads them."""
    lines = (json.dumps(_fields(article), ensure_ascii=False) + "\n" for article in made)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _article(number: int) -> Article:
    thing, deed = _THINGS[number % 7], _DEEDS[number % 5]
    people, other = _PEOPLE[number % 4], _THINGS[number * 3 % 7]
    return Article(
        id=f"report-{number}",
        url=f"https://town.example/reports/{number}",
        title=f"{people}: {thing} بعد {number} يومًا",
        body=(
            f"{deed} {people} {thing} صباحًا {_AGENCIES[number % 3]}، وقال إن العمل رقم {number} في "
            f"{other} ينتهي خلال {number * 17 % 97} أسبوعًا، ثم تحدث عن {_THINGS[number * 5 % 7]}."
        ),
        section=_SECTIONS[number % 4],
        source=_PAPERS[number % 2],
        published=_FIRST_DAY + timedelta(days=number % 700),
    )


def _fields(article: Article) -> dict[str, str]:
    assert article.published is not None
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "body": article.body,
        "section": article.section,
        "source": article.source,
        "published": article.published.isoformat(),
    }
