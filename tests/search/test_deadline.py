"""Answers that must be there at a moment: past it TimeExceeded, and nothing half done is kept."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from index.errors import TimeExceeded
from search.deadline import UNLIMITED, Deadline
from search.query import Query
from search.results import Results
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder
from tests.search.engines.random_archives import drawn_archive

#: Prefixes, phrases, other spellings, other letters, slips, values, periods and what excludes.
ASKED = Query(
    '(ال* أو "سعر القمح" أو عبدالله) -(شنبران ذكر:2015) غوغل Putin وزيرا مكان:الرياض قمحخ',
    chosen=(("source", "okaz"), ("source", "aawsat")),
    excluded=(("section", "economy"),),
    first_day=date(1900, 1, 1),
)
WORDS = Query("سوق القمح وزير فرنسا عبدالله", copies="together")

QUESTIONS: dict[str, Callable[[Searcher], object]] = {
    "search": lambda archive: _timeless(archive.search(ASKED)),
    "search of words": lambda archive: _timeless(archive.search(WORDS)),
    "next page": lambda archive: _timeless(
        archive.search(replace(WORDS, size=2, after=_cursor(archive)))
    ),
    "facet": lambda archive: archive.facet(ASKED, "dateline", containing="ا"),
    "facets": lambda archive: archive.facets(ASKED, 5),
    "compare": lambda archive: archive.compare(ASKED, "agency"),
    "suggest": lambda archive: archive.suggest("الق"),
    "suggest otherwise": lambda archive: [archive.suggest(text) for text in ("hgrl", "puti")],
    "knows": lambda archive: archive.knows("سعر القم"),
    "scan": lambda archive: [article.id for article in archive.scan(ASKED)],
    "rank": lambda archive: archive.rank(WORDS.text, 5, fold=True),
    "ids": lambda archive: list(archive.article_ids()),
    "article": lambda archive: archive.article(_first(archive)),
    "marked": lambda archive: archive.marked(ASKED, _first(archive)),
    "copies": lambda archive: archive.copies(_first(archive), 3),
    "related": lambda archive: archive.related(_first(archive), 3),
    "explain": lambda archive: archive.explain(WORDS, _first(archive)),
    "explain all": lambda archive: archive.explain(ASKED, _first(archive)),
    "manifest": lambda archive: archive.manifest,
}


class Jumping:
    """A clock that stands until it was looked at so often, and then is far ahead."""

    def __init__(self, looks: int) -> None:
        self.left = looks

    def __call__(self) -> float:
        self.left -= 1
        return 0.0 if self.left >= 0 else 1e9


def steps() -> Iterator[int]:
    """Every early moment, and ever fewer of the later ones."""
    at = 0
    while True:
        yield at
        at += 1 + at // 8


def _timeless(found: Results) -> Results:
    return replace(found, took_ms=0.0)


def _cursor(archive: Searcher) -> str:
    return archive.search(replace(WORDS, size=2)).next


def _first(archive: Searcher) -> str:
    return archive.article_ids()[0]


@pytest.fixture
def address(archive: ArchiveBuilder) -> str:
    drawn = drawn_archive(7)
    return archive(drawn.articles, drawn.representatives)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_whatever_step_is_reached_the_time_is_all_that_is_told(
    address: str, question: Callable[[Searcher], object]
) -> None:
    expected = question(open_archive(address))
    archive = open_archive(address)
    for looks in steps():
        clock = Jumping(looks)
        try:
            found = question(archive.within(Deadline(1.0, clock)))
        except TimeExceeded:
            assert clock.left < 0
            continue
        break
    # It has broken off wherever it can, and what it kept then is what it finds anew.
    assert looks > 0
    assert found == question(archive.within(UNLIMITED)) == expected


def test_work_is_broken_off_between_its_steps(address: str) -> None:
    """What asks for much looks at the clock often; how often grows with what is asked."""

    def looks(text: str) -> int:
        clock = Jumping(10**9)
        open_archive(address).within(Deadline(1.0, clock)).search(Query(text))
        return 10**9 - clock.left

    few, many = (
        looks(" أو ".join(f"{sign}*" for sign in signs)) for signs in ("ا", "ابتثسشقكلمنوي")
    )
    assert many > few + 10


def test_what_was_found_in_time_is_read_by_a_time_of_its_own(address: str) -> None:
    archive = open_archive(address)
    clock = Jumping(10**9)
    finding = Deadline(1.0, clock)
    articles = archive.within(finding).scan(Query())
    clock.left = 0
    assert len(list(articles)) == archive.manifest.articles
    articles = archive.scan(Query(), Deadline(1.0, Jumping(3)))
    assert [next(articles).id for _ in range(3)]
    with pytest.raises(TimeExceeded):
        next(articles)


def test_a_deadline_is_so_many_seconds_from_now() -> None:
    now = [100.0]
    deadline = Deadline.after(5, lambda: now[0])
    assert deadline.left() == 5
    deadline.check()
    now[0] = 104.9
    assert list(deadline.each("اب")) == ["ا", "ب"]
    now[0] = 105.0
    with pytest.raises(TimeExceeded):
        deadline.check()
    UNLIMITED.check()
