"""Every page by the rules of WCAG 2.2 AA, as axe-core checks them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

_RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}

_PAGES = {
    "first page": "/",
    "results": "/?q=الجسر",
    "filtered": "/?q=الجسر&source=okaz&not_section=sports&from=2015-01-01",
    "nothing": "/?q=قلنسوة",
    "refused": "/?page=x",
    "not found": "/nowhere",
    "article": "/articles/bridge?q=الجسر",
    "article by itself": "/articles/stated",
    "values of a facet": "/facets/source?q=الجسر",
    "why": "/why/bridge?q=الجسر",
    "comparison": "/compare?q=الجسر",
    "archive": "/archive",
    "API": "/api",
}


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong: rule, place and reason."""
    found = Axe().run(page, options=_RULES).response["violations"]
    return [
        f"{rule['id']}: {node['target']}: {node.get('failureSummary', rule['help'])}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("path", _PAGES.values(), ids=_PAGES.keys())
@pytest.mark.parametrize(
    ("prefix", "colours", "width"),
    [("", "light", 1280), ("/en", "dark", 1280), ("", "dark", 360)],
    ids=["Arabic light", "English dark", "phone dark"],
)
def test_no_rule_is_broken(
    browser: Browser, facts_address: str, prefix: str, colours: str, width: int, path: str
) -> None:
    scheme = "dark" if colours == "dark" else "light"
    size = {"width": width, "height": 800}
    with browser.new_context(color_scheme=scheme, viewport=size) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{facts_address}{prefix}{path}")
        assert violations(page) == []


def test_no_rule_is_broken_by_what_opens(browser: Browser, facts_address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{facts_address}/?q=الجسر")
        page.keyboard.press("?")
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.locator("a.why").first.click()
        page.locator(".explanation").wait_for()
        assert violations(page) == []
        page.locator("#q").press("End")
        page.locator("#q").press_sequentially(" القد")
        page.get_by_role("listbox").wait_for()
        assert violations(page) == []
