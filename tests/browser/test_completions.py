"""Completions while typing: offered below the box, chosen by keyboard or pointer."""

import re
from urllib.parse import quote, unquote

from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.conftest import Camera, Opener
from tests.browser.steps import box, expect_asked, expect_no_overflow, has_stayed, stay, total


def offered(page: Page) -> Locator:
    return page.get_by_role("listbox")


def rows(page: Page) -> Locator:
    return offered(page).get_by_role("option")


def selected(page: Page) -> Locator:
    return offered(page).get_by_role("option", selected=True)


def completes(request: Request, text: str) -> bool:
    """Whether a request asks for the completions of a text."""
    return f"/suggestions?q={quote(text)}" in request.url


def test_arrows_walk_and_enter_goes_there(sample_page: Page, shot: Camera) -> None:
    page = sample_page
    page.goto("/")
    stay(page)
    combobox = page.get_by_role("combobox", name="ابحث في الأرشيف")
    expect(combobox).to_have_attribute("aria-expanded", "false")
    combobox.press_sequentially("القل")
    expect(rows(page).first).to_have_text("القلعة")
    expect(combobox).to_have_attribute("aria-expanded", "true")
    expect(selected(page)).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(selected(page)).to_contain_text("القلعة")
    named = combobox.get_attribute("aria-activedescendant")
    assert named == selected(page).get_attribute("id")
    expect(combobox).to_be_focused()
    expect(combobox).to_have_value("القل")
    shot("completions")
    page.keyboard.press("Enter")
    expect_asked(page, q="القلعة")
    expect(combobox).to_have_value("القلعة")
    expect(offered(page)).to_have_count(0)
    expect(total(page)).to_contain_text("القلعة")
    page.go_back()
    expect(page.locator("body")).to_have_class("home")
    assert has_stayed(page)


def test_the_walk_passes_what_was_typed(sample_page: Page) -> None:
    page = sample_page
    page.goto("/")
    box(page).press_sequentially("البحر")
    expect(rows(page).nth(1)).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(rows(page).last).to_have_attribute("aria-selected", "true")
    count = rows(page).count()
    page.keyboard.press("ArrowDown")
    expect(selected(page)).to_have_count(0)
    expect(box(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))
    for _ in range(count):
        page.keyboard.press("ArrowDown")
    expect(rows(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    # With nothing chosen Enter searches for what was typed.
    page.keyboard.press("Enter")
    expect(offered(page)).to_have_count(0)
    expect_asked(page, q="البحر")


def test_a_late_answer_takes_no_choice_away(sample_page: Page) -> None:
    page = sample_page
    page.goto("/")
    box(page).press_sequentially("القل")
    expect(rows(page).first).to_be_visible()
    page.route("**/suggestions*", lambda route: None)  # it is never answered
    with page.expect_request(lambda request: completes(request, "القلع")):
        box(page).press_sequentially("ع")
    with page.expect_event("requestfailed", lambda request: completes(request, "القلع")):
        page.keyboard.press("ArrowDown")
    expect(rows(page).first).to_have_attribute("aria-selected", "true")


def test_an_agency_becomes_a_filter(sample_page: Page) -> None:
    page = sample_page
    page.goto("/")
    box(page).press_sequentially("رويت")
    # It is spoken to in the text as well, as an organisation.
    agency = rows(page).filter(has_text="رويترز").filter(has_text="الوكالة")
    agency.click()
    expect_asked(page, agency="reuters")
    expect(page.locator(".chip")).to_contain_text("رويترز")
    expect(box(page)).to_have_value("")


def test_a_title_leads_to_its_article(sample_page: Page) -> None:
    page = sample_page
    page.goto("/")
    box(page).press_sequentially("معاصر إربد")
    title = rows(page).filter(has_text="معاصر إربد تشكو قلة الزيتون").first
    expect(title).to_contain_text("مقالة")
    title.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("معاصر إربد تشكو قلة الزيتون")


def test_escape_closes_and_keeps_what_was_typed(sample_page: Page) -> None:
    page = sample_page
    page.goto("/")
    box(page).press_sequentially("القل")
    expect(offered(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(offered(page)).to_have_count(0)
    expect(box(page)).to_have_value("القل")
    expect(box(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("القل")
    page.keyboard.press("Backspace")
    expect(box(page)).to_have_value("الق")
    expect(offered(page)).to_be_visible()


def test_leaving_the_box_closes_them(sample_page: Page) -> None:
    page = sample_page
    page.goto("/")
    box(page).press_sequentially("القل")
    expect(offered(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(offered(page)).to_have_count(0)
    expect(page.get_by_role("button", name="بحث")).to_be_focused()
    box(page).press("End")
    box(page).press_sequentially("ع")
    expect(offered(page)).to_be_visible()
    page.locator("footer").click(position={"x": 2, "y": 2})
    expect(offered(page)).to_have_count(0)
    expect(box(page)).to_have_attribute("aria-expanded", "false")


def test_nothing_is_offered_to_whoever_types_nothing(sample_page: Page) -> None:
    page = sample_page
    page.clock.install()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(unquote(request.url)))
    page.goto("/?q=البحر")
    box(page).focus()
    page.keyboard.press("ArrowLeft")
    page.locator(".facet-date .facet-value").first.click()
    expect(page.locator(".chip")).to_have_count(1)
    page.go_back()
    expect_asked(page, q="البحر")
    box(page).focus()
    page.clock.run_for(2000)
    expect(offered(page)).to_have_count(0)
    assert not any("/suggestions" in address for address in asked)
    box(page).press("End")
    box(page).press_sequentially(" ")
    page.clock.run_for(2000)
    expect(offered(page)).to_be_visible()


def test_filters_stay_with_a_phrase(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?date=2024")
    box(page).press_sequentially("القاه")
    rows(page).filter(has_not_text="المكان").filter(has_text="القاهرة").first.click()
    expect_asked(page, q="القاهرة", date="2024")


def test_a_broken_service_leaves_the_box_alone(sample_page: Page) -> None:
    page = sample_page
    page.route("**/suggestions*", lambda route: route.fulfill(status=500, body="no"))
    page.goto("/")
    box(page).press_sequentially("القلعة")
    expect(total(page)).to_contain_text("القلعة")
    expect(offered(page)).to_have_count(0)


def test_rows_take_the_direction_of_what_is_typed(
    open_page: Opener, sample_address: str, shot: Camera
) -> None:
    page = open_page(sample_address, color_scheme="dark")
    page.goto("/en/")
    box(page).press_sequentially("القل")
    expect(offered(page)).to_have_attribute("dir", "rtl")
    shot("completions-english-dark")
    box(page).fill("reut")
    expect(rows(page).first).to_be_visible()
    expect(offered(page)).to_have_attribute("dir", "ltr")


def test_a_phone_gets_fewer(phone: Page, shot: Camera) -> None:
    phone.goto("/")
    box(phone).tap()
    box(phone).press_sequentially("الق")
    expect(rows(phone)).to_have_count(5)
    expect_no_overflow(phone)
    shot("completions-phone")
    rows(phone).first.tap()
    expect(total(phone)).to_be_visible()
    expect(offered(phone)).to_have_count(0)
