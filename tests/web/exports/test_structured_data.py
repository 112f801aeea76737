"""What an article's page tells programs."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st

from index.article import Article
from tests.web.hostile import BARE, HOSTILE, PLAIN, articles
from tests.web.page import get
from web.exports import metadata
from web.exports import structured_data as data

ADDRESS = "https://archive.example/articles/x"
_CONTEXT = {"@context": "https://schema.org", "@type": "NewsArticle", "inLanguage": "ar"}


class Script(HTMLParser):
    """The text of the script elements of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self._inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script"
        if self._inside:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, text: str) -> None:
        if self._inside:
            self.scripts[-1] += text


def test_a_plain_article() -> None:
    assert data.news_article(PLAIN, ADDRESS) == {
        **_CONTEXT,
        "headline": "ارتفاع أسعار القمح",
        "description": "الجفاف يخفض المحصول",
        "datePublished": "2024-10-28T14:30:00",
        "articleSection": "اقتصاد",
        "dateline": "بيروت",
        "locationCreated": [{"@type": "Place", "name": "بيروت"}],
        "isPartOf": {"@type": "Newspaper", "name": "صحيفة المرفأ"},
        "creditText": "رويترز، وكالة الصحافة الفرنسية (أ.ف.ب)",
        "identifier": "wheat-1",
        "url": "https://paper.example/wheat/1",
        "mainEntityOfPage": ADDRESS,
    }


def test_the_place_in_a_printed_paper() -> None:
    printed = replace(PLAIN, issue="14210", page="3")
    found = data.news_article(printed, ADDRESS)
    assert found["printPage"] == "3"
    assert found["isPartOf"] == {
        "@type": "PublicationIssue",
        "issueNumber": "14210",
        "isPartOf": {"@type": "Newspaper", "name": "صحيفة المرفأ"},
    }
    named = dict(data.meta(printed, ADDRESS, "الأرشيف"))
    assert (named["citation_issue"], named["prism.startingPage"]) == ("14210", "3")


def test_what_an_article_lacks_is_not_made_up() -> None:
    assert data.news_article(BARE, ADDRESS) == {
        **_CONTEXT,
        "identifier": "x",
        "url": ADDRESS,
        "mainEntityOfPage": ADDRESS,
    }
    names = {name for name, _ in data.meta(BARE, ADDRESS, "أرشيف")}
    assert not names & {"og:title", "article:published_time", "DC.date", "citation_title"}


@given(articles)
@example(HOSTILE)
def test_json_in_a_script_element_stays_in_it_and_says_the_same(article: Article) -> None:
    found = data.news_article(article, ADDRESS)
    text = data.json_text(found)
    assert not re.search("[<>&\u2028\u2029]", text)
    page = f'<script type="application/ld+json">{text}</script><p>after</p>'
    (script,) = Script(page).scripts
    assert json.loads(script) == found
    assert ("datePublished" in found) == bool(article.published)


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_any_json_survives(value: Any) -> None:
    assert json.loads(data.json_text({"x": value})) == {"x": value}


@given(articles)
@example(HOSTILE)
def test_metadata_is_of_single_lines_and_of_facts(article: Article) -> None:
    pairs = data.meta(article, ADDRESS, "أرشيف")
    assert all(content and content == metadata.one_line(content) for _, content in pairs)
    found = dict(pairs)
    assert found.get("citation_title", "") == metadata.one_line(article.title)
    assert found.get("DC.source", "") == found.get("prism.publicationName", "")
    assert ("citation_publication_date" in found) == bool(article.published)


def test_a_page_tells_its_facts(client: FlaskClient) -> None:
    page = get(client, "/articles/wheat-1")
    metas = [attributes for name, attributes in page.tags if name == "meta"]
    by_name = {a.get("name") or a.get("property"): a["content"] for a in metas if "content" in a}
    assert by_name["og:type"] == "article"
    assert by_name["og:url"] == "http://localhost/articles/wheat-1"
    assert by_name["article:published_time"] == "2024-10-28T14:30:00"
    assert by_name["DC.type"] == "newspaperArticle"
    assert by_name["citation_publication_date"] == "2024/10/28"
    assert by_name["DC.source"] == "صحيفة المرفأ"
    properties = [a["property"] or "" for a in metas if "property" in a]
    assert all(name.startswith(("og:", "article:")) for name in properties)
    (told,) = [json.loads(text) for text in Script(page.html).scripts if text.strip()]
    assert told["headline"] == "ارتفاع أسعار القمح في الأسواق العالمية"


def test_a_hostile_article_cannot_leave_its_elements(client: FlaskClient) -> None:
    page = get(client, "/articles/hostile")
    (told,) = [json.loads(text) for text in Script(page.html).scripts if text.strip()]
    assert told["headline"] == "<script>alert('عنوان')</script> & \"اقتباس\""
    assert told["url"] == "http://localhost/articles/hostile"
    contents = [attributes.get("content") for name, attributes in page.tags if name == "meta"]
    assert told["headline"] in contents
