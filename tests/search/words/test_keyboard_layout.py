import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from search.query import Query
from search.results import Reading
from search.searcher import open_archive
from search.words.keyboard_layout import ARABIC_OF, in_arabic, in_latin
from tests.conftest import ArchiveBuilder
from tests.tables import vectors

pytestmark = pytest.mark.contract

_KEYS = sorted(key for key in ARABIC_OF if key.islower() or key in "[];',./`")


@pytest.mark.parametrize(("typed", "meant"), vectors("keyboard.tsv"))
def test_what_the_keys_type(typed: str, meant: str) -> None:
    assert in_arabic(typed)[0] == meant
    assert typed in in_latin(meant)


@given(st.text(st.sampled_from(_KEYS), min_size=1, max_size=4))
def test_there_and_back(typed: str) -> None:
    arabic = in_arabic(typed)[0]
    assert typed in in_latin(arabic)
    assert all(in_arabic(keys)[0] == arabic for keys in in_latin(arabic)[:1])


@given(st.text())
def test_any_text_has_readings(typed: str) -> None:
    assert in_arabic(typed)
    assert 1 <= len(in_latin(typed)) <= 16


def test_apples_layout_has_some_letters_elsewhere() -> None:
    assert "المدرسة" in in_arabic("hglvns]")
    assert "المدرسة" in in_arabic("hgl]vsm")


def test_capitals_may_be_keys_with_shift_or_not() -> None:
    assert in_arabic("Hig") == ["أهل", "اهل"]
    assert "العراق" in in_arabic("HGUVHR")


@pytest.fixture(scope="module")
def address(archive: ArchiveBuilder) -> str:
    titles = (
        "العراق يفتح جسرا جديدا على النهر",
        "مزارعو العراق يحصدون القمح باكرا",
        "رئيس الوزراء يزور مدرسة في الجبل",
        "رئيس الوزراء يفتتح مكتبة عامة",
        "بوتين يستقبل وفدا من الطلاب",
        "برنامج windows الجديد للمدارس",
        "دورة في windows للمعلمين",
        "فاطمة في الصف الأول",
    )
    articles = [Article(id=str(n), title=title, body=title) for n, title in enumerate(titles)]
    return archive(articles)


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("hguvhr", [("keyboard", "hguvhr", "العراق")]),
        ("-hguvhr", [("keyboard", "hguvhr", "العراق")]),
        ("عنوان:hguvhr", [("keyboard", "hguvhr", "العراق")]),
        ('"vzds hg,.vhx"', [("keyboard", "vzds", "رئيس"), ("keyboard", "hg,.vhx", "الوزراء")]),
        ("صهىيخصس", [("keyboard", "صهىيخصس", "windows")]),
        ("حعفهى", [("keyboard", "حعفهى", "putin"), ("romanised", "putin", "بوتين")]),
        # What the archive has as it is typed stays.
        ("windows", []),
        ("العراق", []),
        ("td", []),
        # Between others a short one is what they are.
        ("hguvhr td", [("keyboard", "hguvhr", "العراق"), ("keyboard", "td", "في")]),
        # What is marked as meant just so, and what the archive has in neither reading.
        ("=hguvhr", []),
        ("hguvhr*", []),
        ("hgqwert", []),
        ("غقتلبي", []),
    ],
)
def test_what_the_archive_has_decides(
    address: str, typed: str, readings: list[tuple[str, str, str]]
) -> None:
    engine = open_archive(address)
    found = engine.search(Query(typed)).readings
    assert list(found) == [Reading(*reading) for reading in readings]  # type: ignore[arg-type]
    assert not engine.search(Query(typed, spellings="typed")).readings


def test_the_reading_is_what_is_searched(address: str) -> None:
    engine = open_archive(address)
    meant = engine.search(Query("العراق"))
    assert [hit.article.id for hit in engine.search(Query("hguvhr")).hits] == [
        hit.article.id for hit in meant.hits
    ]
    assert engine.search(Query("hguvhr", spellings="typed")).total == 0
