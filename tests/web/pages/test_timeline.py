"""The histogram of a page of results, and the ways out of its period."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.page import Page, get
from tests.web.pages.plotted import asked, bars, total


def test_every_bar_leads_to_just_its_articles(client: FlaskClient) -> None:
    page = get(client, q="القمح")
    found = bars(page)
    assert [bar["data-count"] for bar in found] == ["1", "1", "1"]
    for bar in found:
        query = [("q", "القمح"), ("from", bar["data-first"]), ("to", bar["data-last"])]
        assert asked(bar) == query
        assert total(client, bar["href"] or "") == int(bar["data-count"] or 0)


def test_bars_have_names_and_are_no_stops_of_the_keyboard(client: FlaskClient) -> None:
    page = get(client, q="القمح")
    assert "<title>أكتوبر 2024: مقالة واحدة</title>" in page.html
    assert {bar["tabindex"] for bar in bars(page)} == {"-1"}


def test_the_table_has_every_link_of_the_bars(client: FlaskClient) -> None:
    page = get(client, size="20")
    targets = {bar["href"] for bar in bars(page)}
    assert targets
    in_text = {a["href"] for tag, a in page.tags if tag == "a" and a.get("class") != "period"}
    assert targets <= in_text


def test_years_without_articles_have_no_link(client: FlaskClient) -> None:
    page = get(client, size="20")
    empty = [a for tag, a in page.tags if tag == "g" and a.get("class") == "period"]
    assert all(period["data-count"] == "0" for period in empty)
    years = {str(period["data-first"])[:4] for period in [*empty, *bars(page)]}
    assert len(years) == 11


def test_articles_of_one_period_need_no_plot(client: FlaskClient) -> None:
    assert not bars(get(client, q="مذنب"))


def test_without_a_plot_there_is_the_way_out_but_no_heading(client: FlaskClient) -> None:
    page = get(client, "/?from=2024-10-28&to=2024-10-28&q=القمح")
    assert not bars(page)
    assert "عبر الزمن</h2>" not in page.html
    assert page.asks("كل التواريخ") == [("q", "القمح")]
    assert "عبر الزمن</h2>" in get(client, q="القمح").html


def test_a_narrowed_search_leads_back_out(client: FlaskClient) -> None:
    page = get(client, "/?from=2024-10-28&to=2024-10-28&q=القمح")
    assert page.asks("كل التواريخ") == [("q", "القمح")]
    month = [("q", "القمح"), ("from", "2024-10-01"), ("to", "2024-10-31")]
    assert [parse_qsl(urlsplit(to).query) for to, text in page.links if text == "أكتوبر 2024"] == [
        month
    ]
    assert "كل التواريخ" not in get(client, q="القمح").html


def test_time_runs_the_way_the_page_is_read(client: FlaskClient) -> None:
    def edges(page: Page) -> list[float]:
        reach = [a for tag, a in page.tags if tag == "rect" and a.get("class") == "reach"]
        return [float(str(found["x"]).rstrip("%")) for found in reach]

    arabic = edges(get(client, size="20"))
    english = edges(get(client, "/en/", language="en", size="20"))
    assert arabic == sorted(arabic, reverse=True)
    assert english == sorted(english)
    assert arabic == pytest.approx(english[::-1], abs=0.02)
