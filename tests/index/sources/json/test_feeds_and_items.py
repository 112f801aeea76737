"""JSON Feed and ninjs: formats that others have defined, read by their own names."""

import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from index.article import Article
from index.sources import detect
from tests.index.sources.reading import Outcome, input_file, read_bytes

MOMENT = "2024-10-28T14:30:00+01:00"
AT = datetime(2024, 10, 28, 14, 30, tzinfo=timezone(timedelta(hours=1)))


def read(value: object, format: str) -> Outcome:
    text = json.dumps(value, ensure_ascii=False)
    assert detect(input_file(text, "a.json")) == format
    return read_bytes(text, "a.json")


def feed(*items: dict[str, Any], version: str = "https://jsonfeed.org/version/1.1") -> Any:
    home = "https://paper.example/"
    return {"version": version, "title": "الرصيف", "home_page_url": home, "items": items}


@pytest.mark.parametrize(
    "version", ["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"]
)
def test_an_item_of_a_feed(version: str) -> None:
    item = {
        "id": "7", "url": "https://paper.example/7", "title": "جسر جديد",
        "content_html": "<p>فُتح الجسر.</p><p>طوله مئة متر.</p>", "summary": "يصل ضفتي المدينة.",
        "date_published": MOMENT, "date_modified": "2024-10-29T10:00:00+01:00",
        "authors": [{"name": "سعاد علي"}, {"name": "ليلى نور"}], "tags": ["محليات", "جسور"],
    }  # fmt: skip
    outcome = read(feed(item, version=version), "jsonfeed")
    assert outcome.article == Article(
        id="7", url="https://paper.example/7", title="جسر جديد",
        body="فُتح الجسر.\n\nطوله مئة متر.", deck="يصل ضفتي المدينة.",
        byline="سعاد علي، ليلى نور", section="محليات", source="الرصيف", published=AT,
    )  # fmt: skip
    assert "'tags'" in outcome.messages
    assert "'date_modified'" in outcome.messages
    assert any("home_page_url" in one.message for one in outcome.recognitions)


@pytest.mark.parametrize("url", ["/7", "7", "https://paper.example/7"])
def test_an_address_is_joined_with_that_of_the_feed(url: str) -> None:
    outcome = read(feed({"id": "7", "url": url, "content_text": "متن"}), "jsonfeed")
    assert outcome.article.url == "https://paper.example/7"


def test_a_tag_that_is_no_section_and_an_item_without_a_title() -> None:
    outcome = read(feed({"id": "8", "content_text": "متن", "tags": ["جسور"]}), "jsonfeed")
    assert (outcome.article.title, outcome.article.body, outcome.article.section) == ("", "متن", "")
    assert "'tags'" in outcome.messages


ITEM = {
    "uri": "urn:x:7", "type": "text", "pubstatus": "usable", "firstcreated": MOMENT,
    "versioncreated": "2024-10-28T18:00:00+01:00", "byline": "سعاد علي", "located": "تونس",
    "headline": "جسر جديد", "body_xhtml": "<p>فُتح الجسر.</p><p>طوله مئة متر.</p>",
    "subject": [{"code": "1", "name": "محليات"}],
}  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"byline": None, "by": [{"name": "سعاد علي"}]},
        {"headline": None, "headlines": [{"role": "short", "value": "جسر"},
                                         {"role": "main", "value": "جسر جديد"}]},
        {"body_xhtml": None, "bodies": [{"role": "main", "contenttype": "text/html",
                                         "value": "<p>فُتح الجسر.</p><p>طوله مئة متر.</p>"}]},
        {"firstcreated": None, "firstCreated": MOMENT},
        {"firstcreated": None, "versioncreated": MOMENT},
    ],
)  # fmt: skip
@pytest.mark.parametrize("several", [False, True])
def test_an_item_of_an_agency(changed: dict[str, Any], *, several: bool) -> None:
    item = {name: value for name, value in {**ITEM, **changed}.items() if value}
    article = read([item] if several else item, "ninjs").article
    assert (article.id, article.title) == ("urn:x:7", "جسر جديد")
    assert article.body == "فُتح الجسر.\n\nطوله مئة متر."
    assert (article.byline, article.datelines, article.section) == ("سعاد علي", ("تونس",), "محليات")
    assert (article.published, article.published_evidence) == (AT, "inferred")


def test_the_end_of_an_embargo_is_when_an_item_goes_out() -> None:
    article = read({**ITEM, "embargoed": "2024-10-30T08:00:00Z"}, "ninjs").article
    assert article.published == datetime(2024, 10, 30, 8, tzinfo=timezone.utc)  # noqa: UP017
    assert article.published_reasons == ("embargoed: 2024-10-30T08:00:00Z",)


def test_a_day_under_another_name_is_no_moment_of_the_format() -> None:
    item = {name: value for name, value in ITEM.items() if "created" not in name}
    article = read({**item, "date": "2024-10-28"}, "ninjs").article
    assert article.published == date(2024, 10, 28)
    assert article.published_reasons == ()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"pubstatus": "canceled"}, "1 canceled (pubstatus)"),
        ({"pubstatus": "withheld"}, "1 withheld (pubstatus)"),
        ({"type": "picture"}, "1 of the type picture"),
    ],
)
def test_what_may_not_be_published_is_counted(changed: dict[str, Any], why: str) -> None:
    outcome = read([{**ITEM, **changed}, {**ITEM, "uri": "urn:x:8"}], "ninjs")
    assert outcome.article.id == "urn:x:8"
    assert why in outcome.messages
