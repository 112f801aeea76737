"""Plots in words: what is told of bars, ticks and shares."""

from datetime import date

import pytest

from search.query import Query
from web.charts.geometry import nice_scale
from web.charts.shares import floor, largest, shares
from web.charts.time_plot import Plotter, summary
from web.i18n.labels import Labels
from web.url.address import SearchAddress

ARABIC, ENGLISH = Labels("ar"), Labels("en")
ANY = SearchAddress.of(Query(), "/")


def test_long_numbers_beside_a_plot_are_short() -> None:
    plotter = Plotter(ENGLISH)
    spans = [(date(2023, 1, 1), date(2023, 12, 31)), (date(2024, 1, 1), date(2024, 12, 31))]
    plot = plotter.counts(ANY, "year", spans, [30_000, 5])
    assert [tick.text for tick in plot.ticks] == ["0", "10K", "20K", "30K"]
    assert [period.told for period in plot.periods] == ["2023: 30,000 articles", "2024: 5 articles"]


@pytest.mark.parametrize(("share", "text"), [(0, "0%"), (0.384, "0.38%"), (12.34, "12.3%")])
def test_shares_are_written_with_few_digits(share: float, text: str) -> None:
    plotter = Plotter(ENGLISH)
    assert plotter.percent(share) == text


def test_shares_are_told_beside_counts() -> None:
    plotter = Plotter(ARABIC)
    spans = [(date(2024, 10, 1), date(2024, 10, 31)), (date(2024, 11, 1), date(2024, 11, 30))]
    plot = plotter.shares(ANY, "month", spans, [3, 0], [12, 30], nice_scale(25, whole=False))
    first, second = plot.periods
    assert first.told == "أكتوبر 2024: 3 مقالات، 25% من 12 في الأرشيف"
    assert second.address == ""


def test_the_peak_is_the_highest_share_of_enough_articles() -> None:
    plotter = Plotter(ARABIC)
    spans = [(date(2024, month, 1), date(2024, month, 28)) for month in (1, 2, 3)]
    counts, base = [1, 40, 50], [2, 100, 500]
    scale = nice_scale(largest([shares(counts, base)], base), whole=False)
    plot = plotter.shares(ANY, "month", spans, counts, base, scale)
    assert [period.thin for period in plot.periods] == [True, False, False]
    assert (
        summary(plot, ARABIC)
        == "91 مقالة من يناير 2024 إلى مارس 2024، وأعلى نسبة في فبراير 2024: 40%"
    )
    # The half of two articles is cut off at the top.
    assert plot.ticks[-1].text == "40%"
    assert [period.column.height for period in plot.periods] == ["100%", "100%", "25%"]
    counted = plotter.counts(ANY, "month", spans, counts)
    assert summary(counted, ARABIC).endswith("وذروتها مارس 2024: 50")


@pytest.mark.parametrize(
    ("base", "least"),
    [([], 10), ([3, 0, 2], 10), ([0, 0, 1000, 1000, 24], 100), ([1300, 1289, 70], 129)],
)
def test_how_many_articles_make_a_share(base: list[int], least: int) -> None:
    assert floor(base) == least


def test_where_no_period_has_enough_all_set_the_scale() -> None:
    assert largest([(50.0, 100.0), (20.0, 0.0)], [2, 1]) == 100
