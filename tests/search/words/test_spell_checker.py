import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import folded_words
from index.article import Article
from search.query import Query
from search.searcher import Searcher, open_archive
from search.words.edit_distance import edit_cost
from tests.conftest import ArchiveBuilder
from tests.tables import vectors

pytestmark = pytest.mark.contract

SENTENCES = (
    "وزير الزراعة الجديد يزور السعودية",
    "مجلس الوزراء يناقش مدارس القرى",
    "السفن تعبر المضيق ليلا",
    "نتنياهو وخصومه في البرلمان",
    "صفحة facebook للمكتبة",
    "ريال مدريد يفوز في الدوري",
    "المذيع مجرد من أوراقه",
    "قمح وشعير في المخازن",
    "دارس اللغة يقرأ كتاب النحو",
    "الفتى فيرى سلطانة القصر",
)


@pytest.fixture(scope="module")
def engine(archive: ArchiveBuilder) -> Searcher:
    articles = [
        Article(id=f"{number}-{copy}", title=sentence, body=f"{sentence} رقم {copy}")
        for number, sentence in enumerate(SENTENCES)
        for copy in range(6)
    ]
    articles.append(Article(id="slip", title="السفر إلى السعوديه والمضيف كريم"))
    return open_archive(archive(articles))


def words(text: str) -> list[str]:
    return list(folded_words(text))


@pytest.mark.parametrize(("typed", "meant"), vectors("corrections.tsv"))
def test_what_was_meant(engine: Searcher, typed: str, meant: str) -> None:
    found = engine.search(Query(typed)).correction
    assert found is not None
    assert words(found.text) == words(meant)
    assert found.text.startswith(meant[0])
    assert all(one in typed and other in found.text for one, other in found.words)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "وزير الزراعة",
        "السعودية",
        "السعوديه",
        # Forms of words that the archive has, though never just so.
        "والمجالس",
        "بمدارسهم",
        "الوزيرين",
        # One with and one without what Arabic attaches.
        "والمضيقات",
        # A month and a town that the archive does not have, and words near them that it has.
        "فيفري",
        "سليانة",
        # Nothing is near, or the word is too short to tell.
        "قرنبيط",
        "فف",
        # Left out, a beginning, a number, a value.
        "-محلس قمح",
        "محلس*",
        "2051",
        "قسم:محلس",
        # Read as an Arabic name.
        "Netanyahu",
    ],
)
def test_what_is_left_alone(engine: Searcher, typed: str) -> None:
    assert engine.search(Query(typed)).correction is None


@given(st.lists(st.sampled_from(" ".join(SENTENCES).split()), min_size=1, max_size=5))
def test_words_of_the_archive_are_never_corrected(engine: Searcher, typed: list[str]) -> None:
    assert engine.search(Query(" ".join(typed), spellings="typed")).correction is None


@given(st.text(max_size=60))
def test_a_correction_is_words_of_the_archive(engine: Searcher, typed: str) -> None:
    found = engine.search(Query(typed, spellings="typed")).correction
    if found:
        for _, meant in found.words:
            assert engine.search(Query(meant, spellings="typed")).total


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (("ظابط", "ضابط"), ("مابط", "ضابط")),
        (("مجلسس", "مجلس"), ("مجلسك", "مجلس")),
        (("مدرسن", "مدرسين"), ("مدسين", "مدرسين")),
        (("مجلبس", "مجلس"), ("مجلذس", "مجلس")),
        (("مجاس", "مجلس"), ("مجءس", "مجلس")),
        (("ملجس", "مجلس"), ("مقرس", "مجلس")),
    ],
)
def test_what_is_easily_typed_costs_less(less: tuple[str, str], more: tuple[str, str]) -> None:
    assert edit_cost(*less) < edit_cost(*more)


@given(st.text("ابتثجحس", max_size=8), st.text("ابتثجحس", max_size=8))
def test_only_the_same_costs_nothing(one: str, other: str) -> None:
    assert (edit_cost(one, other) == 0) == (one == other)


def holding(archive: ArchiveBuilder, counts: dict[str, int]) -> Searcher:
    """An archive where each text stands in so many articles, alone."""
    texts = [text for text, count in counts.items() for _ in range(count)]
    return open_archive(
        archive([Article(id=str(number), body=text) for number, text in enumerate(texts)])
    )


COUNTS = {
    "شنبران": 6, "برتقال": 6, "حلزون": 6, "زرافة": 6,
    "قرنبيط": 5, "كستناء": 4,
    "ضفدعة": 6, "دلفين": 6, "بطن": 6,
    "صنوبر": 6, "صنوبز": 2, "خيزران": 400, "خيزرات": 2, "زعفران": 400, "زعفرات": 3,
    "عندليب": 399, "عندليت": 2,
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant", "why"),
    [
        ("شنبراني", None, "what Arabic attaches behind a word is no slip"),
        ("حلزوني", None, "whatever word it is attached to"),
        ("رتقال", None, "a word without its first letter may be one without a preposition"),
        ("بزرافة", None, "and with one more it may be behind a preposition"),
        ("شنبلان", "شنبران", "another letter is a slip"),
        ("شنران", "شنبران", "one left out in the middle is a slip"),
        ("قرنبط", "قرنبيط", "five articles have the word"),
        ("كسنناء", None, "four are too few"),
        ("دلفبن", "دلفين", "one slip in five letters"),
        ("دلبفن", None, "two slips in five letters are too many"),
        ("بطم", "بطن", "a letter of three that is easily mistaken"),
        ("بطج", None, "another one is too much in three"),
        ("صنوبز", None, "two articles have it, and hardly more the other"),
        ("خيزرات", "خيزران", "two articles have it, the other 200 times as many"),
        ("عندليت", None, "or fewer: it is a word of its own"),
        ("زعفرات", None, "three articles have it: it is a word of its own"),
    ],
)
def test_either_side_of_what_is_a_slip(
    archive: ArchiveBuilder, typed: str, meant: str | None, why: str
) -> None:
    found = holding(archive, COUNTS).search(Query(typed)).correction
    assert (found and found.text) == meant, why
