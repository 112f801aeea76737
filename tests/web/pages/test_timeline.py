"""The histogram of a page of results, and the ways out of its period."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from index.article import Article
from search.searcher import open_archive
from tests.conftest import build
from tests.patience import PATIENT
from tests.web.page import Page, get
from tests.web.pages.plotted import asked, bars, total
from web import create_app


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


ODD_DAYS = [date(1, 1, 1), date(1800, 3, 4), *(date(2015, 7, day) for day in range(1, 21))]


@pytest.fixture(scope="module")
def odd_days(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    articles = [
        Article(id=str(number), title="القمح", body="نص", source="عكاظ", published=day)
        for number, day in enumerate([*ODD_DAYS, date(9999, 12, 31)])
    ]
    engine = open_archive(build(tmp_path_factory.mktemp("odd"), articles))
    return create_app(lambda: engine, limits=PATIENT).test_client()


@pytest.mark.parametrize("path", ["/?q=القمح", "/", "/archive", "/compare?by=source"])
def test_what_lies_far_from_all_others_is_a_link_beside_the_bars(
    odd_days: FlaskClient, path: str
) -> None:
    page = get(odd_days, path)
    assert page.html.count("data-first=") in (20, 40)
    earlier, later = (
        page.target("مقالتان قبل هذه الفترة"),
        page.target("مقالة واحدة بعد هذه الفترة"),
    )
    for target, found in ((earlier, "نتيجتان"), (later, "نتيجة واحدة")):
        assert found in get(odd_days, target).html


def test_a_day_that_lies_far_apart_is_shown_where_it_is_asked_for(odd_days: FlaskClient) -> None:
    page = get(odd_days, "/", to="0001-12-31")
    assert "قبل هذه الفترة" not in page.html
    told = odd_days.get("/api/v1/search").get_json()["timeline"]
    assert (told["before"], told["after"], len(told["bars"])) == (2, 1, 20)
    found = odd_days.get("/api/v1/stats?by=source").get_json()["comparison"]
    assert (found["before"], found["after"], len(found["periods"])) == (2, 1, 20)
