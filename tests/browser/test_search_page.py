"""The pages in a real browser."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from waitress import create_server

from index.rebuild import reindex
from index.stores import open_store
from search.engines import open_engine
from web import create_app

_ARTICLES = Path(__file__).parents[1] / "web" / "articles.jsonl"
_FACTS = Path(__file__).parents[1] / "archives" / "facts" / "articles.jsonl"
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        message = f"no browser found; install one of {', '.join(_NAMES)}"
        if os.environ.get("FIHRIS_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the application is served, over a small archive."""
    with served(tmp_path_factory.mktemp("browser"), _ARTICLES) as where:
        yield where


@pytest.fixture(scope="module")
def facts_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same over the archive case with copies, teasers, places and dates."""
    with served(tmp_path_factory.mktemp("facts"), _FACTS) as where:
        yield where


@contextmanager
def served(folder: Path, articles: Path) -> Iterator[str]:
    """The application over these articles, in a thread of its own."""
    archive = f"whoosh:{folder}"
    reindex(open_store(archive), [articles])
    engine = open_engine(archive)
    server = create_server(create_app(lambda: engine), host="127.0.0.1", port=0)
    thread = Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    # Closed by its own thread, which would otherwise wait on a socket that is gone.
    server.trigger.pull_trigger(server.close)
    thread.join(timeout=10)
    server.task_dispatcher.shutdown()
    assert not thread.is_alive()
    engine.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(base_url=address, viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()


def test_from_the_first_page_to_an_article(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("القمح")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 نتائج")
    expect(page.locator("mark").first).to_have_text("القمح")

    page.get_by_role("link", name="اقتصاد").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("نتيجتان")
    page.locator(".facet-date").get_by_role("link", name="2024").click()
    page.get_by_role("link", name="أكتوبر").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("نتيجة واحدة")

    page.get_by_role("link", name="ارتفاع أسعار القمح").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "ارتفاع أسعار القمح في الأسواق العالمية"
    )
    page.get_by_role("link", name="العودة إلى النتائج").click()

    page.get_by_role("link", name="أزل تاريخ النشر").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("نتيجتان")
    page.get_by_role("link", name="امسح الكل").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 نتائج")


def test_filters_stay_when_the_words_change(page: Page) -> None:
    page.goto("/?q=القمح&section=اقتصاد")
    page.get_by_role("searchbox").fill("مطاحن")
    page.get_by_role("button", name="بحث").click()
    expect(page.locator(".chip")).to_contain_text("اقتصاد")
    expect(page.locator(".card")).to_have_count(1)


def test_between_two_days(page: Page) -> None:
    page.goto("/?q=القمح")
    page.get_by_label("من", exact=True).fill("2024-01-01")
    page.get_by_label("إلى", exact=True).fill("2024-09-30")
    page.get_by_role("button", name="طبّق الفترة").click()
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".chip")).to_have_count(2)


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
    expect(page.get_by_role("region", name="نتائج")).to_be_focused()


@pytest.mark.parametrize(
    "path", ["/", "/?q=القمح&section=اقتصاد", "/?q=" + "ق" * 300, "/articles/wheat-1", "/?page=x"]
)
def test_nothing_sticks_out_on_a_phone(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_filters_fold_away_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/?q=القمح")
    expect(page.get_by_role("link", name="اقتصاد")).to_be_hidden()
    page.get_by_text("تصفية النتائج").click()
    page.get_by_role("link", name="اقتصاد").click()
    expect(page).to_have_url(re.compile("section="))


def test_everything_works_without_javascript(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        page.get_by_role("searchbox").fill("القمح")
        page.get_by_role("searchbox").press("Enter")
        page.get_by_role("link", name="محليات").click()
        expect(page.locator(".card")).to_have_count(1)
        expect(page.locator(".card mark").first).to_be_visible()


def test_from_a_folded_hit_to_its_copies_and_back(page: Page, facts_address: str) -> None:
    page.goto(f"{facts_address}/?q=الجسر القديم")
    expect(page.locator(".card")).to_have_count(1)
    page.get_by_role("link", name="نسختان أخريان").click()
    expect(page.get_by_role("heading", name="نسختان أخريان من هذا النص")).to_be_in_viewport()
    page.get_by_role("link", name="الجسر القديم يُغلق شهرًا").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("الجسر القديم يُغلق شهرًا")
    page.get_by_role("link", name="العودة إلى النتائج").click()
    page.get_by_role("link", name="اعرض كل نسخة وحدها").click()
    expect(page.locator(".card")).to_have_count(3)


def test_a_range_of_dates_in_the_box_is_told(page: Page, facts_address: str) -> None:
    page.goto(facts_address)
    page.get_by_role("searchbox").fill("القمح من 21 يوليو إلى أغسطس 2015")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.get_by_role("note")).to_contain_text("من 2015-07-21 إلى 2015-08-31")


def test_what_was_written_about_a_month(page: Page, facts_address: str) -> None:
    page.goto(facts_address)
    page.locator(".facet-mentioned summary").click()
    page.locator(".facet-mentioned").get_by_role("link", name="2015").click()
    expect(page.locator(".card")).to_have_count(2)
    page.locator(".facet-mentioned").get_by_role("link", name="يوليو").click()
    expect(page.locator(".chip")).to_contain_text("كُتب عن: يوليو 2015")


@pytest.mark.parametrize("path", ["/", "/?q=الجسر القديم", "/articles/bridge", "/articles/stated"])
def test_facts_fit_on_a_phone(page: Page, facts_address: str, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(facts_address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_text_is_as_dark_as_it_should_be(page: Page, facts_address: str) -> None:
    """A style for notes once made whole articles pale."""
    page.goto(f"{facts_address}/articles/bridge")
    colours = [
        page.locator(where).first.evaluate("element => getComputedStyle(element).color")
        for where in ("h1", ".text p", ".details dt")
    ]
    assert colours[0] == colours[1] != colours[2]
