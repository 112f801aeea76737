"""How agencies open, close and credit a text, and who is meant where several media share a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.facts.agency_lines import AGENCIES
from index.facts.agency_table import resolve
from index.facts.agency_writings import OPENINGS, WRITINGS
from index.facts.openings import NO_OPENING, opening, opening_of
from index.facts.origin import Origin, origin_of
from index.facts.places import PLACES, country_of, is_country, may_be_country
from index.facts.reading import read_facts
from tests.tables import vectors

STORY = (
    "وصل الوفد مساء السبت إلى العاصمة وزار متحفها الجديد ثم عاد إلى مقر إقامته بعد جولة طويلة في "
    "الأسواق القديمة."
)


def body(written: str) -> str:
    return written.replace("…", STORY).replace("¶", "\n")


@pytest.mark.parametrize(
    ("written", "agencies", "datelines", "day", "why"), vectors("house_styles.tsv")
)
def test_house_styles(written: str, agencies: str, datelines: str, day: str, why: str) -> None:
    article, _ = read_facts(Article(id="1", body=body(written)))
    assert (" ".join(article.agencies) or "-") == agencies, why
    assert "|".join(article.datelines) == ("" if datelines == "-" else datelines), why
    assert str(article.published or "-") == day, why
    assert article.published_evidence == ("unknown" if day == "-" else "stated"), why


@pytest.mark.parametrize(("source", "url", "text", "agencies", "why"), vectors("namesakes.tsv"))
def test_media_of_one_name(source: str, url: str, text: str, agencies: str, why: str) -> None:
    given = {"source": source, "url": url}
    known = {field: value for field, value in given.items() if value != "-"}
    article, _ = read_facts(Article(id="1", body=f"{text} الأمطار ستستمر", **known))  # type: ignore[arg-type]
    assert " ".join(article.agencies) == ("" if agencies == "-" else agencies), why


@pytest.mark.parametrize(
    ("source", "url", "origin"),
    [
        ("", "", Origin()),
        ("رويترز", "", Origin("reuters", "GB", "reuters")),
        ("رويترز", "https://www.youm7.com/a?b=http://reuters.com", Origin("youm7", "EG", "youm7")),
        ("", "HTTP://M.Youm7.COM:80/a", Origin("youm7", "EG", "youm7")),
        ("", "https://arabic.cnn.com/a", Origin("cnn", "US")),
        ("", "https://notyoum7.com/a", Origin()),
        ("", "https://youm7.com.example.net/a", Origin()),
        ("", "https://somebody@youm7.com/", Origin("youm7", "EG", "youm7")),
        ("أخبار الجزائر", "", Origin("", "DZ")),
        ("الجريدة التونسية", "", Origin("", "TN")),
        ("", "https://example.ly/a", Origin("", "LY")),
        ("", "https://example.tv/a", Origin()),
        ("", "//youm7.com/a", Origin()),
    ],
)
def test_where_an_article_stands(source: str, url: str, origin: Origin) -> None:
    assert origin_of(Article(id="1", source=source, url=url)) == origin


def test_the_columns_that_may_be_left_out() -> None:
    hosts = [host for agency in AGENCIES.values() for host in agency.hosts]
    assert len(set(hosts)) == len(hosts)
    assert all(host == host.lower() and not host.startswith("www.") for host in hosts)
    shared = {name for agency in AGENCIES.values() for name in agency.shared}
    for name in shared:
        bearers = [agency for agency in AGENCIES.values() if name in agency.shared]
        kinds = {(agency.country, agency.kind) for agency in bearers}
        assert len(kinds) == len(bearers), f"two of one country and kind share {name}"
        assert all(resolve(name, agency.country) for agency in bearers), name
    assert not set(OPENINGS) & set(WRITINGS), "what is taken anywhere is no sign of openings"


def test_countries_and_towns() -> None:
    assert is_country("لبنان")
    assert not is_country("تونس")
    assert may_be_country("تونس")
    assert not may_be_country("بيروت")
    assert (country_of("صيدا"), country_of("كفر النخل")) == ("LB", "")


def test_an_own_paper_comes_first_at_the_head() -> None:
    text = body("القاهرة (الشروق) - …")
    assert opening(text, own="shorouk", country="EG").agency == "shorouk"
    assert opening(text) is NO_OPENING


def test_a_national_label_is_no_sign_in_another_country() -> None:
    assert opening_of("وطنية - " + STORY, country="TN") is NO_OPENING
    assert opening_of("وطنية - " + STORY, country="LB").agency == "nna"


_PARTS = [
    *list(PLACES)[::60],
    *("قنا", "وام", "بنا", "CNN", "أ ف ب", "وطنية", "المصدر", "نقلا عن", "// انتهى //16:30 ت م"),
    *("20", "مارس", "2025", "في", "(", ")", "/", "-", "–", "ـ", "،", ":", ".", "[", "]", "\n", "«"),
    *("سعاد علي", "\u200f", STORY),
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(_PARTS), max_size=14).map(" ".join)))
def test_a_head_lies_in_its_text(text: str) -> None:
    found = opening_of(text)
    assert 0 <= found.start <= found.end <= len(text)
    assert found.head <= len(text)
    assert bool(found.agency) == (found.start < found.end)
    assert found.day in text
    assert all(place in text for place in found.places)
    once, _ = read_facts(Article(id="1", body=text))
    assert read_facts(once)[0] == once
