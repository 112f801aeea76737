import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.facets import FACET_BY_NAME
from search.query import Query
from search.results import Suggestion
from search.searcher import Searcher, open_archive
from tests.conftest import ArchiveBuilder
from tests.naming import naming

pytestmark = pytest.mark.contract

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
    "نصير بن سلمان يفتتح مزرعة على النيل",
    "نصير بن سلمان يزور مزرعة على الفرات",
    "عبدالرؤوف يرسم البحر",
    "عبدالرؤوف يلون الجبل",
    "عبد الرؤوف يحكي",
    "عبد الرؤوف يغني Nile",
)


@pytest.fixture(scope="module")
def engine(archive: ArchiveBuilder) -> Searcher:
    articles = [
        Article(
            id=str(number),
            title=title,
            body=f"{title} نص الخبر هنا.",
            section="اقتصاد" if "القمح" in title else "سياسة",
            agencies=("رويترز",) if number % 2 else (),
            datelines=("الرياض",) if number < 3 else ("العراق",) if number == 7 else (),
            source="الرياض",
        )
        for number, title in enumerate(TITLES)
    ]
    return open_archive(archive(articles))


def texts(engine: Searcher, typed: str, kind: str = "phrase", count: int = 8) -> list[str]:
    return [found.text for found in engine.suggest(typed, count) if found.kind == kind]


def test_what_begins_so_stands_before_what_goes_on_so(engine: Searcher) -> None:
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
def test_phrases(engine: Searcher, typed: str, text: str) -> None:
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
def test_names_by_any_writing(engine: Searcher, typed: str, kind: str, value: str) -> None:
    found = [one for one in engine.suggest(typed) if one.kind == kind]
    assert [one.value for one in found] == [value]
    assert found[0].count > 0


def test_an_agency_that_is_an_organisation_too_is_offered_once(archive: ArchiveBuilder) -> None:
    def article(number: int, agency: str, *organisations: str, source: str = "") -> Article:
        body = f"خبر {number}: {' '.join(organisations)}"
        return naming(
            Article(id=str(number), title="خبر", body=body, agencies=(agency,), source=source),
            organisations=organisations,
        )

    engine = open_archive(
        archive(
            [
                article(1, "reuters", "وكالة رويترز"),
                article(2, "reuters"),
                article(3, "okaz", "صحيفة الجزيرة", source="aljazirah"),
                article(4, "okaz", "صحيفة الجزيرة", source="aljazirah"),
                article(5, "aljazirah"),
            ]
        )
    )
    kinds = {"agency", "organisation"}
    for typed, offered in (("رويترز", ["agency"]), ("الجزيرة", ["agency", "organisation"])):
        found = [value.kind for value in engine.suggest(typed, 8) if value.kind in kinds]
        assert found == offered, typed


def test_titles_lead_to_their_article(engine: Searcher) -> None:
    assert Suggestion("title", TITLES[5], "5") in engine.suggest("أسعار القمح تر")
    assert Suggestion("title", TITLES[8], "8") in engine.suggest("العراق يثمر")


def test_nothing_is_stripped(engine: Searcher) -> None:
    assert not texts(engine, "لمجلس")
    assert not texts(engine, "وزراء")
    assert not texts(engine, "أمن")


@pytest.mark.parametrize("typed", ["", " ", "؟!", "ـ", "\u200f", "غغغغ", "[]"])
def test_what_leads_to_nothing(engine: Searcher, typed: str) -> None:
    assert engine.suggest(typed) == ()


def test_what_is_typed_already_is_not_offered(engine: Searcher) -> None:
    assert "مجلس الأمن" not in texts(engine, "مجلس الأمن")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("hguvhr", "العراق"),
        ("hguvhr ", "العراق"),
        ("l[gs hghlk", "مجلس الأمن"),
        ("Putin", "بوتين"),
        ("حعفهى", "بوتين"),
        ("Iraq", "العراق"),
        ("kwdv fk sglhk", "نصير بن سلمان"),
    ],
)
def test_what_it_is_read_as_stands_first(engine: Searcher, typed: str, first: str) -> None:
    assert engine.suggest(typed)[0] == Suggestion("phrase", first)


def test_a_value_of_that_very_name_stands_first(engine: Searcher) -> None:
    paper = Suggestion("source", "الرياض", "alriyadh", len(TITLES))
    assert engine.suggest("الرياض")[:2] == (paper, Suggestion("dateline", "الرياض", "الرياض", 3))
    assert engine.suggest("سياسة")[0].kind == "section"
    assert engine.suggest("العراق")[0] == Suggestion("dateline", "العراق", "العراق", 1)
    assert engine.suggest("العرا")[0] == Suggestion("phrase", "العراق")


def test_the_very_name_stands_before_phrases_and_other_names_behind_them(
    archive: ArchiveBuilder,
) -> None:
    papers = ["الواحة", *["الواحة اليوم"] * 4, *["الواحة الجديدة"] * 3, *["الواحة الخضراء"] * 2]
    articles = [
        Article(id=str(number), title="الواحة الهادئة تزهر", source=paper)
        for number, paper in enumerate(papers)
    ]
    found = open_archive(archive(articles)).suggest("الواحة")
    assert [(one.kind, one.text) for one in found if one.kind != "title"] == [
        ("source", "الواحة"),
        ("phrase", "الواحة الهادئة تزهر"),
        ("source", "الواحة اليوم"),
        ("source", "الواحة الجديدة"),
    ]


@pytest.mark.parametrize("typed", ["نصير", "بن سل", "الزر", "kwdv", "مزرعة", "على"])
def test_no_fragments(engine: Searcher, typed: str) -> None:
    for text in texts(engine, typed):
        words = text.split(" ")
        assert words[-1] not in ("بن", "على", "أبو", "عبد", "في")
        assert words[0] not in ("بن", "على", "في")


def test_a_part_of_a_longer_phrase_is_not_offered(engine: Searcher) -> None:
    assert texts(engine, "نصير بن") == ["نصير بن سلمان"]
    assert "بن سلمان" not in texts(engine, "بن سل")


def test_the_same_is_not_offered_in_two_writings(engine: Searcher) -> None:
    found = texts(engine, "عبدال") + texts(engine, "عبد ال")
    assert {text.replace(" ", "") for text in found} == {"عبدالرؤوف"}
    assert len(texts(engine, "عبد")) == 1


def test_only_what_was_counted_has_a_number(engine: Searcher) -> None:
    for typed in ("مجلس", "Putin", "hguvhr", "الريا", "رويترز", "العراق"):
        for one in engine.suggest(typed):
            if one.kind in FACET_BY_NAME:
                assert engine.search(Query(chosen=((one.kind, one.value),))).total == one.count
            else:
                assert one.count == 0


KNOWN = [
    ("العراق", True),
    ("العرا", False),
    ("العرا ", True),
    ("مجلس الأ", False),
    ("مجلس الأمن", True),
    ('"مجلس الأ', False),
    ('"مجلس الأ"', True),
    ("«مجلس الأ»", True),
    ("=مجل", False),
    ("-مجل", False),
    ("مجل*", True),
    ("القسم:سيا", True),
    ("مجلس OR", True),
    ("hguvhr", True),
    ("hguvh", False),
    ("l[gs hghlk", True),
    ("l[gs hghl", False),
    ("حعفهى", True),
    ("Putin", True),
    ("Vladimir Putin", True),
    ("Put", False),
    ("Erdo", False),
    ("Erdogan", False),
    ("nasir", False),
    ("united nat", False),
    ("Nile", True),
    ("", True),
    ("؟!", True),
]


@pytest.mark.parametrize(("typed", "known"), KNOWN)
def test_the_last_word_is_known_as_it_stands(engine: Searcher, typed: str, known: bool) -> None:
    assert engine.knows(typed) is known


def test_a_rare_word_is_the_beginning_of_a_frequent_one(archive: ArchiveBuilder) -> None:
    titles = ["القم", "قم", *["القمح يزرع"] * 60, *["قمر"] * 3]
    articles = [Article(id=str(number), title=title) for number, title in enumerate(titles)]
    engine = open_archive(archive(articles))
    assert not engine.knows("القم")
    assert engine.knows("القم ")
    assert engine.knows("قم")


@pytest.mark.parametrize(("longer", "known"), [(39, True), (40, False)])
def test_a_word_is_known_unless_forty_times_as_many_begin_so(
    archive: ArchiveBuilder, longer: int, known: bool
) -> None:
    texts = ["القم", *["القمح"] * longer]
    articles = [Article(id=str(number), body=text) for number, text in enumerate(texts)]
    assert open_archive(archive(articles)).knows("القم") is known


@given(st.text(st.sampled_from('ال مجسقمPutin"«»()*:=-|؟ '), max_size=20))
def test_behind_a_space_every_word_is_known(engine: Searcher, typed: str) -> None:
    assert engine.knows(typed + " ")
    assert isinstance(engine.knows(typed), bool)


@given(
    st.one_of(st.text(max_size=30), st.sampled_from(["ا", "مجلس", "ال"])),
    st.integers(min_value=-1, max_value=12),
)
def test_never_more_than_asked_for_and_none_twice(engine: Searcher, typed: str, count: int) -> None:
    found = engine.suggest(typed, count)
    assert len(found) <= max(count, 0)
    assert len(set(found)) == len(found)
