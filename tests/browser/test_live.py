"""Search as you go: no page loads, addresses to share, a history that leads back."""

import re
from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import Camera, Opener
from tests.browser.steps import (
    MANY,
    box,
    cards,
    exclude,
    expect_asked,
    has_stayed,
    results,
    stay,
    total,
    value,
)


def query_of(request: Request) -> str:
    return parse_qs(urlsplit(request.url).query).get("q", [""])[0]


def scroll_to_the_end(page: Page) -> None:
    page.evaluate(
        """() => new Promise(done => {
          addEventListener("scrollend", done, {once: true});
          scrollTo(0, document.body.scrollHeight);
        })"""
    )


# Typing


def test_results_come_while_typing(sample_page: Page, shot: Camera) -> None:
    page = sample_page
    page.goto("/")
    stay(page)
    shot("first-page")
    box(page).press_sequentially("القمح")
    expect(total(page)).to_contain_text("القمح")
    expect_asked(page, q="القمح")
    expect(page).to_have_title(re.compile("^القمح –"))
    expect(page.locator("body")).to_have_class("results")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("القمح")
    expect(page.locator("#announcement")).to_contain_text("القمح")
    assert has_stayed(page)


def test_half_a_word_leaves_the_page_as_it_is(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?q=البحر")
    stay(page)
    before = total(page).inner_text()
    box(page).select_text()
    with page.expect_response(lambda answer: answer.status == 204) as half:
        box(page).press_sequentially("الزيتو")
    assert query_of(half.value.request) == "الزيتو"
    expect(page.get_by_role("main")).not_to_have_attribute("aria-busy", "true")
    expect(total(page)).to_have_text(before)
    expect(box(page)).to_have_value("الزيتو")
    expect(page.locator("#announcement")).to_be_empty()
    expect_asked(page, q="البحر")
    box(page).press_sequentially("ن")
    expect(total(page)).to_contain_text("الزيتون")
    expect_asked(page, q="الزيتون")
    assert not page.locator("[href*='typing']").count()
    assert has_stayed(page)


@pytest.mark.parametrize("finished", ["Enter", "Space"])
def test_whoever_has_finished_half_a_word_searches_for_it(sample_page: Page, finished: str) -> None:
    page = sample_page
    page.goto("/?q=البحر")
    stay(page)
    box(page).select_text()
    with page.expect_response(lambda answer: answer.status == 204):
        box(page).press_sequentially("الزيتو")
    box(page).press(finished)
    expect_asked(page, q="الزيتو")
    expect(total(page)).to_contain_text("الزيتو")
    assert has_stayed(page)


def test_the_address_can_be_shared(sample_page: Page, open_page: Opener) -> None:
    page = sample_page
    page.goto("/?section=economy")
    box(page).press_sequentially("الزيتون")
    expect(total(page)).to_contain_text("الزيتون")
    titles = results(page).all_inner_texts()
    assert titles
    other = open_page(page.url)
    other.goto(page.url)
    assert results(other).all_inner_texts() == titles
    expect(other.locator(".chip")).to_contain_text("اقتصاد")


def test_a_stretch_of_typing_is_one_step_of_the_history(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?q=البحر")
    stay(page)
    before = total(page).inner_text()
    box(page).select_text()
    for letters, text in (("الزيت", "الزيت"), ("ون", "الزيتون"), (" زيت", "الزيتون زيت")):
        box(page).press_sequentially(letters)
        expect_asked(page, q=text)
    page.go_back()
    expect(total(page)).to_have_text(before)
    expect(box(page)).to_have_value("البحر")
    expect_asked(page, q="البحر")
    page.go_forward()
    expect_asked(page, q="الزيتون زيت")
    expect(box(page)).to_have_value("الزيتون زيت")
    assert has_stayed(page)


def test_typing_again_later_is_another_step(sample_page: Page) -> None:
    page = sample_page
    page.goto("/")
    box(page).press_sequentially("البحر")
    expect_asked(page, q="البحر")
    box(page).press("Enter")
    box(page).press("End")
    box(page).press_sequentially(" زوارق")
    expect_asked(page, q="البحر زوارق")
    page.go_back()
    expect_asked(page, q="البحر")
    page.go_back()
    expect(page.locator("body")).to_have_class("home")
    expect(box(page)).to_have_value("")


def test_leaving_the_box_ends_a_stretch_of_typing(sample_page: Page) -> None:
    page = sample_page
    page.goto("/")
    box(page).press_sequentially("البحر")
    expect_asked(page, q="البحر")
    results(page).first.focus()
    box(page).press("End")
    box(page).press_sequentially(" زوارق")
    expect_asked(page, q="البحر زوارق")
    page.go_back()
    expect_asked(page, q="البحر")


def test_an_emptied_box_leads_back_to_the_filters_alone(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?q=البحر&section=economy")
    box(page).fill("")
    expect_asked(page, section="economy")
    expect(page.locator(".chip")).to_contain_text("اقتصاد")


def test_an_overtaken_request_is_stopped(sample_page: Page) -> None:
    page = sample_page
    page.goto("/")
    held: list[Route] = []

    def slow(request: Request) -> bool:
        return query_of(request) == "الزي" and urlsplit(request.url).path == "/"

    page.route(
        "**/*", lambda route: held.append(route) if slow(route.request) else route.continue_()
    )
    with page.expect_request(lambda request: slow(request)):
        box(page).press_sequentially("الزي")
    with page.expect_event("requestfailed", lambda request: slow(request)):
        box(page).press_sequentially("تون")
    expect(total(page)).to_contain_text("الزيتون")
    expect(page.get_by_role("main")).not_to_have_attribute("aria-busy", "true")
    assert held


def test_letters_being_composed_are_not_searched(sample_page: Page) -> None:
    page = sample_page
    page.clock.install()
    page.goto("/")
    searched: list[str] = []
    page.on("request", lambda request: searched.append(query_of(request)))
    box(page).focus()
    keyboard = page.context.new_cdp_session(page)
    composed = {"text": "الزي", "selectionStart": 4, "selectionEnd": 4}
    keyboard.send("Input.imeSetComposition", composed)
    expect(box(page)).to_have_value("الزي")
    page.clock.run_for(2000)
    keyboard.send("Input.insertText", {"text": "الزيتون"})
    expect(box(page)).to_have_value("الزيتون")
    page.clock.run_for(2000)
    expect_asked(page, q="الزيتون")
    assert "الزي" not in searched


def test_what_is_typed_is_not_lost_to_a_click_elsewhere(sample_page: Page) -> None:
    page = sample_page
    page.clock.install(time=datetime(2026, 1, 1))
    page.goto("/?q=البحر")
    # With the clock standing still nothing of this is searched before the click.
    page.clock.pause_at(datetime(2026, 1, 2))
    box(page).fill("البحر زوارق")
    value(page, "section", "بيئة").first.click()
    page.wait_for_url(lambda url: "section=" in url)
    expect(box(page)).to_have_value("البحر زوارق")
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query)["q"] == ["البحر زوارق"])
    expect(total(page)).to_contain_text("زوارق")


def test_while_reading_only_enter_searches(sample_page: Page) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    results(page).first.click()
    heading = page.get_by_role("heading", level=1).inner_text()
    searched: list[str] = []
    page.on("request", lambda request: searched.append(urlsplit(request.url).path))
    page.clock.install()
    box(page).fill("الزيتون")
    page.clock.run_for(2000)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    box(page).press("Enter")
    expect(total(page)).to_contain_text("الزيتون")
    assert searched.count("/") == 1
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(box(page)).to_have_value(MANY)
    expect(page.locator("#jumps").get_by_role("button")).to_have_count(2)


def test_did_you_mean_is_put_into_the_box(sample_page: Page, shot: Camera) -> None:
    page = sample_page
    page.goto("/")
    box(page).fill("الزيتوم")
    box(page).press("Enter")
    meant = page.locator(".correction a")
    expect(meant).to_be_visible()
    shot("did-you-mean")
    words = meant.inner_text()
    meant.click()
    expect(box(page)).to_have_value(words)
    expect_asked(page, q=words)


# Links and forms


def test_a_value_keeps_the_focus(sample_page: Page, shot: Camera) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    stay(page)
    place = value(page, "date", "2025")
    place.focus()
    page.keyboard.press("Enter")
    expect(place).to_have_attribute("aria-current", "true")
    expect(place).to_be_focused()
    expect_asked(page, q=MANY, date="2025")
    expect(page.locator(".chip")).to_contain_text("2025")
    shot("filtered")
    page.keyboard.press("Enter")
    expect(place).not_to_have_attribute("aria-current", "true")
    expect(place).to_be_focused()
    expect_asked(page, q=MANY)
    page.go_back()
    expect(place).to_have_attribute("aria-current", "true")
    assert has_stayed(page)


def test_leaving_a_value_out_keeps_the_focus(sample_page: Page) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    place = exclude(page, "date", "2025").first
    place.focus()
    page.keyboard.press("Enter")
    expect_asked(page, q=MANY, not_date="2025")
    expect(place).to_have_attribute("aria-current", "true")
    expect(place).to_be_focused()


def test_a_month_is_found_again_under_its_own_year(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?sort=oldest&date=2024&date=2025")
    months = page.locator(".facet-date li li > .facet-value .label")
    names = months.all_inner_texts()
    twice = next(name for name in names if names.count(name) == 2)
    second = value(page, "date", twice).nth(1)
    year = second.get_attribute("href")
    assert year
    second.click()
    focused = page.locator(".facet-date .facet-value:focus")
    expect(focused.locator(".label")).to_have_text(twice)
    expect(focused).to_have_attribute("aria-current", "true")
    chosen = parse_qs(urlsplit(page.url).query)["date"]
    assert chosen == parse_qs(urlsplit(year).query)["date"]


def test_removing_a_filter_leads_to_the_next_one(sample_page: Page) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}&date=2025&not_section=sport")
    chips = page.locator(".chips a")
    expect(chips).to_have_count(3)
    chips.first.focus()
    page.keyboard.press("Enter")
    expect(chips).to_have_count(2)
    expect(chips.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(chips).to_have_count(0)
    expect(page.locator("#hits")).to_be_focused()


def test_the_next_page_begins_at_its_top(sample_page: Page) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    stay(page)
    first = results(page).first.inner_text()
    onwards = page.locator(".pages [rel=next]")
    scroll_to_the_end(page)
    onwards.click()
    expect_asked(page, q=MANY, page="2")
    expect(page.locator("#hits")).to_be_focused()
    expect(total(page)).to_be_in_viewport()
    expect(results(page).first).not_to_have_text(first)
    page.go_back()
    expect(results(page).first).to_have_text(first)
    expect(onwards).to_be_in_viewport()
    assert has_stayed(page)


def test_back_from_a_short_page_to_the_end_of_a_long_one(sample_page: Page) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    end = page.locator(".pages [rel=next]")
    scroll_to_the_end(page)
    place = page.locator(".facet-dateline .facet-value").last
    place.evaluate("link => link.focus({preventScroll: true})")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_count(1)
    expect(end).to_have_count(0)
    page.go_back()
    expect(page.locator(".chip")).to_have_count(0)
    expect(end).to_be_in_viewport()


def test_the_order_of_results(sample_page: Page) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    stay(page)
    oldest = page.locator(".sorts").get_by_role("link", name="الأقدم")
    oldest.click()
    expect(oldest).to_have_attribute("aria-current", "true")
    expect(oldest).to_be_focused()
    days = [time.get_attribute("datetime") or "" for time in page.locator(".facts time").all()]
    assert len(days) > 2
    assert days == sorted(days)
    assert has_stayed(page)


def test_the_form_of_a_period(sample_page: Page) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    stay(page)
    page.get_by_label("من", exact=True).fill("2025-01-01")
    apply = page.get_by_role("button", name="طبّق الفترة")
    apply.click()
    expect_asked(page, **{"q": MANY, "from": "2025-01-01"})
    expect(page.locator(".chip")).to_contain_text("2025")
    expect(apply).to_be_focused()
    # The words that follow stay within the period.
    box(page).fill("الزيتون")
    expect_asked(page, **{"q": "الزيتون", "from": "2025-01-01"})
    assert has_stayed(page)


def test_lists_stay_open_or_closed(sample_page: Page) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    page.locator(".facet-section summary").click()
    page.locator(".facet-mentioned summary").click()
    expect(page.locator(".facet-mentioned")).to_have_attribute("open", "")
    value(page, "mentioned", "2025").first.click()
    expect(page.locator(".chip")).to_contain_text("2025")
    expect(page.locator(".facet-mentioned")).to_have_attribute("open", "")
    expect(page.locator(".facet-section")).not_to_have_attribute("open", "")


def test_why_this_result_opens_below_it(sample_page: Page, shot: Camera) -> None:
    page = sample_page
    page.goto("/?q=الزيتون")
    why = page.get_by_role("button", name="لماذا ظهرت هذه النتيجة؟").first
    expect(why).to_have_attribute("aria-expanded", "false")
    why.click()
    reasons = cards(page).first.get_by_role("table")
    expect(reasons).to_contain_text("الزيتون")
    expect(why).to_have_attribute("aria-expanded", "true")
    expect(why).to_be_focused()
    expect_asked(page, q="الزيتون")
    shot("why-inside")
    page.keyboard.press("Space")
    expect(reasons).to_have_count(0)
    expect(why).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(reasons).to_be_visible()


# All values of a facet


def test_several_values_are_chosen_in_a_dialog(sample_page: Page, shot: Camera) -> None:
    page = sample_page
    page.goto("/?sort=oldest")
    stay(page)
    more = page.locator(".facet-dateline [data-dialog]")
    more.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="الأماكن")).to_be_visible()
    field = dialog.get_by_role("searchbox")
    expect(field).to_be_focused()
    shot("facet-dialog")
    field.press_sequentially("القاه")
    expect(dialog.get_by_role("checkbox")).to_have_count(1)
    expect(field).to_be_focused()
    dialog.get_by_role("checkbox", name="القاهرة").check()
    page.keyboard.press("?")  # one dialog at a time
    expect(page.locator("#keys")).to_be_hidden()
    # What was ticked is kept while the list shows something else.
    field.fill("الربا")
    dialog.get_by_role("checkbox", name="الرباط").check()
    field.fill("فاس")
    dialog.get_by_role("checkbox", name="فاس").check()
    dialog.get_by_role("checkbox", name="فاس").uncheck()
    field.fill("القاه")
    expect(dialog.get_by_role("checkbox")).to_have_count(1)
    expect(dialog.get_by_role("checkbox", name="القاهرة")).to_be_checked()
    dialog.get_by_role("button", name="اعرض النتائج").click()
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.locator(".chips")).to_contain_text("القاهرة")
    expect(page.locator(".chips")).to_contain_text("الرباط")
    expect(dialog).to_have_count(0)
    assert has_stayed(page)


def test_the_dialog_has_pages_and_keeps_what_was_chosen_before(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?sort=oldest&dateline=القاهرة&not_section=sport")
    page.locator(".facet-dateline [data-dialog]").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("checkbox", name="القاهرة")).to_be_checked()
    onwards = dialog.locator("[rel=next]")
    onwards.click()
    expect(dialog.locator("[rel=prev]")).to_be_visible()
    expect(dialog.get_by_role("checkbox").first).to_be_focused()
    dialog.get_by_role("checkbox").first.check()
    dialog.get_by_role("button", name="اعرض النتائج").click()
    expect(page.locator(".chip")).to_have_count(3)
    expect(page.locator(".chips")).to_contain_text("القاهرة")


def test_the_dialog_closes_and_gives_the_focus_back(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?sort=oldest")
    more = page.locator(".facet-section [data-dialog]")
    dialog = page.get_by_role("dialog")
    ways: list[Callable[[], None]] = [
        lambda: page.keyboard.press("Escape"),
        lambda: dialog.get_by_role("button", name="أغلق").click(),
        lambda: dialog.get_by_role("link", name="العودة إلى النتائج").click(),
    ]
    for leave in ways:
        more.click()
        expect(dialog).to_be_visible()
        leave()
        expect(dialog).to_have_count(0)
        expect(more).to_be_focused()
    expect_asked(page, sort="oldest")


# What goes wrong


def test_a_period_typed_the_wrong_way_round_is_read_as_meant(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?q=البحر")
    page.get_by_label("من", exact=True).fill("2025-12-31")
    page.get_by_label("إلى", exact=True).fill("2025-01-01")
    page.get_by_role("button", name="طبّق الفترة").click()
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.locator(".chip").first).to_contain_text("من: 1 يناير 2025")
    expect(page.locator(".card").first).to_be_visible()


def test_a_refused_search_says_so_in_place(sample_page: Page, shot: Camera) -> None:
    page = sample_page
    page.goto("/?q=البحر&date=2025")
    stay(page)
    page.evaluate(
        """document.dispatchEvent(new CustomEvent("fihris:visit", {
            detail: location.href + "&page=x", cancelable: true,
        }))"""
    )
    expect(page.locator("body")).to_have_class("error")
    expect(box(page)).to_have_value("البحر")
    shot("refused")
    assert has_stayed(page)
    # Words that follow are searched within the filters that were there before.
    box(page).press("End")
    box(page).press_sequentially(" زوارق")
    expect(total(page)).to_contain_text("زوارق")
    expect(page.locator(".chip")).to_contain_text("2025")
    page.go_back()
    expect(page.locator("body")).to_have_class("error")
    expect(box(page)).to_have_value("البحر")
    page.go_back()
    expect(total(page)).to_contain_text("البحر")


def test_without_a_network_nothing_typed_is_lost(sample_page: Page) -> None:
    page = sample_page
    page.goto("/?q=البحر")
    stay(page)
    with page.expect_event("requestfailed", lambda request: "/?" in request.url):
        page.context.set_offline(True)
        box(page).press("End")
        box(page).press_sequentially(" زوارق")
    expect(page.get_by_role("main")).not_to_have_attribute("aria-busy", "true")
    expect(box(page)).to_have_value("البحر زوارق")
    expect(cards(page).first).to_be_visible()
    page.context.set_offline(False)
    box(page).press("Enter")
    expect(total(page)).to_contain_text("زوارق")
    assert has_stayed(page)


def test_a_link_that_cannot_be_fetched_is_simply_followed(sample_page: Page) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    stay(page)
    page.route(
        "**/?*",
        lambda route: (
            route.abort() if route.request.resource_type == "fetch" else route.continue_()
        ),
    )
    value(page, "date", "2025").click()
    expect(page.locator(".chip")).to_contain_text("2025")
    assert not has_stayed(page)


def test_a_page_of_newer_software_is_loaded_whole(sample_page: Page) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    stay(page)

    def newer(route: Route) -> None:
        if route.request.resource_type != "fetch":
            route.continue_()
            return
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("fihris.js?v=", "fihris.js?v=0"))

    page.route("**/?*", newer)
    value(page, "date", "2025").click()
    expect(page.locator(".chip")).to_contain_text("2025")
    assert not has_stayed(page)


@pytest.mark.parametrize("place", [".facet-value", ".sorts a", "a.why", "[data-dialog]"])
def test_a_click_for_a_new_tab_is_the_browsers(sample_page: Page, place: str) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}")
    before = page.url
    with page.context.expect_page() as tab:
        page.locator(f"main {place} >> visible=true").first.click(modifiers=["ControlOrMeta"])
    expect(tab.value.locator("main h1")).to_be_visible()
    assert page.url == before
