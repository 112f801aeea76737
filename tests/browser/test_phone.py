"""A phone: one hand, 360 pixels."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Camera
from tests.browser.steps import (
    MANY,
    box,
    exclude,
    expect_no_overflow,
    has_stayed,
    stay,
    total,
    value,
)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    ("name", "path"),
    {
        "first-page": "/",
        "results": f"/?q={MANY}",
        "filtered": f"/?q={MANY}&date=2025&not_section=sport&agency=afp",
        "nothing": "/?q=قرنفلتان",
        "facet": "/facets/agency",
        "why": "/why/sample-alsunbula-006?q=الزيتون",
        "refused": "/?from=x",
        "not-found": "/articles/nothing",
        "archive": "/archive",
        "compare": f"/compare?q={MANY}",
    }.items(),
)
def test_no_page_sticks_out(phone: Page, shot: Camera, prefix: str, name: str, path: str) -> None:
    phone.goto(prefix + path)
    expect_no_overflow(phone)
    shot(f"phone{prefix.replace('/', '-')}-{name}")


def test_filters_stay_open_while_choosing(phone: Page, shot: Camera) -> None:
    phone.goto(f"/?q={MANY}")
    stay(phone)
    expect(value(phone, "section", "ثقافة")).to_be_hidden()
    phone.locator(".filters > summary").tap()
    value(phone, "section", "ثقافة").tap()
    expect(phone.locator(".chip")).to_have_count(1)
    expect(value(phone, "section", "ثقافة")).to_be_visible()
    exclude(phone, "date", "2025").first.tap()
    expect(phone.locator(".chip")).to_have_count(2)
    expect_no_overflow(phone)
    shot("phone-filters")
    expect(phone.locator(".filters > summary")).to_contain_text("2")
    phone.locator(".filters > summary").tap()
    expect(value(phone, "section", "ثقافة")).to_be_hidden()
    assert has_stayed(phone)


def test_searching_puts_the_keyboard_away(phone: Page) -> None:
    phone.goto("/")
    box(phone).tap()
    box(phone).press_sequentially("الزيتون")
    box(phone).press("Enter")
    expect(total(phone)).to_contain_text("الزيتون")
    expect(box(phone)).not_to_be_focused()


def test_the_dialog_of_a_facet(phone: Page, shot: Camera) -> None:
    phone.goto("/?sort=oldest")
    phone.locator(".filters > summary").tap()
    phone.locator(".facet-dateline [data-dialog]").tap()
    dialog = phone.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect_no_overflow(phone)
    assert dialog.evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")
    shot("phone-dialog")
    dialog.get_by_role("checkbox").first.check()
    dialog.get_by_role("button", name="اعرض النتائج").tap()
    expect(phone.locator(".chip")).to_have_count(1)


def test_turning_pages(phone: Page) -> None:
    phone.goto(f"/?q={MANY}")
    phone.locator(".pages [rel=next]").tap()
    expect(phone.locator("#hits")).to_be_focused()
    expect(total(phone)).to_be_in_viewport()
