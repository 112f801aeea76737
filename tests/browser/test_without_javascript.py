"""Every feature without JavaScript."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Camera
from tests.browser.steps import (
    MANY,
    box,
    cards,
    exclude,
    expect_asked,
    results,
    total,
    value,
)


def test_searching_and_filtering(plain_page: Page, shot: Camera) -> None:
    page = plain_page
    page.goto("/")
    page.get_by_role("searchbox").fill(MANY)
    page.get_by_role("searchbox").press("Enter")
    expect(total(page)).to_contain_text(MANY)
    expect(page.locator(".card mark").first).to_be_visible()
    value(page, "date", "2025").click()
    expect(page.locator(".chip")).to_have_count(1)
    exclude(page, "section", "ثقافة").click()
    expect_asked(page, q=MANY, date="2025", not_section="culture")
    expect(page.locator(".chip")).to_have_count(2)
    shot("plain-filtered")
    box(page).fill("البحر")
    page.get_by_role("button", name="بحث").click()
    expect_asked(page, q="البحر", date="2025", not_section="culture")
    page.get_by_role("link", name="امسح الكل").click()
    expect_asked(page, q="البحر")


def test_lists_fold_and_open(plain_page: Page) -> None:
    page = plain_page
    page.goto(f"/?q={MANY}")
    inside = page.locator(".facet-mentioned .facet-value").first
    expect(inside).to_be_hidden()
    page.locator(".facet-mentioned summary").click()
    expect(inside).to_be_visible()


def test_all_values_of_a_facet(plain_page: Page, shot: Camera) -> None:
    page = plain_page
    page.goto("/?sort=oldest")
    page.locator(".facet-dateline").get_by_role("link", name="عرض الكل").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("الأماكن")
    shot("plain-facet")
    first = page.get_by_role("checkbox").first.get_attribute("value")
    page.get_by_role("link", name="التالية").click()
    expect(page.get_by_role("checkbox").first).not_to_have_attribute("value", first or "")
    page.get_by_role("link", name="السابقة").click()
    page.locator(".containing").get_by_role("searchbox").fill("القاه")
    page.get_by_role("button", name="صفِّ").click()
    expect(page.get_by_role("checkbox")).to_have_count(1)
    page.get_by_role("checkbox", name="القاهرة").check()
    page.get_by_role("button", name="اعرض النتائج").click()
    expect(page.locator(".chip")).to_contain_text("القاهرة")
    expect_asked(page, sort="oldest", dateline="القاهرة")


def test_why_this_result(plain_page: Page) -> None:
    page = plain_page
    page.goto("/?q=الزيتون")
    title = results(page).first.inner_text()
    page.get_by_role("link", name="لماذا ظهرت هذه النتيجة؟").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("لماذا ظهرت هذه النتيجة؟")
    expect(page.get_by_role("link", name=title)).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("الزيتون")
    page.get_by_role("link", name="العودة إلى النتائج").click()
    expect_asked(page, q="الزيتون")


def test_pages_and_orders(plain_page: Page) -> None:
    page = plain_page
    page.goto(f"/?q={MANY}")
    first = results(page).first.inner_text()
    page.locator(".pages [rel=next]").click()
    expect_asked(page, q=MANY, page="2")
    expect(results(page).first).not_to_have_text(first)
    page.get_by_role("link", name="الأقدم").click()
    expect_asked(page, q=MANY, sort="oldest")


def test_a_period(plain_page: Page) -> None:
    page = plain_page
    page.goto(f"/?q={MANY}")
    page.get_by_label("من", exact=True).fill("2025-01-01")
    page.get_by_role("button", name="طبّق الفترة").click()
    expect(page.locator(".chip")).to_contain_text("2025")


def test_the_period_table_stands_for_the_plot(plain_page: Page) -> None:
    page = plain_page
    page.goto(f"/?q={MANY}")
    page.locator(".plot-table summary").click()
    period = page.locator(".plot-table").get_by_role("link").first
    period.click()
    expect(page.locator(".chip").first).to_be_visible()
    expect(cards(page).first).to_be_visible()


def test_another_keyboard_and_the_way_back(plain_page: Page, shot: Camera) -> None:
    page = plain_page
    page.goto("/?q=hgrlp")
    expect(page.locator(".reading").first).to_contain_text("القمح")
    shot("plain-keyboard")
    page.get_by_role("link", name="ابحث بما كتبتُه كما هو").click()
    expect_asked(page, q="hgrlp", spellings="typed")
    expect(cards(page)).to_have_count(0)


def test_an_article_and_its_marks(plain_page: Page) -> None:
    page = plain_page
    page.goto("/?q=الزيتون")
    results(page).first.click()
    page.locator("#jumps").get_by_role("link").click()
    expect(page.locator("#mark-1")).to_be_in_viewport()
    assert page.url.endswith("#mark-1")
    page.get_by_role("link", name="العودة إلى النتائج").click()
    expect_asked(page, q="الزيتون")


def test_how_things_are_shown(plain_page: Page) -> None:
    page = plain_page
    page.goto("/?q=الزيتون")
    page.locator("#display summary").click()
    page.get_by_label("الألوان").select_option(label="داكنة")
    page.get_by_role("button", name="احفظ").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect_asked(page, q="الزيتون")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect_asked(page, q="الزيتون")


def test_the_archive_and_the_comparison(plain_page: Page) -> None:
    page = plain_page
    page.goto(f"/?q={MANY}")
    page.get_by_role("link", name="قارن التغطية عبر الزمن").click()
    page.locator("select[name=by]").select_option("section")
    page.locator(".compare-form").get_by_role("button").click()
    expect(page.locator(".panel").first).to_be_visible()
    page.get_by_role("link", name="عن الأرشيف").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator("main table").get_by_role("link").first.click()
    expect(page.locator(".chip").first).to_be_visible()
