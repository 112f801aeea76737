"""People and organisations in the page of an article: links in its texts, lists beside them."""

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from index.article import Article, NamedEntity, NameMention
from search.searcher import open_archive
from tests.conftest import build
from tests.naming import entity
from tests.patience import PATIENT
from tests.web.page import get
from web import create_app
from web.i18n.labels import Labels
from web.pages.names import MOST_LINKS, MOST_LISTED, reason

TEXTS = Article(
    id="visit",
    title="سلمى الحداد تلتقي وفد بلدية المرفأ",
    deck="الحداد: الميناء يفتح قريبًا",
    body="التقت وزيرة النقل سلمى الحداد وفدًا من بلدية المرفأ، وقالت إن الخبر سرّها.\n\n"
    "وحضر <كمال> وسلمى الحداد.",
    caption="سلمى الحداد في الميناء",
)
VISIT = replace(
    TEXTS,
    persons=(
        entity(TEXTS, "سلمى الحداد", "الحداد", role="وزيرة النقل", body="وزيرة النقل"),
        entity(TEXTS, "كمال"),
    ),
    organisations=(entity(TEXTS, "بلدية المرفأ")._replace(entry="بلدية مدينة المرفأ"),),
)
MANY = Article(
    id="many",
    body="زيد " * (MOST_LINKS + 50),
    persons=(
        NamedEntity(
            "زيد", tuple(NameMention("زيد", "body", 4 * n) for n in range(MOST_LINKS + 50))
        ),
        *(NamedEntity(f"اسم {n}", (NameMention("زيد", "body", 0),)) for n in range(MOST_LISTED)),
    ),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    articles = [VISIT, Article(id="nobody", title="مطر", body="هطل المطر."), MANY]
    engine = open_archive(build(tmp_path_factory.mktemp("names"), articles))
    return create_app(lambda: engine, limits=PATIENT).test_client()


class Story(HTMLParser):
    """The texts of a page, and the links in them.

    Attributes:
        text: of headline, deck, body and caption.
        links: of names: address, what is printed, and the full name where that is another.
        deepest: how deep links lie in each other.
        focused: marks that lie in a link and take the focus.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.links: list[tuple[str, str, str]] = []
        self.deepest = 0
        self.focused = 0
        self._inside = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            self._inside += 1
            self.deepest = max(self.deepest, self._inside)
            self.links.append((found["href"] or "", "", found.get("title") or ""))
        self.focused += bool(self._inside) and tag != "a" and "tabindex" in found

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag == "a"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._inside:
            address, text, full = self.links[-1]
            self.links[-1] = (address, text + data, full)


def story(html: str) -> Story:
    """The texts of an article, without what stands between and beside them."""
    texts = [
        html.partition(begin)[2].partition(end)[0]
        for begin, end in (
            ("<h1>", "</h1>"),
            ('<p class="deck">', "</p>"),
            ('<div class="text"', "</div>"),
            ('<aside class="caption"', "</aside>"),
        )
    ]
    return Story("\n".join(text.partition(">")[2] if "lang=" in text else text for text in texts))


def test_names_are_links_to_all_that_names_them(client: FlaskClient) -> None:
    found = story(get(client, "/articles/visit").html)
    assert [
        (dict(parse_qsl(urlsplit(address).query)), text, full)
        for address, text, full in found.links
    ] == [
        ({"person": "سلمى الحداد"}, "سلمى الحداد", ""),
        ({"organisation": "بلدية مدينة المرفأ"}, "بلدية المرفأ", "بلدية مدينة المرفأ"),
        ({"person": "سلمى الحداد"}, "الحداد", "سلمى الحداد"),
        ({"person": "سلمى الحداد"}, "سلمى الحداد", ""),
        ({"organisation": "بلدية مدينة المرفأ"}, "بلدية المرفأ", "بلدية مدينة المرفأ"),
        ({"person": "كمال"}, "كمال", ""),
        ({"person": "سلمى الحداد"}, "وسلمى الحداد", ""),
        ({"person": "سلمى الحداد"}, "سلمى الحداد", ""),
    ]  # fmt: skip
    for address in {address for address, _, _ in found.links}:
        assert "visit" in get(client, address).html


@pytest.mark.parametrize("query", ["", "الحداد", "سلمى الميناء", "كمال", "وزيرة النقل"])
def test_what_is_searched_is_marked_in_names_as_elsewhere(client: FlaskClient, query: str) -> None:
    asked: dict[str, Any] = {"q": query} if query else {}
    page = get(client, "/articles/visit", **asked)
    found = story(page.html)
    assert " ".join(found.text.split()) == " ".join(
        " ".join((TEXTS.title, TEXTS.deck, TEXTS.body, TEXTS.caption)).split()
    )
    assert len(found.links) == 8
    assert found.deepest == 1
    assert found.focused == 0, "in a link nothing else may take the focus"
    marks = [attrs["id"] for tag, attrs in page.tags if tag == "mark"]
    assert marks == [f"mark-{n + 1}" for n in range(len(marks))]
    assert bool(marks) == bool(query)


def test_beside_it_stands_who_it_is_and_how_that_was_read(client: FlaskClient) -> None:
    page = get(client, "/articles/visit").html
    beside = page.partition('<section aria-labelledby="names-person"')[2].partition("</aside>")[0]
    assert beside.index("الأشخاص") < beside.index("سلمى الحداد") < beside.index("كمال")
    assert beside.index("كمال") < beside.index("الجهات") < beside.index("بلدية مدينة المرفأ")
    assert '<p class="role"><bdi lang="ar">وزيرة النقل</bdi></p>' in beside
    assert '«<bdi lang="ar">وزيرة النقل</bdi>» قبل الاسم' in beside
    assert "من الاسم نفسه" in beside
    assert "5 مرات" in beside
    english = get(client, "/en/articles/visit", language="en").html
    assert '“<bdi lang="ar">وزيرة النقل</bdi>” before the name' in english


def test_nothing_stands_beside_an_article_that_names_nobody(client: FlaskClient) -> None:
    page = get(client, "/articles/nobody").html
    for word in ("names", "story-columns", "الأشخاص", "الجهات"):
        assert f'class="{word}' not in page
        assert f"<h2>{word}" not in page


def test_of_very_many_names_the_first_are_links_and_listed(client: FlaskClient) -> None:
    page = get(client, "/articles/many").html
    assert len(story(page).links) == MOST_LINKS
    beside = page.partition('<aside class="names"')[2].partition("</aside>")[0]
    assert beside.count("<details") == MOST_LISTED
    assert "<li>…</li>" in beside


@pytest.mark.parametrize(
    ("printed", "words", "told"),
    [
        ("الحداد", "", "by the name itself"),
        ("الحداد", "الحداد", "as elsewhere in the article"),
        ("الحداد", "سلمى الحداد", "“سلمى الحداد” is the name in full"),
        ("سلمى", "الوزيرة", "“الوزيرة” before the name"),
        ("سلمى", "قالت", "“قالت” after the name"),
        ("سلمى", "<وصلت>", "“&lt;وصلت&gt;” in the article"),
    ],
)
def test_why_a_name_was_read_is_told_in_words(printed: str, words: str, told: str) -> None:
    article = Article(id="1", body="الوزيرة سلمى الحداد قالت. " + "وهكذا " * 20 + "<وصلت>")
    mention = NameMention(printed, "body", article.body.index(printed), words)
    found = reason(article, NamedEntity("سلمى الحداد", (mention,)), mention, Labels("en"))
    assert found.replace('<bdi lang="ar">', "").replace("</bdi>", "") == told
