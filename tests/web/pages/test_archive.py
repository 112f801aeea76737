"""The page about the archive, and its tables."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import get_args

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.feeds.followed import FollowedFeed
from index.feeds.troubles import Trouble
from index.sources.reading import SKIPPED
from tests.web.page import get
from tests.web.pages.plotted import bars, total
from web import create_app
from web.i18n.feeds import SENTENCES, trouble_told
from web.i18n.labels import Labels
from web.i18n.language import Language
from web.pages.statistics import SKIPPED_FOR, skipped

ARABIC, ENGLISH = Labels("ar"), Labels("en")


def test_the_archive_tells_what_it_holds(client: FlaskClient) -> None:
    page = get(client, "/archive")
    assert "<dd>15</dd>" in page.html
    assert "7 يوليو 2014" in page.html
    assert "28 أكتوبر 2024" in page.html
    assert page.asks("اقتصاد") == [("section", "economy")]
    assert page.asks("رويترز") == [("agency", "reuters")]


def test_what_is_not_known_is_counted_and_can_be_looked_at(client: FlaskClient) -> None:
    page = get(client, "/archive")
    target = next(target for target, text in page.links if text.startswith("بلا تاريخ: "))
    text = next(text for _, text in page.links if text.startswith("بلا تاريخ: "))
    assert int(text.removeprefix("بلا تاريخ: ")) == total(client, target) > 0


def test_every_bar_of_the_archive_leads_to_its_articles(client: FlaskClient) -> None:
    found = bars(get(client, "/archive"))
    assert len(found) > 5
    for bar in found:
        assert total(client, bar["href"] or "") == int(bar["data-count"] or 0)


def test_the_pages_in_english(client: FlaskClient) -> None:
    page = get(client, "/en/archive", language="en")
    assert page.target("Economy").startswith("/en/?")
    page = get(client, "/en/compare", language="en", by="section")
    assert "Coverage over time" in page.html


@pytest.mark.parametrize(
    ("counts", "arabic", "english"),
    [
        ({}, "", ""),
        ({"broken": 0}, "", ""),
        ({"no_text": 354}, "خلا من النص 354", "354 have no text"),
        (
            {"broken": 2, "repeated": 1351, "unreadable": 1},
            "تعذّرت قراءة 3 وتكرّر 1,351",
            "3 could not be read and 1,351 are repeated",
        ),
    ],
)
def test_why_records_were_left_out(counts: dict[str, int], arabic: str, english: str) -> None:
    assert skipped(counts, ARABIC) == arabic
    assert skipped(counts, ENGLISH) == english


def test_every_reason_for_leaving_out_has_its_words() -> None:
    assert set(SKIPPED_FOR) == SKIPPED


_FEEDS = (
    FollowedFeed("صحيفة <الرصيف>", datetime(2026, 11, 1, 9, 30, tzinfo=UTC), 1412, None),
    FollowedFeed("", None, 0, "unreachable"),
)


def test_the_feeds_that_are_followed(app: Flask) -> None:
    followed: list[Sequence[FollowedFeed]] = [_FEEDS]
    open_engine = app.extensions["fihris.open_engine"]
    client = create_app(open_engine, followed=lambda: followed[0]).test_client()
    page = get(client, "/archive")
    for told in ("صحيفة &lt;الرصيف&gt;", "1,412", "1 نوفمبر 2026، 09:30", "خلاصة بلا اسم",
                 "لم تُقرأ بعد", "تعذّر الوصول إلى موقعها."):  # fmt: skip
        assert told in page.html
    assert "Its site cannot be reached." in get(client, "/en/archive", language="en").html
    assert client.get("/api/v1/stats").get_json()["archive"]["feeds"] == [
        {"name": "صحيفة <الرصيف>", "last_success": "2026-11-01T09:30:00+00:00", "articles": 1412,
         "trouble": None},
        {"name": "", "last_success": None, "articles": 0, "trouble": "unreachable"},
    ]  # fmt: skip
    # What is shown of them is valid as long as they are the same.
    for path in ("/archive", "/api/v1/stats", "/"):
        tag = client.get(path).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
        followed[0] = _FEEDS[:1]
        expected = 304 if path == "/" else 200
        assert client.get(path, headers={"If-None-Match": tag}).status_code == expected
        followed[0] = _FEEDS


def test_an_archive_that_follows_nothing_shows_no_feeds(client: FlaskClient) -> None:
    assert "الخلاصات التي يتابعها" not in get(client, "/archive").html


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_trouble_of_a_feed_has_a_sentence(language: Language) -> None:
    told = {trouble_told(trouble, language) for trouble in get_args(Trouble)}
    assert all(told)
    assert set(SENTENCES) == set(get_args(Trouble))
