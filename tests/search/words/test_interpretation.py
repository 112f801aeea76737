"""What a query may be read as, by how often the archive has the one and the other: either side."""

import pytest

from index.article import Article
from search.query import Query
from search.searcher import open_archive
from tests.conftest import ArchiveBuilder

pytestmark = pytest.mark.contract


def readings(archive: ArchiveBuilder, typed: str, counts: dict[str, int]) -> list[tuple[str, str]]:
    """What is read of a query in an archive where each text stands in so many articles, alone."""
    texts = [text for text, count in counts.items() for _ in range(count)]
    articles = [Article(id=str(number), body=text) for number, text in enumerate(texts)]
    found = open_archive(archive(articles)).search(Query(typed)).readings
    return [(reading.kind, reading.read) for reading in found]


@pytest.mark.parametrize(
    ("heard", "read", "why"),
    [
        (20, [("romanised", "بنك")], "a name of 20 articles rather than a word of one"),
        (19, [("keyboard", "لاشى")], "of fewer than 20 it may be chance: the keys are what is had"),
        (1, [("keyboard", "لاشى")], "of one likewise"),
    ],
)
def test_a_name_is_heard_where_the_archive_has_it_so_much_more_often(
    archive: ArchiveBuilder, heard: int, read: list[tuple[str, str]], why: str
) -> None:
    assert readings(archive, "bank", {"لاشىن": 1, "بنك": heard}) == [
        (kind, "لاشىن" if kind == "keyboard" else text) for kind, text in read
    ], why


@pytest.mark.parametrize(
    ("arabic", "latin", "read", "why"),
    [
        (1, 0, ["العراق", "في"], "the archive does not have it as typed"),
        (20, 1, ["العراق", "في"], "it has the other 20 times as often"),
        (19, 1, ["العراق"], "less often than 20 times: it may be meant as typed"),
        (40, 2, ["العراق", "في"], "20 times of two"),
        (39, 2, ["العراق"], "less often than 20 times of two"),
    ],
)
def test_a_short_run_beside_others_is_read_where_it_is_so_much_commoner(
    archive: ArchiveBuilder, arabic: int, latin: int, read: list[str], why: str
) -> None:
    counts = {"العراق": 1, "في": arabic, "td": latin}
    found = readings(archive, "hguvhr td", counts)
    assert found == [("keyboard", text) for text in read], why


@pytest.mark.parametrize(
    ("typed", "counts", "read", "why"),
    [
        ("rlp", {"قمح": 1}, ["قمح"], "three letters that stand in one article"),
        ("td", {"في": 9}, [], "two letters alone are as likely chance"),
        ("قمح", {"قمح": 1, "rlp": 9}, [], "what the archive has as it is typed stays"),
        ("صهىيخصس", {"windows": 2}, ["windows"], "a Latin word of two articles"),
        ("صهىيخصس", {"windows": 1}, [], "a Latin word of one article is as likely a slip"),
    ],
)
def test_what_is_read_alone(
    archive: ArchiveBuilder, typed: str, counts: dict[str, int], read: list[str], why: str
) -> None:
    assert readings(archive, typed, counts) == [("keyboard", text) for text in read], why


def respelled(archive: ArchiveBuilder, typed: str, counts: dict[str, int]) -> tuple[str, ...]:
    """The other spellings that are searched for in an archive of such texts."""
    texts = [text for text, count in counts.items() for _ in range(count)]
    articles = [Article(id=str(number), body=text) for number, text in enumerate(texts)]
    return open_archive(archive(articles)).search(Query(typed)).expansions


@pytest.mark.parametrize(
    ("typed", "counts", "others", "why"),
    [
        ("السما", {"السماء": 5}, ("السماء",), "the last hamza was not typed"),
        ("السما", {"السماء": 4}, (), "too few articles have it"),
        ("السما", {"السماء": 10, "السما": 1}, ("السماء",), "five times as often as so, and more"),
        ("دعا", {"دعاء": 9, "دعا": 1}, (), "what the archive has so is meant so"),
        ("هذا", {"كلام": 9}, (), "nothing has a hamza"),
        ("لون السما", {"لون السماء": 5}, ("السماء",), "among other words"),
        ('"السما"', {"السماء": 5}, (), "what stands in quotes is meant as it stands"),
        ("=السما", {"السماء": 5}, (), "and so is what a level asks for"),
    ],
)
def test_a_hamza_that_was_left_out_at_the_end(
    archive: ArchiveBuilder, typed: str, counts: dict[str, int], others: tuple[str, ...], why: str
) -> None:
    assert respelled(archive, typed, counts) == others, why


def test_only_as_it_was_typed(archive: ArchiveBuilder) -> None:
    address = archive([Article(id=str(number), body="السماء") for number in range(5)])
    assert open_archive(address).search(Query("السما", spellings="typed")).total == 0
