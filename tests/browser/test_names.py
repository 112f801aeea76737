"""People and organisations in a browser: in the text of an article, beside it, and together."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from index.article import Article
from tests.browser.conftest import Camera, Opener, serving
from tests.browser.steps import expect_asked, expect_no_overflow, expect_results
from tests.browser.test_accessibility import violations
from tests.conftest import build
from tests.naming import entity

SALMA, KAMAL, CLUB = "سلمى الحداد", "كمال النجار", "نادي الشاطئ"


def article(number: int) -> Article:
    plain = Article(
        id=str(number),
        title=f"{SALMA} في جولة {number}",
        deck="الحداد: الميناء يفتح قريبًا",
        body=f"زارت وزيرة النقل {SALMA} و{KAMAL} {CLUB}.\n\nوقال كمال النجار إنه يُفتتح قريبًا.",
        published=date(2015, 7, 1) + timedelta(3 * (number % 30)),
    )
    if number % 5:
        return replace(plain, title="مطر", deck="", body=f"هطل المطر في اليوم {number}.")
    salma = entity(plain, SALMA, "الحداد", role="وزيرة النقل", body="وزيرة النقل")
    return replace(
        plain, persons=(salma, entity(plain, KAMAL)), organisations=(entity(plain, CLUB),)
    )


@pytest.fixture(scope="module")
def names_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where an archive is served in which every fifth article names people."""
    with serving(build(tmp_path_factory.mktemp("names"), map(article, range(50)))) as where:
        yield where


@pytest.fixture
def names_page(open_page: Opener, names_address: str) -> Page:
    return open_page(names_address)


def test_a_name_leads_to_all_that_names_it_and_to_who_stands_beside_it(
    names_page: Page, shot: Camera
) -> None:
    page = names_page
    page.goto(f"/articles/0?q={SALMA}")
    names = page.locator(".text a.name")
    expect(names).to_have_count(4)
    assert names.first.evaluate("name => getComputedStyle(name).textDecorationStyle") == "dotted"
    shot("names-article")
    names.first.click()
    expect_asked(page, person=SALMA)
    expect_results(page, 10)
    together = page.locator("details.together")
    expect(together.locator("summary")).to_contain_text(KAMAL)
    together.locator("summary").click()
    expect(together.locator("svg.spark").first).to_be_visible()
    shot("names-together")
    together.get_by_role("link", name=KAMAL).click()
    expect_asked(page, person=SALMA, q=f'شخص:="{KAMAL}"')
    expect_results(page, 10)
    expect(page.locator("details.together summary")).to_contain_text(CLUB)


def test_by_keyboard(names_page: Page) -> None:
    page = names_page
    page.goto(f"/articles/0?q={SALMA}")
    page.keyboard.press("j")
    # The first mark lies in a link, which has the focus in its place.
    focused = "document.activeElement.matches('h1 a.name')"
    assert page.evaluate(focused)
    expect(page.locator("#mark-1")).to_have_attribute("aria-current", "true")
    page.locator(".names summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".read-from[open]").first).to_contain_text("«وزيرة النقل» قبل الاسم")
    page.locator(".deck a.name").focus()
    page.keyboard.press("Enter")
    expect_asked(page, person=SALMA)


def test_what_is_copied_is_the_text(names_page: Page) -> None:
    page = names_page
    page.goto(f"/articles/0?q={KAMAL}")
    copied = page.evaluate("""() => {
        getSelection().selectAllChildren(document.querySelector(".text"));
        return getSelection().toString();
    }""")
    assert " ".join(copied.split()) == " ".join(article(0).body.split())


def test_print_has_no_lines_and_nothing_to_open(names_page: Page) -> None:
    page = names_page
    page.goto("/articles/0")
    page.emulate_media(media="print")
    expect(page.locator(".read-from").first).to_be_hidden()
    line = "name => getComputedStyle(name).textDecorationLine"
    assert page.locator(".text a.name").first.evaluate(line) == "none"


@pytest.mark.parametrize("path", ["/articles/0", f"/?person={SALMA}"])
def test_on_a_phone(open_page: Opener, names_address: str, path: str, shot: Camera) -> None:
    size = {"width": 360, "height": 640}
    page = open_page(names_address, viewport=size, has_touch=True, is_mobile=True)
    page.goto(path)
    for summary in page.locator(".names summary, .together summary").all():
        summary.tap()
    expect_no_overflow(page)
    shot("names-phone-" + ("article" if "articles" in path else "together"))


@pytest.mark.parametrize("path", [f"/articles/0?q={KAMAL}", f"/?person={SALMA}"])
@pytest.mark.parametrize(
    ("prefix", "colours", "width"),
    [("", "light", 1280), ("/en", "dark", 1280), ("", "dark", 360)],
    ids=["Arabic light", "English dark", "phone dark"],
)
def test_no_rule_of_access_is_broken(
    browser: Browser, names_address: str, prefix: str, colours: str, width: int, path: str
) -> None:
    scheme = "dark" if colours == "dark" else "light"
    size = {"width": width, "height": 800}
    with browser.new_context(color_scheme=scheme, viewport=size) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{names_address}{prefix}{path}")
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        assert violations(page) == []
