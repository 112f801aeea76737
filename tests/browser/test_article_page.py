"""Reading an article: marked words, facts that lead on, citation, the printed page."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Camera, Opener
from tests.browser.steps import MANY, expect_asked, expect_no_overflow, results

_PRESSES = "/articles/sample-alsunbula-006?q=الزيتون"


def test_from_mark_to_mark(sample_page: Page, shot: Camera) -> None:
    page = sample_page
    page.goto(_PRESSES)
    jumps = page.get_by_role("navigation", name="الكلمات المعلّمة")
    marks = page.locator("main mark")
    last = marks.count()
    assert last > 2
    assert page.evaluate("scrollY") == 0  # arriving moves nothing
    shot("article")
    jumps.get_by_role("button", name="التالية").click()
    expect(jumps).to_contain_text(f"1 / {last}")
    expect(page.locator("#mark-1")).to_be_focused()
    expect(page.locator("#mark-1")).to_have_attribute("aria-current", "true")
    page.keyboard.press("j")
    expect(page.locator("#mark-2")).to_be_focused()
    expect(page.locator("mark.current")).to_have_count(1)
    expect(page.locator("#mark-2")).to_be_in_viewport()
    expect(page.locator("#announcement")).to_have_text(f"2 / {last}")
    shot("article-marks")
    page.keyboard.press("k")
    page.keyboard.press("k")  # before the first comes the last
    expect(jumps).to_contain_text(f"{last} / {last}")
    expect(page.locator(f"#mark-{last}")).to_be_in_viewport()
    jumps.get_by_role("button", name="السابقة").click()
    expect(jumps).to_contain_text(f"{last - 1} / {last}")


def test_an_article_by_itself_has_no_marks(sample_page: Page) -> None:
    page = sample_page
    page.goto("/articles/sample-alsunbula-006")
    expect(page.locator("main mark")).to_have_count(0)
    expect(page.locator("#jumps")).to_have_count(0)
    page.keyboard.press("j")  # goes nowhere, and breaks nothing
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_motion_is_spared_whoever_asks_for_that(open_page: Opener, sample_address: str) -> None:
    page = open_page(
        sample_address, reduced_motion="reduce", viewport={"width": 1280, "height": 300}
    )
    page.goto(_PRESSES)
    last = page.locator("main mark").last
    page.keyboard.press("k")
    # No animation: it is in view at once.
    inside = "mark => mark.getBoundingClientRect().bottom <= innerHeight && scrollY > 0"
    assert last.evaluate(inside)


def test_facts_lead_to_more_of_their_kind(sample_page: Page) -> None:
    page = sample_page
    page.goto(_PRESSES)
    page.locator(".details").get_by_role("link").first.click()
    expect(page.locator(".chip")).to_have_count(1)
    expect(page.locator(".card").first).to_be_visible()


def test_back_to_the_results_is_where_one_came_from(sample_page: Page) -> None:
    page = sample_page
    page.goto(f"/?q={MANY}&page=2")
    titles = results(page).all_inner_texts()
    results(page).nth(1).click()
    page.get_by_role("link", name="العودة إلى النتائج").click()
    expect_asked(page, q=MANY, page="2")
    assert results(page).all_inner_texts() == titles


def test_a_citation_is_copied(open_page: Opener, sample_address: str) -> None:
    page = open_page(sample_address, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/articles/sample-alsunbula-006")
    line = page.locator(".citation-line")
    expect(line).to_contain_text("معاصر إربد تشكو قلة الزيتون")
    page.get_by_role("button", name="انسخ").first.click()
    expect(page.get_by_role("button", name="نُسخ")).to_be_focused()
    expect(page.locator("#announcement")).to_have_text("نُسخ")
    copied = page.evaluate("navigator.clipboard.readText()")
    # The address stands on a line of its own for the eye alone.
    assert copied == " ".join(line.inner_text().split())
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="نُسخ")).to_have_count(0)


def test_print_leaves_only_the_article(sample_page: Page, shot: Camera) -> None:
    page = sample_page
    page.goto(_PRESSES)
    page.emulate_media(media="print")
    expect(page.locator(".text")).to_be_visible()
    for apart in (".search-box", "#jumps", ".colophon", ".site"):
        expect(page.locator(apart)).to_be_hidden()
    shot("article-print")


def test_an_article_on_a_phone(phone: Page, shot: Camera) -> None:
    phone.goto(_PRESSES)
    expect_no_overflow(phone)
    phone.get_by_role("button", name="التالية").tap()
    expect(phone.locator("#mark-1")).to_be_in_viewport()
    expect_no_overflow(phone)
    shot("article-phone")
