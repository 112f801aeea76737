"""Pages of the layout in every combination of parts: each part comes back as it was put in."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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

# No word of these is a section of its own: where a caption begins with one, no reader can tell.
_WORDS = (
    "قطار جسر حديقة مرفأ بستان واحة مخبز ورشة متحف خزف قوارب صيادون زيتون مواسم أمطار رمان نوارس"
    " منارة مدرج تلاميذ يرمم يفتح تعود يزرع تستقبل يحصي جديد قديمة واسع بطيئة هادئ فجر مساء شرق غرب"
    " على نحو مع بعد قرب تحت «النورس» «سنابل»: الوادي... د. ليلاً، 12 450"
)
WORDS = _WORDS.split()
#: What a caption begins with. After other words, a label could be a part of a sentence.
NOUNS = WORDS[: WORDS.index("زيتون")]
SECTIONS = (
    "آسيا",
    "أوروبا",
    "الولايات المتحدة",
    "شمال أفريقيا",
    "يوميات الشرق",
    "لبنان",
    "رياضة عالمية",
)
CREDITS = ("أ.ب", "أ.ف.ب", "رويترز", "د.ب.أ", "إ.ب.أ", "واس", "أ.ف.ب - رويترز", "غيتي")
#: Credits that no table can know.
UNKNOWN_CREDITS = ("الدفاع المدني", "حساب النادي على إكس", "تصوير: نور علي")
#: What closes a caption in brackets and credits nobody.
NOTES = (" (إلى اليمين)", " (2024)")
PLACES = ("صفاقس", "صور", "بيروت", "الأمم المتحدة", "كييف", "نيويورك", "سيول", "أم درمان", "لندن")
NAMES = ("ليلى نور", "سعاد علي", "كريم عبد الوهاب", "هدى بن سالم")
HEADINGS = ("مقالات ذات صلة", "مواضيع ذات صلة", "اقرأ أيضاً", "قد يعجبك أيضاً:", "موضوعات متعلقة")
#: A counter of its own in every example.
SERIAL = st.shared(st.builds(itertools.count), key="serial")


@st.composite
def phrases(draw: st.DrawFn, least: int = 3, most: int = 10) -> str:
    """Words without a full stop, as headlines and captions are; never the same twice in a page."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=least, max_size=most))
    return " ".join([*words, f"ف{next(draw(SERIAL))}"])


@st.composite
def sentences(draw: st.DrawFn, most: int = 25) -> str:
    ending = draw(st.sampled_from([".", ".", ".", ".»", "..."]))
    quote = "«" if "»" in ending else ""
    return f"قال {quote}{draw(phrases(4, most))}{ending}"


@st.composite
def headlines(draw: st.DrawFn) -> str:
    opening = draw(st.sampled_from(["", "", "", "روسيا ", "لبنان ", "المنارة: "]))
    return opening + draw(phrases()) + draw(st.sampled_from(["", "", "", "؟", "!"]))


@st.composite
def photos(draw: st.DrawFn, *, once: bool = True) -> Photo:
    credit = draw(st.sampled_from(["", *CREDITS, *UNKNOWN_CREDITS]))
    prints = draw(st.sampled_from([1, 2, 2])) if once else 2
    note = draw(st.sampled_from(["", "", "", *NOTES]))
    return Photo(draw(captions()) + note, credit, prints)


@st.composite
def captions(draw: st.DrawFn) -> str:
    return f"{draw(st.sampled_from(NOUNS))} {draw(phrases())}"


@st.composite
def signatures(draw: st.DrawFn, *, names: bool) -> Signature:
    writer = st.sampled_from([PAPER, PAPER, *NAMES]) if names else st.just(PAPER)
    pairs = draw(st.lists(st.tuples(writer, st.sampled_from(PLACES)), max_size=3, unique=True))
    return Signature(tuple(pairs))


@st.composite
def teasers(draw: st.DrawFn) -> tuple[Teaser, ...]:
    found: list[Teaser] = []
    for at in range(draw(st.integers(0, 6))):
        previous = found[-1] if found else None
        found.append(draw(one_teaser(previous, first=not at)))
    if found and found[-1].stuck == "behind":
        found[-1] = replace(found[-1], stuck="")
    return tuple(found)


@st.composite
def one_teaser(draw: st.DrawFn, previous: Teaser | None, *, first: bool) -> Teaser:
    section = draw(st.sampled_from(["", *SECTIONS]))
    photo = draw(photos(once=False)) if draw(st.booleans()) else Photo("")
    summary = tuple(draw(st.lists(sentences(), min_size=1, max_size=2)))
    signed = draw(signatures(names=True))
    stuck = draw(st.sampled_from(["", "", "before", "behind", "before behind"]))
    if previous and "behind" in previous.stuck:  # what is stuck to a byline is a label
        section, photo = section or "آسيا", replace(photo, credit=photo.credit or "واس")
        photo = replace(photo, caption=photo.caption or draw(captions()))
    if not all(name == PAPER for name, _ in signed.pairs):
        stuck = ""
    if photo.credit and signed.line and draw(st.integers(0, 4)) == 0:
        # Without a summary only a credited label and a byline tell headline from summary.
        summary, stuck = (), ""
    if photo.credit and len(summary) == 1 and not stuck and draw(st.integers(0, 2)) == 0:
        summary = (summary[0].rstrip(".»").replace("«", ""),)
    if not section and not photo.credit and previous and not is_told_from_next(previous):
        section = "أوروبا"
    if section == "لبنان" and photo.caption and not photo.credit:
        section = "أوروبا"  # a country without a credit could be the subject of a sentence
    title = draw(headlines())
    repeated = first and draw(st.booleans())
    return Teaser(title, summary, section, photo, signed, repeated, stuck)


def is_told_from_next(teaser: Teaser) -> bool:
    """Whether a next teaser may begin with a line that no section and no credit tells apart.

    A name with a place in brackets could be the caption of the next photo there.
    """
    return not teaser.signed.pairs or PAPER in dict(teaser.signed.pairs)


@st.composite
def fulls(draw: st.DrawFn, spacing: str) -> Full:
    shots = draw(st.lists(photos(), max_size=2))
    if spacing == "all":  # what stands near the button is not told there, so only credits tell
        shots = [shot if shot.credit in CREDITS else replace(shot, prints=2) for shot in shots]
    places = tuple(draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=2, unique=True)))
    writer = draw(st.sampled_from(["", PAPER, *NAMES]))
    opening = Signature(tuple((writer, place) for place in places))
    line = opening.opening if draw(st.booleans()) or writer != PAPER else opening.line
    return Full(
        title=draw(headlines()),
        paragraphs=tuple(draw(st.lists(sentences(), min_size=1, max_size=4))),
        section=draw(st.sampled_from(["", "", *SECTIONS])),
        trail=draw(st.sampled_from(["", "", "الرئيسية > ", "الرئيسية > العالم > "])),
        button=draw(st.sampled_from(["TT", "TT", "T T", "TT\nTT"])),
        furniture=draw(st.sampled_from(["", "", "استمع إلى المقالة", "شارك"])),
        deck=tuple(draw(st.lists(phrases(5), max_size=2))),
        photos=tuple(shots),
        signed=line if writer else "",
        writer=writer,
        places=places if writer else (),
        signed_at=draw(st.sampled_from([("front",), ("below",), ("front", "below")])),
        time=draw(st.sampled_from(["", TIME])),
    )


@st.composite
def pages(draw: st.DrawFn) -> Page:
    spacing = draw(st.sampled_from(["usual", "usual", "none", "all"]))
    count = draw(st.integers(1, 3))
    parts = tuple((draw(fulls(spacing)), draw(teasers())) for _ in range(count))
    return Page(parts, draw(st.sampled_from(HEADINGS)), spacing)


@pytest.mark.slow
@given(pages())
@settings(max_examples=100, deadline=None)
def test_every_part_comes_back(page: Page) -> None:
    assert [read_back(article) for _, article in parse(page.text())] == page.expected()


@pytest.mark.slow
@given(pages(), st.data())
@settings(max_examples=50, deadline=None)
def test_a_page_that_ends_anywhere_loses_nothing_before(page: Page, data: st.DataObject) -> None:
    lines = page.text().split("\n")
    whole = parse(page.text())
    kept = data.draw(st.integers(0, len(lines)))
    ends = [*(line for line, _ in whole[1:]), len(lines) + 1]
    complete = [one for (_, one), end in zip(whole, ends, strict=True) if end <= kept]
    following = whole[len(complete) :]
    if following and following[0][1].kind == "full":
        complete = complete[:-1]  # a headline whose button was cut off could be a paragraph
    found = [article for _, article in parse("\n".join(lines[:kept]))]
    assert found[: len(complete)] == complete


@pytest.mark.slow
@given(pages(), st.data())
@settings(max_examples=50, deadline=None)
def test_a_page_that_begins_anywhere_loses_nothing_behind(page: Page, data: st.DataObject) -> None:
    """From the next heading or full article on; before it, a summary could be a paragraph."""
    lines = page.text().split("\n")
    whole = parse(page.text())
    cut = data.draw(st.integers(0, len(lines) - 1))
    sure = [at + 1 for at, line in enumerate(lines) if line == page.heading and at >= cut]
    sure += [line for line, one in whole if one.kind == "full" and line > cut + 1]
    complete = [one for line, one in whole if sure and line >= min(sure)]
    found = [article for _, article in parse("\n".join(lines[cut:]))]
    assert found[len(found) - len(complete) :] == complete
