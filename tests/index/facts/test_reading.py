"""An article with all its facts, as every later stage gets it."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, DateMention
from index.facts.reading import read_facts

ARTICLE = Article(
    id="1",
    title="إغلاق الجسر القديم",
    body="أُغلق الجسر أمس (الأحد)، بحسب وكالة الصحافة الفرنسية، ويُفتح في 3 نوفمبر.",
    caption="الجسر القديم (رويترز)",
    byline="كيف: «الشرق الأوسط»",
    section="أمريكا",
    agencies=("أ ب",),
    published=datetime(2024, 10, 28, 14, 30),
)


def test_all_facts() -> None:
    found, contradictions = read_facts(ARTICLE)
    assert contradictions == ()
    assert found.agencies == ("ap", "aawsat", "reuters", "afp")
    assert (found.photo_agencies, found.text_agencies) == (("reuters",), ("afp",))
    assert (found.section, found.section_id) == ("أمريكا", "united-states")
    assert (found.datelines, found.places) == (("كيف",), ("كييف",))
    assert (found.published, found.published_evidence) == (ARTICLE.published, "given")
    assert found.dates == (
        DateMention("أمس (الأحد)", 12, date(2024, 10, 27), date(2024, 10, 27), "day"),
        DateMention("3 نوفمبر", 64, date(2024, 11, 3), date(2024, 11, 3), "day"),
    )


def test_what_is_given_stands() -> None:
    given_dates = (DateMention("أمس", 0, date(2020, 1, 1), date(2020, 1, 1), "day"),)
    article = Article(
        id="1", title="خبر", body="أمس في المدينة", section="باب", section_id="asia",
        datelines=("صور",), dates=given_dates, published=date(2024, 1, 1),
        photo_agencies=("واس",), text_agencies=("رويترز",),
    )  # fmt: skip
    found, _ = read_facts(article)
    assert (found.section_id, found.datelines, found.dates) == ("asia", ("صور",), given_dates)
    assert (found.photo_agencies, found.text_agencies) == (("spa",), ("reuters",))


def test_nothing_is_invented() -> None:
    found, contradictions = read_facts(Article(id="1", title="خبر", body="نص بلا شيء."))
    assert contradictions == ()
    assert found == Article(id="1", title="خبر", body="نص بلا شيء.")


def test_what_contradicts_the_source_is_told() -> None:
    _, contradictions = read_facts(Article(id="1", body="وصل اليوم الثلاثاء.",
                                           published=date(2024, 10, 28)))  # fmt: skip
    (told,) = contradictions
    assert "اليوم الثلاثاء" in told


texts = st.text(max_size=60)


@given(texts, texts, texts, texts, st.none() | st.dates())
def test_reading_twice_changes_nothing(
    body: str, caption: str, byline: str, section: str, published: date | None
) -> None:
    article = Article(id="1", body=body, caption=caption, byline=byline, section=section,
                      published=published)  # fmt: skip
    found, _ = read_facts(article)
    assert read_facts(found)[0] == found
    for mention in found.dates:
        assert body[mention.start : mention.start + len(mention.text)] == mention.text
