"""Searching, filtering and reading, as a reader does it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Camera
from tests.browser.steps import asked, box, cards, exclude, expect_no_overflow, total, value


def test_from_the_first_page_to_an_article(page: Page, shot: Camera) -> None:
    page.goto("/")
    shot("small-first-page")
    box(page).fill("القمح")
    box(page).press("Enter")
    expect(total(page)).to_contain_text("3 نتائج")
    expect(page.locator("mark").first).to_have_text("القمح")

    value(page, "section", "اقتصاد").click()
    expect(total(page)).to_contain_text("نتيجتان")
    value(page, "date", "2024").click()
    value(page, "date", "أكتوبر").click()
    expect(total(page)).to_contain_text("نتيجة واحدة")

    page.get_by_role("link", name="ارتفاع أسعار القمح").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "ارتفاع أسعار القمح في الأسواق العالمية"
    )
    shot("small-article")
    page.get_by_role("link", name="العودة إلى النتائج").click()

    page.get_by_role("link", name="أزل تاريخ النشر").click()
    expect(total(page)).to_contain_text("نتيجتان")
    page.get_by_role("link", name="امسح الكل").click()
    expect(total(page)).to_contain_text("3 نتائج")


def test_filters_stay_when_the_words_change(page: Page) -> None:
    page.goto("/?q=القمح&section=economy")
    box(page).fill("مطاحن")
    page.get_by_role("button", name="بحث").click()
    expect(page.locator(".chip")).to_contain_text("اقتصاد")
    expect(cards(page)).to_have_count(1)


def test_between_two_days(page: Page) -> None:
    page.goto("/?q=القمح")
    page.get_by_label("من", exact=True).fill("2024-01-01")
    page.get_by_label("إلى", exact=True).fill("2024-09-30")
    page.get_by_role("button", name="طبّق الفترة").click()
    expect(cards(page)).to_have_count(1)
    expect(page.locator(".chip")).to_have_count(2)


def test_a_value_is_left_out_and_let_in_again(page: Page, shot: Camera) -> None:
    page.goto("/?q=القمح")
    exclude(page, "section", "اقتصاد").click()
    expect(total(page)).to_contain_text("نتيجة واحدة")
    expect(page.locator(".chip")).to_contain_text("اقتصاد")
    assert asked(page)["not_section"] == ["economy"]
    shot("small-excluded")
    exclude(page, "section", "اقتصاد").click()
    expect(total(page)).to_contain_text("3 نتائج")
    expect(page.locator(".chip")).to_have_count(0)


def test_an_id_that_is_a_difficult_address(page: Page) -> None:
    page.goto("/?q=البلدي")
    page.get_by_role("link", name="المجلس البلدي").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("المجلس البلدي")


def test_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/?q=القمح")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="انتقل إلى المحتوى")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#hits")).to_be_focused()


@pytest.mark.parametrize(
    "path", ["/", "/?q=القمح&section=economy", "/?q=" + "ق" * 300, "/articles/wheat-1", "/?page=x"]
)
def test_nothing_sticks_out_on_a_phone(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(path)
    expect_no_overflow(page)


def test_filters_fold_away_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/?q=القمح")
    expect(value(page, "section", "اقتصاد")).to_be_hidden()
    page.get_by_text("تصفية النتائج").click()
    value(page, "section", "اقتصاد").click()
    expect(page).to_have_url(re.compile("section="))


def test_from_a_folded_hit_to_its_copies_and_back(page: Page, facts_address: str) -> None:
    page.goto(f"{facts_address}/?q=الجسر القديم")
    expect(cards(page)).to_have_count(1)
    page.get_by_role("link", name="نسختان أخريان").click()
    expect(page.get_by_role("heading", name="نسختان أخريان من هذا النص")).to_be_in_viewport()
    page.get_by_role("link", name="الجسر القديم يُغلق شهرًا").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("الجسر القديم يُغلق شهرًا")
    page.get_by_role("link", name="العودة إلى النتائج").click()
    page.get_by_role("link", name="اعرض كل نسخة وحدها").click()
    expect(cards(page)).to_have_count(3)


def test_a_range_of_dates_in_the_box_is_told(page: Page, facts_address: str) -> None:
    page.goto(facts_address)
    box(page).fill("القمح من 21 يوليو إلى أغسطس 2015")
    box(page).press("Enter")
    expect(cards(page)).to_have_count(1)
    expect(page.get_by_role("note")).to_contain_text("من 2015-07-21 إلى 2015-08-31")


def test_what_was_written_about_a_month(page: Page, facts_address: str) -> None:
    page.goto(facts_address)
    page.locator(".facet-mentioned summary").click()
    value(page, "mentioned", "2015").click()
    expect(cards(page)).to_have_count(2)
    value(page, "mentioned", "يوليو").click()
    expect(page.locator(".chip")).to_contain_text("كُتب عن: يوليو 2015")


@pytest.mark.parametrize("path", ["/", "/?q=الجسر القديم", "/articles/bridge", "/articles/stated"])
def test_facts_fit_on_a_phone(page: Page, facts_address: str, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(facts_address + path)
    expect_no_overflow(page)


def test_text_is_as_dark_as_it_should_be(page: Page, facts_address: str) -> None:
    """A style for notes once made whole articles pale."""
    page.goto(f"{facts_address}/articles/bridge")
    colours = [
        page.locator(where).first.evaluate("element => getComputedStyle(element).color")
        for where in ("h1", ".text p", ".details dt")
    ]
    assert colours[0] == colours[1] != colours[2]
