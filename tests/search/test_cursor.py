"""Walking a list by cursors, while the archive stays and while it changes."""

import base64
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from index.article import Article
from index.errors import QueryInvalid
from search import cursor
from search.cursor import MAX_LENGTH, Cursor
from search.query import MAX_SIZE, Copies, Query, Sort
from search.results import Results
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder

pytestmark = pytest.mark.contract

COUNT = 24
#: Which text each article is a copy of; its representative is the first that has it.
TEXTS = [number if number % 4 else number // 8 for number in range(COUNT)]
#: Several on one day, and some without a date.
ARTICLES = [
    Article(
        id=f"https://example.org/{number}/خبر",
        title=f"سعر القمح {'اليوم' * (number % 2)}",
        body="قمح " * (number % 5 + 1) + "سوق " * (number % 7),
        published=date(2024, 1, 1) + timedelta(number % 5) if number % 6 else None,
    )
    for number in range(COUNT)
]
#: Articles that are missing from one of the archives each.
REMOVED = (0, 3, 8, 11, 16, COUNT - 1)


def indexed(archive: ArchiveBuilder, without: int | None = None) -> Searcher:
    kept = [number for number in range(COUNT) if number != without]
    representatives = [
        next(at for at, n in enumerate(kept) if TEXTS[n] == TEXTS[number]) for number in kept
    ]
    return open_archive(archive([ARTICLES[number] for number in kept], representatives))


@pytest.fixture(scope="module")
def engines(archive: ArchiveBuilder) -> dict[int | None, Searcher]:
    """The whole archive, and for each article removed the archive without it."""
    return {without: indexed(archive, without) for without in (None, *REMOVED)}


def walk(page: Callable[[int, str], Results]) -> list[str]:
    """The ids of all hits; ``page`` gives the results of a page by its number and its cursor."""
    found: list[str] = []
    number, after = 0, ""
    while True:
        results = page(number, after)
        found += [hit.article.id for hit in results.hits]
        number, after = number + 1, results.next
        if not after:
            return found


sorts: st.SearchStrategy[Sort] = st.sampled_from(["relevance", "newest", "oldest", "added"])
copies: st.SearchStrategy[Copies] = st.sampled_from(["folded", "together"])
texts = st.sampled_from(["قمح", "سوق القمح", "", "سعر OR سوق"])


@given(text=texts, sort=sorts, copies=copies, size=st.integers(1, 7))
@settings(max_examples=20)
def test_all_pages_are_the_list_in_one_piece(
    engines: dict[int | None, Searcher], text: str, sort: Sort, copies: Copies, size: int
) -> None:
    engine = engines[None]

    def page(_: int, after: str) -> Results:
        return engine.search(Query(text, sort=sort, copies=copies, size=size, after=after))

    whole = engine.search(Query(text, sort=sort, copies=copies, size=MAX_SIZE))
    assert whole.next == ""
    assert walk(page) == [hit.article.id for hit in whole.hits]


@given(
    text=texts, sort=sorts, copies=copies, size=st.integers(1, 7), turn=st.integers(1, 6),
    article=st.sampled_from(REMOVED), added=st.booleans(),
)  # fmt: skip
@settings(max_examples=20)
def test_one_article_more_or_less_repeats_and_loses_nothing_else(
    engines: dict[int | None, Searcher], text: str, sort: Sort, copies: Copies, size: int,
    turn: int, article: int, added: bool,
) -> None:  # fmt: skip
    before, after_ = engines[None], engines[article]
    if added:
        before, after_ = after_, before
    lists = [listed(engine, text, sort, copies, article) for engine in (before, after_)]
    # One article changes how rare the words are, and so may change what is more relevant.
    assume(lists[0] == lists[1])

    def page(number: int, after: str) -> Results:
        engine = before if number < turn else after_
        return engine.search(Query(text, sort=sort, copies=copies, size=size, after=after))

    shown = map(text_of, walk(page))
    assert [number for number in shown if number != TEXTS[article]] == lists[0]


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_where_the_only_article_of_a_page_is_gone_the_list_goes_on(
    engines: dict[int | None, Searcher], sort: Sort
) -> None:
    whole, after = walked_to(engines[None], sort, article=3)
    rest = [
        hit.article.id
        for hit in engines[3].search(Query("قمح", sort=sort, size=MAX_SIZE, after=after)).hits
    ]
    assert rest == whole[whole.index(ARTICLES[3].id) + 1 :]


def walked_to(engine: Searcher, sort: Sort, article: int) -> tuple[list[str], str]:
    """The whole list, and the cursor behind an article reached by pages of one hit."""
    whole = engine.search(Query("قمح", sort=sort, size=MAX_SIZE))
    after = ""
    while True:
        results = engine.search(Query("قمح", sort=sort, size=1, after=after))
        after = results.next
        if results.hits[0].article.id == ARTICLES[article].id:
            return [hit.article.id for hit in whole.hits], after


def listed(engine: Searcher, text: str, sort: Sort, copies: Copies, but: int) -> list[int]:
    """The texts of a list in order, without those of one article."""
    found = engine.search(Query(text, sort=sort, copies=copies, size=MAX_SIZE))
    shown = (text_of(hit.article.id) for hit in found.hits)
    return [number for number in shown if number != TEXTS[but]]


def text_of(article_id: str) -> int:
    return TEXTS[int(article_id.split("/")[3])]


def test_pages_by_number_have_a_cursor_as_well(engines: dict[int | None, Searcher]) -> None:
    engine = engines[None]
    third = engine.search(Query("قمح", page=3, size=4))
    second = engine.search(Query("قمح", page=2, size=4))
    assert engine.search(Query("قمح", size=4, after=second.next)).hits == third.hits
    assert engine.search(Query("قمح", page=500, size=4)).next == ""


@pytest.mark.parametrize(("sign", "length"), [("ق", 300), ("ق", 5000), ('"', 450), ("\x01", 450)])
def test_a_long_id_is_a_place_as_well(archive: ArchiveBuilder, sign: str, length: int) -> None:
    articles = [Article(id=f"{sign * length}{number}", body="قمح") for number in range(5)]
    engine = open_archive(archive(articles))

    def page(_: int, after: str) -> Results:
        return engine.search(Query("قمح", size=1, after=after))

    assert len(page(0, "").next) <= MAX_LENGTH
    assert walk(page) == [article.id for article in articles]


def test_a_cursor_and_a_page_number_are_two_places() -> None:
    token = Cursor("newest", 0.0, 5, 3, ("7",)).token()
    with pytest.raises(QueryInvalid) as caught:
        Query(after=token, page=2)
    assert (caught.value.parameter, caught.value.code) == ("after", "after_and_page")
    assert Query(after=token).after == token


def test_a_cursor_of_another_order(engines: dict[int | None, Searcher]) -> None:
    token = engines[None].search(Query("قمح", size=2)).next
    with pytest.raises(QueryInvalid) as caught:
        engines[None].search(Query("قمح", sort="newest", size=2, after=token))
    assert (caught.value.parameter, caught.value.code) == ("after", "bad_cursor")


cursors = st.builds(
    Cursor,
    st.sampled_from(["relevance", "newest", "oldest", "added"]),
    st.floats(0, 1e6, width=32),
    st.integers(-(2**62), 2**40),
    st.integers(0, 2**40),
    st.lists(st.text(st.characters(), max_size=200), max_size=2).map(tuple),
)


@given(cursors)
def test_a_cursor_survives_its_token(place: Cursor) -> None:
    token = place.token()
    assert len(token) <= MAX_LENGTH
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    found = cursor.read(token)
    assert found == place or (found.ids == () and len("".join(place.ids)) > 250)


def encoded(parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "قمح",
        "!!!!",
        "A" * (MAX_LENGTH + 1),
        encoded({}),
        encoded([1, "newest", 0.0, 5, 3]),
        encoded([2, "newest", 0.0, 5, 3, ["id"]]),
        encoded([1, "best", 0.0, 5, 3, ["id"]]),
        encoded([1, "newest", 0, 5, 3, ["id"]]),
        encoded([1, "newest", True, 5, 3, ["id"]]),
        encoded([1, "newest", 0.0, True, 3, ["id"]]),
        encoded([1, "newest", 0.0, 2**63, 3, ["id"]]),
        encoded([1, "newest", 0.0, 5, -1, ["id"]]),
        encoded([1, "newest", 0.0, 5, 3, None]),
        encoded([1, "newest", 0.0, 5, 3, "id"]),
        encoded([1, "newest", 0.0, 5, 3, [7]]),
        encoded([1, "newest", 0.0, 5, 3, ["a", "b", "c"]]),
        encoded([1, "relevance", float("nan"), 5, 3, ["id"]]),
        encoded([1, "relevance", float("inf"), 5, 3, ["id"]]),
        encoded([1, "relevance", 1e300, 5, 3, ["id"]]),
        base64.urlsafe_b64encode(b"[" * 1400).decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode().rstrip("="),
    ],
)
def test_what_is_no_cursor_is_refused(token: str) -> None:
    with pytest.raises(QueryInvalid) as caught:
        Query(after=token)
    assert (caught.value.parameter, caught.value.code) == ("after", "bad_cursor")


@given(st.text(max_size=300))
def test_no_text_but_a_cursor_is_one(token: str) -> None:
    with suppress(QueryInvalid):
        assert isinstance(cursor.read(token), Cursor)


@given(cursors)
def test_any_place_is_a_place(engines: dict[int | None, Searcher], place: Cursor) -> None:
    results = engines[None].search(Query("قمح", sort=as_sort(place.sort), after=place.token()))
    whole = engines[None].search(Query("قمح", sort=as_sort(place.sort), size=MAX_SIZE))
    ids = [hit.article.id for hit in whole.hits]
    shown = [hit.article.id for hit in results.hits]
    assert not shown or shown == ids[(at := ids.index(shown[0])) : at + len(shown)]


def test_half_of_a_surrogate_pair_is_the_id_of_nothing(engines: dict[int | None, Searcher]) -> None:
    token = Cursor("newest", 0.0, -(2**40), 0, ("\ud800",)).token()
    assert engines[None].search(Query(sort="newest", after=token)).hits
    assert engines[None].article("\udfff") is None


def as_sort(name: str) -> Sort:
    return Query(sort=name).sort  # type: ignore[arg-type]
