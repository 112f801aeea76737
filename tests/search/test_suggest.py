from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from search.engines import open_engine
from search.engines.engine import Engine
from search.results import Suggestion
from tests.conftest import build

TITLES = (
    "مجلس الأمن يجتمع اليوم",
    "مجلس الأمن يؤجل اجتماعه",
    "مجلس الأمن يستمع إلى المبعوث",
    "رئيس مجلس الوزراء يزور الحديقة",
    "رئيس مجلس الوزراء يفتتح المكتبة",
    "أسعار القمح ترتفع في الأسواق",
    "أسعار القمح تنخفض مع الحصاد",
    "العراق يزرع النخيل",
    "النخيل في العراق يثمر",
    "بوتين يزور المعرض",
    "زيارة بوتين للمعرض",
    "والمجلسان معا في قاعة",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    articles = [
        Article(
            id=str(number),
            title=title,
            body=f"{title} نص الخبر هنا.",
            section="اقتصاد" if "القمح" in title else "سياسة",
            agencies=("رويترز",) if number % 2 else (),
            datelines=("الرياض",) if number < 3 else (),
            source="الرياض",
        )
        for number, title in enumerate(TITLES)
    ]
    return open_engine(build(Path(tmp_path_factory.mktemp("suggest")), articles))


def texts(engine: Engine, typed: str, kind: str = "phrase", count: int = 8) -> list[str]:
    return [found.text for found in engine.suggest(typed, count) if found.kind == kind]


def test_what_begins_so_stands_before_what_goes_on_so(engine: Engine) -> None:
    found = texts(engine, "مجلس")
    assert found.index("مجلس الأمن") < found.index("رئيس مجلس الوزراء")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("مجلس الا", "مجلس الأمن"),
        ("مجلس ", "مجلس الأمن"),
        ("اسعار", "أسعار القمح"),
        ("أسعَار القـ", "أسعار القمح"),
        ("الوزراء", "رئيس مجلس الوزراء"),
        ("hguvh", "العراق"),
        ("Putin", "بوتين"),
        ("Put", "بوتين"),
        ("حعفه", "بوتين"),
        ("Russian pres", ""),
    ],
)
def test_phrases(engine: Engine, typed: str, text: str) -> None:
    assert text in (texts(engine, typed) or [""])


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("اقتصا", "section", "economy"),
        ("econ", "section", "economy"),
        ("روي", "agency", "reuters"),
        ("reut", "agency", "reuters"),
        ("الريا", "dateline", "الرياض"),
        ("riya", "dateline", "الرياض"),
        ("الريا", "source", "alriyadh"),
    ],
)
def test_names_by_any_writing(engine: Engine, typed: str, kind: str, value: str) -> None:
    found = [one for one in engine.suggest(typed) if one.kind == kind]
    assert [one.value for one in found] == [value]
    assert found[0].count > 0


def test_titles_lead_to_their_article(engine: Engine) -> None:
    assert Suggestion("title", TITLES[5], "5") in engine.suggest("أسعار القمح تر")
    assert Suggestion("title", TITLES[8], "8") in engine.suggest("العراق يثمر")


def test_nothing_is_stripped(engine: Engine) -> None:
    assert not texts(engine, "لمجلس")
    assert not texts(engine, "وزراء")
    assert not texts(engine, "أمن")


@pytest.mark.parametrize("typed", ["", " ", "؟!", "ـ", "\u200f", "غغغغ", "[]"])
def test_what_leads_to_nothing(engine: Engine, typed: str) -> None:
    assert engine.suggest(typed) == ()


def test_what_is_typed_already_is_not_offered(engine: Engine) -> None:
    assert "مجلس الأمن" not in texts(engine, "مجلس الأمن")


@given(
    st.one_of(st.text(max_size=30), st.sampled_from(["ا", "مجلس", "ال"])),
    st.integers(min_value=-1, max_value=12),
)
def test_never_more_than_asked_for_and_none_twice(engine: Engine, typed: str, count: int) -> None:
    found = engine.suggest(typed, count)
    assert len(found) <= max(count, 0)
    assert len(set(found)) == len(found)
