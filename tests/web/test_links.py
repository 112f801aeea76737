"""Every listed article opens, and every link of every page answers, whatever articles say."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import folded_words
from index.article import LONGEST_ID, Article, NamedEntity, NameMention
from index.facets import FACET_BY_NAME, FACETS, LONGEST_VALUE, NO_VALUE, Facet
from index.ingestion import printable
from search.query import Query
from search.searcher import open_archive
from tests.conftest import build
from tests.patience import PATIENT
from tests.web import hostile
from tests.web.crawling import crawl
from web import create_app
from web.pages.together import adding
from web.url.address import SearchAddress

#: What a source may write where a name is expected.
VALUES = (
    *("-", "--", "—", ".", "..", "؟", "()", "(-)", "[ ]", "«»", ",", "،", "/", "//", "a/b", "?"),
    *("#", "%", "%2e%2e", "%00", "&", "&amp;", "+", "=", ";", "a&b=c", "\\", '"', "'", "<b>"),
    *("{{ x }}", "*", "\u0640", "\u0651\u064e", "\u200f", "\u200f-\u202e", "\ufeff", "\u3164"),
    *("\u00ad", "\u2800", "\x85", "😀", "👩\u200d👩\u200d👧", "\U000e0041", "\U0010ffff", "\uffff"),
    *("\ufffd", "\ud800", "\x00x", NO_VALUE, f" {NO_VALUE} ", "none", "null", "بلا", "0", "true"),
    *("not_source", "page", "بيروت  ", "بيروت\nصور", "بيروت\tصور", "بيروت (لبنان)", "((بيروت"),
    *("Beirut(", "أ، ب", "ق" * LONGEST_VALUE, "ق" * (LONGEST_VALUE + 1), "😀" * 500),
    *(("ق" * (LONGEST_VALUE - 1)) + " ق", "اقتصاد" + " " * 300 + "أسواق", "اقتصاد > أسواق"),
    *("economy", "رويترز", "afp", "2015", "2015-07", "0001"),
)  # fmt: skip

#: What a source may have for an id.
IDS = (
    *(".", "..", "...", "/", "//", "a//b", "/a", "a/", "a/../b", "./a", "../../etc/passwd"),
    *("%2e", "%2E%2E", "%2f", "%00", "%", "?", "a?b=c", "#", "a#b", "&", "+", " a b ", "\\"),
    *("..\\x", "https://paper.example/1?x=1&y=2#z", "http:a", "javascript:alert(1)", "//x.example"),
    *("id\nid", "id\tid", "\u202eid", "\u200f", "😀", "قمح", "\ud800", "en", "0", "a;b", "{x}"),
    *("x" * LONGEST_ID, "x" * (LONGEST_ID + 1), "ق" * 5_000, "😀" * 2_000, "x" * 40_000),
)  # fmt: skip


def with_every_field(number: int, text: str) -> Article:
    return Article(
        id=f"value-{number}",
        title=f"{text} القمح {number}",
        deck=text,
        body=f"القمح\n\n{text} 28 أكتوبر 2024",
        byline=text,
        caption=text,
        credit=text,
        url=text,
        section=text,
        section_id=text if number % 2 else "",
        source=text,
        datelines=(text, "-"),
        places=(text,),
        agencies=(text, "reuters"),
        photo_agencies=(text,),
        text_agencies=(text, text),
        issue=text,
        page=text,
        persons=(named(text), named("زيد")),
        organisations=(named(text),),
    )


def named(name: str) -> NamedEntity:
    # Names are read from texts as the intake leaves them.
    name = printable(Article(id="x", title=name)).title
    mentions = (NameMention(name, "title", 0, name), NameMention(name, "body", 7))
    return NamedEntity(name, mentions, role=name)


#: Days that no paper appeared on, and some that one did.
DAYS = (
    *(date(1, 1, 1), date(1, 12, 31), date(999, 5, 6), date(1800, 2, 28), date(9999, 12, 31)),
    *(date(2015, 7, day) for day in range(1, 29)),
)

NAMED = [facet for facet in FACETS if not facet.periods]

ODD = [
    *(with_every_field(number, text) for number, text in enumerate(VALUES)),
    *(Article(id=id_, title=f"القمح {number}", body="نص") for number, id_ in enumerate(IDS)),
    Article(id="bare", body="نص وحده."),
    *(Article(id=f"day-{day}", title="القمح", body="نص", published=day) for day in DAYS),
]


#: Odd names, each twice beside one name that a few others stand beside too.
TOGETHER = [
    Article(
        id=f"{number}-{again}",
        title=f"القمح {number}",
        body=f"نص {again}",
        persons=(named(text), named(f"زيد {number // 5}")),
        organisations=(named(text),),
    )
    for number, text in enumerate(VALUES)
    for again in range(2)
]


def answering(articles: Iterable[Article], folder: Path) -> FlaskClient:
    kept = {one.id: one for one in map(printable, articles) if one.title or one.body}
    engine = open_archive(build(folder, kept.values()))
    return create_app(lambda: engine, limits=PATIENT).test_client()


def pages(client: FlaskClient) -> list[str]:
    """A page of every kind, and all articles."""
    listed = client.get("/api/v1/search?size=100&copies=together").get_json()
    ids = [hit["id"] for hit in listed["hits"]]
    while listed["links"]["next"]:
        listed = client.get(listed["links"]["next"].removeprefix("http://localhost")).get_json()
        ids += [hit["id"] for hit in listed["hits"]]
    assert len(ids) == len(set(ids)) == listed["total"]
    asked = "?q=القمح -نص&size=50"
    return [
        *(
            "/",
            "/en/",
            "/?to=2000",
            "/?date=0001-01-01",
            "/?from=9000",
            "/?from=0001-01-01&to=0001",
        ),
        *(asked, f"/compare{asked}", "/archive", "/feed.atom", "/sitemap.xml", "/api"),
        *(f"/facets/{facet.name}" for facet in FACETS),
        *(f"/compare?by={facet.name}&measure=share" for facet in FACETS if not facet.periods),
        *(f"/articles/{quote(id_, safe='')}" for id_ in ids),
        *(f"/en/articles/{quote(id_, safe='')}?q=القمح" for id_ in ids[::5]),
        *(f"/why/{quote(id_, safe='')}?q=القمح" for id_ in ids[::5]),
    ]


@pytest.mark.slow
def test_who_is_named_together_is_found_as_often_as_told(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    client = answering(TOGETHER, tmp_path_factory.mktemp("together"))
    values = {value for one in TOGETHER for value in FACET_BY_NAME["person"].values(one)}
    alike = Counter(map(folded_words, values))
    told = 0
    for number in range(len(VALUES) // 5):
        chosen = Query(chosen=(("person", f"زيد {number}"),))
        address = str(SearchAddress.of(chosen, "/api/v1/named-together"))
        answer = client.get(address).get_json()
        for facet, key in (("person", "persons"), ("organisation", "organisations")):
            for one in answer[key]:
                both = adding(chosen, facet, one["value"])
                # What is written alike once it is folded is one name to a query.
                if both is not None and alike[folded_words(one["value"])] < 2:
                    found = client.get(str(SearchAddress.of(both, "/api/v1/search"))).get_json()
                    assert found["total"] == one["count"], one["value"]
                    told += 1
    assert told > len(VALUES) / 2


@pytest.fixture(scope="module")
def odd_client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return answering(ODD, tmp_path_factory.mktemp("odd"))


@pytest.mark.slow
def test_every_link_of_an_odd_archive_answers(odd_client: FlaskClient) -> None:
    assert crawl(odd_client, pages(odd_client), steps=1) == {}


@pytest.mark.parametrize("facet", NAMED, ids=lambda facet: facet.name)
def test_choosing_a_value_finds_as_many_as_are_counted(
    odd_client: FlaskClient, facet: Facet
) -> None:
    path = f"/api/v1/facets/{facet.name}?count=500&copies=together"
    for value in odd_client.get(path).get_json()["values"]:
        asked = {facet.name: value["value"], "size": 1, "facet": "none"}
        found = odd_client.get("/api/v1/search", query_string=asked).get_json()
        assert found["total"] == value["count"], value


@pytest.mark.slow
@settings(max_examples=4)
@given(st.lists(hostile.articles, min_size=1, max_size=6))
def test_every_link_answers_whatever_articles_say(articles: list[Article]) -> None:
    with TemporaryDirectory() as folder:
        client = answering(articles, Path(folder, "index"))
        if client.get("/api/v1/search").get_json()["total"]:
            assert crawl(client, pages(client), steps=1) == {}


@given(hostile.articles)
def test_what_an_article_has_for_a_facet_is_as_a_query_has_it(article: Article) -> None:
    for facet in FACETS:
        for value in facet.values(article):
            assert facet.canonical(value) == value
            assert facet.canonical(f" {value}\n") == (f" {value}\n" if facet.periods else value)
