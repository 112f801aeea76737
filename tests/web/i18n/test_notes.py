"""What readers are told of how their query was read, in both languages."""

from datetime import date
from string import Formatter

import pytest

from search import notes
from search.query import DaysRead
from search.results import Note
from web.i18n.language import LANGUAGES
from web.i18n.notes import SENTENCES, sentence

NOTES = [
    *(note for note in vars(notes).values() if isinstance(note, Note)),
    notes.unknown_field("لون"),
    notes.field_apart("عنوان"),
    notes.not_a_date("{قمح}"),
    notes.too_long(64),
    notes.prefix_too_wide("قم", 500),
    notes.unknown_value((("section", "travel"),)),
    notes.name_in_part("الجبير", 2, (("person", "عادل الجبير"), ("person", "نبيل الجبير"))),
    notes.read_as_period(date(2014, 1, 1), date(2015, 3, 31)),
    *notes.of_days(DaysRead("أمس", date(2015, 8, 3), date(2015, 8, 3), "counted")),
    *notes.of_days(DaysRead("1444-03", date(2022, 9, 27), date(2022, 10, 25), "hijri")),
    notes.nothing_in_period(date(2014, 1, 1), date(2015, 3, 31)),
    notes.operator_alone("NOT"),
    notes.read_as_exclusion("وليس", "شعير"),
    notes.exclusion_word("بدون", "{شعير}"),
    notes.nearness_ignored("~5"),
    notes.sign_ignored("^2"),
]


def test_every_note_has_a_sentence_and_every_sentence_a_note() -> None:
    assert sorted(note.code for note in NOTES) == sorted(SENTENCES)


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.code)
def test_a_sentence_has_a_place_for_every_argument(note: Note) -> None:
    places = {name for _, name, _, _ in Formatter().parse(SENTENCES[note.code]) if name}
    assert places == {name for name, _ in note.arguments}
    for language in LANGUAGES:
        assert sentence(note, language).endswith("."), note


@pytest.mark.parametrize(
    ("note", "arabic", "english"),
    [
        (
            notes.RELAXED,
            "لا مقالة فيها كل الكلمات؛ هذه المقالات فيها بعضها، الأقرب أولًا.",
            "No article has all the words; these have some of them, the closest first.",
        ),
        (
            notes.field_apart("عنوان"),
            "«عنوان:» تليها مسافة فقُرئت كلمةً عادية؛ للبحث في الحقل اكتب عنوان:كلمة بلا مسافة.",
            "“عنوان:” has a space behind it and was read as a plain word; to search in the field, "
            "write عنوان:word without a space.",
        ),
        (
            notes.not_a_date("{قمح}"),
            "«{قمح}» ليس تاريخًا (مثل 2024-10 أو 28 أكتوبر 2024)؛ قُرئ كلماتٍ عادية.",
            "“{قمح}” is not a date (such as 2024-10 or 28 أكتوبر 2024); it was read as plain "
            "words.",
        ),
        (
            notes.prefix_too_wide("قم", 500),
            "تبدأ بـ«قم» كلمات كثيرة؛ بُحث عن أكثر 500 منها ورودًا.",
            "Many words begin with “قم”; the 500 most frequent were searched for.",
        ),
        (
            notes.unknown_value(
                (("section", "travel"), ("photo_agency", "afp"), ("dateline", "وادي لا وجود له"))
            ),
            "لا مقالة في الأرشيف كله تحت «القسم: سفر»، «وكالة الصورة: وكالة الصحافة الفرنسية "
            "(أ.ف.ب)»، «المكان: وادي لا وجود له».",
            "No article of the whole archive has “section: Travel”, “photo agency: AFP”, "
            "“place: وادي لا وجود له”.",
        ),
        (
            notes.read_as_period(date(2014, 1, 1), date(2015, 3, 31)),
            "قُرئت فترةً للنشر: من 2014-01-01 إلى 2015-03-31؛ للبحث عنها كلماتٍ ضعها بين علامتي "
            "تنصيص.",
            "Read as a period of publication, 2014-01-01 to 2015-03-31; to search for the words, "
            "put them in quotation marks.",
        ),
    ],
    ids=lambda value: value.code if isinstance(value, Note) else "",
)
def test_sentences(note: Note, arabic: str, english: str) -> None:
    assert sentence(note, "ar") == arabic
    assert sentence(note, "en") == english
