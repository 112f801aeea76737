"""How a reader wants to see things: months, Hijri days, colours, language."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Camera, Opener
from tests.browser.steps import (
    MANY,
    box,
    choose,
    expect_asked,
    expect_no_overflow,
    has_stayed,
    stay,
    total,
    value,
)


def test_months_as_a_reader_knows_them(page: Page, shot: Camera) -> None:
    page.goto("/?q=القمح&section=economy")
    day = page.locator(".card time").first
    expect(day).to_have_text(re.compile(r"^28 أكتوبر 2024$"))
    choose(page, "الشهور", "تشرين الأول")
    expect_asked(page, q="القمح", section="economy")
    expect(day).to_have_text(re.compile(r"^28 تشرين الأول 2024$"))
    choose(page, "الشهور", "أكتوبر (تشرين الأول)")
    expect(day).to_have_text(re.compile(r"^28 أكتوبر \(تشرين الأول\) 2024$"))
    shot("months-both")
    page.get_by_role("link", name="ارتفاع أسعار القمح").click()
    expect(page.locator(".details time")).to_contain_text("تشرين الأول")
    choose(page, "الشهور", "أكتوبر")
    expect(page.locator(".details time")).not_to_contain_text("تشرين")


def test_the_hijri_day_beside_the_other(page: Page, shot: Camera) -> None:
    page.goto("/?q=القمح&section=economy")
    choose(page, "التاريخ الهجري", "بجانب التاريخ")
    # 28 October 2024 is 25 Rabiʿ II 1446 in the calendar of Umm al-Qura.
    expect(page.locator(".card time").first).to_contain_text("25 ربيع الآخر 1446")
    shot("hijri")


def test_what_comes_in_live_is_shown_the_same_way(page: Page) -> None:
    page.goto("/")
    choose(page, "الشهور", "تشرين الأول")
    stay(page)
    box(page).press_sequentially("القمح")
    expect(total(page)).to_contain_text("القمح")
    expect(page.locator(".card time").first).to_contain_text("تشرين الأول")
    # Choosing something else comes back to this search, which was typed since.
    assert has_stayed(page)
    choose(page, "الشهور", "أكتوبر")
    expect_asked(page, q="القمح")
    expect(box(page)).to_have_value("القمح")


def brightness(page: Page) -> int:
    """How bright the paper is, from 0 to 255."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return max(int(part) for part in re.findall(r"\d+", colour)[:3])


@pytest.mark.parametrize("system", ["light", "dark"])
def test_colours(open_page: Opener, address: str, system: str, shot: Camera) -> None:
    page = open_page(address, color_scheme=system)
    page.goto("/?q=القمح")
    assert (brightness(page) < 100) == (system == "dark")
    choose(page, "الألوان", "داكنة")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert brightness(page) < 100
    shot(f"dark-chosen-on-{system}")
    page.goto("/articles/wheat-1")
    assert brightness(page) < 100
    choose(page, "الألوان", "فاتحة")
    assert brightness(page) > 200


def test_english_and_back(sample_page: Page, shot: Camera) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}&date=2025")
    found = page.locator(".card-title a").all_inner_texts()
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(total(page)).to_contain_text("results for")
    expect(page.locator(".chip")).to_contain_text("Date of publication: 2025")
    assert page.locator(".card-title a").all_inner_texts() == found
    expect(page.locator(".card").first).to_have_attribute("dir", "rtl")
    shot("english")
    stay(page)
    value(page, "section", "Culture").click()
    expect(page.locator(".chip")).to_have_count(2)
    assert "/en/" in page.url
    assert has_stayed(page)
    # The other language is a link to this search, not to the one that the page came with.
    page.get_by_role("link", name="العربية").click()
    expect_asked(page, q=MANY, date="2025", section="culture")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".chip")).to_have_count(2)


def test_all_of_english(sample_page: Page, shot: Camera) -> None:
    page = sample_page
    page.goto("/en/")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Search"))
    shot("english-first-page")
    page.locator(".facet-section [data-dialog]").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Close").first).to_be_visible()
    shot("english-dialog")
    page.keyboard.press("Escape")
    box(page).fill("الزيتون")
    box(page).press("Enter")
    expect(total(page)).to_contain_text("for")
    page.get_by_role("button", name="Why this result?").first.click()
    expect(page.get_by_role("table").first).to_contain_text("Share")
    page.locator(".card-title a").first.click()
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#mark-1")).to_be_focused()
    choose(page, "Colours", "Dark")
    assert "/en/articles/" in page.url
    shot("english-article-dark")


@pytest.mark.parametrize("path", ["/", f"/?q={MANY}", "/articles/sample-almarfa-001", "/archive"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_at_four_times_the_size(
    open_page: Opener, sample_address: str, prefix: str, path: str
) -> None:
    """A window of 1280 pixels at 400 percent is one of 320 (WCAG 1.4.10)."""
    page = open_page(sample_address, viewport={"width": 320, "height": 256})
    page.goto(prefix + path)
    expect_no_overflow(page)
