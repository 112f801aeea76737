"""No day is made of today: the same files give the same articles, whatever the clock shows."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

import pytest

from index.article import Article
from index.sources.records.dates import moments
from tests.index.sources.reading import read_bytes
from tests.tables import vectors

#: Modules whose clock is set: ours, and those that read files for us.
_READERS = ("index.", "feedparser", "trafilatura", "htmldate", "dateutil", "dateparser", "email.")
CLOCKS = (datetime(2001, 2, 3, 4, 5, 6), datetime(2026, 2, 27, 23, 59), datetime(2049, 12, 31))
#: Dates that leave something out, which a reader may be tempted to fill in.
_PARTIAL = (
    *("28 أكتوبر", "Oct 28", "28", "10", "14:30", "الاثنين", "Monday", "أمس", "yesterday"),
    *("2024", "2024-10", "10/2024", "--10-28", "منذ ساعتين", "2 hours ago", "now", "28/10"),
)
VALUES = [*(value for value, *_ in vectors("published.tsv")), *_PARTIAL]


class _Meta(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cls.__mro__[1])


def _set_to(at: datetime) -> dict[int, object]:
    """Return what stands for the date and time of Python while the clock shows another time."""

    def now(tz: tzinfo | None = None) -> datetime:
        return at.replace(tzinfo=tz)

    names = {"now": now, "today": lambda: at, "utcnow": lambda: at}
    moment = _Meta("moment", (datetime,), {name: staticmethod(of) for name, of in names.items()})
    day = _Meta("day", (date,), {"today": staticmethod(at.date)})
    return {id(date): day, id(datetime): moment}


@contextmanager
def clock(at: datetime) -> Iterator[None]:
    """Let every reader see this time for now."""
    seconds = (at - datetime(1970, 1, 1)) / timedelta(seconds=1)
    stands_for = _set_to(at)
    gmtime = time.gmtime
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time", lambda: seconds)
        for name in ("gmtime", "localtime"):
            patch.setattr(time, name, lambda when=None: gmtime(seconds if when is None else when))
        for module_name, module in list(sys.modules.items()):
            if module_name.startswith(_READERS):
                for name, value in list(vars(module).items()):
                    if id(value) in stands_for:
                        patch.setattr(module, name, stands_for[id(value)])
        moments._read_text.cache_clear()
        yield
    moments._read_text.cache_clear()


def _feed(form: str) -> str:
    items = "".join(
        f"<item><title>خبر {n}</title><{form}><![CDATA[{value}]]></{form}></item>"
        for n, value in enumerate(VALUES)
        if "\x00" not in value
    )
    return (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>المرسى</title>{items}</channel></rss>"
    )


def _page(value: str) -> str:
    words = "وصل الوفد إلى المدينة، والتقى عدداً من المسؤولين، ثم زار الميناء الجديد. " * 8
    return (
        f'<!doctype html><html><head><meta property="article:published_time" content="{value}">'
        f"</head><body><article><h1>زيارة الميناء</h1><p>{words}</p></article></body></html>"
    )


def _lines() -> str:
    texts = (value.replace("\\", "\\\\").replace('"', '\\"') for value in VALUES)
    return "\n".join(f'{{"title": "خبر {n}", "published": "{t}"}}' for n, t in enumerate(texts))


def _table() -> str:
    rows = (f"خبر {n},وصل الوفد,{value}\n" for n, value in enumerate(_PARTIAL))
    return "title,body,published\n" + "".join(rows)


def _docs() -> str:
    return "".join(
        f"<DOC>\n<DOCNO>{n}</DOCNO>\n<TIME>{value}</TIME>\n<TEXT>وصل الوفد.</TEXT>\n</DOC>\n"
        for n, value in enumerate(VALUES)
    )


FILES: dict[str, tuple[str, ...]] = {
    "jsonl": (_lines(),),
    "csv": (_table(),),
    "trec": (_docs(),),
    "feed": (_feed("pubDate"), _feed("dc:date")),
    "html": tuple(_page(v) for v in ("2024-10-28", "28/10/2024", "28 أكتوبر", "أمس", "Oct 28")),
    "page": ("عنوان الخبر\n\nنُشر: 28 أكتوبر\n\nوصل الوفد اليوم الاثنين، وغادر أمس.",),
}


def _read(format: str) -> list[tuple[list[Article], Any]]:
    outcomes = (read_bytes(text, format=format) for text in FILES[format])
    return [(one.articles, one.messages) for one in outcomes]


@pytest.mark.parametrize("format", FILES)
def test_what_is_read_does_not_depend_on_the_clock(format: str) -> None:
    read = []
    for at in CLOCKS:
        with clock(at):
            read.append(_read(format))
    assert any(articles for articles, _ in read[0])
    assert read[1:] == read[:-1]


def test_the_clock_is_set_indeed() -> None:
    import feedparser.datetimes as feed_dates

    read = []
    for at in CLOCKS:
        with clock(at):
            assert time.time() == at.replace(tzinfo=UTC).timestamp()
            read.append(feed_dates._parse_date("2024/09/23"))
    assert len(set(read)) > 1, "feedparser fills a date from the clock, and must not be asked"
