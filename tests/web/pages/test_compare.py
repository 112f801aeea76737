"""The page that compares a query's coverage over time."""

import re

import pytest
from flask.testing import FlaskClient

from tests.web.page import Page, get
from tests.web.pages.plotted import bars, total


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
    assert "<title>أكتوبر 2024: مقالة واحدة، 50% من 2 فقط في الأرشيف</title>" in page.html
    assert "<title>سبتمبر 2024: مقالة واحدة، 100% من 1 فقط في الأرشيف</title>" in page.html
    assert '<option value="share" selected>' in page.html


def test_periods_with_few_articles_are_hatched_and_told(client: FlaskClient) -> None:
    page = get(client, "/compare", q="القمح", by="section", measure="share")
    shown = [a for tag, a in page.tags if tag == "rect" and str(a.get("class")).startswith("bar")]
    assert shown
    assert all("thin" in str(bar["class"]).split() for bar in shown)
    assert all(bar["fill"] == "url(#hatch)" for bar in shown)
    assert page.html.count('<pattern id="hatch"') == 1
    assert "الأعمدة المخططة: فترات ليس في الأرشيف منها إلا القليل (أقل من 10)" in page.html
    assert "<td>2 فقط</td>" in page.html
    # Where nothing can be compared there is no peak.
    assert "وأعلى نسبة" not in page.html
    counted = get(client, "/compare", q="القمح", by="section")
    assert "hatch" not in counted.html


def test_the_menu_has_the_facets_that_the_articles_have_values_of(client: FlaskClient) -> None:
    compared = {"section", "agency", "photo_agency", "text_agency", "dateline", "source"}

    def offered(page: Page) -> set[str]:
        values = {str(a.get("value")) for tag, a in page.tags if tag == "option"}
        return values & compared

    listed = client.get("/api/v1/search", query_string={"q": "القمح"}).get_json()["facets"]
    having = {
        name
        for name, values in listed.items()
        if name in compared and any(value["value"] != "_none" for value in values)
    }
    lacking = compared - having
    assert lacking
    assert offered(get(client, "/compare", q="القمح")) == having
    asked_for = min(lacking)
    page = get(client, "/compare", q="القمح", by=asked_for)
    assert offered(page) == having | {asked_for}
    assert "فلا شيء يُقارَن" in page.html
    assert "<h3" not in page.html


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
    assert "لم نجد في الأرشيف ما يوافق «<bdi>زرافة</bdi>»" in page.html
    assert "ليس لما وُجد تاريخ" not in page.html


def test_a_comparison_of_articles_without_dates_says_so(client: FlaskClient) -> None:
    page = get(client, "/compare", date="_none")
    assert not bars(page)
    assert "ليس لما وُجد تاريخ" in page.html


@pytest.mark.parametrize("name", ["by", "measure"])
def test_what_there_is_not_to_compare_by_is_told(client: FlaskClient, name: str) -> None:
    page = get(client, "/compare", 422, **{name: "colour"})
    assert f"«{name}»" in page.html
