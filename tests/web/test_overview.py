"""The pages that show the archive from above, and the histogram of a page of results."""

import re
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from search.query import Query
from tests.web.page import Page, get
from web.charts import Plotter, anytime, narrowed, wider
from web.labels import Labels
from web.plots import nice_scale

ARABIC, ENGLISH = Labels("ar"), Labels("en")


def bars(page: Page) -> list[dict[str, str | None]]:
    """The bars of a page that lead somewhere, in the order of time."""
    return [found for tag, found in page.tags if tag == "a" and found.get("class") == "period"]


def asked(attributes: dict[str, str | None]) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(attributes["href"] or "").query)


def total(client: FlaskClient, address: str) -> int:
    """How many results the page at an address tells of."""
    parts = urlsplit(address)
    response = client.get("/api/v1/search", query_string=parts.query)
    assert response.status_code == 200
    number: int = response.get_json()["total"]
    return number


# The histogram of results


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


# Coverage over time


def test_panels_compare_the_most_frequent_values(client: FlaskClient) -> None:
    page = get(client, "/compare", q="القمح", by="section")
    assert page.asks("اقتصاد")[-1] == ("section", "economy")
    assert page.asks("محليات")[-1] == ("section", "local")
    for bar in bars(page):
        assert total(client, bar["href"] or "") == int(bar["data-count"] or 0)


def test_the_long_tail_is_one_series(client: FlaskClient) -> None:
    page = get(client, "/compare", by="section")
    left_out = page.asks("كل ما عداها")
    assert ("not_section", "_none") in left_out
    assert len(left_out) == 9
    assert page.html.count("<h3") == 9


def test_all_panels_have_one_scale(client: FlaskClient) -> None:
    page = get(client, "/compare", by="section")
    _, *panels = re.findall(r'<svg class="plot-scale".*?</svg>', page.html, re.DOTALL)
    assert len(panels) == 9
    assert len(set(panels)) == 1


def test_shares_are_parts_of_what_the_archive_has(client: FlaskClient) -> None:
    page = get(client, "/compare", q="القمح", by="section", measure="share")
    # Of October 2024 the small archive has two articles, of September one.
    assert re.search(r"<title>أكتوبر 2024: مقالة واحدة، 50%", page.html)
    assert re.search(r"<title>سبتمبر 2024: مقالة واحدة، 100%", page.html)
    assert '<option value="share" selected>' in page.html


def test_without_a_choice_the_first_facet_that_has_values_is_compared(
    facts_client: FlaskClient,
) -> None:
    page = get(facts_client, "/compare")
    assert len(re.findall("<h3", page.html)) > 1


def test_the_form_and_the_chips_keep_the_query(client: FlaskClient) -> None:
    page = get(client, "/compare", q="القمح", agency="reuters", by="source", measure="share")
    hidden = {(a["name"], a["value"]) for tag, a in page.tags if a.get("type") == "hidden"}
    assert {("q", "القمح"), ("agency", "reuters")} <= hidden
    kept = [("q", "القمح"), ("by", "source"), ("measure", "share")]
    assert page.asks("رويترز") == kept
    assert page.asks("إلى النتائج") == [("q", "القمح"), ("agency", "reuters")]


def test_a_comparison_without_results_says_so(client: FlaskClient) -> None:
    page = get(client, "/compare", q="زرافة")
    assert not bars(page)
    assert "ليس لما وُجد تاريخ" in page.html


@pytest.mark.parametrize("name", ["by", "measure"])
def test_what_there_is_not_to_compare_by_is_told(client: FlaskClient, name: str) -> None:
    page = get(client, "/compare", 422, **{name: "colour"})
    assert f"«{name}»" in page.html


# The archive


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


# Charts


def test_a_bar_does_not_reach_beyond_the_days_chosen_before() -> None:
    query = Query("قمح", first_day=date(2024, 10, 15))
    found = narrowed(query, date(2024, 10, 1), date(2024, 10, 31))
    assert (found.first_day, found.last_day) == (date(2024, 10, 15), date(2024, 10, 31))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (Query(), []),
        (Query(first_day=date(2024, 1, 1)), ["All dates"]),
        (Query(dates=("2024",)), ["All dates"]),
        (Query(dates=("2024-10",)), ["All dates", "2024"]),
        (Query(dates=("2024-10-28",)), ["All dates", "2024", "October 2024"]),
        (Query(dates=("2024-10", "2024-12")), ["All dates", "2024"]),
        (Query(dates=("2023", "2024")), ["All dates"]),
        (
            Query(first_day=date(2024, 10, 3), last_day=date(2024, 10, 9)),
            ["All dates", "2024", "October 2024"],
        ),
    ],
)
def test_wider_periods(query: Query, names: list[str]) -> None:
    found = wider(query, ENGLISH)
    assert [period.name for period in found] == names
    assert all(period.query.dates == () for period in found)


def test_anytime_takes_every_choice_of_days_away() -> None:
    query = Query("قمح", dates=("2024",), first_day=date(2024, 1, 1), sections=("economy",))
    assert anytime(query) == Query("قمح", sections=("economy",))


def test_long_numbers_beside_a_plot_are_short() -> None:
    plotter = Plotter(ENGLISH, lambda query: "/")
    spans = [(date(2023, 1, 1), date(2023, 12, 31)), (date(2024, 1, 1), date(2024, 12, 31))]
    plot = plotter.counts(Query(), "year", spans, [30_000, 5])
    assert [tick.text for tick in plot.ticks] == ["0", "10K", "20K", "30K"]
    assert [period.told for period in plot.periods] == ["2023: 30,000 articles", "2024: 5 articles"]


@pytest.mark.parametrize(("share", "text"), [(0, "0%"), (0.384, "0.38%"), (12.34, "12.3%")])
def test_shares_are_written_with_few_digits(share: float, text: str) -> None:
    plotter = Plotter(ENGLISH, lambda query: "/")
    assert plotter.percent(share) == text


def test_shares_are_told_beside_counts() -> None:
    plotter = Plotter(ARABIC, lambda query: "/")
    spans = [(date(2024, 10, 1), date(2024, 10, 31)), (date(2024, 11, 1), date(2024, 11, 30))]
    plot = plotter.shares(Query(), "month", spans, [3, 0], [25.0, 0.0], nice_scale(25, whole=False))
    first, second = plot.periods
    assert first.told.startswith("أكتوبر 2024: 3 مقالات، 25%")
    assert second.address == ""
