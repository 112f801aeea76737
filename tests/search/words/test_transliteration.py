import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import fold
from index.article import Article
from search.query import Query
from search.searcher import Searcher, open_archive
from search.words.transliteration.letters import TABLE as LETTERS
from search.words.transliteration.letters import pattern, plain_latin, read_letters
from search.words.transliteration.table import is_latin, read_table
from tests.conftest import ArchiveBuilder
from tests.tables import vectors

pytestmark = pytest.mark.contract


@pytest.mark.parametrize(("latin", "arabic"), vectors("romanised.tsv"))
def test_a_name_by_its_sound(latin: str, arabic: str) -> None:
    cost = pattern(plain_latin(latin)).cost(fold(arabic))
    assert cost is not None
    assert cost < 1


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [("putin", "بطريق"), ("riyadh", "القاهره"), ("kerry", "كيريا"), ("ali", "عليان"), ("x", "")],
)
def test_what_is_no_such_name(latin: str, arabic: str) -> None:
    assert pattern(latin).cost(arabic) is None


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz'3725"), min_size=1, max_size=12))
def test_the_expression_and_the_cost_agree(word: str) -> None:
    sound = pattern(word)
    cheapest = "".join(min(group, key=lambda way: way[1])[0] for group in sound.groups)
    assert sound.cost(cheapest) is not None
    assert re.fullmatch(sound.expression, cheapest)
    assert cheapest.startswith(tuple(sound.beginnings))


def test_a_closer_word_costs_less() -> None:
    sound = pattern("mahmoud")
    assert (sound.cost("محمود") or 0) < (sound.cost("محمد") or 9)


def test_every_line_of_the_tables_is_sound() -> None:
    seen: set[str] = set()
    for arabic, latin in read_table():
        assert all(fold(writing) and not is_latin(writing) for writing in arabic)
        assert all(writing == writing.strip() for writing in (*arabic, *latin))
        for writing in latin:
            assert writing not in seen, writing
            seen.add(writing)
    assert all(ways for groups in read_letters().values() for ways in groups.values())
    lines = LETTERS.read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            ways = [way.partition(".")[0] for way in line.split("\t")[2].split()]
            assert len(set(ways)) == len(ways), line


TITLES = (
    "بوتين يزور معرض الزهور",
    "بوتين يتسلم هدية من طلاب المدرسة",
    "كلمة بوتين في المعرض",
    "بطن الوادي يفيض بالماء",
    "زيلينسكي يفتتح مكتبة",
    "رسالة من زيلينسكي إلى القراء",
    "رسالة من زلينسكي إلى القراء",
    "الرياض تستقبل ضيوف المعرض",
    "ضيوف الرياض يزورون المتحف",
    "رياض معلم في القرية",
    "عبدالفتاح السيسي في المعرض",
    "أبوظبي تنظم سباق القوارب",
    "عادل الجبير يلتقي نظيره",
    "تركي الفيصل يحاضر في الجامعة",
    "الفاصل بين الجارين جدار",
    "ترقى المعلمة إلى مديرة",
    "google تعلن عن خريطة",
    "خريطة جديدة من غوغل",
    "مصر تحتفل بالربيع",
    "الأمم المتحدة ترسل وفدا",
)


@pytest.fixture(scope="module")
def engine(archive: ArchiveBuilder) -> Searcher:
    articles = [Article(id=str(n), title=title, body=title) for n, title in enumerate(TITLES)]
    return open_archive(archive(articles))


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("Putin", ["بوتين"]),
        ("PUTIN", ["بوتين"]),
        ("putin riyadh", ["بوتين", "الرياض"]),
        ("Zelensky", ["زيلينسكي"]),
        ("Abdel Fattah al-Sisi", ["عبدالفتاح السيسي"]),
        ("Abdelfattah", ["عبدالفتاح"]),
        ("Abu Dhabi", ["أبوظبي"]),
        ("al-Jubeir", ["الجبير"]),
        ("Turki al-Faisal", ["تركي", "الفيصل"]),
        ("Egypt", ["مصر"]),
        ("UN", ["الأمم المتحدة"]),
        ('"Putin"', ["بوتين"]),
        ("title:Putin", ["بوتين"]),
        ("-Putin مصر", ["بوتين"]),
        ("Putin المعرض", ["بوتين"]),
        # The archive has no such name, or it is marked as meant just so, or a value.
        ("Gorbachev", []),
        ("=Putin", []),
        ("putin*", []),
        # Addresses, of the web and for letters.
        ("www.putin.example", []),
        ("https://putin.example/riyadh", []),
        ("putin@riyadh.example", []),
        ("section:egypt", []),
        ("مصر OR بوتين", []),
    ],
)
def test_names_are_read_as_the_archive_writes_them(
    engine: Searcher, typed: str, readings: list[str]
) -> None:
    found = engine.search(Query(typed)).readings
    assert [reading.read for reading in found] == readings
    assert all(reading.kind == "romanised" for reading in found)
    assert not engine.search(Query(typed, spellings="typed")).readings


def ids(engine: Searcher, text: str) -> set[str]:
    return {hit.article.id for hit in engine.search(Query(text, size=100)).hits}


def test_the_reading_is_searched_with_its_other_spellings(engine: Searcher) -> None:
    assert ids(engine, "Putin") == ids(engine, "بوتين")
    assert {"4", "5", "6"} <= ids(engine, "Zelensky")
    assert ids(engine, '"Abdel Fattah al-Sisi"') == {"10"}


def test_a_latin_word_that_the_archive_has_is_widened(engine: Searcher) -> None:
    results = engine.search(Query("google"))
    assert [hit.article.id for hit in results.hits] == ["16", "17"]
    assert [(reading.typed, reading.read) for reading in results.readings] == [("google", "غوغل")]
    assert "غوغل" in results.expansions
    typed = engine.search(Query("google", spellings="typed"))
    assert [hit.article.id for hit in typed.hits] == ["16"]


def test_neither_a_rare_word_of_the_other_keyboard_nor_a_stop_word_is_heard(
    archive: ArchiveBuilder,
) -> None:
    titles = ["بنك القرية مان ومن ومنه"] * 20 + ["لاشىن من القرية"]
    engine = open_archive(
        archive([Article(id=str(n), title=title) for n, title in enumerate(titles)])
    )
    assert [reading.read for reading in engine.search(Query("bank")).readings] == ["بنك"]
    assert [reading.read for reading in engine.search(Query("man")).readings] == ["مان"]


def test_of_a_long_row_of_words_the_first_are_read(engine: Searcher) -> None:
    for between in (" ", "-", ","):
        assert len(engine.search(Query(between.join(["Putin"] * 300))).readings) == 24


@given(st.text(max_size=60))
def test_any_text_can_be_read(engine: Searcher, text: str) -> None:
    engine.search(Query(text))
