"""The keyboard alone: shortcuts, on Arabic layouts too, and switched off."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Camera
from tests.browser.steps import MANY, box, choose, expect_asked, results, value


def strike(page: Page, code: str, letter: str, *, shift: bool = False) -> None:
    """Strike a key of a layout other than the one that Playwright has."""
    keyboard = page.context.new_cdp_session(page)
    key = {"code": code, "key": letter, "modifiers": 8 if shift else 0}
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": letter, **key})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})


def test_slash_leads_to_the_box(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?q=البحر")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type("الزيتون")
    # What stood there was selected, so that typing replaces it.
    expect(box(page)).to_have_value("الزيتون")
    page.keyboard.press("?")
    page.keyboard.press("/")
    expect(box(page)).to_have_value("الزيتون?/")


def test_the_same_keys_on_an_arabic_layout(sample_page: Page) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    strike(page, "KeyJ", "ت")
    expect(results(page).nth(0)).to_be_focused()
    strike(page, "KeyJ", "ت")
    expect(results(page).nth(1)).to_be_focused()
    strike(page, "KeyK", "ن")
    expect(results(page).nth(0)).to_be_focused()
    strike(page, "Slash", "؟", shift=True)
    expect(page.get_by_role("dialog", name="المفاتيح")).to_be_visible()
    page.keyboard.press("Escape")
    strike(page, "Slash", "ظ")
    expect(box(page)).to_be_focused()


def test_the_list_of_keys(sample_page: Page, shot: Camera) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    page.keyboard.press("j")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="المفاتيح")
    expect(keys).to_be_visible()
    shot("keys")
    page.keyboard.press("j")  # nothing behind the dialog moves
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(results(page).first).to_be_focused()
    page.keyboard.press("?")
    keys.get_by_role("button", name="أغلق").click()
    expect(keys).to_be_hidden()


def test_arrows_from_the_box_through_the_results(sample_page: Page, shot: Camera) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    expect(results(page).nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results(page).nth(1)).to_be_focused()
    shot("result-focused")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    title = results(page).first.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_escape_leads_back_to_the_box(sample_page: Page) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    results(page).nth(2).focus()
    page.keyboard.press("Escape")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value(MANY)


def test_letters_with_modifiers_are_the_browsers(sample_page: Page) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    page.keyboard.press("j")
    expect(results(page).first).to_be_focused()
    for key in ("Control+j", "Alt+j", "Meta+j", "Control+/"):
        page.keyboard.press(key)
        expect(results(page).first).to_be_focused()


@pytest.mark.parametrize("field", ["from", "to"])
def test_letters_in_a_field_are_letters(sample_page: Page, field: str) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    place = page.locator(f".between input[name={field}]")
    place.focus()
    page.keyboard.press("j")
    page.keyboard.press("/")
    expect(place).to_be_focused()


def test_single_letters_can_be_switched_off(sample_page: Page) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    choose(page, "اختصارات لوحة المفاتيح", "معطّلة")
    expect_asked(page, q=MANY)
    expect(page.locator("html")).to_have_attribute("data-shortcuts", "off")
    results(page).nth(1).focus()
    for letter in ("/", "j", "k", "?"):
        page.keyboard.press(letter)
        expect(results(page).nth(1)).to_be_focused()
    # Arrows are no letters.
    page.keyboard.press("ArrowDown")
    expect(results(page).nth(2)).to_be_focused()
    choose(page, "اختصارات لوحة المفاتيح", "مفعّلة")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()


def test_the_whole_way_without_a_mouse(sample_page: Page) -> None:
    """From the first page over a filter to an article and back."""
    page = sample_page
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type(MANY)
    page.keyboard.press("Enter")
    expect(page.locator("#total")).to_contain_text(MANY)
    place = value(page, "date", "2024").first
    for _ in range(200):
        if place.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_asked(page, q=MANY, date="2024")
    expect(place).to_be_focused()
    page.keyboard.press("j")
    expect(results(page).first).to_be_focused()
    page.keyboard.press("Enter")
    back = page.get_by_role("link", name="العودة إلى النتائج")
    expect(back).to_be_visible()
    back.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_contain_text("2024")
