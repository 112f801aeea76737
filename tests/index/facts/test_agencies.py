import pytest

from index.article import Article
from index.facts.agencies import AGENCIES, credited, identify, label, resolve
from tests.tables import vectors


@pytest.mark.parametrize(("text", "ids", "why"), vectors("agencies.tsv"))
def test_agencies_credited_in_a_text(text: str, ids: str, why: str) -> None:
    assert list(credited(text)) == ([] if ids == "-" else ids.split()), why


@pytest.mark.parametrize("agency", AGENCIES.values(), ids=list(AGENCIES))
def test_every_way_of_writing_an_agency_leads_to_it(agency: object) -> None:
    from index.facts.agencies import Agency

    assert isinstance(agency, Agency)
    for writing in (*agency.names, *agency.signs, agency.id, agency.label, agency.latin):
        assert resolve(writing) == agency.id, writing


def test_given_names_come_first_then_credit_caption_and_text() -> None:
    article = Article(
        id="1",
        agencies=("واس",),
        credit="أ.ب / رويترز",
        caption="منظر عام (إ.ب.أ)",
        body="بحسب وكالة الصحافة الفرنسية ورويترز",
    )
    assert identify(article).agencies == ("spa", "ap", "reuters", "epa", "afp")


def test_a_given_name_that_no_one_knows_is_kept_as_printed() -> None:
    assert identify(Article(id="1", agencies=(" وكالة  الوادي ",))).agencies == ("وكالة الوادي",)
    assert label("وكالة الوادي") == "وكالة الوادي"


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({"byline": "واس"}, ("spa",)),
        ({"byline": "(رويترز)"}, ("reuters",)),
        ({"byline": "الرياض - واس"}, ("spa",)),
        ({"byline": "باريس - أ ف ب"}, ("afp",)),
        ({"byline": "«الشرق الأوسط» - رويترز"}, ("reuters",)),
        ({"byline": "أحمد آب"}, ()),
        ({"body": "باريس - أ.ف.ب: توصل الباحثون إلى"}, ("afp",)),
        ({"body": "الرياض – واس:\nأعلن المركز"}, ("spa",)),
        ({"body": "قال المركز: أعلنت وات"}, ()),
        ({"credit": "(أ.ب - رويترز)"}, ("ap", "reuters")),
    ],
)
def test_whole_credits(fields: dict[str, str], ids: tuple[str, ...]) -> None:
    assert identify(Article(id="1", **fields)).agencies == ids  # type: ignore[arg-type]


def test_identifying_twice_changes_nothing() -> None:
    once = identify(Article(id="1", body="(أ.ب) وقالت رويترز"))
    assert identify(once) == once
