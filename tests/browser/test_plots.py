"""Plots as people use them: by mouse, finger and keyboard, and without scripts."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Camera, Opener
from tests.browser.steps import asked, expect_no_overflow, expect_results, total

_PLOT = ".timeline .plot-area"


def bars(page: Page) -> Locator:
    """The bars of the first plot that lead somewhere, in the order of time."""
    return page.locator(_PLOT).first.locator("a.period")


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, start: Locator, end: Locator) -> None:
    """Drag from one bar to another, and let go."""
    start.scroll_into_view_if_needed()
    page.mouse.move(*middle(start))
    page.mouse.down()
    page.mouse.move(*middle(end), steps=8)
    page.mouse.up()


def test_a_click_on_a_bar_narrows_to_its_month(sample_page: Page, shot: Camera) -> None:
    page = sample_page
    page.goto("/?size=20&from=2024&to=2025")
    shot("timeline")
    bar = bars(page).filter(has=page.locator("title", has_text="نوفمبر 2024"))
    count = bar.get_attribute("data-count")
    bar.click()
    page.wait_for_url(re.compile("from=2024-11-01"))
    assert asked(page)["to"] == ["2024-11-30"]
    expect_results(page, int(count or 0))
    page.get_by_role("navigation", name="فترات أوسع").get_by_role("link", name="2024").click()
    page.wait_for_url(re.compile("from=2024-01-01"))
    page.get_by_role("link", name="كل التواريخ").click()
    page.wait_for_url(lambda url: "from" not in url)


def test_a_range_is_dragged(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?size=20&section=science")
    first, last = bars(page).nth(1), bars(page).nth(4)
    wanted = first.get_attribute("data-first"), last.get_attribute("data-last")
    drag(page, first, last)
    page.wait_for_url(re.compile("from="))
    assert (asked(page)["from"], asked(page)["to"]) == ([wanted[0]], [wanted[1]])
    assert asked(page)["section"] == ["science"]


def test_a_range_dragged_backwards_is_the_same(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?size=20&section=science")
    first, last = bars(page).nth(1), bars(page).nth(4)
    wanted = first.get_attribute("data-first"), last.get_attribute("data-last")
    drag(page, last, first)
    page.wait_for_url(re.compile("from="))
    assert (asked(page)["from"], asked(page)["to"]) == ([wanted[0]], [wanted[1]])


def test_a_range_is_told_while_it_is_dragged_and_escape_drops_it(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?size=20&section=science")
    status = page.locator("[data-status]")
    first, last = bars(page).nth(1), bars(page).nth(4)
    first.scroll_into_view_if_needed()
    page.mouse.move(*middle(first))
    page.mouse.down()
    page.mouse.move(*middle(last), steps=8)
    expect(status).to_contain_text(first.get_attribute("data-name") or "?")
    expect(status).to_contain_text(last.get_attribute("data-name") or "?")
    page.keyboard.press("Escape")
    expect(status).to_be_empty()
    page.mouse.up()
    expect(page.locator(".in-range")).to_have_count(0)
    assert "from" not in asked(page)


def test_a_bar_is_told_to_those_who_point_at_it(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?size=20&section=science")
    read_out = page.locator(".timeline [data-read-out]")
    bar = bars(page).nth(1)
    below = page.locator(".timeline details").bounding_box()
    bar.hover()
    expect(read_out).to_have_text(bar.locator("title").text_content() or "?")
    assert page.locator(".timeline details").bounding_box() == below
    empty = page.locator(f"{_PLOT} g.period").first
    empty.hover()
    expect(read_out).to_have_text(empty.get_attribute("data-told") or "?")
    page.locator("h1").hover()
    expect(read_out).to_be_empty()
    drag_from, drag_to = bars(page).nth(1), bars(page).nth(4)
    page.mouse.move(*middle(drag_from))
    page.mouse.down()
    page.mouse.move(*middle(drag_to), steps=8)
    expect(page.locator("[data-status]")).not_to_be_empty()
    expect(read_out).to_be_empty()
    page.keyboard.press("Escape")
    page.mouse.up()
    bars(page).last.focus()
    page.keyboard.press("Home")
    expect(read_out).to_have_text(bars(page).first.locator("title").text_content() or "?")


def test_every_plot_of_a_comparison_tells_its_bars(sample_page: Page) -> None:
    page = sample_page
    page.goto("/compare?by=section&measure=share")
    panel = page.locator(".panel").first
    bar = panel.locator("a.period").last
    bar.hover()
    told = panel.locator("[data-read-out]")
    expect(told).to_contain_text("%")
    expect(told).to_have_text(bar.locator("title").text_content() or "?")


def test_the_bars_are_one_stop_of_the_keyboard(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?size=20&section=science")
    stops = page.locator(f"{_PLOT} a.period[tabindex='0']")
    expect(stops).to_have_count(1)
    stops.focus()
    expect(bars(page).last).to_be_focused()
    # Time runs from right to left: the period before stands to the right.
    page.keyboard.press("ArrowRight")
    expect(bars(page).nth(-2)).to_be_focused()
    page.keyboard.press("Home")
    expect(bars(page).first).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(bars(page).nth(1)).to_be_focused()
    expect(stops).to_have_count(1)
    wanted = bars(page).nth(1).get_attribute("data-first")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"from={wanted}"))


def test_a_range_by_keyboard(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?size=20&section=science")
    bars(page).last.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    first, last = bars(page).first, bars(page).nth(2)
    status = page.locator("[data-status]")
    expect(status).to_contain_text(last.get_attribute("data-name") or "?")
    counts = [int(bars(page).nth(n).get_attribute("data-count") or 0) for n in range(3)]
    expect(status).to_contain_text(str(sum(counts)))
    wanted = first.get_attribute("data-first"), last.get_attribute("data-last")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("from="))
    assert (asked(page)["from"], asked(page)["to"]) == ([wanted[0]], [wanted[1]])
    expect(total(page)).to_contain_text(str(sum(counts)) if sum(counts) > 2 else "")


def test_the_focus_is_seen(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?size=20&section=science")
    bars(page).last.focus()
    page.keyboard.press("Home")
    reach = bars(page).first.locator(".reach")
    assert reach.evaluate("element => parseFloat(getComputedStyle(element).strokeWidth)") >= 2
    assert reach.evaluate("element => getComputedStyle(element).stroke") != "none"


def test_english_runs_the_other_way(sample_page: Page) -> None:
    page = sample_page

    def places() -> list[float]:
        return [middle(bars(page).nth(n))[0] for n in range(bars(page).count())]

    page.goto("/?size=20&section=science")
    arabic = places()
    assert arabic == sorted(arabic, reverse=True)
    page.goto("/en/?size=20&section=science")
    english = places()
    assert english == sorted(english)
    bars(page).first.focus()
    page.keyboard.press("ArrowRight")
    expect(bars(page).nth(1)).to_be_focused()


def test_without_scripts_bars_and_table_are_links(plain_page: Page) -> None:
    page = plain_page
    page.goto("/?size=20&section=science")
    expect(page.locator("[data-hint]")).to_be_hidden()
    expect(page.locator(f"{_PLOT} a.period[tabindex='0']")).to_have_count(0)
    page.locator(".timeline summary").click()
    rows = page.locator(".timeline tbody tr")
    row = rows.filter(has=page.locator("a")).first
    count = row.locator("td").inner_text()
    row.locator("a").click()
    page.wait_for_url(re.compile("from="))
    expect_results(page, int(count))
    page.go_back()
    bar = bars(page).first
    wanted = bar.get_attribute("data-first")
    bar.click()
    page.wait_for_url(re.compile(f"from={wanted}"))


@pytest.mark.parametrize(
    "path",
    ["/?size=20", "/?from=2024&to=2025", "/compare", "/en/compare", "/archive", "/en/archive"],
)
def test_plots_fit_on_a_phone(phone: Page, path: str, shot: Camera) -> None:
    phone.goto(path)
    expect_no_overflow(phone)
    shot(f"phone-{path.strip('/').split('?')[0].replace('/', '-') or 'results'}")
    sizes = phone.locator(".plot text:visible").evaluate_all(
        "found => found.map(text => text.getBoundingClientRect().height)"
    )
    assert sizes
    assert min(sizes) >= 12


# The box of a letter is as high as its font wants it, far above what is drawn: rows are told
# apart by the lines that they stand on.
_TOUCHING = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('.plot-names')) {
    const names = [...svg.querySelectorAll('text')]
      .filter(text => getComputedStyle(text).display !== 'none')
      .map(text => ({
        told: text.textContent,
        box: text.getBoundingClientRect(),
        line: text.y.baseVal[0].value,
        letters: parseFloat(getComputedStyle(text).fontSize),
      }));
    names.forEach((one, place) => names.slice(place + 1).forEach(other => {
      const beside = one.box.right <= other.box.left || other.box.right <= one.box.left;
      const above = Math.abs(one.line - other.line) >= 1.2 * one.letters;
      if (!beside && !above) found.push(`${one.told} / ${other.told}`);
    }));
  }
  return found;
}"""


@pytest.mark.parametrize("letters", ["ours", "the reader's"])
@pytest.mark.parametrize("width", [320, 640, 900, 1280])
@pytest.mark.parametrize("path", ["/archive", "/compare", "/en/compare"])
def test_no_name_stands_on_another(
    open_page: Opener, sample_address: str, width: int, path: str, letters: str
) -> None:
    page = open_page(sample_address, viewport={"width": width, "height": 800})
    if letters != "ours":  # as where ours come late
        page.route("**/fonts/*", lambda route: route.fulfill(status=204))
    page.goto(path)
    assert page.locator(".plot-names text:visible").count() > 2
    page.evaluate("() => document.fonts.ready.then(() => null)")
    assert page.evaluate(_TOUCHING) == []


_CONTRAST = """() => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1});
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  const luminance = colour => {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map(value => {
      const part = value / 255;
      return part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4;
    });
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const bar = luminance(getComputedStyle(document.querySelector('.plot .bar')).fill);
  const paper = luminance(getComputedStyle(document.body).backgroundColor);
  return (Math.max(bar, paper) + .05) / (Math.min(bar, paper) + .05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_stand_out_from_the_paper(
    open_page: Opener, sample_address: str, scheme: str, shot: Camera
) -> None:
    page = open_page(sample_address, color_scheme=scheme)
    page.goto("/archive")
    assert page.evaluate(_CONTRAST) >= 3
    shot(f"archive-{scheme}")


def test_a_comparison_is_chosen_and_narrowed(sample_page: Page, shot: Camera) -> None:
    page = sample_page
    page.goto("/compare?section=science")
    page.get_by_label("المقارنة بحسب").select_option("source")
    page.get_by_label("المقياس").select_option("share")
    page.get_by_role("button", name="اعرض", exact=True).click()
    page.wait_for_url(re.compile("by=source"))
    shot("compare")
    assert asked(page)["section"] == ["science"]
    expect(page.locator(".panel")).not_to_have_count(0)
    drag(page, bars(page).first, bars(page).nth(2))
    page.wait_for_url(re.compile("from="))
    assert "/compare" in page.url
    assert asked(page)["measure"] == ["share"]
    page.get_by_role("heading", level=3).first.get_by_role("link").click()
    expect(total(page)).to_be_visible()


def test_a_finger_scrolls_the_page_and_taps_a_bar(phone: Page) -> None:
    phone.goto("/?size=20&section=science")
    bar = bars(phone).first
    wanted = bar.get_attribute("data-first")
    assert phone.locator(_PLOT).evaluate("plot => getComputedStyle(plot).touchAction") == "pan-y"
    bar.scroll_into_view_if_needed()
    phone.touchscreen.tap(*middle(bar))
    phone.wait_for_url(re.compile(f"from={wanted}"))


def test_a_plot_that_came_in_while_typing_is_as_good(sample_page: Page) -> None:
    page = sample_page
    page.goto("/")
    page.locator("#search #q").press_sequentially("المدينة")
    expect(page.locator("#total")).to_contain_text("المدينة")
    expect(page.locator(f"{_PLOT} a.period[tabindex='0']")).to_have_count(1)
    expect(page.locator("[data-hint]")).to_be_visible()
    wanted = bars(page).nth(3).get_attribute("data-last")
    drag(page, bars(page).first, bars(page).nth(3))
    page.wait_for_url(re.compile(f"to={wanted}"))
