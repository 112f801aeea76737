"""The ways to write a name that lists and completions know."""

import pytest

from index.article import Article
from search.query import Query
from search.searcher import Searcher, open_archive
from search.writings import joined, stands_in, ways_to_write, without_articles
from tests.conftest import ArchiveBuilder

pytestmark = pytest.mark.contract


@pytest.fixture
def searcher(archive: ArchiveBuilder) -> Searcher:
    places = ["القاهرة", "الكويت", "أبوظبي", "حفر الباطن", "المدينة المنورة", "رام الله"]
    return open_archive(
        archive(
            [
                Article(id=str(number), title="خبر", body="نص الخبر", datelines=(place,))
                for number, place in enumerate(places)
            ]
        )
    )


def listed(searcher: Searcher, containing: str) -> list[str]:
    page = searcher.facet(Query(), "dateline", containing=containing)
    return [value.label for value in page.values]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("أبو ظبي", "أبوظبي"),
        ("ابوظبي", "أبوظبي"),
        ("ابو ظبى", "أبوظبي"),
        ("حفرالباطن", "حفر الباطن"),
        ("حفر الباطن", "حفر الباطن"),
        ("قاهرة", "القاهرة"),
        ("القاهره", "القاهرة"),
        ("كويت", "الكويت"),
        ("رامالله", "رام الله"),
        ("المدينةالمنورة", "المدينة المنورة"),
    ],
)
def test_a_list_and_a_completion_know_every_writing(
    searcher: Searcher, typed: str, label: str
) -> None:
    assert listed(searcher, typed) == [label]
    offered = [one.text for one in searcher.suggest(typed) if one.kind == "dateline"]
    assert label in offered


def test_the_end_of_a_word_is_no_part_of_a_name(searcher: Searcher) -> None:
    assert listed(searcher, "رالب") == []
    assert listed(searcher, "؟") == []


def test_other_spellings_of_the_table_are_ways_to_write() -> None:
    assert "جوجل" in ways_to_write("غوغل")
    assert ways_to_write("؟") == ()
    assert joined("ابو ظبي") == "ابوظبي"
    assert without_articles("المدينه المنوره") == "مدينه منوره"
    assert without_articles("الله") == "الله"
    assert stands_in("جوجل", "شركه جوجل\ngoogle")
