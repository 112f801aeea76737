"""What readers look for on a page, and do there, again and again."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

#: A search with several pages of results in the sample archive.
MANY = "المدينة"


def box(page: Page) -> Locator:
    """The search box; scripts make it a combobox."""
    return page.get_by_role("search").locator("#q")


def total(page: Page) -> Locator:
    """The heading that says how much was found."""
    return page.locator("#total")


def value(page: Page, facet: str, label: str) -> Locator:
    """A value in the list of a facet."""
    return page.locator(f".facet-{facet} .facet-value", has_text=label)


def exclude(page: Page, facet: str, label: str) -> Locator:
    """What leaves a value of a facet out, or lets it in again."""
    return page.locator(f".facet-{facet} .exclude", has_text=label)


def cards(page: Page) -> Locator:
    """The results."""
    return page.locator(".card")


def results(page: Page) -> Locator:
    """The links of the results."""
    return page.locator(".card-title a")


def asked(page: Page) -> dict[str, list[str]]:
    """The parameters of the address."""
    return parse_qs(urlsplit(page.url).query)


def expect_asked(page: Page, /, **parameters: str) -> None:
    """Wait until the address asks for just this."""
    wanted = {name: [text] for name, text in parameters.items()}
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == wanted, wait_until="commit")


def stay(page: Page) -> None:
    """Put something on the page that no page load leaves there; see :func:`has_stayed`."""
    page.evaluate("window.stayed = true")


def has_stayed(page: Page) -> bool:
    """Whether the page was never loaded anew since :func:`stay`."""
    return bool(page.evaluate("window.stayed === true"))


def expect_no_overflow(page: Page) -> None:
    """Nothing sticks out of the window."""
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]


def expect_results(page: Page, count: int) -> None:
    """Wait for so many results on the page."""
    expect(cards(page)).to_have_count(count)


def choose(page: Page, label: str, option: str) -> None:
    """Change a choice of the form at the foot of the page, in either language."""
    page.locator("#display summary").click()
    page.get_by_label(label).select_option(label=option)
    with page.expect_event("load"):
        page.locator("#display").get_by_role("button").click()
