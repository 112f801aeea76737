"""No page is large, whatever a source gives: long texts, long headlines, names by the thousand."""

from dataclasses import replace
from datetime import date
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import given

from index.article import Article, NamedEntity, NameMention
from search.facets.reach import MOST_YEARS
from search.results import Fragment, Hit
from search.searcher import open_archive
from tests.conftest import build
from tests.patience import PATIENT
from tests.web import hostile
from tests.web.page import get
from web import create_app
from web.i18n.brevity import LEFT_OUT, OF_HITS, OF_PAGES, brief, brief_hit, cut_marked
from web.pages.article import MOST_MARKS

#: What a page may have, in bytes, before it is packed for its way.
LARGEST = 5_000_000

#: What sources may give of one article, by ``FIHRIS_ARTICLE_LETTERS``.
LETTERS = 500_000

NAMES = tuple(f"وكالة {number} {'و' * 150}" for number in range(1000))
# Names of letters that take twelve of an address each.
_LONG_NAMES = tuple(f"{number} {'😀' * 190}" for number in range(1200))
NAMING = Article(
    id="names",
    title="أسماء",
    body="".join(f"{name}\n" for name in _LONG_NAMES)
    + "زيد " * ((LETTERS - sum(map(len, _LONG_NAMES))) // 4),
)
NAMING = replace(
    NAMING,
    persons=tuple(
        NamedEntity(
            name,
            tuple(
                NameMention(name, "body", NAMING.body.index(name), reason=f"{n}" + "😀" * 400)
                for n in range(20)
            ),
            role="دور" * 500,
        )
        for name in _LONG_NAMES[:600]
    ),
    organisations=tuple(
        NamedEntity(name, (NameMention(name, "body", NAMING.body.index(name)),))
        for name in _LONG_NAMES[600:]
    ),
)
ARTICLES = [
    NAMING,
    Article(id="dense", title="نص طويل", body="قم " * (LETTERS // 3)),
    Article(id="signs", title="علامات", body="\"&<>'" * (LETTERS // 5)),
    Article(id="short", title="فقرات", body="قم\n\n" * (LETTERS // 10)),
    *(
        Article(
            id=f"facts-{number}",
            title=f"قم {number} " + "عنوان " * 5_000,
            deck="متن " * 5_000,
            body="نص",
            byline="كاتب " * 1_000,
            url=f"https://paper.example/{number}/" + "a" * 20_000,
            section="باب" * 10_000,
            source="ورقة" * 5_000,
            issue="9" * 10_000,
            datelines=NAMES,
            agencies=NAMES,
            published=date(2015, 7, 1 + number),
        )
        for number in range(5)
    ),
]
PATHS = (
    *("/?size=100", "/?q=قم عنوان&size=100", "/archive", "/compare?q=قم", "/facets/agency"),
    *("/feed.atom", "/suggestions?q=قم", "/articles/dense?q=قم", "/articles/signs"),
    *("/articles/short?q=قم", "/articles/facts-1?q=قم عنوان", "/why/dense?q=قم"),
    *("/why/facts-1?q=قم", "/sitemap.xml", "/articles/names?q=زيد", "/facets/person"),
    quote(f"/?person={_LONG_NAMES[0]}", safe="/?="),
)  # fmt: skip


@pytest.fixture(scope="module")
def long_client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    engine = open_archive(build(tmp_path_factory.mktemp("long"), ARTICLES))
    return create_app(lambda: engine, limits=PATIENT).test_client()


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_no_page_is_large(long_client: FlaskClient, path: str) -> None:
    answer = long_client.get(path)
    assert answer.status_code == 200
    assert len(answer.data) < LARGEST
    if "/articles/" not in path:
        assert len(answer.data) < LARGEST / 10


@pytest.mark.slow
def test_an_article_is_whole_and_its_first_words_are_marked(long_client: FlaskClient) -> None:
    page = get(long_client, "/articles/dense", q="قم")
    assert page.html.count("<mark ") == MOST_MARKS
    assert page.html.count("قم") >= LETTERS // 3
    assert "أول 2,000 كلمة معلّمة" in page.html
    whole = get(long_client, "/articles/facts-1")
    assert whole.html.count("عنوان ") > 5_000


@given(hostile.articles)
def test_what_there_is_room_for_is_shown_as_it_is(article: Article) -> None:
    assert brief(article, OF_PAGES) == article
    hit = Hit(article, 1.0, (Fragment(article.title),), ())
    assert brief_hit(hit) == hit or len(article.title) > OF_HITS.text


def test_a_headline_is_cut_with_its_marks() -> None:
    text = (Fragment("أب"), Fragment("تث", marked=True), Fragment("جح"))
    assert cut_marked(text, 6) == text
    assert cut_marked(text, 3) == (
        Fragment("أب"), Fragment("ت", marked=True), Fragment(LEFT_OUT),
    )  # fmt: skip


@pytest.mark.slow
def test_no_comparison_of_centuries_is_large(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Names of which every letter takes nine of an address, of as many years as are shown."""
    articles = [
        Article(
            id=f"{year}-{name}", title="القمح", body="نص",
            section=f"{name}{'ﷺ' * 40}", published=date(year, 7, 1),
        )
        for year in range(2000 - MOST_YEARS, 2000)
        for name in range(9)
    ]  # fmt: skip
    engine = open_archive(build(tmp_path_factory.mktemp("centuries"), articles))
    client = create_app(lambda: engine, limits=PATIENT).test_client()
    asked = {"by": "section", "measure": "share", "q": "القمح " * 20}
    answer = client.get("/en/compare", query_string=asked)
    assert answer.status_code == 200
    assert LARGEST / 5 < len(answer.data) < LARGEST
