from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import folded_words
from index.article import Article
from index.facts.agencies import (
    AGENCIES,
    Agency,
    credits,
    identify,
    label,
    latin,
    mentions,
    resolve,
)
from index.facts.agency_table import FIRST_WORDS, REPORTED, longest_first
from index.facts.agency_writings import WRITINGS, Tier
from tests.tables import vectors

#: Signs that two lines share: the word before them decides.
SHARED = {"الجزيرة"}

ISSUE = (
    "afp ap reuters dpa epa spa wam kuna qna bna ona petra mena sana ina wafa tap map aps lana "
    "suna aa xinhua tass ria sputnik interfax bloomberg upi ansa efe kyodo yonhap irna isna fars "
    "tasnim mehr maan saba nna pti aawsat"
)

PAPERS = (
    "aawsat alriyadh aljazirah alyaum aleqtisadiya okaz alwatan almadina alweeam 3alyoum sabq "
    "arreyadi arriyadiyah"
)


@pytest.mark.parametrize(("text", "ids", "why"), vectors("agencies.tsv"))
def test_agencies_credited_in_a_text(text: str, ids: str, why: str) -> None:
    assert [mention.id for mention in mentions(text)] == ([] if ids == "-" else ids.split()), why


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وذكرت صحيفة «وادي الريحان نيوز» أن المطر نزل", ["وادي الريحان نيوز"]),
        ("ونشرت صحيفة «بروسيدينغز أوف» أن المطر نزل", ["بروسيدينغز أوف"]),
        ("نشرت صحيفة riverbend post أن المطر نزل", ["riverbend post"]),
        ("وقالت قناة «نجم الوادي» الإخبارية إن المطر نزل", ["نجم الوادي"]),
        ("بحسب وكالة الأنباء الروسية «نهر نيوز» فإن المطر نزل", ["نهر نيوز"]),
        ("صور بثها تلفزيون (كيه.إيه.بي.سي) أمس", ["كيه.إيه.بي.سي"]),
        ("قالت قناة «إم. بي. سي» إن المطر نزل", ["mbc"]),
        ("وصل القطار إلى محطة (الوادي) أمس", []),
        ("وصلت المياه إلى قناة «نجم الوادي» أمس", []),
        ("وأضافت للصحيفة «نلاحظ هدوءا» أمس", []),
        ("وأضاف لصحيفة: «نلاحظ هدوءا كبيرا في الوادي منذ أمس»", []),
        ("صحيفة وادي الريحان تصدر كل أسبوع", []),
    ],
)
def test_media_that_the_table_does_not_have_are_kept_as_they_are_printed(
    text: str, names: list[str]
) -> None:
    assert [mention.id for mention in mentions(text)] == names
    assert list(identify(Article(id="1", body=text)).text_agencies) == names


def test_every_item_of_a_round_up_has_its_dateline() -> None:
    body = "مطر في الجبل\n* جنيف - أ.ف.ب: نزل المطر.\n* طوكيو - د.ب.أ: نزل الثلج."
    assert [mention.id for mention in mentions(body)] == ["afp", "dpa"]


@pytest.mark.parametrize("agency", AGENCIES.values(), ids=list(AGENCIES))
def test_every_way_of_writing_an_agency_leads_to_it(agency: Agency) -> None:
    for writing in (*agency.names, *agency.signs, agency.id, agency.label, agency.latin):
        if writing not in SHARED:
            assert resolve(writing) == agency.id, writing


def test_no_two_lines_of_one_kind_share_a_writing() -> None:
    owners: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for agency in AGENCIES.values():
        for writing in (*agency.names, *agency.signs):
            owners[agency.kind, folded_words(writing)].add(agency.id)
    assert [(words, ids) for words, ids in owners.items() if len(ids) > 1] == []


def test_two_kinds_share_no_writing_but_the_known_ones() -> None:
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for agency in AGENCIES.values():
        for writing in (*agency.names, *agency.signs):
            owners[folded_words(writing)].add(agency.id)
    shared = {words for words, ids in owners.items() if len(ids) > 1}
    assert shared == {folded_words(writing) for writing in SHARED}


def test_the_table_has_the_lines_it_promises() -> None:
    assert [id_ for id_ in ISSUE.split() if id_ not in AGENCIES] == []
    assert sum(agency.kind == "agency" for agency in AGENCIES.values()) >= 40
    assert len(AGENCIES) >= 120
    for agency in AGENCIES.values():
        assert agency.id == agency.id.lower()
        assert agency.id.isascii()
        assert agency.note
        assert len(agency.country) in (0, 2)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("صحيفة الشرق الأوسط", "aawsat"),
        ("وكالة رويترز", "reuters"),
        ("قناة العربية", "alarabiya"),
        ("صحيفة الجزيرة", "aljazirah"),
        ("قناة الجزيرة", "aljazeera"),
        ("قناة الحياة", "alhayat-tv"),
        ("صحيفة الحياة", "alhayat"),
        ("(أ. ب.)", "ap"),
        ("was", "spa"),
        ("Jawhara FM", "jawhara"),
        ("آب", None),
        ("قناة السويس", None),
        ("", None),
    ],
)
def test_resolve(name: str, id_: str | None) -> None:
    assert resolve(name) == id_


@pytest.mark.parametrize("source", PAPERS.split())
def test_the_papers_of_the_corpus_resolve(source: str) -> None:
    assert resolve(source) == source


def test_labels() -> None:
    assert (label("reuters"), latin("reuters")) == ("رويترز", "Reuters")
    assert (label("وادي"), latin("وادي")) == ("وادي", "وادي")


def test_photo_and_text_are_kept_apart() -> None:
    article = Article(
        id="1",
        agencies=("واس",),
        credit="أ.ب / رويترز",
        byline="تونس - وات",
        caption="منظر عام (إ.ب.أ)\nتصوير: غيتي",
        deck="المحصول وفير (أ ف ب)",
        body="قال الفلاح لرويترز إن المطر نزل",
    )
    found = identify(article)
    assert found.photo_agencies == ("ap", "reuters", "epa", "getty")
    assert found.text_agencies == ("afp", "reuters")
    assert found.agencies == ("spa", "tap", "ap", "reuters", "epa", "getty", "afp")


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ("غيتي/ا ف ب/ارشيف", ("getty", "afp")),
        ("أ ف ب عبر غيتي", ("afp", "getty")),
        ("afp.com", ("afp",)),
        ("ا ف ب/سعاد علي", ("afp", "سعاد علي")),
        ("وكالة الضفة/الوادي", ("وكالة الضفة/الوادي",)),
    ],
)
def test_one_credit_may_name_several(given: str, ids: tuple[str, ...]) -> None:
    assert identify(Article(id="1", body="متن", agencies=(given,))).agencies == ids


def test_given_photo_and_text_agencies_come_first() -> None:
    article = Article(
        id="1", photo_agencies=("أ ب",), text_agencies=("كونا",), body="ذكرت رويترز", title="شينخوا"
    )
    found = identify(article)
    assert (found.photo_agencies, found.text_agencies) == (("ap",), ("kuna", "reuters"))


def test_a_given_name_that_no_one_knows_is_kept_as_printed() -> None:
    assert identify(Article(id="1", agencies=(" وكالة  الوادي ",))).agencies == ("وكالة الوادي",)


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({"byline": "واس"}, ("spa",)),
        ({"byline": "(رويترز)"}, ("reuters",)),
        ({"byline": "الرياض - واس"}, ("spa",)),
        ({"byline": "باريس - أ ف ب"}, ("afp",)),
        ({"byline": "د ب أ  واس- القاهرة"}, ("dpa", "spa")),
        ({"byline": "«الشرق الأوسط» - رويترز"}, ("aawsat", "reuters")),
        ({"byline": "أحمد آب"}, ()),
        ({"byline": "«الاقتصادية» من حائل"}, ("aleqtisadiya",)),
        ({"body": "باريس - أ.ف.ب: توصل الباحثون إلى"}, ("afp",)),
        ({"body": "الرياض – واس:\nأعلن المركز"}, ("spa",)),
        ({"body": "الرياض: أعلن المركز"}, ()),
        ({"body": "قال المركز: أعلنت وات"}, ("tap",)),
        ({"body": "قال المركز: القوة وات"}, ()),
        ({"credit": "(أ.ب - رويترز)"}, ("ap", "reuters")),
        ({"caption": "رويترز"}, ("reuters",)),
        ({"caption": "أ ف ب"}, ("afp",)),
        ({"title": "رويترز"}, ()),
    ],
)
def test_whole_credits(fields: dict[str, str], ids: tuple[str, ...]) -> None:
    assert identify(Article(id="1", **fields)).agencies == ids  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "own", "ids"),
    [
        ("مدريد - الرياض", "alriyadh", ["alriyadh"]),
        ("الرياض - سعاد علي", "alriyadh", []),
        ("المدينة ـ ينبع", "almadina", ["almadina"]),
        ("سعاد علي - المدينة", "almadina", []),
        ("وكالات - اليوم", "alyaum", ["alyaum"]),
    ],
)
def test_a_paper_names_itself_in_its_bylines(line: str, own: str, ids: list[str]) -> None:
    assert [mention.id for mention in credits(line, own=own)] == ids


def test_a_paper_names_itself_in_its_texts_and_credits_nobody() -> None:
    body = "أعلنت مصادر الجزيرة، بحسب رويترز"
    assert [mention.id for mention in mentions(body, own="aljazirah")] == ["aljazirah", "reuters"]
    found = identify(Article(id="1", body=body, byline="صحيفة الجزيرة", source="aljazirah"))
    assert found.agencies == found.text_agencies == ("reuters",)
    given = Article(id="1", body=body, source="aljazirah", agencies=("صحيفة الجزيرة",))
    assert identify(given).agencies == ("aljazirah", "reuters"), "what is given stands"


_TOLD = ["ذكرت {} أن الجسر فُتح", "وفق ما نقلته {} عن المدير", "بحسب {}، فُتح الجسر", "أفادت بذلك {}"]


@pytest.mark.parametrize("agency", [one for one in AGENCIES.values() if one.reported])
def test_signs_that_are_reported_count_behind_words_of_crediting_and_nowhere_else(
    agency: Agency,
) -> None:
    for sign in agency.reported:
        bearers = {one.id for one in AGENCIES.values() if sign in one.reported}
        for sentence in _TOLD:
            found = {mention.id for mention in mentions(sentence.format(sign))}
            assert len(found) == 1, sentence.format(sign)
            assert found <= bearers
        assert not mentions(f"كان الحديث في {sign} مساء")


def test_what_is_reported_is_a_sign() -> None:
    for agency in AGENCIES.values():
        signs = {folded_words(sign) for sign in agency.signs}
        assert all(folded_words(sign) in signs for sign in agency.reported), agency.id


_WRITINGS = [writing for agency in AGENCIES.values() for writing in (*agency.names, *agency.signs)]
_TEXTS = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [*_WRITINGS, "قال", "لـ", "«", "»", "(", ")", ":", "\n", "-", "صحيفة", "ـ"]
        ),
        max_size=12,
    ).map(" ".join),
)


@given(_TEXTS)
def test_no_writing_is_passed_over(text: str) -> None:
    terms = folded_words(text)
    longest = max(map(len, WRITINGS))
    for at, term in enumerate(terms):
        first = FIRST_WORDS.get(term)
        tried = [
            (writing, length)
            for length in range(min(longest, len(terms) - at), 0, -1)
            if (writing := WRITINGS.get((str(first), *terms[at + 1 : at + length])))
            if writing.tier is Tier.NAME
            or first == term
            or (first, *terms[at + 1 : at + length]) in REPORTED
        ]
        assert list(longest_first(terms, at)) == tried


@given(_TEXTS, st.sampled_from(["", "aljazirah", "alriyadh"]))
def test_mentions_lie_in_the_text_and_do_not_overlap(text: str, own: str) -> None:
    for read in (mentions, credits):
        end = 0
        for mention in read(text, own=own):
            assert end <= mention.start < mention.end <= len(text)
            assert mention.id in AGENCIES or mention.id in " ".join(text.split())
            end = mention.end


@given(_TEXTS, _TEXTS, _TEXTS)
def test_identifying_twice_changes_nothing(body: str, caption: str, byline: str) -> None:
    once = identify(Article(id="1", body=body, caption=caption, byline=byline))
    assert identify(once) == once
