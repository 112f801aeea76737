"""People and organisations as facets: counted, chosen, asked for by a part of the name."""

from collections.abc import Sequence

import pytest

from index.article import Article, NamedEntity, NameMention
from index.facets import FACET_BY_NAME, NO_VALUE
from search.query import Query
from search.results import Note
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder
from tests.search.facets.trees import counts

pytestmark = pytest.mark.contract


def entity(name: str, entry: str = "") -> NamedEntity:
    """Somebody whose name stands at the beginning of the body."""
    return NamedEntity(name, (NameMention(name, "body", 0),), entry=entry)


def article(id: str, persons: Sequence[str] = (), organisations: Sequence[str] = ()) -> Article:
    return Article(
        id=id,
        title="خبر",
        body=f"جاء في الخبر رقم {id}",
        persons=tuple(map(entity, persons)),
        organisations=tuple(map(entity, organisations)),
    )


ARTICLES = [
    article("1", ["عبدالله بن أحمد الراوي", "سالم الراوي"], ["مجلس الأمن"]),
    article("2", ["عبد الله ابن احمد الراوي"], ["مجلس الامن", "شركة «النخيل»"]),
    article("3", ["سالم الراوي", "سالم علي"], ["شركة النخيل للتمور"]),
    article("4", ["هدى"]),
    article("5"),
]


@pytest.fixture
def searcher(archive: ArchiveBuilder) -> Searcher:
    return open_archive(archive(ARTICLES))


def found(searcher: Searcher, text: str) -> list[str]:
    return sorted(hit.article.id for hit in searcher.search(Query(text)).hits)


def test_writings_of_a_name_are_one_value(searcher: Searcher) -> None:
    facets = searcher.search(Query()).facets
    assert counts(facets["person"]) == {
        "سالم الراوي": 2, "عبد الله بن أحمد الراوي": 2, "سالم علي": 1, "هدى": 1, NO_VALUE: 1,
    }  # fmt: skip
    assert counts(facets["organisation"]) == {
        "مجلس الأمن": 2, "شركة النخيل": 1, "شركة النخيل للتمور": 1, NO_VALUE: 2,
    }  # fmt: skip


def test_the_entry_of_an_archive_is_the_value(archive: ArchiveBuilder) -> None:
    """Writings that only an archive knows to be one are listed under one of them."""
    articles = [
        Article(id="1", body="خبر", persons=(entity("غوتيريس", "أنطونيو غوتيريش"),)),
        Article(id="2", body="نبأ", persons=(entity("أنطونيو غوتيريش"),)),
    ]
    facets = open_archive(archive(articles)).search(Query()).facets
    assert counts(facets["person"]) == {"أنطونيو غوتيريش": 2}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ('شخص:"عبدالله بن احمد الراوي"', ["1", "2"]),
        ('شخص:"الأمير عبد الله بن أحمد الراوي"', ["1", "2"]),
        ('person:"سالم علي"', ["3"]),
        ("الشخص:هدى", ["4"]),
        ("شخص:الراوي", ["1", "2", "3"]),
        ("شخص:سالم", ["1", "3"]),
        ('شخص:"بن أحمد"', ["1", "2"]),
        ('شخص:"أحمد سالم"', []),
        ('شخص:"الشيخ سالم"', ["1", "3"]),
        ("-شخص:الراوي", ["4", "5"]),
        ("شخص:(هدى أو علي)", ["3", "4"]),
        ("شخص:سالم -شخص:علي", ["1"]),
        ("شخص:الراو", []),
        ('جهة:"مجلس الامن"', ["1", "2"]),
        ("جهة:النخيل", ["2", "3"]),
        ('منظمة:"شركة النخيل"', ["2"]),
        ("organization:التمور", []),
        ("organisation:للتمور", ["3"]),
    ],
)
def test_queries(searcher: Searcher, text: str, ids: list[str]) -> None:
    assert found(searcher, text) == ids


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("شخص:الراوي", ("الراوي", 2, ("سالم الراوي", "عبد الله بن أحمد الراوي"))),
        ('شخص:"الشيخ علي"', ("علي", 1, ("سالم علي",))),
        ('شخص:"سالم الراوي"', None),
        ("شخص:هدى", None),
        ("شخص:غائب", None),
    ],
)
def test_who_is_meant_by_a_part_of_a_name_is_told(
    searcher: Searcher, text: str, told: tuple[str, int, tuple[str, ...]] | None
) -> None:
    expected = []
    if told:
        word, count, names = told
        values = tuple(("person", name) for name in names)
        expected = [Note("name_in_part", (("text", word), ("count", count), ("values", values)))]
    assert list(searcher.search(Query(text)).notes) == expected


def test_a_part_is_no_choice(searcher: Searcher) -> None:
    """What is chosen in a list is one value; only words of a query may be a part."""
    assert searcher.search(Query(chosen=(("person", "الراوي"),))).total == 0
    assert searcher.search(Query(chosen=(("person", "سالم الراوى"),))).total == 2
    assert searcher.search(Query(excluded=(("person", "سالم الراوي"),))).total == 3
    assert searcher.search(Query(chosen=(("person", NO_VALUE),))).total == 1


@pytest.mark.parametrize(
    ("containing", "names"),
    [
        ("", ["سالم الراوي", "عبد الله بن أحمد الراوي", "سالم علي", "هدى", NO_VALUE]),
        ("الراو", ["سالم الراوي", "عبد الله بن أحمد الراوي"]),
        ("احمد", ["عبد الله بن أحمد الراوي"]),
        ("بلا", [NO_VALUE]),
        ("؟", []),
        ("زيد", []),
    ],
)
def test_all_values_or_those_that_contain(
    searcher: Searcher, containing: str, names: list[str]
) -> None:
    page = searcher.facet(Query(), "person", containing=containing)
    assert ([value.value for value in page.values], page.total) == (names, len(names))
    for first in range(len(names)):
        part = searcher.facet(Query(), "person", containing=containing, first=first, count=2)
        assert [value.value for value in part.values] == names[first : first + 2]
        assert part.total == len(names)


def test_what_is_chosen_is_listed_though_no_article_has_it(searcher: Searcher) -> None:
    query = Query(chosen=(("person", "غائب"), ("person", "هدى")))
    page = searcher.facet(query, "person", containing="")
    assert [value.value for value in page.values][-2:] == ["غائب", NO_VALUE]
    assert [value.value for value in page.values if value.selected] == ["هدى", "غائب"]
    listed = searcher.search(query).facets["person"]
    assert {value.value for value in listed if value.selected} == {"هدى", "غائب"}


def test_people_over_time(searcher: Searcher) -> None:
    compared = searcher.compare(Query(), "person", 2)
    assert [one.value for one in compared.series] == ["سالم الراوي", "عبد الله بن أحمد الراوي"]
    assert (compared.without, compared.others.total) == (1, 1)
    query = Query(chosen=(("person", "هدى"),), excluded=(("person", "سالم الراوي"),))
    assert [one.value for one in searcher.compare(query, "person", 2).series] == [
        "هدى", "عبد الله بن أحمد الراوي",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("سالم", [("person", "سالم الراوي"), ("person", "سالم علي")]),
        ("الراو", [("person", "سالم الراوي"), ("person", "عبد الله بن أحمد الراوي")]),
        ("مجلس ا", [("organisation", "مجلس الأمن")]),
    ],
)
def test_names_are_completed(
    searcher: Searcher, typed: str, offered: list[tuple[str, str]]
) -> None:
    suggestions = [(one.kind, one.value) for one in searcher.suggest(typed)]
    assert [one for one in suggestions if one[0] != "phrase"] == offered


def test_a_list_holds_the_most_frequent(archive: ArchiveBuilder) -> None:
    most = FACET_BY_NAME["person"].most_listed
    names = [f"سالم {number:03}" for number in range(most + 9)]
    articles = [article(f"{number}", [name]) for number, name in enumerate(names)]
    articles.append(article("again", names[-1:]))
    searcher = open_archive(archive(articles))
    listed = searcher.search(Query()).facets["person"]
    assert [value.value for value in listed] == [names[-1], *names[: most - 1]]
    assert searcher.facet(Query(), "person").total == len(names)
    assert searcher.search(Query("شخص:سالم")).total == len(articles)
