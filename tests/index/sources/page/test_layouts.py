"""Pages of the layout, one for every way in which they differ."""

from dataclasses import replace

import pytest

from index.sources.page.reader import parse
from tests.index.sources.page.page_builder import (
    PAPER,
    TIME,
    Full,
    Page,
    Photo,
    Signature,
    Teaser,
    read_back,
)

PLAIN = Full("الحديقة تفتح ليلاً", ("فُتحت الحديقة مساء أمس.", "وقال مديرها إن الدخول مجاني."))
HARBOUR = Photo("زوارق في المرفأ القديم", "أ.ف.ب")
FISH = Teaser(
    "سوق السمك تعود",
    ("عادت السوق إلى مكانها القديم.",),
    section="آسيا",
    photo=Photo("بائع يرتب صناديقه", "رويترز"),
    signed=Signature(((PAPER, "صور"),)),
)
BOOKS = Teaser(
    "مكتبة على عجلات",
    ("تجوب المكتبة القرى كل أسبوع.",),
    section="شمال أفريقيا",
    photo=Photo("أطفال حول الحافلة", "أ.ب"),
)
OLIVES = Teaser(
    "موسم الزيتون يبدأ باكراً",
    ("بدأ القطاف قبل موعده بأسبوعين.",),
    section="أوروبا",
    photo=Photo("عمال بين الأشجار", "د.ب.أ"),
    signed=Signature(((PAPER, "لندن"), (PAPER, "كييف"))),
)


def page(full: Full, *teasers: Teaser, **how: str) -> Page:
    return Page(((full, teasers),), **how)


LAYOUTS = {
    "one article and nothing else": page(PLAIN),
    "a deck": page(replace(PLAIN, deck=("الدخول مجاني حتى نهاية الصيف",))),
    "a deck of two lines": page(replace(PLAIN, deck=("الدخول مجاني", "والعشب لا يُداس"))),
    "a deck with a colon": page(
        replace(PLAIN, deck=("البلدية: الدخول مجاني للجميع",), photos=(HARBOUR,))
    ),
    "a photo": page(replace(PLAIN, photos=(HARBOUR,))),
    "a photo printed once": page(replace(PLAIN, photos=(replace(HARBOUR, prints=1),))),
    "a photo without a credit": page(replace(PLAIN, photos=(Photo("زوارق في المرفأ"),))),
    "two photos, two credits": page(replace(PLAIN, photos=(HARBOUR, Photo("النوارس", "واس")))),
    "two photos, one credit": page(replace(PLAIN, photos=(HARBOUR, Photo("النوارس", "أ.ف.ب")))),
    "a section over the headline": page(replace(PLAIN, section="العالم")),
    "the way to the section": page(replace(PLAIN, section="أوروبا", trail="الرئيسية > العالم > ")),
    "a section that no table has": page(replace(PLAIN, section="زاوية غريبة")),
    "signed by the paper": page(
        replace(PLAIN, signed="كييف: «المرسى»", writer=PAPER, places=("كييف",))
    ),
    "signed from two cities": page(
        replace(PLAIN, signed="كاليه - لندن: «المرسى»", writer=PAPER, places=("كاليه", "لندن"))
    ),
    "signed with a dash": page(
        replace(PLAIN, signed="- لندن: «المرسى»", writer=PAPER, places=("لندن",))
    ),
    "signed with the city in brackets": page(
        replace(PLAIN, signed="«المرسى» (بكين)", writer=PAPER, places=("بكين",))
    ),
    "signed by a person under the headline": page(
        replace(
            *(PLAIN,),
            signed="القاهرة: كريم عبد الوهاب",
            writer="كريم عبد الوهاب",
            places=("القاهرة",),
            signed_at=("below",),
        )
    ),
    "signed twice": page(
        replace(
            *(PLAIN,),
            photos=(HARBOUR,),
            signed="لندن: ليلى نور",
            writer="ليلى نور",
            places=("لندن",),
            signed_at=("front", "below"),
        )
    ),
    "a name over the button": page(
        replace(PLAIN, photos=(HARBOUR,), signed="ليلى نور", writer="ليلى نور")
    ),
    "the time": page(replace(PLAIN, time=TIME)),
    "another print of the button": page(replace(PLAIN, button="T T", furniture="شارك")),
    "one teaser": page(PLAIN, FISH),
    "three teasers": page(PLAIN, FISH, BOOKS, OLIVES),
    "the headline around the first label": page(PLAIN, replace(FISH, repeated=True), BOOKS),
    "another heading": page(PLAIN, FISH, BOOKS, heading="اقرأ أيضا"),
    "a third heading": page(PLAIN, FISH, BOOKS, heading="قد يعجبك أيضاً"),
    "a fourth heading": page(PLAIN, FISH, BOOKS, heading="مواضيع ذات صلة:"),
    "a teaser without a byline": page(PLAIN, replace(FISH, signed=Signature()), BOOKS),
    "a teaser without a summary": page(PLAIN, replace(FISH, summary=()), BOOKS),
    "a teaser with neither": page(PLAIN, replace(BOOKS, summary=()), OLIVES),
    "a teaser without a photo": page(PLAIN, FISH, replace(BOOKS, photo=Photo("")), OLIVES),
    "a teaser without a section": page(PLAIN, FISH, replace(BOOKS, section=""), OLIVES),
    "a teaser without a label": page(
        PLAIN, FISH, replace(BOOKS, section="", photo=Photo("")), OLIVES
    ),
    "a headline that begins with a section": page(
        PLAIN, FISH, replace(BOOKS, title="لبنان يقرأ", section="", photo=Photo("")), OLIVES
    ),
    "a label without a credit": page(PLAIN, FISH, replace(BOOKS, photo=Photo("أطفال")), OLIVES),
    "a section that no table has, over a teaser": page(
        PLAIN, FISH, replace(BOOKS, section="", photo=Photo("زاوية غريبة أطفال", "أ.ب")), OLIVES
    ),
    "a summary that breaks off": page(
        PLAIN, FISH, replace(BOOKS, summary=("تجوب القرى…",)), OLIVES
    ),
    "a summary without a full stop": page(
        PLAIN, FISH, replace(BOOKS, summary=("تجوب القرى كل أسبوع",)), OLIVES
    ),
    "a summary of two paragraphs": page(
        PLAIN, FISH, replace(BOOKS, summary=("تجوب القرى.", "لبنان يعرفها.")), OLIVES
    ),
    "signed by people": page(
        PLAIN, replace(FISH, signed=Signature((("ليلى نور", "صور"), ("هدى سالم", "صيدا")))), BOOKS
    ),
    "a byline stuck to the next label": page(PLAIN, replace(FISH, stuck="behind"), BOOKS),
    "a byline stuck to its summary": page(PLAIN, replace(FISH, stuck="before"), BOOKS),
    "a byline stuck to both": page(PLAIN, replace(FISH, stuck="before behind"), BOOKS),
    "no blank lines": page(replace(PLAIN, photos=(HARBOUR,)), FISH, BOOKS, spacing="none"),
    "blank lines everywhere": page(replace(PLAIN, photos=(HARBOUR,)), FISH, BOOKS, spacing="all"),
    "three articles": Page(
        (
            (PLAIN, ()),
            (replace(PLAIN, title="القطار يعود", photos=(HARBOUR,)), (FISH, BOOKS)),
            (replace(PLAIN, title="المنارة تضيء", section="آسيا"), ()),
        )
    ),
    "the teaser of an article that stands in full": Page(
        ((PLAIN, (FISH, BOOKS)), (replace(PLAIN, title=BOOKS.title), ()))
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(name: str) -> None:
    assert [read_back(one) for _, one in parse(LAYOUTS[name].text())] == LAYOUTS[name].expected()


def read_text(text: str) -> list[dict[str, object]]:
    return [read_back(article) for _, article in parse(text)]


def test_two_headings_over_teasers() -> None:
    text = page(PLAIN, FISH).text() + "\nالأكثر قراءة\n\n" + "\n".join(BOOKS.lines())
    assert read_text(text)[1:] == [FISH.expected(), BOOKS.expected()]


def test_a_section_on_a_line_of_its_own() -> None:
    text = page(PLAIN, FISH, BOOKS).text().replace("آسيا ", "آسيا\n")
    assert read_text(text)[1:] == [FISH.expected(), BOOKS.expected()]


def test_teasers_between_articles_and_at_the_end() -> None:
    other = replace(PLAIN, title="القطار يعود")
    both = Page(((PLAIN, (FISH,)), (other, (BOOKS, OLIVES))))
    assert read_text(both.text()) == both.expected()


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("زوارق (أ.ف.ب - رويترز)", "أ.ف.ب - رويترز"),
        ("زوارق (أ.ب) (رويترز)", "أ.ب - رويترز"),
        ("زوارق (أ.ف.ب).", "أ.ف.ب"),
        ("زوارق (أ.ف.ب) ومنارة", "أ.ف.ب"),
        ("زوارق (يمين) ومنارة (إ.ب.أ)", "إ.ب.أ"),
        ("زوارق (الدفاع المدني)", "الدفاع المدني"),
        ("زوارق (إلى اليسار)", ""),
        ("زوارق (2019)", ""),
        ("زوارق (صورتان) ومنارة", ""),
        ("زوارق", ""),
    ],
)
def test_credit(caption: str, credit: str) -> None:
    full = replace(PLAIN, photos=(Photo(caption),))
    (found,) = [article for _, article in parse(page(full).text())]
    assert (found.caption, found.credit) == (caption, credit)


def test_photo_inside_the_body() -> None:
    text = page(PLAIN).text().replace("\n\nوقال", "\n\nالسور (واس)\nالسور (واس)\n\nوقال")
    (found,) = [article for _, article in parse(text)]
    assert (found.caption, found.credit) == ("السور (واس)", "واس")
    assert found.body == "\n\n".join(PLAIN.paragraphs)


def test_a_page_that_begins_in_the_body() -> None:
    body = "وقال مدير الحديقة إن الدخول مجاني للجميع حتى نهاية الصيف.\n\nوالأبواب مفتوحة.\n\n"
    first, *others = [article for _, article in parse(body + page(PLAIN, FISH).text())]
    assert (first.title, first.body) == ("", body.strip())
    assert [read_back(one) for one in others] == [PLAIN.expected(), FISH.expected()]


def test_a_page_that_begins_in_the_teasers() -> None:
    text = "\n\n".join(["تتمة موجز ضاع أوله.", *FISH.lines(), *OLIVES.lines()])
    first, *others = [article for _, article in parse(text + "\n\n" + page(PLAIN).text())]
    assert (first.kind, first.title) == ("teaser", "")
    assert [read_back(one) for one in others] == [
        *(FISH.expected(), OLIVES.expected(), PLAIN.expected()),
    ]


def test_a_page_that_begins_in_the_front() -> None:
    full = replace(PLAIN, deck=("الدخول مجاني حتى نهاية الصيف",), photos=(HARBOUR,))
    text = page(full).text()
    (found,) = read_text(text[text.index("الدخول") :])
    assert found == full.expected()


def test_a_page_that_ends_right_after_the_button() -> None:
    second = replace(PLAIN, title="القطار يعود", deck=("ركاب على الرصيف منذ الفجر",))
    text = Page(((PLAIN, (FISH,)), (second, ()))).text()
    found = read_text(text[: text.rindex("TT") + 2])
    assert found[:2] == [PLAIN.expected(), FISH.expected()]
    assert (found[2]["title"], found[2]["deck"]) == ("القطار يعود", "ركاب على الرصيف منذ الفجر")


def test_a_page_that_ends_in_a_teaser() -> None:
    text = page(PLAIN, FISH, OLIVES).text()
    found = read_text(text[: text.index("بأسبوعين")])
    assert found[:2] == [PLAIN.expected(), FISH.expected()]
    assert (found[2]["title"], found[2]["body"]) == (OLIVES.title, "بدأ القطاف قبل موعده")


def _labelled(*labels: str) -> list[tuple[str, str]]:
    """Section and caption of teasers with these labels."""
    texts = [
        f"{label}\n\nعنوان رقم {at}\n\nخلاصة رقم {at} كاملة.\n\n{PAPER} (صور)"
        for at, label in enumerate(labels)
    ]
    read = parse(f"{page(PLAIN).text()}\n\nمقالات ذات صلة\n\n" + "\n".join(texts))
    return [(article.section, article.caption) for _, article in read[1:]]


@pytest.mark.parametrize(
    ("label", "section"),
    [
        ("العالم توم باركر في مرسمه (أ.ب)", "العالم"),  # «توم» is shaped like a verb
        ("الخليج من سباق للقوارب (واس)", "الخليج"),
        ("روسيا تزلج على بحيرة (أ.ب)", "روسيا"),
        ("الرياضة يورغن هاوسر", "الرياضة"),
        ("الخليج السعودي ماجد علي (واس)", ""),  # an adjective: a longer name
        ("الاقتصاد والمال مصرف قديم (أ.ب)", ""),
        ("زاوية هادئة أطفال (أ.ب)", ""),  # stands in front of no caption at all
    ],
)
def test_label_among_labels(label: str, section: str) -> None:
    plain = ("آسيا", "مرفأ قديم (أ.ب)")
    caption = label.removeprefix(section).strip()
    assert _labelled(" ".join(plain), label, " ".join(plain))[1] == (section, caption)
    # Where the others have none, it may be the first word of the caption.
    others = "مرفأ قديم (أ.ب)"
    assert _labelled(others, label, others)[1] == ("", label)


def test_labels_are_told_from_all_headings_of_the_page() -> None:
    first = Teaser("ورشة للخشب", ("فُتحت ورشة.",), "آسيا", HARBOUR)
    second = Teaser("باركر في البلدة", ("وصل الرسام.",), "العالم", Photo("توم باركر", "أ.ب"))
    other = replace(PLAIN, title="القطار يعود")
    both = Page(((PLAIN, (first,)), (other, (second,))))
    assert [read_back(one) for _, one in parse(both.text())] == both.expected()


@pytest.mark.parametrize("deck", ["الوالي: «الجسر لنا»", "لندن: «لن نبيع الجسر»"])
@pytest.mark.parametrize("photos", [(), (HARBOUR,)])
def test_quotation_in_a_deck_is_no_byline(deck: str, photos: tuple[Photo, ...]) -> None:
    quoted = page(replace(PLAIN, deck=(deck,), photos=photos))
    assert [read_back(one) for _, one in parse(quoted.text())] == quoted.expected()


def test_name_without_a_place_before_the_next_article() -> None:
    named = Teaser("ورشة للخشب", ("فُتحت ورشة.",), "آسيا", HARBOUR)
    text = page(PLAIN, named).text().rstrip() + "\n\nسعاد علي"
    following = page(replace(PLAIN, title="القطار يعود")).text()
    found = [one for _, one in parse(f"{text}\n\n{following}")]
    assert [one.byline for one in found] == ["", "سعاد علي", ""]
    # At the end of a page, it may be a headline that was cut off.
    assert [one.byline for _, one in parse(text)][:2] == ["", ""]


def test_a_page_that_ends_in_the_front_behind_a_writer() -> None:
    signed = Teaser(
        *("ورشة للخشب", ("فُتحت ورشة.",), "آسيا", HARBOUR), Signature((("سعاد علي", "بيروت"),))
    )
    text = page(PLAIN, signed).text().rstrip()
    for more in ("\n\nالقطار يعو", "\n\nالقطار يعود\n\nركاب (أ.ب)\nركاب (أ.ب)\nTT"):
        teaser, last = (one for _, one in parse(text + more)[1:])
        assert (teaser.byline, teaser.datelines) == ("سعاد علي", ("بيروت",))
        assert "سعاد" not in last.title + last.deck + last.caption


def test_label_hangs_on_the_byline_before_it() -> None:
    lines = (
        f"آسيا مرفأ قديم (أ.ب)\n\nمرفأ يعود\n\nعاد المرفأ.\n\n{PAPER} (صور)\n"
        "لبنان قارب عند الفجر\n\nبحارة الفجر\n\nمن يبحر قبل طلوع الشمس؟\n\n"
        f"{PAPER} (صيدا)"
    )
    read = parse(f"{page(PLAIN).text()}\n\nمقالات ذات صلة\n\n{lines}")
    assert [one.title for _, one in read[1:]] == ["مرفأ يعود", "بحارة الفجر"]
    assert [one.section for _, one in read[1:]] == ["آسيا", "لبنان"]


def test_full_stop_behind_the_credit_of_a_teaser() -> None:
    text = page(PLAIN, FISH, BOOKS).text()
    found = read_text(text.replace("(رويترز)", "(رويترز)."))
    fish = FISH.expected()
    assert found == [PLAIN.expected(), {**fish, "caption": f"{fish['caption']}."}, BOOKS.expected()]
