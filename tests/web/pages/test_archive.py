"""The page about the archive, and its tables."""

import pytest
from flask.testing import FlaskClient

from index.sources.reading import SKIPPED
from tests.web.page import get
from tests.web.pages.plotted import bars, total
from web.i18n.labels import Labels
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
