"""Who is named together with somebody, on every engine."""

import random
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest

from index.article import Article, NamedEntity, NameMention
from index.errors import QueryInvalid
from index.facets import NO_VALUE
from search.named_together import LEAST, Companion, NamedTogether, one_name
from search.query import Query
from search.ranking.association import SIGNIFICANT, log_likelihood
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder

pytestmark = pytest.mark.contract

#: The last name is a part of another.
PEOPLE = (
    *("سلمى الحداد", "كمال النجار", "هدى العطار", "وليد الصباغ", "رنا الخياط", "زياد البناء"),
    "هدى",
)
ORGANISATIONS = ("بلدية المرفأ", "نادي الشاطئ", "جامعة الساحل")


def named(names: list[str]) -> tuple[NamedEntity, ...]:
    return tuple(NamedEntity(name, (NameMention(name, "body", 0),)) for name in names)


def drawn() -> list[Article]:
    """Articles of ten weeks: the first name is in nearly all of them, the next two go together."""
    chance = random.Random(18)
    articles = []
    for number in range(120):
        people = [name for name in PEOPLE[3:6] if chance.random() < 0.1]
        people += [PEOPLE[6]] if number % 20 == 0 else []
        people += [PEOPLE[0]] if chance.random() < 0.9 else []
        people += PEOPLE[1:3] if number % 10 == 0 else []
        people += [PEOPLE[2]] if number % 17 == 0 and number % 10 else []
        organisations = [name for name in ORGANISATIONS if chance.random() < 0.2]
        organisations += [ORGANISATIONS[1]] if number % 10 == 0 else []
        articles.append(
            Article(
                id=f"n{number}",
                title="خبر",
                body="قمح" if number % 3 else "شعير",
                section="economy" if number % 20 else "sport",
                published=date(2015, 7, 1) + timedelta(number % 70) if number % 9 else None,
                persons=named(list(dict.fromkeys(people))),
                organisations=named(list(dict.fromkeys(organisations))),
            )
        )
    return articles


ARTICLES = drawn()
#: Every seventh article is a copy of the one before it, whoever is named in it.
LEADS = [max(0, number - (number % 7 == 0)) for number in range(len(ARTICLES))]
EIGHTH, TWENTIETH = date(2015, 7, 8), date(2015, 8, 20)


@pytest.fixture(scope="module")
def searcher(archive: ArchiveBuilder) -> Searcher:
    return open_archive(archive(ARTICLES, LEADS))


def names_of(article: Article, facet: str) -> set[str]:
    return {one.name for one in (article.persons if facet == "person" else article.organisations)}


def counted(
    facet: str, value: str, holds: Callable[[Article], bool], among: str
) -> list[tuple[str, int, int, float]]:
    """What is expected, counted one by one: name, in common, in the archive, score."""
    found = [one for one in ARTICLES if holds(one) and value in names_of(one, facet)]

    def texts(articles: Iterable[Article]) -> int:
        return len({LEADS[int(one.id[1:])] for one in articles})

    rows = []
    for name in PEOPLE if among == "person" else ORGANISATIONS:
        both = [one for one in found if name in names_of(one, among)]
        held = [one for one in ARTICLES if name in names_of(one, among)]
        score = log_likelihood(texts(both), texts(found), texts(held), texts(ARTICLES))
        by_articles = log_likelihood(len(both), len(found), len(held), len(ARTICLES))
        telling = min(score, by_articles) >= SIGNIFICANT and texts(both) >= LEAST
        if telling and (among, name) != (facet, value):
            rows.append((name, len(both), len(held), score))
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def told(companions: tuple[Companion, ...]) -> list[tuple[str, int, int, float]]:
    return [(one.value, one.count, one.articles, one.score) for one in companions]


def everything(article: Article) -> bool:
    return True


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        (Query(), everything),
        (Query("قمح"), lambda one: one.body == "قمح"),
        (Query("قمح", excluded=(("section", "sport"),)),
         lambda one: one.body == "قمح" and one.section == "economy"),
        (Query(first_day=EIGHTH, last_day=TWENTIETH),
         lambda one: one.published is not None and EIGHTH <= one.published <= TWENTIETH),
        (Query(excluded=(("person", PEOPLE[0]),)),
         lambda one: PEOPLE[0] not in names_of(one, "person")),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("facet", "value"),
    [("person", PEOPLE[1]), ("person", PEOPLE[4]), ("organisation", ORGANISATIONS[1])],
)
def test_all_is_as_counted_one_by_one(
    searcher: Searcher, query: Query, holds: Callable[[Article], bool], facet: str, value: str
) -> None:
    found = searcher.named_together(query.choosing(facet, (value,)))
    assert (found.facet, found.value) == (facet, value)
    assert found.total == sum(holds(one) and value in names_of(one, facet) for one in ARTICLES)
    for among in ("person", "organisation"):
        expected = counted(facet, value, holds, among)
        rows = told(found.companions[among])
        assert [row[:3] for row in rows] == [row[:3] for row in expected]
        assert [row[3] for row in rows] == pytest.approx([row[3] for row in expected])


def test_who_tells_most_comes_first_not_who_is_everywhere(searcher: Searcher) -> None:
    found = searcher.named_together(Query(chosen=(("person", PEOPLE[1]),)))
    assert found.companions["person"][0].value == PEOPLE[2]
    assert PEOPLE[0] not in [one.value for one in found.companions["person"]]
    assert found.companions["organisation"][0].value == ORGANISATIONS[1]
    assert [len(found.companions[name]) for name in found.companions] == [2, 1]
    none = searcher.named_together(Query(chosen=(("person", PEOPLE[1]),)), 0)
    assert not any(none.companions.values())


def test_the_weeks_hold_every_dated_article_once(searcher: Searcher) -> None:
    found = searcher.named_together(Query(chosen=(("person", PEOPLE[1]),)))
    assert found.unit == "week"
    assert all(one[1] + timedelta(1) == other[0] for one, other in pairwise(found.spans))
    for among, companions in found.companions.items():
        for one in companions:
            days = [
                article.published
                for article in ARTICLES
                if PEOPLE[1] in names_of(article, "person")
                and one.value in names_of(article, among)
                and article.published
            ]
            assert list(one.counts) == [
                sum(first <= day <= last for day in days) for first, last in found.spans
            ]


def test_a_link_finds_as_many_as_was_told(searcher: Searcher) -> None:
    chosen = Query(chosen=(("person", PEOPLE[1]),))
    found = searcher.named_together(chosen)
    for one in found.companions["person"]:
        both = searcher.search(Query(f'شخص:="{one.value}"', chosen=chosen.chosen))
        assert both.total == one.count
        again = searcher.named_together(Query(f'شخص:="{one.value}"', chosen=chosen.chosen))
        assert one.value not in [other.value for other in again.companions["person"]]
    for one in found.companions["organisation"]:
        assert searcher.search(chosen.choosing(one.facet, (one.value,))).total == one.count


@pytest.mark.parametrize(
    "chosen",
    [
        (),
        (("section", "sport"),),
        (("person", NO_VALUE),),
        (("person", PEOPLE[0]), ("person", PEOPLE[1])),
        (("person", PEOPLE[0]), ("organisation", ORGANISATIONS[0])),
        (("person", PEOPLE[0]), ("person", NO_VALUE)),
    ],
)
def test_it_is_told_of_one_alone(searcher: Searcher, chosen: tuple[tuple[str, str], ...]) -> None:
    query = Query(chosen=chosen)
    assert one_name(query) is None
    with pytest.raises(QueryInvalid):
        searcher.named_together(query)


def test_of_somebody_whom_nobody_names_nothing_is_told(searcher: Searcher) -> None:
    found = searcher.named_together(Query(chosen=(("person", "لا أحد هنا"),)))
    assert found == NamedTogether("person", "لا أحد هنا", 0, notes=found.notes)
    assert [note.code for note in found.notes] == ["unknown_value"]


def test_what_ten_papers_print_is_one_occasion(archive: ArchiveBuilder) -> None:
    """Who stands beside somebody in three texts tells more than in ten copies of one."""
    articles = [
        Article(id=str(number), title="خبر", body="نص", persons=named(people))
        for number, people in enumerate(
            [
                *[[PEOPLE[0], PEOPLE[1]]] * 10,
                *[[PEOPLE[0], PEOPLE[2]]] * 3,
                *[[PEOPLE[3]]] * 30,
            ]
        )
    ]
    leads = [0] * 10 + list(range(10, len(articles)))
    searcher = open_archive(archive(articles, leads))
    found = searcher.named_together(Query(chosen=(("person", PEOPLE[0]),)))
    assert [(one.value, one.count, one.texts) for one in found.companions["person"]] == [
        (PEOPLE[2], 3, 3)
    ]
    assert found.total == 13
