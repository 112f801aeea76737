"""Lists of people and organisations in a browser: chosen, left out, looked through, completed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from index.article import Article, NamedEntity, NameMention
from tests.browser.conftest import Camera, Opener, serving
from tests.browser.steps import box, exclude, expect_asked, expect_no_overflow, total, value
from tests.conftest import build

_NAMES = ("عبدالله الراوي", "سالم", "هدى", "كمال", "ليلى", "نبيل", "سعاد", "عادل", "أمينة", "راشد")


def _entity(name: str) -> NamedEntity:
    return NamedEntity(name, (NameMention(name, "body", 0),))


def _articles() -> list[Article]:
    """The first name stands in ten articles, the second in nine, and so on."""
    return [
        Article(
            id=str(number),
            title=f"خبر {number}",
            body=f"المرفأ في اليوم {number}",
            persons=tuple(map(_entity, _NAMES[: len(_NAMES) - number])),
            organisations=(_entity("شركة النخيل"),) if number % 2 else (),
        )
        for number in range(len(_NAMES))
    ]


@pytest.fixture(scope="module")
def names_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where an archive is served that names more people than a list shows at once."""
    with serving(build(tmp_path_factory.mktemp("lists"), _articles())) as where:
        yield where


@pytest.fixture
def names_page(open_page: Opener, names_address: str) -> Page:
    return open_page(names_address)


def test_people_are_chosen_and_left_out(names_page: Page, shot: Camera) -> None:
    page = names_page
    page.goto("/?q=المرفأ")
    people = page.locator(".facet-person .facet-value")
    expect(people).to_have_count(8)
    expect(people.first).to_contain_text("عبد الله الراوي")
    shot("names-lists")
    value(page, "person", "هدى").click()
    expect_asked(page, q="المرفأ", person="هدى")
    expect(total(page)).to_contain_text("8 نتائج")
    expect(page.locator(".chip")).to_contain_text("الشخص")
    exclude(page, "organisation", "شركة النخيل").click()
    expect(total(page)).to_contain_text("4 نتائج")


def test_all_people_in_a_dialog(names_page: Page, shot: Camera) -> None:
    page = names_page
    page.goto("/?q=المرفأ")
    page.locator(".facet-person [data-dialog]").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="الأشخاص")).to_be_visible()
    dialog.get_by_role("searchbox").fill("امينه")
    expect(dialog.get_by_role("checkbox")).to_have_count(1)
    shot("names-dialog")
    dialog.get_by_role("checkbox", name="أمينة").check()
    dialog.get_by_role("button", name="اعرض النتائج").click()
    expect_asked(page, q="المرفأ", person="أمينة")
    expect(total(page)).to_contain_text("نتيجتان")
    expect_no_overflow(page)


def test_a_person_is_completed_and_becomes_a_filter(names_page: Page) -> None:
    page = names_page
    page.goto("/")
    box(page).press_sequentially("الراو")
    offered = page.get_by_role("listbox").get_by_role("option")
    person = offered.filter(has_text="عبد الله الراوي")
    expect(person).to_contain_text("الشخص")
    person.click()
    expect_asked(page, person="عبد الله الراوي")


def test_a_part_of_a_name_tells_whom_it_means(names_page: Page, shot: Camera) -> None:
    page = names_page
    page.goto("/?q=شخص:الراوي")
    expect(total(page)).to_contain_text("10 نتائج")
    expect(page.locator(".notes")).to_contain_text("الشخص: عبد الله الراوي")
    shot("names-part")
